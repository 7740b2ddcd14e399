"""Where the person is in the rows: the cursor, what is selected, and the way there."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.ui import code_place as places
from growtogether_desktop.ui.code_area import CodeArea
from growtogether_desktop.ui.code_place import Place, Selection
from growtogether_desktop.ui.code_sheet import Ground

START = Selection(Place(1, 0), Place(1, 0))
_SPOKEN = 200
"""So many characters of a line are told to a screen reader."""


class CodeCursor(CodeArea):
    placeChanged = Signal(int, int, int)
    """Line and column of the cursor, both from 1, and how many lines are selected."""
    unfolded = Signal(int, int)
    """Lines that were folded away are wanted: from one up to another, counted from 0."""

    def __init__(self) -> None:
        super().__init__()
        self._selection = START
        self._wish: float | None = None  # how far right moving up and down tries to stay

    @property
    def place(self) -> Place:
        """Of the cursor, in the text."""
        return replace(self._selection.cursor, line=self._line_of(self._selection.cursor.line))

    @property
    def place_in_rows(self) -> Place:
        return self._selection.cursor

    def selected(self) -> tuple[int, int, int, int]:
        """(first line, last line, first column, last column) of the selection, else of the cursor's line."""
        first, last, first_column, last_column = self._selection.span(self._lines)
        if self._sheet is None or not self._sheet.compares:
            return first, last, first_column, last_column
        sources = [self._sheet.source(row) for row in (first, last)]
        whole = any(source is None or source.old for source in sources)  # columns of other words mean nothing
        columns = (0, 0) if whole else (first_column, last_column)
        return self._line_of(first), self._line_of(last), *columns

    @property
    def selection_start(self) -> Place:
        first = self._selection.first
        return replace(first, line=self._line_of(first.line))

    def selected_words(self) -> str:
        return self._selection.words(self._lines) if not self._selection.empty else ""

    def go_to(self, line: int, column: int = 0) -> None:
        """Put the cursor there, a third down the view when it was far out of sight."""
        self._open(self._row_of(line))
        place = self._row_place(Place(line, column))
        self._select(Selection(place, place))

    def go_to_row(self, row: int) -> None:
        place = places.within(self._lines, row, 0)
        self._select(Selection(place, place))

    def select_columns(self, line: int, first: int, last: int) -> None:
        """Select part of a line, and have it in sight."""
        self._open(self._row_of(line))
        begin, end = (self._row_place(Place(line, column)) for column in (first, last))
        self._select(Selection(begin, end))

    def _row_of(self, line: int) -> int:
        return self._sheet.row_of(line) if self._sheet is not None and line > 0 else line

    def _line_of(self, row: int) -> int:
        return self._sheet.line_of(row) if self._sheet is not None and self._lines else row

    def _row_place(self, place: Place) -> Place:
        return places.within(self._lines, self._row_of(place.line), place.column)

    def _open(self, row: int) -> bool:
        """Ask for the lines that a row stands for, if it does; they are there when this returns."""
        window = self._sheet.window(row) if self._sheet is not None and 0 < row <= len(self._lines) else None
        if window is not None:
            self.unfolded.emit(*window)
        return window is not None

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        if words := self.selected_words():
            QGuiApplication.clipboard().setText(words)

    # Moving

    def _select(self, selection: Selection) -> None:
        self._selection = selection
        self._wish = None
        if self._lines:
            self._show_place(selection.cursor)
        self._place_changed()

    def _place_changed(self) -> None:
        place = self.place
        first, last, *_columns = self.selected()
        self.setAccessibleDescription(self._spoken())
        self.placeChanged.emit(place.line, place.column + 1, 0 if self._selection.empty else last - first + 1)
        self.viewport().update()

    def _spoken(self) -> str:
        """What a screen reader says of the cursor's row."""
        at = self._selection.cursor.line
        if not self._lines or self._sheet is None:
            return _("Line {line}: {words}").format(line=at, words="")
        row, words = self._sheet.row(at), self._lines[at - 1][:_SPOKEN]
        if row.ground is Ground.FOLDED:
            return str(say_n("{n} unchanged line", "{n} unchanged lines", row.folded))
        said = {
            Ground.ADDED: N_("Line {line}, added: {words}"),
            Ground.REMOVED: N_("Line {line}, removed: {words}"),
            Ground.NOTHING: N_("No line here"),
        }.get(row.ground, N_("Line {line}: {words}"))
        return str(say(said, line=max(row.numbers), words=words))

    def _move(self, move: places.Move, extending: bool) -> None:
        self._select(self._selection.moved(move(self._lines, self._selection.cursor), extending))

    def _move_lines(self, count: int, extending: bool) -> None:
        """Up or down by lines on screen."""
        at, point = self._selection.cursor, self._rows.point(self._selection.cursor)
        wish = point.x() if self._wish is None else self._wish
        line, number = self._rows.step(at.line, round(point.y() / self._look.row) + count)
        column = self._rows.column_at(line, wish, (number + 0.5) * self._look.row)
        self._select(self._selection.moved(places.within(self._lines, line, column), extending))
        self._wish = wish

    def _select_all(self) -> None:
        self._selection = places.whole_lines(self._lines, 1, len(self._lines))
        self._place_changed()
