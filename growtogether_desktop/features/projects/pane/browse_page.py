"""The list of projects, mine first."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import ProjectId
from growtogether_desktop.features.projects.model.browsing import ProjectsModel
from growtogether_desktop.features.projects.model.project_row import ProjectRow
from growtogether_desktop.features.projects.pane.project_facts import ProjectFacts, ask_first
from growtogether_desktop.features.projects.pane.start_form import StartForm
from growtogether_desktop.features.projects.pane.starting import Start
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.filter_button import Choice, Choices, filter_button
from growtogether_desktop.ui.pane import Aside, Head
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.words import Words


def _title(row: ProjectRow) -> Cell:
    if row.waiting:
        return Cell(row.title, "strong", pill=_("waiting"), tone="waiting")
    return Cell(row.title, "strong", pill=_("yours") if row.mine else "", tone="resolved")


def _done(row: ProjectRow) -> Cell:
    if not row.cards:
        return Cell(_("none yet"), "muted")
    return Cell(str(say("{done} of {n}", done=row.done, n=row.cards)), bar=row.done / row.cards)


_COLUMNS: tuple[Column[ProjectRow], ...] = (
    Column(N_("Project"), _title, width=240, stretch=3),
    Column(N_("About"), lambda row: Cell(row.about, "muted"), width=200, stretch=4, yields=3),
    Column(N_("Made with"), lambda row: Cell(", ".join(row.stack)), width=150, stretch=2, yields=2),
    Column(
        N_("People"),
        lambda row: Cell(str(len(row.members))),
        lambda row: len(row.members),
        width=72,
        stretch=0,
        yields=1,
        right=True,
    ),
    Column(N_("Cards done"), _done, lambda row: (row.done, row.cards), width=132, stretch=0, yields=1),
)


class BrowsePage(QWidget):
    def __init__(self, model: ProjectsModel, start: Start) -> None:
        super().__init__()
        self.changed: Signal[None] = Signal()
        """The explanation says something else now."""
        self.opened: Signal[ProjectId] = Signal()
        self.model = model
        self._start = start
        self._rows = RowsModel(_COLUMNS, lambda row: row.id, self)
        self._form: StartForm | None = None
        self._asking: ProjectId | None = None
        """The project somebody wants to remove, while we ask whether they are sure."""
        self._search: QLineEdit | None = None
        self._dressed: object = None
        self._explained: object = None
        self._empty_for: bool | None = None
        self.table = RowsTable(self._rows, _("Projects"))
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.table.chosen.connect(lambda row: self._choose())
        self.table.sort_by(-1)  # as the model has them, until somebody clicks a heading
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)

    # --- what it shows ---

    def show_model(self, head: Head) -> None:
        if not self.model.loaded:
            return
        self._say_nothing()
        self._rows.show_rows(self.model.rows)
        if self.table.current() is None and self._rows.rows:
            self.table.setCurrentIndex(self._rows.index(0, 0))
        self.say_facts(head)
        if self._form is None and self._explained != (self.table.current(), self._asking):
            self.changed.emit(None)

    def dress_head(self, head: Head) -> None:
        look = theme.current()
        self._search = QLineEdit(self.model.words)
        self._search.setProperty("kind", "search")
        self._search.setPlaceholderText(_("Search projects"))
        self._search.setAccessibleName(_("Search projects"))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(look.px(200))
        self._search.textChanged.connect(lambda text: self._start(self.model.search(text)))
        self._search.returnPressed.connect(self.table.setFocus)
        head.set_marks(self._search)
        self._dressed = None
        self.say_facts(head)

    def fill_aside(self, aside: Aside) -> None:
        aside.clear()
        row = self.table.current()
        self._explained = (row, self._asking)
        if self._form is not None:
            aside.column.addWidget(self._form)
            aside.foot.addWidget(self._form.begin_button)
            aside.foot.addWidget(self._form.cancel_button)
            return
        if row is None:
            aside.column.addWidget(Words(_("Choose a project to see what it is about."), "muted", wraps=True))
            return
        aside.column.addWidget(ProjectFacts(row))
        if row.id == self._asking:
            sure = str(say("Remove “{project}”? That cannot be undone.", project=row.title))
            aside.foot.addWidget(ask_first(sure, _("Remove"), lambda: self._remove(row.id), self._never_mind))
            return
        aside.foot.addWidget(Button(_("Open board"), lambda: self.opened.emit(row.id)))
        if not row.mine:
            aside.foot.addWidget(Button(_("Join"), lambda: self._start(self.model.join(row.id))))
        elif not row.owned:
            aside.foot.addWidget(Button(_("Leave"), lambda: self._start(self.model.leave(row.id))))
        elif row.removable:
            aside.foot.addWidget(Button(_("Remove…"), lambda: self._ask_to_remove(row.id), "danger"))

    # --- what it does ---

    def describe(self) -> None:
        """Let a new project be described, on the right."""
        if self._form is None:
            self._form = StartForm(self.model, self._start)
            self._form.given_up.connect(lambda nothing: self._give_up())
            self._form.started.connect(self._go_on)
            self.changed.emit(None)
        self._form.begin()

    @property
    def describing(self) -> bool:
        return self._form is not None

    def close_form(self) -> None:
        """What was described stays a draft."""
        if self._form is not None:
            self._form.leave()
            self._form = None
            self.changed.emit(None)

    def go_to_search(self) -> None:
        """The keys go to the search."""
        if self._search is not None:
            self._search.setFocus()
            self._search.selectAll()

    def leave(self) -> None:
        """Keep what was being written."""
        if self._form is not None:
            self._form.leave()

    def _go_on(self, project: ProjectId) -> None:
        self.close_form()
        self.opened.emit(project)

    def _give_up(self) -> None:
        self.close_form()
        self.table.setFocus()

    def _choose(self) -> None:
        self._asking = None
        if self._form is None:
            self.changed.emit(None)

    def _ask_to_remove(self, project: ProjectId) -> None:
        self._asking = project
        self.changed.emit(None)

    def _never_mind(self) -> None:
        self._asking = None
        self.changed.emit(None)

    def _remove(self, project: ProjectId) -> None:
        self._asking = None
        self._start(self.model.remove(project))

    def say_facts(self, head: Head) -> None:
        """The head's words and buttons; its search stays, somebody may be typing there."""
        rows = self.model.all_rows
        mine = sum(row.mine for row in rows)
        facts = str(say_n("{n} project · {mine} yours", "{n} projects · {mine} yours", len(rows), mine=mine))
        head.set_words(_("Projects"), facts if rows else "")
        dress = (self.model.stack, self.model.stacks, self.describing)
        if dress != self._dressed:  # a button that is made anew would lose the keys
            self._dressed = dress
            begin = Button(_("Start project"), self.describe, "filled", icon="plus")
            head.set_buttons(self._filter_button(), *([] if self.describing else [begin]))

    def _filter_button(self) -> Button:
        stacks = tuple(
            Choice(name or _("Any stack"), name == self.model.stack, partial(self.model.show_stack, name))
            for name in ("", *self.model.stacks)
        )
        return filter_button(self.model.stack, Choices(stacks))

    def _say_nothing(self) -> None:
        """An empty list says what to do next, which differs when there is something it does not show."""
        some = bool(self.model.all_rows)
        if some == self._empty_for:
            return
        self._empty_for = some
        if (old := self.table.findChild(EmptyState)) is not None:
            old.deleteLater()
        if some:
            show_all = Button(_("Show all projects"), self._show_all)
            self.table.when_empty(EmptyState("search", _("No project fits"), _("Try fewer words."), show_all))
        else:
            begin = Button(_("Start project"), self.describe, icon="plus")
            sentence = _("Start the first one: a name is enough, others join and bring their cards.")
            self.table.when_empty(EmptyState("square-kanban", _("No projects yet"), sentence, begin))

    def _show_all(self) -> None:
        self.model.show_stack("")
        if self._search is not None:
            self._search.clear()
