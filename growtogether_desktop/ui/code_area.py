"""A long roll of code rows with blocks between them: how it looks, what is how high, and how one stays at a place.

How many lines a row takes on screen is known when it has been seen; until then it counts as many as is usual in this
text. Whatever turns out to be higher or lower, what is being read stays where it is.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_blocks import Block, Blocks
from growtogether_desktop.ui.code_ground import CodeGround
from growtogether_desktop.ui.code_gutter import Gutter
from growtogether_desktop.ui.code_look import CodeLook
from growtogether_desktop.ui.code_place import Place
from growtogether_desktop.ui.code_row import Shaped
from growtogether_desktop.ui.code_rows import CodeRows
from growtogether_desktop.ui.code_sheet import Sheet
from growtogether_desktop.ui.heights import Heights

_NARROW = 400
_LEAST_ZOOM, _MOST_ZOOM = 50, 300
_PAUSE_MS = 10
"""Between two steps of making what nobody sees yet, so that no frame has two of them."""
_TRIES = 4
"""Coming into sight, things learn their heights and may move out of it again."""


class CodeArea(CodeGround):
    zoomChanged = Signal(int)
    arranged = Signal()
    """What stands between the lines may have other heights."""

    def __init__(self) -> None:
        super().__init__()
        self._spaces = False
        self._arranging = False
        self._leader: CodeArea | None = None
        self._follower: CodeArea | None = None
        self._blocks = Blocks(self.viewport())
        self._later = QTimer(self, singleShot=True, interval=0)
        """When the frame is on screen, blocks are made that are still missing."""
        self._later.timeout.connect(self._make_more)
        self._dress(100)

    # What is shown

    def _take(self, sheet: Sheet, blocks: Sequence[Block]) -> None:
        """Show these rows from now on, with these blocks after rows of them."""
        self._sheet, self._lines = sheet, sheet.lines
        self._margin = Gutter(self._look, sheet)
        self._make_rows()
        self._heights = Heights(len(sheet.lines), self._look.row, self._usual_lines())
        if self._follower is not None:
            self._follower._heights = self._heights
        self._blocks.put(blocks, self._heights)
        self._fit_bars()

    def _make_rows(self) -> None:
        leader = self._leader
        shaped = leader._shaped if leader is not None and leader._look.like(self._look) else self._shaped
        self._rows = CodeRows(self._lines, self._spans_of, shaped, self._room if self._wraps else 0)

    def _usual_lines(self) -> float:
        """How many lines on screen a row takes that nobody has seen."""
        beside = self._follower._rows.usual_lines() if self._follower is not None else 1
        return max(self._rows.usual_lines(), beside)

    def block(self, key: str) -> QWidget | None:
        """The widget of a block, if it has been made."""
        return self._blocks.widget(key)

    def reveal(self, key: str) -> None:
        """Scroll to a block and give it the keyboard."""
        if block := self._blocks.find(key):
            with self._holding_still():
                self._blocks.make_one(block)
            self._bring(lambda: self._blocks.extent(block))
            if widget := self._blocks.widget(key):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)

    # Side by side

    def lead(self, other: "CodeArea | None") -> None:
        """Have the rows and gaps of another pane as high as here, and those here no lower than it needs; or of none."""
        if self._follower is not None:
            self._follower._leader = None
        self._follower = other
        if other is not None:
            other._leader = self
            other._heights = self._heights
            other._make_rows()
            other._fit_bars()
            other.viewport().update()

    # How it looks

    def set_zoom(self, percent: int) -> None:
        percent = min(max(percent, _LEAST_ZOOM), _MOST_ZOOM)
        if percent != self.zoom:
            self._dress(percent)
            self.zoomChanged.emit(percent)

    def show_spaces(self, shown: bool) -> None:
        """Draw dots for spaces and arrows for tabs."""
        if shown != self._spaces:
            self._spaces = shown
            self._dress(self.zoom)

    def wrap_lines(self, wanted: bool) -> None:
        """Break rows that are wider than the pane, or have them as long as they are."""
        if wanted != self._wraps:
            self._wraps = wanted
            if self.verticalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                # Rows would have more room without it, and then might not need it.
                policy = Qt.ScrollBarPolicy
                self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if wanted else policy.ScrollBarAsNeeded)
            self._dress(self.zoom)

    def _dress(self, zoom: int) -> None:
        """Look as the theme and the zoom say."""
        with self._reading_on():
            self._look = CodeLook(theme.current(), zoom, self._spaces)
            self._shaped = Shaped(self._look)
            self._margin = Gutter(self._look, self._sheet)
            self._blocks.stand_apart(self._px(8))
        self._arrange_all()

    @contextmanager
    def _reading_on(self) -> Iterator[None]:
        """Whatever changes meanwhile, rows are made anew, and what was first in sight is there again."""
        area = self._leader or self
        place, y = area._reader()
        yield
        self._make_rows()
        area._heights.start_over(self._look.row, area._usual_lines())
        if area._scroll:
            area._put_reader(place, y)
        area._fit_bars()

    def _reader(self) -> tuple[Place, float]:
        """What is first in sight, and where."""
        place = self._place_at(QPointF(self._row_left, 0))
        return place, self._y_of(place)

    def _put_reader(self, place: Place, y: float) -> None:
        """Have this there."""
        if self._wraps and self._lines:
            self._learn([place.line])
        self._fit_bars()
        self.verticalScrollBar().setValue(round(self._scroll + self._y_of(place) - y))

    def _show_place(self, place: Place) -> None:
        area = self._leader or self
        if self._wraps and not self._heights.seen(place.line):
            with area._holding_still():
                area._learn([place.line])

        def line() -> tuple[int, int]:
            return self._heights.top(place.line) + int(self._rows.point(place).y()), self._look.row

        self._bring(line)
        x, bar = self._rows.point(place).x(), self.horizontalScrollBar()
        self._fit_bars()
        room, margin = self.viewport().width() - self._code_left, 4 * self._look.column
        if x < bar.value():
            bar.setValue(int(x - margin))
        elif x > bar.value() + room - margin:
            bar.setValue(int(x - room + margin))

    def _bring(self, extent: Callable[[], tuple[int, int]]) -> None:
        """Scroll no more than needed to have something (top, height) in sight."""
        for _ in range(_TRIES):
            before = self._scroll
            self._show_extent(*extent())
            if self._scroll == before:
                return

    def _show_extent(self, top: int, height: int) -> None:
        """A third down the view when it was far away."""
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if bar.value() <= top and top + height <= bar.value() + high:
            return
        if not bar.value() - high <= top <= bar.value() + 2 * high:
            bar.setValue(top - high // 3)
        elif top < bar.value() or height > high:
            bar.setValue(top)
        else:
            bar.setValue(top + height - high)

    def _fit_bars(self) -> None:
        super()._fit_bars()
        if self._follower is not None:
            self._follower._fit_bars()

    @contextmanager
    def _typing_on(self, size: QSize) -> Iterator[None]:
        """Whatever changes its place meanwhile: a block that is typed in is in sight again if it was in a view of this
        size."""
        block = self._blocks.typed_in()
        widget = self._blocks.widget(block.key) if block is not None else None
        seen = widget is not None and QRect(QPoint(), size).contains(widget.geometry())
        yield
        if seen and (block := self._blocks.typed_in()) is not None:
            self._bring(partial(self._blocks.extent, block))

    # Learning what is how high

    @contextmanager
    def _holding_still(self) -> Iterator[None]:
        """Whatever changes its height meanwhile: the first row in sight whose height was known stays where it is."""
        bar, first = self.verticalScrollBar(), self._line_at(0)
        in_sight = self._rows_in_sight() if self._wraps else ()
        known = next((row for row in in_sight if self._heights.seen(row)), None)
        at_end = self._wraps and known is None and self._scroll == bar.maximum()
        line = known or first
        top, scroll = self._top(line), self._scroll
        yield
        self._fit_bars()
        if scroll:
            bar.setValue(bar.maximum() if at_end else self._heights.top(line) - top)

    def _rows_in_sight(self) -> range:
        return range(self._line_at(0), min(self._line_at(self.viewport().height()), len(self._lines)) + 1)

    def _rows_near(self) -> range:
        """Those in sight, and as many above and below; 0 stands for what is above the first."""
        high = self.viewport().height()
        first, last = (self._heights.row_at(self._scroll + y) for y in (-high, 2 * high))
        return range(first, last + 1)

    def _arrange(self, moved: int | None = None) -> None:
        """Have rows and blocks of this view, and blocks of one above and below, in their places.

        When everything has only `moved` up or down, what is painted moves along and is not painted again.
        """
        if self._arranging:
            return
        self._arranging = True
        before, total = self._picture(), self._heights.total
        left, width = self._block_extent()
        near = self._rows_near()
        with self._holding_still():
            self._blocks.make(near, self._gaps_in_sight(), width)
        while self._wraps and self._leader is None and (unseen := self._unseen()):
            with self._holding_still():
                self._learn(unseen)
        still = moved is not None and before == self._picture()
        if moved is not None and still:
            self.viewport().scroll(0, moved)
        else:
            self.viewport().update()
        self._blocks.lay(near, left, self._scroll)
        self._arranging = False
        if self._blocks.missing(self._gaps_in_sight()):
            self._later.start(0)
        elif self._blocks.missing(near) and not self._later.isActive():
            self._later.start(_PAUSE_MS)
        if not still or total != self._heights.total:
            self.arranged.emit()

    def _make_more(self) -> None:
        """Blocks that are still missing; those that nobody sees yet a step at a time, the last to put them in place."""
        sight = self._gaps_in_sight()
        if not self._blocks.missing(sight):
            with self._holding_still():
                stepped = self._blocks.make_ahead(self._rows_near(), sight)
            if stepped:
                self._later.start(_PAUSE_MS)
                return
        self._arrange(0)

    def _gaps_in_sight(self) -> range:
        """As of rows; gap 0 is above the first."""
        return range(self._heights.row_at(self._scroll), self._rows_in_sight().stop)

    def _picture(self) -> list[int]:
        """Where the rows in sight are in it."""
        scroll = self._scroll
        return [top - scroll for top in self._heights.tops(self._rows_in_sight())]

    def _block_extent(self) -> tuple[int, int]:
        """Left edge and width of blocks; where two versions share the room they take that of the gutter too."""
        left = self._code_left
        width = max(self.viewport().width() - left - self._px(16), 1)
        if width < self._px(_NARROW):
            left, width = self._px(8), max(self.viewport().width() - self._px(16), 1)
        return left, width

    def _unseen(self) -> list[int]:
        return [row for row in self._rows_in_sight() if not self._heights.seen(row)]

    def _learn(self, rows: Sequence[int]) -> None:
        for row in rows:
            beside = self._follower._rows.lines_of(row) if self._follower is not None else 1
            self._heights.set_lines(row, max(self._rows.lines_of(row), beside))

    # What Qt tells

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._arrange(None if dx else dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._typing_on(event.oldSize()):
            if self._wraps and self._room != self._rows.width:
                with self._reading_on():
                    pass
            self._arrange_all()

    def _arrange_all(self) -> None:
        if self._leader is not None:
            self._leader._arrange()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        dressing = event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        if dressing and self._look.theme != theme.current():
            self._dress(self.zoom)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a block wants another height
            self._blocks.doubt()
            self._arrange(0)
        return super().viewportEvent(event)
