"""A roster file before it is enrolled: what it would change, and every row that needs a look."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, quoted, say, say_n
from growtogether_desktop.domain.changes import MENTOR
from growtogether_desktop.domain.cohorts import Mentor
from growtogether_desktop.features.matching.model.enrolling import PlaceRow, RosterImport, role_of
from growtogether_desktop.features.matching.pane.readers import who_reads_the_cohort
from growtogether_desktop.pairing.cells import RowProblem
from growtogether_desktop.pairing.columns import TITLES
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Fact, Facts
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.save_as import save_as
from growtogether_desktop.ui.splitter import Splitter
from growtogether_desktop.ui.surface import Surface
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import Words, hairline

Start = Callable[[Coroutine[Any, Any, Any]], object]

_NEWS: dict[str, tuple[str, Tone]] = {
    "new": (N_("new"), "resolved"),
    "changed": (N_("changed"), "information"),
    "known": ("", "plain"),
}


def _about(row: PlaceRow) -> str:
    if row.changed:
        return ", ".join(_(TITLES[field]) for field in row.changed)
    return ", ".join(row.place.skills if isinstance(row.place, Mentor) else row.place.wants)


def _role(row: PlaceRow) -> str:
    return _("Mentor") if role_of(row.place) == MENTOR else _("Mentee")


_PEOPLE: tuple[Column[PlaceRow], ...] = (
    Column(
        N_("Name"),
        lambda row: Cell(row.place.name, "strong", pill=_(_NEWS[row.news][0]), tone=_NEWS[row.news][1]),
        lambda row: row.name_in_order,
        200,
        3,
    ),
    Column(N_("Role"), lambda row: Cell(_role(row), "muted"), lambda row: role_of(row.place), 90, 1),
    Column(
        N_("E-mail"),
        lambda row: Cell(row.place.email, "muted"),
        lambda row: row.place.email.casefold(),
        150,
        2,
        yields=2,
    ),
    Column(
        N_("Skills, wishes, or what has changed"),
        lambda row: Cell(_about(row)),
        lambda row: row.about_in_order,
        200,
        5,
        yields=1,
    ),
)
_PROBLEMS: tuple[Column[RowProblem], ...] = (
    Column(N_("Line"), lambda row: Cell(str(row.line), "muted"), lambda row: row.line, 64, 0, right=True),
    Column(N_("Column"), lambda row: Cell(row.column, "strong"), None, 110, 1),
    Column(N_("What is wrong"), lambda row: Cell(str(row.what)), None, 220, 4),
    Column(N_("What to do"), lambda row: Cell(str(row.advice), "muted"), None, 220, 5),
)


class RosterPage(QWidget):
    """The file's people and problems. Nothing is enrolled before the button in the head is pressed."""

    def __init__(self, model: RosterImport, start: Start) -> None:
        super().__init__()
        self._model = model
        self._start = start
        self.title = QLineEdit()
        self._naming = Field(_("Name of the cohort"), self.title, _("For example: Autumn 2026"))
        self._facts = Facts()
        self._readers = Surface()
        self._told: list[tuple[str, str, Tone | None]] = []
        self._problems = RowsModel(_PROBLEMS, key=lambda row: (row.line, row.column, str(row.what)), parent=self)
        self.problems = RowsTable(self._problems, _("Rows that need a look"))
        self.problems.chosen.connect(self._say_whole)
        self._heading = Words(role="heading")
        self._whole = Words(wraps=True).can_be_copied()
        self._again = Button(_("Read again"), lambda: start(model.read_again()), icon="refresh-cw")
        self._people = RowsModel(_PEOPLE, key=lambda row: row.place.id, parent=self)
        self.people = RowsTable(self._people, _("People of the file"))
        self.people.when_empty(EmptyState("users", _("No row can be enrolled yet")))
        self._uncertain = QWidget()
        self._stack = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        look = theme.current()
        readers = QVBoxLayout(self._readers)
        readers.setContentsMargins(look.px(16), look.px(6), look.px(16), look.px(6))
        readers.addWidget(who_reads_the_cohort())
        self._top = Surface()
        naming = QHBoxLayout(self._top)
        naming.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        self._naming.setMaximumWidth(look.px(360))
        naming.addWidget(self._naming, 1)
        naming.addStretch(1)
        self._split = Splitter("roster-split", Qt.Orientation.Vertical)
        self._look = _headed(
            self.problems,
            self._whole,
            self._heading,
            Button(_("Copy"), self._copy, icon="copy"),
            Button(_("Save…"), self._choose_file, icon="download"),
            self._again,
        )
        self._split.add(self._look, 2)
        self._split.add(self.people, 3)
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._uncertain)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._top)
        box.addWidget(self._facts)
        box.addWidget(self._readers)
        box.addWidget(self._stack, 1)

    def show_roster(self) -> None:
        """Take over what the model knows of the file."""
        model = self._model
        problems = model.roster.problems
        self._top.setVisible(model.table is not None and model.cohort is None)
        self._facts.setVisible(not model.missing)
        self._readers.setVisible(not model.missing)
        facts = _facts(model)
        if facts != self._told:
            self._told = facts
            self._facts.show_facts(*(Fact(*fact) for fact in facts))
        self._heading.setText(
            str(say_n("{n} row needs a look", "{n} rows need a look", len({problem.line for problem in problems})))
        )
        self._again.setVisible(model.can_read_again)
        self._look.setVisible(bool(problems))
        self._problems.show_rows(problems)
        self._people.show_rows(model.rows)
        for table in (self.problems, self.people):
            if table.current() is None and table.model().rowCount():
                table.setCurrentIndex(table.model().index(0, 0))
        self._ask_for_columns()

    def complain_about_title(self, what: str) -> None:
        self._naming.complain(what)

    def _ask_for_columns(self) -> None:
        """Without some columns there is nothing to show but which ones."""
        missing = self._model.missing if self._model.table is not None else ()
        if not missing:
            self._stack.setCurrentWidget(self._split)
            return
        self._stack.removeWidget(self._uncertain)
        self._uncertain.deleteLater()
        names = ", ".join(str(quoted(_(TITLES[field]))) for field in missing)
        self._uncertain = EmptyState(
            "columns-2",
            str(say("Choose the columns for {fields}", fields=names)),
            _("What you choose on the right is remembered for files with the same titles."),
        )
        self._stack.addWidget(self._uncertain)
        self._stack.setCurrentWidget(self._uncertain)

    def _say_whole(self, problem: RowProblem | None) -> None:
        """The problem one stands on in full, whatever the columns have room for."""
        self._whole.setText(f"{problem.what} {problem.advice}" if problem is not None else "")

    # --- taking the problems along ----------------------------------------------------------------

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._model.problems_as_text())

    def _choose_file(self) -> None:
        save = lambda path: self._start(self._model.save_problems(path))  # noqa: E731
        save_as(self, _("Save the list"), _("rows to look at"), "txt", save)


