"""The code pane: any number of lines, colours that come later, and remarks between the lines.

Only the rows in sight are shaped and painted, so a million lines open like a thousand. What stands
between the rows are widgets of whoever uses the pane.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.sourcecode.highlight import Colours
from growtogether_desktop.sourcecode.text import Text
from growtogether_desktop.ui import code_place as places
from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.code_blocks import Block, Blocks
from growtogether_desktop.ui.code_place import Place, Selection
from growtogether_desktop.ui.code_row import CodeLook, CodeRows
from growtogether_desktop.ui.heights import Heights
from growtogether_desktop.ui.theme import Tone

__all__ = ["Block", "CodeView", "Mark", "Place"]

_START = Selection(Place(1, 0), Place(1, 0))
_SPOKEN = 200
"""So many characters of a line are told to a screen reader."""
_LEAST_ZOOM, _MOST_ZOOM = 50, 300


@dataclass(frozen=True, slots=True)
class Mark:
    """Lines that somebody has said something about; a bar beside them in the colour of `tone`."""

    first: int
    last: int
    tone: Tone


class CodeView(QAbstractScrollArea):
    """Shows a text, lets a person walk and select in it, and asks for a remark where they want one."""

    placeChanged = Signal(int, int, int)
    """Line and column of the cursor, both from 1, and how many lines are selected."""
    commentAsked = Signal(int, int, int, int)
    """First and last line, first and last column, as in `Anchor`."""
    zoomChanged = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._text: Text | None = None
        self._lines: Sequence[str] = ()
        self._colours: Colours | None = None
        self._stop_listening: Callable[[], None] | None = None
        self._selection = _START
        self._wish: int | None = None  # the column that moving up and down tries to keep
        self._marks: tuple[Mark, ...] = ()
        self._hovered = 0
        self._dragging = ""
        self._arranging = False
        self._look = CodeLook(theme.current(), 100)
        self._rows = CodeRows((), None, self._look)
        self._heights = Heights(0, self._look.row)
        self._blocks = Blocks(self.viewport())
        self._lay_gutter()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Code"))
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._dress(100)

    # What is shown

    @property
    def text(self) -> Text | None:
        return self._text

    def show_text(self, text: Text, path: str, colours: Colours | None = None) -> None:
        """Show another text from its top, without blocks and marks."""
        self._text, self._lines = text, text.lines
        self._marks = ()
        self._selection = _START
        self._heights = Heights(len(text.lines), self._look.row)
        self._blocks.put((), self._heights)
        self._lay_gutter()
        self.set_colours(colours)
        self.setAccessibleName(_("Code of {path}").format(path=path))
        self._fit_bars()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._place_changed()

    def set_colours(self, colours: Colours | None) -> None:
        """Colour the text with these, now and as they arrive; None: plain."""
        if self._stop_listening:
            self._stop_listening()
        self._colours = colours
        self._stop_listening = (
            colours.arrived.connect(self._recolour) if colours is not None else None
        )  # none known yet is falsy
        self._rows = CodeRows(self._lines, colours, self._look)
        self.viewport().update()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = tuple(marks)
        self.viewport().update()

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Have these between the lines, in this order where they share a gap; widgets of known keys stay."""
        with self._holding_still():
            self._blocks.put(blocks, self._heights)
        self._arrange()

    def block(self, key: str) -> QWidget | None:
        """The widget of a block, if it has been made."""
        return self._blocks.widget(key)

    # Where the person is

    @property
    def place(self) -> Place:
        return self._selection.cursor

    def selected(self) -> tuple[int, int, int, int]:
        """(first line, last line, first column, last column) of the selection, else of the cursor's line."""
        return self._selection.span(self._lines)

    def go_to(self, line: int, column: int = 0) -> None:
        """Put the cursor there, a third down the view when it was far out of sight."""
        place = places.within(self._lines, line, column)
        self._select(Selection(place, place))

    def select_lines(self, first: int, last: int) -> None:
        if self._lines:
            begin, end = (places.within(self._lines, line, 0).line for line in (first, last))
            self._select(places.whole_lines(self._lines, begin, end))

    def reveal(self, key: str) -> None:
        """Scroll to a block and give it the keyboard."""
        if block := self._blocks.find(key):
            self._show_extent(*self._blocks.extent(block))  # brings it near, and then its height is known
            self._show_extent(*self._blocks.extent(block))
            if widget := self._blocks.widget(key):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        if not self._selection.empty:
            QGuiApplication.clipboard().setText(self._selection.words(self._lines))

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
            self._look = CodeLook(theme.current(), zoom)
            self._heights.each = self._look.row
            self._rows = CodeRows(self._lines, self._colours, self._look)
            self._lay_gutter()
            self._blocks.margin = self._px(8)
        self._arrange()

    def _px(self, pixels: float) -> int:
        return self._look.theme.px(pixels)

    # Geometry. The gutter: a bar for marks, the plus, the number; code and blocks begin to its right.

    def _lay_gutter(self) -> None:
        digits = max(len(str(len(self._lines))), 3)
        self._plus_right = self._px(24)
        self._number_right = round(self._plus_right + digits * self._look.column)
        self._gutter = self._number_right + self._px(12)
        self._code_left = self._gutter + self._px(12)

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
        columns = self._text.columns if self._text else 0
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

    def _arrange(self) -> None:
        """Have the blocks of this view, and of one above and below, in their places."""
        if self._arranging:
            return
        self._arranging = True
        high, left = self.viewport().height(), self._code_left
        width = max(self.viewport().width() - left - self._px(16), 1)
        first, last = (self._heights.row_at(self._scroll + y) for y in (-high, 2 * high))
        with self._holding_still():
            self._blocks.make(first, last, width)
        self._blocks.lay(first, last, left, width, self._scroll)
        self._arranging = False
        self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.theme.surface)
        if not self._lines:
            self._paint_emptiness(painter)
            return
        widest = self._rows.widest
        lines = range(self._line_at(event.rect().top()), self._line_at(event.rect().bottom()) + 1)
        marks = [mark for mark in self._marks if mark.first < lines.stop and mark.last >= lines.start]
        for line in lines:
            self._paint_code(painter, line, self._top(line))
            self._paint_gutter(painter, line, self._top(line), marks)
        if self._rows.widest > widest:
            self._fit_bars()

    def _paint_code(self, painter: QPainter, line: int, top: int) -> None:
        look, cursor = self._look, self._selection.cursor
        if line == cursor.line and self._selection.empty:
            painter.fillRect(self._gutter, top, self.viewport().width(), look.row, look.theme.hover)
        if columns := self._selected_columns(line):
            begins, ends = sorted(self._rows.x_of(Place(line, column)) for column in columns)
            if columns[1] > len(self._lines[line - 1]):
                ends += look.column  # the newline
            painter.fillRect(QRectF(self._row_left + begins, top, ends - begins, look.row), look.theme.selection)
        sight = self._gutter, self.viewport().width()
        self._rows.paint(painter, line, self._row_left, top, sight)
        if line == cursor.line and self.hasFocus():
            x = self._row_left + self._rows.x_of(cursor)
            painter.fillRect(QRectF(x - 1, top + 1, 2, look.row - 2), look.theme.accent)

    def _selected_columns(self, line: int) -> tuple[int, int] | None:
        """From and up to which column it is selected; one beyond its end when its newline is."""
        first, last = self._selection.first, self._selection.last
        if self._selection.empty or not first.line <= line <= last.line:
            return None
        begins = first.column if line == first.line else 0
        return begins, last.column if line == last.line else len(self._lines[line - 1]) + 1

    def _paint_gutter(self, painter: QPainter, line: int, top: int, marks: Sequence[Mark]) -> None:
        look, here = self._look, line == self._selection.cursor.line
        chosen = self._selected_columns(line) is not None
        painter.fillRect(0, top, self._gutter, look.row, look.theme.selection if chosen else look.theme.gutter)
        for mark in marks:
            if mark.first <= line <= mark.last:
                painter.fillRect(0, top, self._px(3), look.row, look.theme.ink(mark.tone))
        painter.setFont(look.font)
        painter.setPen(look.theme.text if here else look.theme.muted)
        number = str(line)
        painter.drawText(QPointF(self._number_right - len(number) * look.column, top + look.baseline), number)
        if line == self._hovered or (here and self.hasFocus()):
            self._paint_plus(painter, top)

    def _paint_plus(self, painter: QPainter, top: int) -> None:
        look, side = self._look, self._px(16)
        box = QRectF(self._px(6), top + (look.row - side) / 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.theme.accent)
        painter.drawRoundedRect(box, 4, 4)
        icons.paint(painter, "plus", look.theme.on_accent, box.adjusted(2, 2, -2, -2))
        painter.restore()

    def _paint_emptiness(self, painter: QPainter) -> None:
        if self._text is not None:
            painter.setFont(self._look.theme.font())
            painter.setPen(self._look.theme.muted)
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, _("This file is empty."))

    def _recolour(self, lines: tuple[int, int]) -> None:
        self._rows.forget(*lines)
        self.viewport().update()

    # Cursor and selection

    def _select(self, selection: Selection) -> None:
        self._selection = selection
        self._wish = None
        if self._lines:
            self._show_place(selection.cursor)
        self._place_changed()

    def _place_changed(self) -> None:
        cursor = self._selection.cursor
        first, last, *_columns = self.selected()
        words = self._lines[cursor.line - 1][:_SPOKEN] if self._lines else ""
        self.setAccessibleDescription(_("Line {line}: {words}").format(line=cursor.line, words=words))
        self.placeChanged.emit(cursor.line, cursor.column + 1, 0 if self._selection.empty else last - first + 1)
        self.viewport().update()

    def _move(self, move: places.Move, extending: bool) -> None:
        self._select(self._selection.moved(move(self._lines, self.place), extending))

    def _move_lines(self, count: int, extending: bool) -> None:
        wish = self.place.column if self._wish is None else self._wish
        self._select(self._selection.moved(places.within(self._lines, self.place.line + count, wish), extending))
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
        for keys, move, extending in _MOVES:
            if event.matches(keys):
                self._move(move, extending)
                return True
        page = max(self.viewport().height() // self._look.row - 1, 1)
        for keys, pages, lines, extending in _LINE_MOVES:
            if event.matches(keys):
                self._move_lines(pages * page + lines, extending)
                return True
        return False

    def _done_by(self, event: QKeyEvent) -> bool:
        chord = event.modifiers().value, event.key()
        if event.matches(_KEY.Copy):
            self.copy()
        elif event.matches(_KEY.SelectAll):
            self._select_all()
        elif event.matches(_KEY.Cancel) and not self._selection.empty:
            self._select(Selection(self.place, self.place))
        elif event.matches(_KEY.ZoomIn):
            self.set_zoom(self.zoom + 10)
        elif event.matches(_KEY.ZoomOut):
            self.set_zoom(self.zoom - 10)
        elif chord == _AS_IT_WAS:
            self.set_zoom(100)
        elif chord in _ASKING or (event.text() in _ASKING_LETTERS and not event.modifiers().value):
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
        if event.position().x() >= self._gutter:
            self._dragging = "text"
            self._select(self._selection.moved(at, extending))
            return
        self._dragging = "plus" if event.position().x() < self._plus_right else "numbers"
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
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() >= self._plus_right and self._lines:
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
        self._arrange()

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


_CTRL = Qt.KeyboardModifier.ControlModifier.value
_AS_IT_WAS = (_CTRL, Qt.Key.Key_0)
_ASKING = ((_CTRL, Qt.Key.Key_Return), (_CTRL, Qt.Key.Key_Enter))
_ASKING_LETTERS = ("c", "с")
"""The letter, and what its key writes on a Russian or Uzbek keyboard."""
_KEY = QKeySequence.StandardKey
_MOVES = (
    (_KEY.MoveToNextChar, places.right, False),
    (_KEY.MoveToPreviousChar, places.left, False),
    (_KEY.MoveToNextWord, places.word_right, False),
    (_KEY.MoveToPreviousWord, places.word_left, False),
    (_KEY.MoveToStartOfLine, places.line_start, False),
    (_KEY.MoveToEndOfLine, places.line_end, False),
    (_KEY.MoveToStartOfDocument, places.start, False),
    (_KEY.MoveToEndOfDocument, places.end, False),
    (_KEY.SelectNextChar, places.right, True),
    (_KEY.SelectPreviousChar, places.left, True),
    (_KEY.SelectNextWord, places.word_right, True),
    (_KEY.SelectPreviousWord, places.word_left, True),
    (_KEY.SelectStartOfLine, places.line_start, True),
    (_KEY.SelectEndOfLine, places.line_end, True),
    (_KEY.SelectStartOfDocument, places.start, True),
    (_KEY.SelectEndOfDocument, places.end, True),
)
"""Keys, where they lead, and whether the selection grows."""
_LINE_MOVES = (
    (_KEY.MoveToNextLine, 0, 1, False),
    (_KEY.MoveToPreviousLine, 0, -1, False),
    (_KEY.MoveToNextPage, 1, 0, False),
    (_KEY.MoveToPreviousPage, -1, 0, False),
    (_KEY.SelectNextLine, 0, 1, True),
    (_KEY.SelectPreviousLine, 0, -1, True),
    (_KEY.SelectNextPage, 1, 0, True),
    (_KEY.SelectPreviousPage, -1, 0, True),
)
"""Keys, pages, lines, and whether the selection grows."""
