"""The code pane: any number of lines, colours that come later, and remarks between the lines.

Only the rows in sight are shaped and painted, so a million lines open like a thousand. What stands
between the rows are widgets of whoever uses the pane.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.sourcecode.highlight import Colours, Span
from growtogether_desktop.sourcecode.text import Text
from growtogether_desktop.ui import code_keys as keys
from growtogether_desktop.ui import code_place as places
from growtogether_desktop.ui.code_area import CodeArea
from growtogether_desktop.ui.code_blocks import Block
from growtogether_desktop.ui.code_gutter import Mark
from growtogether_desktop.ui.code_keys import KEY
from growtogether_desktop.ui.code_paint import CodePaint
from growtogether_desktop.ui.code_place import Place, Selection
from growtogether_desktop.ui.code_sheet import Ground, Sheet

__all__ = ["Block", "CodeView", "Mark", "Place"]

_START = Selection(Place(1, 0), Place(1, 0))
_TOIL = 4_000
"""Characters that need looking at one by one, of the rows that are painted together."""
_SPOKEN = 200
"""So many characters of a line are told to a screen reader."""


class CodeView(CodeArea):
    """Shows a text, lets a person walk and select in it, and asks for a remark where they want one."""

    placeChanged = Signal(int, int, int)
    """Line and column of the cursor, both from 1, and how many lines are selected."""
    commentAsked = Signal(int, int, int, int)
    """First and last line, first and last column, as in `Anchor`."""
    unfolded = Signal(int, int)
    """Lines that were folded away are wanted: from one up to another, counted from 0."""

    def __init__(self) -> None:
        super().__init__()
        self._old_colours: Colours | None = None
        self._colours: Colours | None = None
        self._stop_listening: list[Callable[[], None]] = []
        self._found: re.Pattern[str] | None = None
        self._selection = _START
        self._wish: float | None = None  # how far right moving up and down tries to stay
        self._marks: tuple[Mark, ...] = ()
        self._wanted: tuple[Block, ...] = ()
        self._hovered = 0
        self._dragging = ""
        self._unpainted = 0
        """The first row that is still to be painted; 0: none."""
        self._go_on = QTimer(self, singleShot=True, interval=0)
        self._go_on.timeout.connect(self._paint_rest)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Code"))
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    # What is shown

    @property
    def text(self) -> Text | None:
        return self._sheet.text if self._sheet is not None else None

    def show_text(self, text: Text, path: str, colours: Colours | None = None) -> None:
        """Show another text from its top, without blocks and marks."""
        self.show_sheet(Sheet(text), path)
        self.set_colours(colours)

    def show_sheet(self, sheet: Sheet, path: str) -> None:
        """Show other rows from their top, without blocks, marks and colours."""
        self._selection = _START
        self._marks = ()
        self._wanted = ()
        self._take(sheet, ())
        self.set_colours(None)
        self.setAccessibleName(_("Code of {path}").format(path=path))
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._arrange()
        self._place_changed()

    def change_sheet(self, sheet: Sheet) -> None:
        """Show the same text in other rows: cursor, reader and blocks stay at their lines."""
        before = self._sheet
        assert before is not None, "there is a text to show otherwise"
        begin, cursor, (top, y) = self._selection.begin, self.place_in_rows, self._reader()
        self._take(sheet, self._in_rows(sheet, self._wanted))
        begin, cursor, top = (self._row_place(replace(at, line=before.line_of(at.line))) for at in (begin, cursor, top))
        self._selection = Selection(begin, cursor)
        self._put_reader(top, y)
        self._arrange()
        self._place_changed()

    def set_colours(self, colours: Colours | None, old: Colours | None = None) -> None:
        """Colour the text with these, now and as they arrive; `old` is for lines of the version before."""
        for stop in self._stop_listening:
            stop()
        self._colours, self._old_colours = colours, old
        self._stop_listening = [
            these.arrived.connect(partial(self._recolour, these)) for these in (colours, old) if these is not None
        ]
        self._rows.forget(lambda row: True)
        self.viewport().update()

    def set_found(self, found: re.Pattern[str] | None) -> None:
        """Show whatever it finds."""
        self._found = found
        self.viewport().update()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = tuple(marks)
        self.viewport().update()

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Have these between the lines, in this order where they share a gap; widgets of known keys stay."""
        self._wanted = tuple(blocks)
        if self._sheet is not None:
            with self._holding_still():
                self._blocks.put(self._in_rows(self._sheet, self._wanted), self._heights)
        self._arrange()

    def _in_rows(self, sheet: Sheet, blocks: Sequence[Block]) -> list[Block]:
        return [replace(block, after=sheet.row_of(block.after) if block.after > 0 else 0) for block in blocks]

    # Where the person is

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

    def select_lines(self, first: int, last: int) -> None:
        if self._lines:
            begin, end = (self._row_place(Place(line, 0)).line for line in (first, last))
            self._select(places.whole_lines(self._lines, begin, end))

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

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.theme.surface)
        if not self._lines or self._sheet is None:
            self._paint_emptiness(painter)
            return
        widest = self._rows.widest
        rows = range(self._line_at(event.rect().top()), self._line_at(event.rect().bottom()) + 1)
        first, last = self._line_of(rows.start), self._line_of(rows.stop - 1)
        paint = CodePaint(
            self._sheet,
            self._rows,
            self._look,
            self._margin,
            self._selection,
            [mark for mark in self._marks if mark.first <= last and mark.last >= first],
            self._found,
            self._hovered,
            self.hasFocus(),
        )
        sight = self._sight(event.rect())
        if self._unpainted in rows and event.rect().contains(self.viewport().rect().bottomRight()):
            self._unpainted = 0
        toil = 0
        for at in rows:
            paint.paint(painter, at, self._row_left, self._top(at), self._heights.height(at), sight)
            toil += self._rows.toil(at)
            if toil >= _TOIL and at < rows[-1]:
                self._paint_later(at + 1)
                break
        if self._rows.widest > widest:
            self._fit_bars()

    def _paint_later(self, row: int) -> None:
        """Rows of many strange characters come a few with each frame, from this one on."""
        self._unpainted = min(row, self._unpainted or row)
        self._go_on.start()

    def _paint_rest(self) -> None:
        self.viewport().update(0, self._top(self._unpainted), self.viewport().width(), self.viewport().height())

    def _paint_emptiness(self, painter: QPainter) -> None:
        if self._sheet is not None:
            painter.setFont(self._look.theme.font())
            painter.setPen(self._look.theme.muted)
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, _("This file is empty."))

    def _spans_of(self, row: int, first: int, after: int) -> Sequence[Span]:
        source = self._sheet.source(row) if self._sheet is not None else None
        colours = None if source is None else self._old_colours if source.old else self._colours
        return colours.of(source.line, first, after) if source is not None and colours is not None else ()

    def _recolour(self, colours: Colours, lines: tuple[int, int]) -> None:
        """Rows of these lines are made anew. Most of what arrives is out of sight, and then nothing is painted."""

        def outdated(row: int) -> bool:
            source = self._sheet.source(row) if self._sheet is not None else None
            if source is None or not lines[0] <= source.line <= lines[1]:
                return False
            return colours is (self._old_colours if source.old else self._colours)

        if self._rows.forget(outdated):
            self.viewport().update()

    # Cursor and selection

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

    def _ask(self) -> None:
        self.commentAsked.emit(*self.selected())

    # What people do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._lines and (self._moved_by(event) or self._done_by(event))):
            super().keyPressEvent(event)

    def _moved_by(self, event: QKeyEvent) -> bool:
        for chord, move, extending in keys.MOVES:
            if event.matches(chord):
                self._move(move, extending)
                return True
        page = max(self.viewport().height() // self._look.row - 1, 1)
        for chord, pages, lines, extending in keys.LINE_MOVES:
            if event.matches(chord):
                self._move_lines(pages * page + lines, extending)
                return True
        return False

    def _done_by(self, event: QKeyEvent) -> bool:
        chord = event.modifiers().value, event.key()
        if event.matches(KEY.Copy):
            self.copy()
        elif event.matches(KEY.SelectAll):
            self._select_all()
        elif event.matches(KEY.Cancel) and not self._selection.empty:
            self._select(Selection(self._selection.cursor, self._selection.cursor))
        elif event.matches(KEY.ZoomIn):
            self.set_zoom(self.zoom + 10)
        elif event.matches(KEY.ZoomOut):
            self.set_zoom(self.zoom - 10)
        elif chord == keys.AS_IT_WAS:
            self.set_zoom(100)
        elif chord[1] in keys.OPENING and not chord[0] and self._open(self._selection.cursor.line):
            pass
        elif chord in keys.ASKING or (event.text() in keys.ASKING_LETTERS and not event.modifiers().value):
            self._ask()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._lines:
            super().mousePressEvent(event)
            return
        extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        at = self._place_at(event.position())
        if self._open(at.line):
            return
        if event.position().x() >= self._gutter:
            self._dragging = "text"
            self._select(self._selection.moved(at, extending))
            return
        self._dragging = "plus" if event.position().x() < self._margin.plus_right else "numbers"
        self._select(places.whole_lines(self._lines, self._selection.begin.line if extending else at.line, at.line))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._lines:
            return
        at = self._place_at(event.position())
        if self._dragging == "text":
            self._select(self._selection.moved(at, extending=True))
        elif self._dragging:
            self._select(places.whole_lines(self._lines, self._selection.begin.line, at.line))
        in_gutter = event.position().x() < self._gutter
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if in_gutter else Qt.CursorShape.IBeamCursor)
        on_row = 0 <= event.position().y() - self._top(at.line) < self._heights.height(at.line)
        self._hover(at.line if on_row else 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._dragging = self._dragging, ""
        if dragged == "plus":
            self._ask()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (
            event.button() == Qt.MouseButton.LeftButton
            and event.position().x() >= self._margin.plus_right
            and self._lines
        ):
            self._ask()

    def _hover(self, line: int) -> None:
        if line != self._hovered:
            self._hovered = line
            self.viewport().update(0, 0, self._gutter, self.viewport().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.set_zoom(self.zoom + (10 if event.angleDelta().y() > 0 else -10))
        else:
            super().wheelEvent(event)

    # What Qt tells

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(0)
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