def _facts(model: RosterImport) -> list[tuple[str, str, Tone | None]]:
    """Figures, the words beneath them, and what they mean."""
    new, changed, known = (model.news(what) for what in ("new", "changed", "known"))
    rows = len({problem.line for problem in model.roster.problems})
    facts: list[tuple[str, str, Tone | None]] = [
        (str(new), str(say_n("new", "new", new)), "resolved" if new else None),
        (str(changed), str(say_n("changed", "changed", changed)), "information" if changed else None),
        (str(known), str(say_n("unchanged", "unchanged", known)), None),
    ]
    if rows:
        facts.append((str(rows), str(say_n("row needs a look", "rows need a look", rows)), "waiting"))
    if model.absent:
        words = say_n("is not in this file and stays", "are not in this file and stay", model.absent)
        facts.append((str(model.absent), str(words), None))
    return facts


def _headed(table: QWidget, whole: Words, heading: Words, *buttons: Button) -> QWidget:
    """A table beneath a line with its heading and what can be done with it; under it the row one stands on in full."""
    look = theme.current()
    page = Surface()
    line = QHBoxLayout()
    line.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(6))
    line.setSpacing(look.px(8))
    line.addWidget(heading, 1)
    for button in buttons:
        line.addWidget(button)
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addLayout(line)
    box.addWidget(hairline())
    box.addWidget(table, 1)
    whole.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(6))
    box.addWidget(hairline())
    box.addWidget(whole)
    return page
