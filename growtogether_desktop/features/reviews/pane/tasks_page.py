"""Tasks and their files: what mentees begin with, and a solution to read work against."""

from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.figures import size
from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.task_files import Purpose, TaskFiles
from growtogether_desktop.features.reviews.model.tasks import TaskRow, TasksModel
from growtogether_desktop.features.reviews.pane.words import who_reads_solutions
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.leading import Leading
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Aside, Head, section
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.save_as import save_as
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.words import Words

Begin = Callable[[Coroutine[Any, Any, Any], str], object]


def _files(given: TaskFiles | None) -> Cell:
    if given is None:
        return Cell("–", "muted")
    return Cell(str(say_n("{n} file", "{n} files", given.content.files)))


def _works(row: TaskRow) -> Cell:
    return Cell(str(row.works) if row.works else "", "muted")


_COLUMNS: tuple[Column[TaskRow], ...] = (
    Column(N_("Task"), lambda row: Cell(row.title, "strong"), width=200, stretch=4),
    Column(N_("Project"), lambda row: Cell(row.project_title, "muted"), width=150, stretch=2, yields=2),
    Column(N_("Starter"), lambda row: _files(row.starter), width=110, stretch=0),
    Column(N_("Solution"), lambda row: _files(row.solution), width=110, stretch=0),
    Column(N_("Handed in"), _works, lambda row: row.works, width=90, stretch=0, yields=1, right=True),
)
_CALLED = {Purpose.STARTER: N_("Starter"), Purpose.SOLUTION: N_("Solution")}


class TasksPage(Leading):
    def __init__(self, model: TasksModel, begin: Begin) -> None:
        super().__init__()
        self.chosen: Signal[None] = Signal()
        self.model = model
        self._begin = begin
        self._rows = RowsModel(_COLUMNS, lambda row: row.card, self)
        self.table = RowsTable(self._rows, _("Tasks"))
        self.table.chosen.connect(lambda row: self.chosen.emit(None))
        self.table.opened.connect(lambda row: self.save(Purpose.STARTER))
        self.table.sort_by(-1)
        sentence = _("Cards of the boards stand here; files can be given with each of them.")
        self.table.when_empty(EmptyState("folder-open", _("No tasks yet"), sentence))
        self._notices = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._notices)
        box.addWidget(self.table, 1)
        self.lead_to(self.table)

    def show_model(self) -> None:
        first = not self._rows.rows
        self._rows.show_rows(self.model.rows)
        if first and self._rows.rows:
            self.table.setCurrentIndex(self._rows.index(0, 0))

    def dress_head(self, head: Head) -> None:
        n = sum(bool(row.starter or row.solution) for row in self.model.rows)
        head.set_words(_("Files of tasks"), str(say_n("{n} task with files", "{n} tasks with files", n)))
        head.set_marks()
        if not self.model.may_give or self.table.current() is None:
            head.set_buttons()
            return
        solution = Button(_("Give a solution…"), partial(self.ask_for, Purpose.SOLUTION), icon="upload")
        starter = Button(_("Give a starter…"), partial(self.ask_for, Purpose.STARTER), "filled", icon="upload")
        head.set_buttons(solution, starter)

    def fill_aside(self, aside: Aside) -> None:
        row = self.table.current()
        if row is None:
            aside.column.addWidget(Words(_("Choose a task to see its files."), "muted", wraps=True))
            return
        aside.column.addWidget(Words(row.title, "heading", wraps=True))
        aside.column.addWidget(Words(row.project_title, "muted", wraps=True))
        starter = _("Everybody begins with it; whoever reviews sees it folded away. Who reads the board may read it.")
        solution = who_reads_solutions()
        for purpose, who in ((Purpose.STARTER, starter), (Purpose.SOLUTION, solution)):
            given = row.files(purpose)
            aside.column.addWidget(section(_(_CALLED[purpose])))
            if given is not None:
                content = given.content
                about = say_n("{n} file, {size}", "{n} files, {size}", content.files, size=size(content.size))
                aside.column.addWidget(Words(str(about)))
            aside.column.addWidget(Words(who, "muted", wraps=True))
        if row.starter or row.solution:
            aside.foot.addWidget(self._more(row))

    def offers(self) -> dict[str, Callable[[], object]]:
        row, offers = self.table.current(), dict[str, Callable[[], object]]()
        if row is None:
            return offers
        if self.model.may_give:
            offers["give_starter"] = partial(self.ask_for, Purpose.STARTER)
            offers["give_solution"] = partial(self.ask_for, Purpose.SOLUTION)
        for purpose, name in ((Purpose.STARTER, "starter"), (Purpose.SOLUTION, "solution")):
            if row.files(purpose) is not None:
                offers[f"save_{name}"] = partial(self.save, purpose)
                if self.model.may_give:
                    offers[f"take_back_{name}"] = partial(self.ask_to_take_back, purpose)
        return offers

    # --- giving ---

    def ask_for(self, purpose: Purpose) -> None:
        """Let a folder be chosen, for the task at the cursor."""
        row = self.table.current()
        if row is None:
            return
        dialog = QFileDialog(self, _("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.give(row, purpose, Path(path)))
        dialog.finished.connect(lambda code: dialog.deleteLater())
        dialog.open()

    def give(self, row: TaskRow, purpose: Purpose, source: Path) -> None:
        title = str(say("Taking in {name}", name=source.name))
        self._begin(self._try(self.model.give(row, purpose, source)), title)

    def ask_to_take_back(self, purpose: Purpose) -> None:
        """At once, for undo brings them back; asked first when mentees have read them, for then it does not."""
        row = self.table.current()
        given = row.files(purpose) if row is not None else None
        if row is None or given is None:
            return
        if not given.readers:
            self._take_back(row, purpose)
            return
        self.calm()
        keep = Button(_("Keep them"), self.calm)
        back = Button(_("Take them back"), partial(self._take_back, row, purpose), "danger")
        what = _("Mentees whose work is accepted lose sight of them, too. That cannot be undone.")
        self._notices.addWidget(Notice(what, buttons=(keep, back)))
        keep.setFocus()

    def _take_back(self, row: TaskRow, purpose: Purpose) -> None:
        self.calm()
        self._begin(self._try(self.model.take_back(row, purpose)), "")

    def save(self, purpose: Purpose) -> None:
        row = self.table.current()
        given = row.files(purpose) if row is not None else None
        if row is None or given is None:
            return
        save = lambda path: self._begin(self._try(self.model.save(given, path)), "")  # noqa: E731
        save_as(self, _("Save the files"), row.title, "zip", save)

    async def _try(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Problem as problem:
            self.calm()
            advice = str(problem.advice or "")
            self._notices.addWidget(Notice(str(problem.what), advice, "blocking", close_=self.calm))

    def calm(self) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _more(self, row: TaskRow) -> Button:
        """Everything there is to do with files that were given."""
        more = Button(_("Its files…"), icon="folder-open")
        menu = QMenu(more)
        doing = (
            ("save_starter", _("Save the starter…")),
            ("save_solution", _("Save the solution…")),
            ("take_back_starter", _("Take back the starter")),
            ("take_back_solution", _("Take back the solution")),
        )
        offers = self.offers()
        for name, words in doing:
            if name in offers:
                menu.addAction(words).triggered.connect(partial(_run, offers[name]))
        more.set_menu(menu)
        return more


def _run(offer: Callable[[], object], checked: bool = False) -> None:
    offer()
