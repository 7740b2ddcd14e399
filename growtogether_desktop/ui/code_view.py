"""The code pane: any number of lines, colours that come later, and remarks between the lines.

Only the rows in sight are shaped and painted, so a million lines open like a thousand. What stands
between the rows are widgets of whoever uses the pane.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.sourcecode.highlight import Colours, Span
from growtogether_desktop.sourcecode.text import Text
from growtogether_desktop.ui import code_keys as keys
from growtogether_desktop.ui import code_place as places
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_blocks import Block, Blocks
from growtogether_desktop.ui.code_gutter import Gutter, Mark
from growtogether_desktop.ui.code_keys import KEY
from growtogether_desktop.ui.code_place import Place, Selection
from growtogether_desktop.ui.code_row import CodeLook, CodeRows
from growtogether_desktop.ui.code_sheet import Ground, Row, Sheet
from growtogether_desktop.ui.heights import Heights

__all__ = ["Block", "CodeView", "Mark", "Place"]

_START = Selection(Place(1, 0), Place(1, 0))
_SPOKEN = 200
"""So many characters of a line are told to a screen reader."""
_SEARCHED = 20_000
"""Columns of a line in which what was found is shown."""
_NARROW = 400
_LEAST_ZOOM, _MOST_ZOOM = 50, 300


class CodeView(QAbstractScrollArea):
    """Shows a text, lets a person walk and select in it, and asks for a remark where they want one."""

    placeChanged = Signal(int, int, int)
    """Line and column of the cursor, both from 1, and how many lines are selected."""
    commentAsked = Signal(int, int, int, int)
    """First and last line, first and last column, as in `Anchor`."""
    zoomChanged = Signal(int)
    unfolded = Signal(int, int)
    """Lines that were folded away are wanted: from one up to another, counted from 0."""
    arranged = Signal()
    """What stands between the lines may have other heights."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._lines: Sequence[str] = ()
        self._old_colours: Colours | None = None
        self._colours: Colours | None = None
        self._stop_listening: list[Callable[[], None]] = []
        self._found: re.Pattern[str] | None = None
        self._spaces = False
        self._selection = _START
        self._wish: int | None = None  # the column that moving up and down tries to keep
        self._marks: tuple[Mark, ...] = ()
        self._wanted: tuple[Block, ...] = ()
        self._hovered = 0
        self._dragging = ""
        self._arranging = False
        self._look = CodeLook(theme.current(), 100)
        self._rows = CodeRows((), self._spans_of, self._look)
        self._margin = Gutter(self._look, None)
        self._heights = Heights(0, self._look.row)
        self._blocks = Blocks(self.viewport())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Code"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that scrolling moves the picture
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._dress(100)

    # What is shown

    @property
    def text(self) -> Text | None:
        return self._sheet.text if self._sheet is not None else None

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    def show_text(self, text: Text, path: str, colours: Colours | None = None) -> None:
        """Show another text from its top, without blocks and marks."""
        self.show_sheet(Sheet(text), path)
        self.set_colours(colours)

    def show_sheet(self, sheet: Sheet, path: str) -> None:
        """Show other rows from their top, without blocks, marks and colours."""
        self._selection = _START
        self._marks = ()
        self._wanted = ()
        self._take(sheet)
        self.set_colours(None)
        self.setAccessibleName(_("Code of {path}").format(path=path))
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._place_changed()

    def change_sheet(self, sheet: Sheet) -> None:
        """Show the same text in other rows: cursor, reader and blocks stay at their lines."""
        before = self._sheet
        assert before is not None, "there is a text to show otherwise"
        begin, cursor = (
            replace(at, line=before.line_of(at.line)) for at in (self._selection.begin, self.place_in_rows)
        )
        top = self._line_at(0)
        line, offset = before.line_of(top), self._top(top)
        self._take(sheet)
        self._rows = CodeRows(self._lines, self._spans_of, self._look)
        self._selection = Selection(self._row_place(begin), self._row_place(cursor))
        self.verticalScrollBar().setValue(self._heights.top(sheet.row_of(line)) - offset)
        self._arrange()
        self._place_changed()

    def _take(self, sheet: Sheet) -> None:
        self._sheet, self._lines = sheet, sheet.lines
        self._heights = Heights(len(sheet.lines), self._look.row)
        self._put_blocks()
        self._margin = Gutter(self._look, sheet)
        self._fit_bars()

    def set_colours(self, colours: Colours | None, old: Colours | None = None) -> None:
        """Colour the text with these, now and as they arrive; `old` is for lines of the version before."""
        for stop in self._stop_listening:
            stop()
        self._colours, self._old_colours = colours, old
        self._stop_listening = [
            these.arrived.connect(partial(self._recolour, these)) for these in (colours, old) if these is not None
        ]
        self._rows = CodeRows(self._lines, self._spans_of, self._look)
        self.viewport().update()

    def follow(self, other: "CodeView") -> None:
        """Have rows and gaps as high as the other pane has them."""
        self._heights = other._heights
        self._fit_bars()
        self.viewport().update()

    def set_found(self, found: re.Pattern[str] | None) -> None:
        """Show whatever it finds."""
        self._found = found
        self.viewport().update()

    def show_spaces(self, shown: bool) -> None:
        """Draw dots for spaces and arrows for tabs."""
        self._spaces = shown
        self._dress(self.zoom)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = tuple(marks)
        self.viewport().update()

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Have these between the lines, in this order where they share a gap; widgets of known keys stay."""
        self._wanted = tuple(blocks)
        with self._holding_still():
            self._put_blocks()
        self._arrange()

    def _put_blocks(self) -> None:
        there = [replace(block, after=self._row_of(block.after)) for block in self._wanted]
        self._blocks.put(there, self._heights)

    def block(self, key: str) -> QWidget | None:
        """The widget of a block, if it has been made."""
        return self._blocks.widget(key)

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

    def reveal(self, key: str) -> None:
        """Scroll to a block and give it the keyboard."""
        if block := self._blocks.find(key):
            self._show_extent(*self._blocks.extent(block))  # brings it near, and then its height is known
            self._show_extent(*self._blocks.extent(block))
            if widget := self._blocks.widget(key):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        if words := self.selected_words():
            QGuiApplication.clipboard().setText(words)

    # How large it is

    @property
    def zoom(self) -> int:
        """Percent of the size that the theme has."""
        return self._look.zoom

    def set_zoom(self, percent: int) -> None:
        percent = min(max(percent, _LEAST_ZOOM), _MOST_ZOOM)
        if percent != self.zoom:
            self._dress(percent)
            self.zoomChanged.emit(percent)

    def _dress(self, zoom: int) -> None:
        """Look as the theme and the zoom say."""
        with self._holding_still():
            self._look = CodeLook(theme.current(), zoom, self._spaces)
            self._heights.each = self._look.row
            self._rows = CodeRows(self._lines, self._spans_of, self._look)
            self._margin = Gutter(self._look, self._sheet)
            self._blocks.margin = self._px(8)
        self._arrange()

    def _px(self, pixels: float) -> int:
        return self._look.theme.px(pixels)

    # Geometry: the gutter, and to its right code and blocks.

    @property
    def _gutter(self) -> int:
        return self._margin.right

    @property
    def _code_left(self) -> int:
        return self._margin.code_left

    @property
    def _row_left(self) -> int:
        """Where rows begin, scrolled as they are."""
        return self._code_left - self.horizontalScrollBar().value()

    @property
    def _scroll(self) -> int:
        return self.verticalScrollBar().value()

    def _top(self, line: int) -> int:
        return self._heights.top(line) - self._scroll

    def _line_at(self, y: float) -> int:
        return max(self._heights.row_at(int(y) + self._scroll), 1)

    def _place_at(self, point: QPointF) -> Place:
        line = self._line_at(point.y())
        return places.within(self._lines, line, self._rows.column_at(line, point.x() - self._row_left))

    def _fit_bars(self) -> None:
        view, row = self.viewport().size(), self._look.row
        room = max(view.width() - self._code_left, 1)
        columns = self._sheet.columns if self._sheet else 0
        widest = max(columns * self._look.column, self._rows.widest)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(int(widest + 4 * self._look.column) - room, 0))
        across.setPageStep(room)
        across.setSingleStep(round(4 * self._look.column))
        down.setRange(0, max(self._heights.total + self._px(8) - view.height(), 0))
        down.setPageStep(max(view.height() - row, row))
        down.setSingleStep(row)

    def _show_extent(self, top: int, height: int) -> None:
        """Scroll no more than needed to have this in sight; a third down the view when it was far away."""
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if bar.value() <= top and top + height <= bar.value() + high:
            return
        if not bar.value() - high <= top <= bar.value() + 2 * high:
            bar.setValue(top - high // 3)
        elif top < bar.value() or height > high:
            bar.setValue(top)
        else:
            bar.setValue(top + height - high)

    def _show_place(self, place: Place) -> None:
        self._show_extent(self._heights.top(place.line), self._look.row)
        x, bar = self._rows.x_of(place), self.horizontalScrollBar()
        self._fit_bars()
        room, margin = self.viewport().width() - self._code_left, 4 * self._look.column
        if x < bar.value():
            bar.setValue(int(x - margin))
        elif x > bar.value() + room - margin:
            bar.setValue(int(x - room + margin))

    @contextmanager
    def _holding_still(self) -> Iterator[None]:
        """Whatever changes its height meanwhile: the first line in sight stays where it is."""
        line = self._line_at(0)
        top, scroll = self._top(line), self._scroll
        yield
        self._fit_bars()
        if scroll:
            self.verticalScrollBar().setValue(self._heights.top(line) - top)

    def _arrange(self, moved: int | None = None) -> None:
        """Have the blocks of this view, and of one above and below, in their places.

        When everything has only `moved` up or down, what is painted moves along and is not painted again.
        """
        if self._arranging:
            return
        self._arranging = True
        high, left = self.viewport().height(), self._code_left
        width = max(self.viewport().width() - left - self._px(16), 1)
        if width < self._px(_NARROW):  # where two versions share the room, blocks take that of the gutter too
            left, width = self._px(8), max(self.viewport().width() - self._px(16), 1)
        first, last = (self._heights.row_at(self._scroll + y) for y in (-high, 2 * high))
        before = self._heights.total, self._scroll
        with self._holding_still():
            self._blocks.make(first, last, width)
        still = before == (self._heights.total, self._scroll)
        if moved is not None and still:
            self.viewport().scroll(0, moved)
        else:
            self.viewport().update()
        self._blocks.lay(first, last, left, width, self._scroll)
        self._arranging = False
        if not still or moved is None:
            self.arranged.emit()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.theme.surface)
        if not self._lines:
            self._paint_emptiness(painter)
            return
        widest = self._rows.widest
        rows = range(self._line_at(event.rect().top()), self._line_at(event.rect().bottom()) + 1)
        first, last = self._line_of(rows.start), self._line_of(rows.stop - 1)
        marks = [mark for mark in self._marks if mark.first <= last and mark.last >= first]
        scroll, left, sight = self._scroll, self._row_left, (self._gutter, self.viewport().width())
        for at in rows:
            row, top = self._sheet_row(at), self._heights.top(at) - scroll
            columns = self._selected_columns(at)
            if row.ground is not Ground.PLAIN:
                self._paint_ground(painter, row, at, top)
            self._paint_behind(painter, at, top, columns)
            self._rows.paint(painter, at, left, top, sight)
            if at == self._selection.cursor.line and self.hasFocus():
                x = left + self._rows.x_of(self._selection.cursor)
                painter.fillRect(QRectF(x - 1, top + 1, 2, self._look.row - 2), self._look.theme.accent)
            self._paint_gutter(painter, row, at, top, marks, columns is not None)
        if self._rows.widest > widest:
            self._fit_bars()

    def _sheet_row(self, at: int) -> Row:
        assert self._sheet is not None, "there are lines"
        return self._sheet.row(at)

    def _paint_ground(self, painter: QPainter, row: Row, at: int, top: int) -> None:
        """What differs, which words of it, where it moved, and how much is folded away."""
        look, left, wide = self._look, self._gutter, self.viewport().width()
        if row.ground is Ground.FOLDED:
            painter.fillRect(0, top, wide, look.row, look.theme.window)
            self._say(
                painter, str(say_n("{n} unchanged line", "{n} unchanged lines", row.folded)), self._code_left, top
            )
        elif row.ground is Ground.NOTHING:
            painter.fillRect(0, top, wide, look.row, look.theme.window)
        elif row.ground is not Ground.PLAIN:
            added = row.ground is Ground.ADDED
            painter.fillRect(left, top, wide, look.row, look.theme.added if added else look.theme.removed)
            strong = look.theme.added_words if added else look.theme.removed_words
            for first, after in row.words:
                begins, ends = (self._rows.x_of(Place(at, column)) for column in (first, after))
                painter.fillRect(QRectF(self._row_left + begins, top, ends - begins, look.row), strong)
        if row.moved and self._sheet_row(max(at - 1, 1)).moved != row.moved - 1:
            came = row.ground is Ground.ADDED
            words = say("moved to line {line}", line=row.moved)
            if came:
                words = say("moved from line {line}", line=row.moved)
            end = self._row_left + self._rows.x_of(Place(at, len(self._lines[at - 1])))
            self._say(painter, f"⇄ {words}", max(int(end), self._code_left) + 2 * round(look.column), top)

    def _say(self, painter: QPainter, words: str, left: int, top: int) -> None:
        painter.setFont(self._look.theme.font(12 * self.zoom / 100))
        painter.setPen(self._look.theme.muted)
        painter.drawText(
            QRectF(left, top, self.viewport().width(), self._look.row), Qt.AlignmentFlag.AlignVCenter, words
        )

    def _paint_behind(self, painter: QPainter, line: int, top: int, columns: tuple[int, int] | None) -> None:
        """The cursor's row, what was found, and what is selected."""
        look, cursor = self._look, self._selection.cursor
        if line == cursor.line and self._selection.empty:
            painter.fillRect(self._gutter, top, self.viewport().width(), look.row, _veil(look.theme.text))
        for begins, ends in self._stretches(line) if self._found is not None else ():
            painter.fillRect(QRectF(self._row_left + begins, top, ends - begins, look.row), look.theme.found)
        if columns is not None:
            begins, ends = sorted(self._rows.x_of(Place(line, column)) for column in columns)
            if columns[1] > len(self._lines[line - 1]):
                ends += look.column  # the newline
            painter.fillRect(QRectF(self._row_left + begins, top, ends - begins, look.row), look.theme.selection)

    def _stretches(self, line: int) -> Iterator[tuple[float, float]]:
        """From and up to where something was found; in very long lines nobody looks."""
        words = self._lines[line - 1]
        if self._found is not None and len(words) <= _SEARCHED:
            for match in self._found.finditer(words):
                yield self._rows.x_of(Place(line, match.start())), self._rows.x_of(Place(line, match.end()))

    def _selected_columns(self, line: int) -> tuple[int, int] | None:
        """From and up to which column it is selected; one beyond its end when its newline is."""
        first, last = self._selection.first, self._selection.last
        if self._selection.empty or not first.line <= line <= last.line:
            return None
        begins = first.column if line == first.line else 0
        return begins, last.column if line == last.line else len(self._lines[line - 1]) + 1

    def _paint_gutter(
        self, painter: QPainter, row: Row, at: int, top: int, marks: Sequence[Mark], chosen: bool
    ) -> None:
        here = at == self._selection.cursor.line
        line = row.numbers[-1]
        tones = [mark.tone for mark in marks if mark.first <= line <= mark.last]
        self._margin.paint(painter, top, row, tones, chosen, here)
        if row.ground is not Ground.FOLDED and (at == self._hovered or (here and self.hasFocus())):
            self._margin.paint_plus(painter, top)

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
        if not self._lines:
            return _("Line {line}: {words}").format(line=at, words="")
        row, words = self._sheet_row(at), self._lines[at - 1][:_SPOKEN]
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
        at = self._selection.cursor
        wish = at.column if self._wish is None else self._wish
        self._select(self._selection.moved(places.within(self._lines, at.line + count, wish), extending))
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
        on_row = 0 <= event.position().y() - self._top(at.line) < self._look.row
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

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._arrange(None if dx else dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        dressing = event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        if dressing and self._look.theme != theme.current():
            self._dress(self.zoom)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(0)
        elif event.type() == QEvent.Type.LayoutRequest:  # a block wants another height
            self._arrange()
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _veil(colour: QColor) -> QColor:
    """So little of it that what lies beneath still shows."""
    return QColor(colour.red(), colour.green(), colour.blue(), 12)
