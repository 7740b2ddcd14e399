"""The table of every list: quiet rows with hairlines, columns that yield, a place for nothing."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QCursor, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.cell_paint import Span, paint_row
from growtogether_desktop.ui.rows_model import RowsModel

Row = TypeVar("Row")


class _Headings(QHeaderView):
    """Quiet headings; a small arrow beside the one that sorts."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = theme.current()
        painter.fillRect(rect, look.surface)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.line)
        title = self.model().headerData(section, Qt.Orientation.Horizontal)
        right = _stands_right(self.model(), section)
        sorts = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        side = look.px(12)
        inner = QRectF(rect).adjusted(look.px(8), 0, -look.px(8), -1)
        face = look.face(12, QFont.Weight.DemiBold)
        metrics = face.metrics
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, inner.width() - (side + 4 if sorts else 0))
        wide = metrics.horizontalAdvance(shown)
        left = inner.right() - wide if right else inner.left()
        painter.setFont(face.font)
        painter.setPen(look.text if sorts else look.muted)
        painter.drawText(QRectF(left, inner.top(), wide + 1, inner.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        if sorts:
            arrow = "chevron-down" if self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder else "chevron-up"
            at = left - side - 3 if right else left + wide + 3
            icons.paint(painter, arrow, look.text, QRectF(at, inner.top(), side, inner.height()))


def _stands_right(model: QAbstractItemModel, column: int) -> bool:
    side = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    return bool(side & Qt.AlignmentFlag.AlignRight)


class RowsTable(QTableView, Generic[Row]):
    """A `RowsModel` on screen. Enter or a double click opens a row; the chosen row survives new rows."""

    def __init__(self, model: RowsModel[Row], name: str, many: bool = False) -> None:
        """`name` is what a screen reader says; `many` lets people choose several rows."""
        super().__init__()
        self.chosen: Signal[Row | None] = Signal()
        """The row one stands on, whenever it is another one."""
        self.opened: Signal[Row] = Signal()
        self.make_menu: Callable[[Row], QMenu | None] | None = None
        """What the right mouse button (or the menu key) offers for a row."""
        self._rows = model
        self._current: Hashable | None = None
        self._marked: frozenset[Hashable] = frozenset()
        self._nothing: QWidget | None = None
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(
            QAbstractItemView.SelectionMode.ExtendedSelection
            if many
            else QAbstractItemView.SelectionMode.SingleSelection
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self.setHorizontalHeader(_Headings(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setResizeContentsPrecision(50)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(24)
        self.doubleClicked.connect(self._open)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._find_again)
        self.selectionModel().currentRowChanged.connect(self._announce)
        self._fit()

    # --- for panes ---

    def sort_by(self, column: int, descending: bool = False) -> None:
        """Sort, and let people click the headings to sort otherwise."""
        self.setSortingEnabled(True)
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def when_empty(self, nothing: QWidget) -> None:
        """What stands in the middle while there are no rows."""
        self._nothing = nothing
        nothing.setParent(self)
        self._show_nothing()

    def current(self) -> Row | None:
        """The row one stands on."""
        return self._rows.row(self.currentIndex())

    def marked(self) -> tuple[Row, ...]:
        """All chosen rows, from top to bottom."""
        chosen = self.selectionModel().selection()  # asked for every row, Qt takes 60 ms for 5,000
        ranges = (chosen.at(number) for number in range(chosen.count()))
        places = {place for some in ranges for place in range(some.top(), some.bottom() + 1)}
        rows = self._rows.rows
        return tuple(rows[place] for place in sorted(places))

    def go_to(self, key: Hashable) -> None:
        """Choose the row with this key, whatever keys are held down, and bring it into view."""
        index = self._rows.place(key)
        if index.isValid():
            alone = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, alone)
            self.scrollTo(index)

    # --- Qt's side ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()
        self._show_nothing()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """All rows that are to be seen, at one go (see `cell_paint`)."""
        columns, dirty = self._rows.columns, event.rect()
        first, last = self.rowAt(dirty.top()), self.rowAt(dirty.bottom())
        spans = self._spans()
        if first < 0 or not spans:
            return
        look, here, choice = theme.current(), self.currentIndex().row(), self.selectionModel()
        focus, under_mouse = self.hasFocus(), self._under_mouse()
        painter = QPainter(self.viewport())
        top, high = self.rowViewportPosition(first), self.rowHeight(first)
        for at in range(first, (last if last >= 0 else self._rows.rowCount() - 1) + 1):
            row = self._rows.at(at)
            cells = [(span, columns[span.column].show(row)) for span in spans]
            ground = look.selection if choice.isRowSelected(at) else look.hover if at == under_mouse else None
            paint_row(painter, top, high, cells, ground, focus and at == here)
            top += high
        painter.end()

    # --- inside ---

    def _spans(self) -> list[Span]:
        return [
            Span(at, self.columnViewportPosition(at), self.columnWidth(at), column.right)
            for at, column in enumerate(self._rows.columns)
            if not self.isColumnHidden(at)
        ]

    def _under_mouse(self) -> int:
        ground = self.viewport()
        return self.rowAt(ground.mapFromGlobal(QCursor.pos()).y()) if ground.underMouse() else -1

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index)
        if row is not None:
            self.opened.emit(row)

    def _offer(self, at: QPoint) -> None:
        index = self.indexAt(at)
        row = self._rows.row(index if index.isValid() else self.currentIndex())
        menu = self.make_menu(row) if self.make_menu and row is not None else None
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(at))

    def _announce(self, current: QModelIndex) -> None:
        key = self._rows.key(current)
        if key != self._current:
            self._current = key
            self.chosen.emit(self._rows.row(current))

    def _remember(self) -> None:
        self._marked = frozenset(
            key for index in self.selectionModel().selectedRows() if (key := self._rows.key(index))
        )

    def _find_again(self) -> None:
        kept = self._current
        choice = self.selectionModel()
        rows = QItemSelectionModel.SelectionFlag.Rows
        here = self._rows.place(kept)
        if here.isValid():
            self.setCurrentIndex(here)
        for key in self._marked:
            if (index := self._rows.place(key)).isValid():
                choice.select(index, QItemSelectionModel.SelectionFlag.Select | rows)
        if not here.isValid() and kept is not None:
            self._current = None
            self.chosen.emit(None)
        self._show_nothing()

    def _show_nothing(self) -> None:
        if self._nothing is None:
            return
        empty = self._rows.rowCount() == 0
        self._nothing.setVisible(empty)
        self.horizontalHeader().setVisible(not empty)
        if empty:
            self._nothing.setGeometry(self.rect())

    def _fit(self) -> None:
        look = theme.current()
        self.verticalHeader().setDefaultSectionSize(look.px(34))
        self.horizontalHeader().setFixedHeight(look.px(34))
        self._share_out()

    def _share_out(self) -> None:
        """Give every column its room; hide those that yield when there isn't enough."""
        look = theme.current()
        room = self.viewport().width()
        shown = list(enumerate(self._rows.columns))
        while sum(look.px(c.width) for _, c in shown) > room and (most := max((c.yields for _, c in shown), default=0)):
            shown.remove(next(pair for pair in reversed(shown) if pair[1].yields == most))
        left = max(room - sum(look.px(c.width) for _, c in shown), 0)
        shares = sum(c.stretch for _, c in shown) or 1
        visible = {at for at, _ in shown}
        last = max((at for at, c in shown if c.stretch), default=-1)
        given = 0
        for at, column in enumerate(self._rows.columns):
            self.setColumnHidden(at, at not in visible)
            if at in visible:
                extra = left - given if at == last else left * column.stretch // shares
                given += extra if column.stretch else 0
                self.setColumnWidth(at, look.px(column.width) + (extra if column.stretch else 0))
