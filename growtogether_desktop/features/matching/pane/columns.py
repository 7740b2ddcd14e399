"""The explanation beside a roster file: which of its columns holds what, to be changed by hand."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QStringListModel, QTimer
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


class _Choice(QComboBox):
    """A choice that yields when there is little room, and that the mouse wheel leaves alone: it scrolls the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _ColumnOfFile(QWidget):
    """A column's title, an example from it, and what it holds."""

    def __init__(self, titles: QStringListModel, chosen: Callable[[int], object]) -> None:
        super().__init__()
        self._title = Elided("", "strong")
        self._example = Elided("", "aside")
        self.choice = _Choice()
        self.choice.setModel(titles)
        self.choice.activated.connect(chosen)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(4)
        for widget in (self._title, self._example, self.choice):
            box.addWidget(widget)

    def say(self, title: str, example: str) -> None:
        self._title.setText(title)
        self._example.setText(" ".join(example[:_LETTERS].split()))
        self._example.setVisible(bool(example))
        self.choice.setAccessibleName(title)
        self.choice.setAccessibleDescription(example[:_LETTERS])


class ColumnsExplanation(QWidget):
    """A choice for each column of the file, with an example from it; the choices are kept for the next file."""

    def __init__(self, model: RosterImport, aside: Aside, start: Start) -> None:
        super().__init__()
        self._model = model
        self._start = start
        self._table: Table | None = None
        self._shown = 0
        """So many columns of this file have been shown."""
        self._focuses = False
        self._role = _Choice()
        for words in (_("A column says who is what"), _("Everybody is a mentor"), _("Everybody is a mentee")):
            self._role.addItem(words)
        self._role.setAccessibleName(_("Mentors and mentees"))
        self._role.activated.connect(lambda at: start(model.all_are(_ROLES[at])))
        titles = [_(TITLES[field]) if field is not None else _("Left out") for field in _FIELDS]
        self._titles = QStringListModel(titles, self)
        self._columns: list[_ColumnOfFile] = []
        self._nothing = Words(_("No file is open."), "muted")
        self._box = QVBoxLayout()
        self._box.setSpacing(4)
        self._showing = QTimer(self, interval=0)
        self._showing.timeout.connect(self._show_next)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(section(_("Mentors and mentees")))
        box.addWidget(self._role)
        box.addWidget(section(_("Columns of the file")))
        box.addWidget(self._nothing)
        box.addLayout(self._box)
        aside.column.addWidget(self)

    def show_columns(self) -> None:
        """Take over how the model understands the file; a column at a time, for each takes a part of a frame."""
        if self._model.table is not self._table:
            self._table = self._model.table
            self._shown = 0
            for column in self._columns:
                column.hide()
            self._nothing.setVisible(not self._header)
            self._showing.start()
        self._choose()
        self._role.setCurrentIndex(_ROLES.index(self._model.role))

    def focus_left_out(self) -> None:
        """Put the keyboard where the first choice is to be made, once it is there."""
        self._focuses = True
        self._showing.start()

    @property
    def choices(self) -> tuple[QComboBox, ...]:
        """One for each column that is shown."""
        return tuple(column.choice for column in self._columns[: self._shown])

    @property
    def _header(self) -> tuple[str, ...]:
        return self._table.header if self._table is not None else ()

    def _show_next(self) -> None:
        if self._shown < len(self._header):
            if self._shown == len(self._columns):  # making one takes as long as showing it
                self._columns.append(_ColumnOfFile(self._titles, self._chooser(self._shown)))
                return
            self._show_column(self._shown)
            self._shown += 1
            self._choose()
            return
        self._showing.stop()
        if self._focuses:
            self._focuses = False
            next((choice for choice in self.choices if choice.currentIndex() == 0), self._role).setFocus()

    def _show_column(self, position: int) -> None:
        assert self._table is not None
        column, rows = self._columns[position], self._table.rows
        example = next((row.cells[position] for row in rows if any(row.cells[position : position + 1])), "")
        column.say(self._table.header[position], example)
        if self._box.indexOf(column) < 0:
            self._box.addWidget(column)
        column.show()

    def _choose(self) -> None:
        for choice, held in zip(self.choices, self._model.mapping.fields, strict=False):
            choice.setCurrentIndex(_FIELDS.index(Field(held) if held else None))

    def _chooser(self, position: int) -> Callable[[int], object]:
        return lambda at: self._start(self._model.map_column(position, _FIELDS[at]))
