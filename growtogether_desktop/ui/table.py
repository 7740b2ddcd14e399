"""The table of every list: quiet rows with hairlines, columns that yield, a place for nothing."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.marks import paint_avatar, paint_bar, paint_pill, pill_width
from growtogether_desktop.ui.rows_model import CELL, Cell, RowsModel, Voice

Row = TypeVar("Row")

_WEIGHTS: dict[Voice, QFont.Weight] = {
    "text": QFont.Weight.Normal,
    "strong": QFont.Weight.Medium,
    "muted": QFont.Weight.Normal,
}


_SELECTED = QStyle.StateFlag.State_Selected.value
_UNDER_MOUSE = QStyle.StateFlag.State_MouseOver.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_SIDES = Qt.AlignmentFlag.AlignLeft | _MIDDLE, Qt.AlignmentFlag.AlignRight | _MIDDLE
"""Left, right. Put together here, and flags compared as numbers: in Python an enum costs more than what it draws."""


class CellDelegate(QStyledItemDelegate):
    """Paints a `Cell`: avatar, icon, bar, words, pill; a hairline beneath, and a ring around what has focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._faces: dict[tuple[int, Voice], tuple[QFont, QFontMetricsF]] = {}
        """By zoom and voice: a page has hundreds of cells, and making a font costs as much as drawing with it."""

    def _face(self, voice: Voice) -> tuple[QFont, QFontMetricsF]:
        look = theme.current()
        key = look.px(13), voice
        if key not in self._faces:
            font = look.font(13, _WEIGHTS[voice])
            self._faces[key] = font, QFontMetricsF(font)
        return self._faces[key]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.current()
        rect = QRectF(option.rect)
        state = option.state.value
        if state & (_SELECTED | _UNDER_MOUSE):
            painter.fillRect(rect, look.selection if state & _SELECTED else look.hover)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.line)
        cell: Cell | None = index.data(CELL)
        if cell is not None:
            model, column = index.model(), index.column()
            right = model.columns[column].right if isinstance(model, RowsModel) else _stands_right(model, column)
            _paint_cell(painter, rect.adjusted(look.px(8), 0, -look.px(8), -1), cell, right, *self._face(cell.voice))
        table = option.widget
        if isinstance(table, QTableView) and table.hasFocus() and index.row() == table.currentIndex().row():
            _paint_ring(painter, rect, table, index.column())

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.current().px(80), theme.current().px(34))


def _paint_cell(painter: QPainter, rect: QRectF, cell: Cell, right: bool, font: QFont, metrics: QFontMetricsF) -> None:
    look = theme.current()
    gap = look.px(8)
    if cell.avatar:
        side = look.px(22)
        paint_avatar(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), cell.avatar)
        rect.setLeft(rect.left() + side + gap)
    if cell.icon:
        side = look.px(16)
        icons.paint(
            painter, cell.icon, getattr(look, cell.icon_role), QRectF(rect.left(), rect.top(), side, rect.height())
        )
        rect.setLeft(rect.left() + side + gap)
    if cell.bar is not None:
        # As wide in every row, whatever stands behind it: bars are there to be compared.
        wide = min(look.px(56), rect.width() * 0.58) if cell.text else rect.width()
        paint_bar(painter, QRectF(rect.left(), rect.top(), wide, rect.height()), cell.bar)
        rect.setLeft(rect.left() + wide + gap)
        right = True
    pill = min(pill_width(cell.pill), rect.width()) if cell.pill else 0.0
    words = QRectF(rect)
    if pill:
        words.setWidth(max(rect.width() - pill - gap, 0) if cell.text else 0)
    shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, words.width()) if cell.text else ""
    painter.setFont(font)
    painter.setPen(look.muted if cell.voice == "muted" else look.text)
    if shown:
        painter.drawText(words, _SIDES[right], shown)
    if pill:
        left = rect.left() + (metrics.horizontalAdvance(shown) + gap if shown else 0)
        paint_pill(painter, QRectF(left, rect.top(), pill, rect.height()), cell.pill, cell.tone)


def _paint_ring(painter: QPainter, rect: QRectF, table: QTableView, column: int) -> None:
    """This cell's part of the ring around the row one stands on."""
    header = table.horizontalHeader()
    shown = [at for at in range(header.count()) if not table.isColumnHidden(at)]
    painter.setPen(QPen(theme.current().accent, 2))
    ring = rect.adjusted(1, 1, -1, -2)
    painter.drawLine(QPointF(rect.left(), ring.top()), QPointF(rect.right(), ring.top()))
    painter.drawLine(QPointF(rect.left(), ring.bottom()), QPointF(rect.right(), ring.bottom()))
    if column == shown[0]:
        painter.drawLine(ring.topLeft(), ring.bottomLeft())
    if column == shown[-1]:
        painter.drawLine(ring.topRight(), ring.bottomRight())


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
        font = look.font(12, QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, inner.width() - (side + 4 if sorts else 0))
        wide = metrics.horizontalAdvance(shown)
        left = inner.right() - wide if right else inner.left()
        painter.setFont(font)
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
        self.setItemDelegate(CellDelegate(self))
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
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._rows.rows[place] for place in places)

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

    # --- inside ---

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
