"""The explanation beside a roster file: which of its columns holds what, to be changed by hand."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.features.matching.model.enrolling import RosterImport
from growtogether_desktop.pairing.columns import TITLES, Field
from growtogether_desktop.pairing.table import Table
from growtogether_desktop.ui.pane import Aside, section
from growtogether_desktop.ui.words import Elided, Words

Start = Callable[[Coroutine[Any, Any, Any]], object]

_FIELDS: tuple[Field | None, ...] = (None, *Field)
_ROLES = ("", MENTOR, MENTEE)
_LETTERS = 80
"""So much of a cell is enough for an example."""
_AT_ONCE = 4
"""So many columns are built in one turn of the window's loop: all of them take longer than a frame."""


class _Choice(QComboBox):
    """A choice that yields when there is little room, and that the mouse wheel leaves alone: it scrolls the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnsExplanation(QWidget):
    """A choice for each column of the file, with an example from it."""

    def __init__(self, model: RosterImport, aside: Aside, start: Start) -> None:
        super().__init__()
        self._model = model
        self._start = start
        self._table: Table | None = None
        self._choices: list[_Choice] = []
        self._role = _Choice()
        for words in (_("A column says who is what"), _("Everybody is a mentor"), _("Everybody is a mentee")):
            self._role.addItem(words)
        self._role.setAccessibleName(_("Mentors and mentees"))
        self._role.activated.connect(lambda at: start(model.all_are(_ROLES[at])))
        self._columns = QWidget()
        self._box = QVBoxLayout(self._columns)
        self._building = QTimer(self, interval=0)
        self._building.timeout.connect(self._build)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(section(_("Mentors and mentees")))
        box.addWidget(self._role)
        box.addWidget(section(_("Columns of the file")))
        box.addWidget(self._columns)
        aside.column.addWidget(self)

    def show_columns(self) -> None:
        """Take over how the model understands the file."""
        if self._model.table is not self._table:
            self._table = self._model.table
            self._begin()
        self._choose()
        self._role.setCurrentIndex(_ROLES.index(self._model.role))

    def focus_first(self) -> None:
        """Put the keyboard where the first choice is to be made."""
        while self._building.isActive():
            self._build()
        left_out = next((choice for choice in self._choices if choice.currentIndex() == 0), self._role)
        left_out.setFocus()

    def _begin(self) -> None:
        self._columns.hide()
        self._columns.deleteLater()
        self._columns = QWidget()
        self._choices = []
        self._box = QVBoxLayout(self._columns)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        if self._table is None or not self._table.header:
            self._box.addWidget(Words(_("No file is open."), "muted"))
        self.layout().addWidget(self._columns)  # type: ignore[union-attr]  # laid out since it was made
        self._building.start()

    def _build(self) -> None:
        header = self._table.header if self._table is not None else ()
        for position in range(len(self._choices), min(len(self._choices) + _AT_ONCE, len(header))):
            self._add(position, header[position])
        self._choose()
        if len(self._choices) == len(header):
            self._building.stop()

    def _add(self, position: int, title: str) -> None:
        assert self._table is not None
        rows = self._table.rows
        example = next((row.cells[position] for row in rows if any(row.cells[position : position + 1])), "")
        choice = _Choice()
        choice.setAccessibleName(title)
        choice.setAccessibleDescription(example[:_LETTERS])
        choice.addItems([_(TITLES[field]) if field is not None else _("Left out") for field in _FIELDS])
        choice.activated.connect(self._chooser(position))
        self._box.addWidget(Elided(title, "strong"))
        if example:
            self._box.addWidget(Elided(" ".join(example[:_LETTERS].split()), "aside"))
        self._box.addWidget(choice)
        self._box.addSpacing(8)
        self._choices.append(choice)

    def _choose(self) -> None:
        for choice, held in zip(self._choices, self._model.mapping.fields, strict=False):
            choice.setCurrentIndex(_FIELDS.index(Field(held) if held else None))

    def _chooser(self, position: int) -> Callable[[int], object]:
        return lambda at: self._start(self._model.map_column(position, _FIELDS[at]))
