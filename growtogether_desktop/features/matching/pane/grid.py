"""The grid of all pairs as it is painted and walked: figures on their grounds, and names at its edges."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QStaticText
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView

from growtogether_desktop.base.i18n import _
from growtogether_desktop.features.matching.pane import heat
from growtogether_desktop.features.matching.pane.grid_marks import hatching, outline, paint_waits
from growtogether_desktop.features.matching.pane.pairs_model import Index, PairsModel
from growtogether_desktop.features.matching.pane.telling import cost
from growtogether_desktop.pairing.plans.prices import Choice
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY
from growtogether_desktop.ui import theme

Figures = Literal["fit", "loss"]

_WIDE, _HIGH = 36, 28
_NAMES, _NAMES_ACROSS = 176, 116
"""Room for the names of mentees, and how high the names of mentors stand."""


class Grid(QTableView):
    """Paints what is on screen in one go: a delegate for each cell would be ten times slower."""

    def __init__(self, pairs: PairsModel) -> None:
        super().__init__()
        self.figures: Figures = "fit"
        self.hovered = QPersistentModelIndex()
        self.told: Callable[[], object] = lambda: None
        """Told when the mouse is over another cell."""
        self.search: Callable[[str, bool], object] = lambda words, again: None
        self.opened: Callable[[QModelIndex], object] = lambda index: None
        self._pairs = pairs
        self._typed = ""
        self._since = QElapsedTimer()
        self._written: dict[str, tuple[QStaticText, int, int]] = {}
        self.setAccessibleName(_("All pairs"))
        self.setHorizontalHeader(_Names(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Names(Qt.Orientation.Vertical, self))
        self.setModel(pairs)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened(index))
        corner = self.findChild(QAbstractButton)
        assert corner is not None, "every QTableView has one"
        self._corner = corner
        self._corner.installEventFilter(self)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.current().surface)
        view = self._pairs.view
        if view is None:
            return
        wide, high = self.horizontalHeader().defaultSectionSize(), self.verticalHeader().defaultSectionSize()
        over, down = self.horizontalHeader().offset(), self.verticalHeader().offset()
        asked = event.rect().translated(over, down)
        columns = range(max(asked.left(), 0) // wide, min(asked.right() // wide + 1, len(view.mentors)))
        rows = range(max(asked.top(), 0) // high, min(asked.bottom() // high + 1, len(view.mentees)))
        look = theme.current()
        grounds = heat.grounds(look)
        painter.setFont(look.font(12))
        painter.setPen(look.text)
        hatched: list[QRect] = []
        own: list[QRect] = []
        waits: list[QRect] = []
        for row in rows:
            assigned, top = view.assigned[row], row * high - down
            for column in columns:
                fit, left = view.fit(row, column), column * wide - over
                if fit == IMPOSSIBLE:
                    hatched.append(QRect(left, top, wide - 1, high - 1))
                    continue
                painter.fillRect(left, top, wide - 1, high - 1, grounds[heat.level_of(fit)])
                loss = view.loss(row, column) if self.figures == "loss" else None
                figure = str(fit) if loss is None else _cost(loss)
                text, across, beneath = self._figure(figure, wide, high)
                painter.drawStaticText(left + across, top + beneath, text)
                if isinstance(loss, Choice) and loss.lost.waits > 0:
                    waits.append(QRect(left + wide - 1 - look.px(8), top, look.px(8), look.px(8)))
                if column == assigned:
                    own.append(QRect(left, top, wide - 1, high - 1))
        painter.setPen(QPen(look.edge, 1))
        if strokes := [stroke for cell in hatched for stroke in hatching(cell)]:
            painter.drawLines(strokes)
        for corner in waits:
            paint_waits(painter, corner)
        painter.setPen(outline())
        for cell in own:
            painter.drawRect(cell.adjusted(2, 2, -2, -2))
        self._ring(painter)

    def _figure(self, figure: str, wide: int, high: int) -> tuple[QStaticText, int, int]:
        """A figure laid out once for all cells, and where it stands in a cell."""
        made = self._written.get(figure)
        if made is None:
            text = QStaticText(figure)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.prepare(font=theme.current().font(12))
            size = text.size()
            made = text, round((wide - 1 - size.width()) / 2), round((high - 1 - size.height()) / 2)
            self._written[figure] = made
        return made

    def _ring(self, painter: QPainter) -> None:
        """Around the cell one stands on, outside the outline of the plan's own pair."""
        index = self.currentIndex()
        if not index.isValid():
            return
        look = theme.current()
        painter.setPen(QPen(look.accent if self.hasFocus() else look.edge, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.visualRect(index).adjusted(0, 0, -1, -1))

    # --- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.isValid():
            self.opened(here)
        elif event.key() == Qt.Key.Key_Space and not self._typing and here.isValid() and self._pairs.view is not None:
            if (column := self._pairs.view.assigned[here.row()]) != NOBODY:
                self.setCurrentIndex(self._pairs.index(here.row(), column))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, letters: str) -> None:
        """Letters typed in quick succession are one search; Qt would look for the words of a cell."""
        self._typed = self._typed + letters if self._typing else letters
        self._since.start()
        self.search(self._typed, False)

    @property
    def _typing(self) -> bool:
        return self._since.isValid() and self._since.elapsed() < 2 * QApplication.keyboardInputInterval()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(QPersistentModelIndex(self.indexAt(event.position().toPoint())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QPersistentModelIndex())

    def _hover(self, index: QPersistentModelIndex) -> None:
        if index != self.hovered:
            self.hovered = index
            self.horizontalHeader().viewport().update()
            self.verticalHeader().viewport().update()
            self.told()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._corner and event.type() == QEvent.Type.Paint:
            self._name_sides()
            return True
        return super().eventFilter(watched, event)

    def _name_sides(self) -> None:
        """In the corner, which names are whose."""
        look = theme.current()
        painter = QPainter(self._corner)
        painter.fillRect(self._corner.rect(), look.surface)
        painter.setFont(look.font(12, QFont.Weight.DemiBold))
        painter.setPen(look.muted)
        room = self._corner.rect().adjusted(look.px(12), look.px(8), -look.px(8), -look.px(8))
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, _("Mentees"))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, _("Mentors"))

    def currentChanged(self, current: Index, before: Index) -> None:
        super().currentChanged(current, before)
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        look = theme.current()
        self._written.clear()
        for header, side in ((self.horizontalHeader(), _WIDE), (self.verticalHeader(), _HIGH)):
            header.setMinimumSectionSize(1)
            header.setDefaultSectionSize(look.px(side))
        self.horizontalHeader().setFixedHeight(look.px(_NAMES_ACROSS))
        self.verticalHeader().setFixedWidth(look.px(_NAMES))


