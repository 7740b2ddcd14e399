"""What is where in a code pane: the gutter, rows to its right, and how far they scroll."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from growtogether_desktop.sourcecode.highlight import Span
from growtogether_desktop.ui import code_place as places
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_gutter import Gutter
from growtogether_desktop.ui.code_look import CodeLook
from growtogether_desktop.ui.code_place import Place
from growtogether_desktop.ui.code_row import Shaped
from growtogether_desktop.ui.code_rows import CodeRows
from growtogether_desktop.ui.code_sheet import Sheet
from growtogether_desktop.ui.heights import Heights

_LEAST_COLUMNS = 20
"""Rows are never broken to less."""


class CodeGround(QAbstractScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._lines: Sequence[str] = ()
        self._wraps = False
        self._look = CodeLook(theme.current(), 100)
        self._shaped = Shaped(self._look)
        self._rows = CodeRows((), self._spans_of, self._shaped)
        self._margin = Gutter(self._look, None)
        self._heights = Heights(0, self._look.row)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that scrolling moves the picture

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    @property
    def zoom(self) -> int:
        """Percent of the size that the theme has."""
        return self._look.zoom

    def _spans_of(self, row: int, first: int, after: int) -> Sequence[Span]:
        raise NotImplementedError

    def _px(self, pixels: float) -> int:
        return self._look.theme.px(pixels)

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
    def _room(self) -> float:
        """How wide a row may be that is broken."""
        wide = self.viewport().width() - self._code_left - self._look.column
        return max(wide, _LEAST_COLUMNS * self._look.column)

    @property
    def _scroll(self) -> int:
        return self.verticalScrollBar().value()

    def _top(self, line: int) -> int:
        return self._heights.top(line) - self._scroll

    def _y_of(self, place: Place) -> float:
        """Where its line on screen begins."""
        return self._top(place.line) + (self._rows.point(place).y() if self._lines else 0)

    def _line_at(self, y: float) -> int:
        return max(self._heights.row_at(int(y) + self._scroll), 1)

    def _place_at(self, point: QPointF) -> Place:
        line = self._line_at(point.y())
        x, y = point.x() - self._row_left, point.y() - self._top(line)
        return places.within(self._lines, line, self._rows.column_at(line, x, y) if self._lines else 0)

    def _sight(self, rect: QRect) -> QRectF:
        """What of this part of the pane shows code."""
        return QRectF(self._gutter, rect.top(), max(self.viewport().width() - self._gutter, 1), rect.height())

    def _fit_bars(self) -> None:
        view, row = self.viewport().size(), self._look.row
        room = max(view.width() - self._code_left, 1)
        columns = self._sheet.columns if self._sheet else 0
        widest = max(columns * self._look.column, self._rows.widest) + 4 * self._look.column
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, 0 if self._wraps else max(int(widest) - room, 0))
        across.setPageStep(room)
        across.setSingleStep(round(4 * self._look.column))
        down.setRange(0, max(self._heights.total + self._px(8) - view.height(), 0))
        down.setPageStep(max(view.height() - row, row))
        down.setSingleStep(row)