class _Names(QHeaderView):
    """Names at the edge, of mentors from below upwards; those of the cell in question stand out."""

    def __init__(self, side: Qt.Orientation, grid: Grid) -> None:
        super().__init__(side, grid)
        self._grid = grid
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = theme.current()
        across = self.orientation() == Qt.Orientation.Horizontal
        index, hovered = self._grid.currentIndex(), self._grid.hovered
        stands = section == (index.column() if across else index.row())
        pointed = section == (hovered.column() if across else hovered.row())
        painter.fillRect(rect, look.selection if stands else look.hover if pointed else look.surface)
        font = look.font(12, QFont.Weight.DemiBold if stands else QFont.Weight.Normal)
        painter.save()
        painter.setFont(font)
        painter.setPen(look.text if stands or pointed else look.muted)
        if across:
            painter.translate(rect.left(), rect.bottom() + 1)
            painter.rotate(-90)
            room = QRectF(look.px(8), 0, rect.height() - look.px(12), rect.width() - 1)
        else:
            room = QRectF(rect).adjusted(look.px(12), 0, -look.px(8), -1)
        name = QFontMetricsF(font).elidedText(
            self.model().headerData(section, self.orientation()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()


def _cost(loss: Choice | Literal["never", "unknown"]) -> str:
    """A loss within the width of a cell; the whole is told beneath the grid."""
    if isinstance(loss, str):
        return "…" if loss == "unknown" else "—"
    points = loss.lost.points
    if abs(points) < 1000 or loss.lost.weaker is not None:
        return cost(loss)
    return f"{'−' if points > 0 else '+'}{abs(points) // 1000}k"
