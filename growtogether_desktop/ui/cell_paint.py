"""How a table's cell is painted: avatar, icon, bar, words, pill; a hairline beneath, and a ring around what has focus.

A page has hundreds of cells and is painted anew with every key that moves through it, within a frame. So words are
laid out once, and flags are compared as numbers: in Python an enum costs more than what it draws.
"""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.mark_paint import paint_avatar, paint_bar, paint_pill, pill_width
from growtogether_desktop.ui.rows_model import Cell, RowsModel, Voice
from growtogether_desktop.ui.theme import Face

_WEIGHTS: dict[Voice, QFont.Weight] = {
    "text": QFont.Weight.Normal,
    "strong": QFont.Weight.Medium,
    "muted": QFont.Weight.Normal,
}
_SELECTED = QStyle.StateFlag.State_Selected.value
_UNDER_MOUSE = QStyle.StateFlag.State_MouseOver.value


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a `RowsModel`."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.current()
        rect = QRectF(option.rect)
        left, top, wide, high = rect.x(), rect.y(), rect.width(), rect.height()
        state = option.state.value
        if state & (_SELECTED | _UNDER_MOUSE):
            painter.fillRect(rect, look.selection if state & _SELECTED else look.hover)
        painter.fillRect(QRectF(left, top + high - 1, wide, 1), look.line)
        model: RowsModel[object] = index.model()  # type: ignore[assignment]  # tables here show nothing else
        column, margin = index.column(), look.px(8)
        inner = QRectF(left + margin, top, wide - 2 * margin, high - 1)
        _paint_cell(painter, inner, model.cell(index), model.columns[column].right)
        table = option.widget
        if isinstance(table, QTableView) and index.row() == table.currentIndex().row() and table.hasFocus():
            _paint_ring(painter, rect, table, column)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.current().px(80), theme.current().px(34))


def _paint_cell(painter: QPainter, rect: QRectF, cell: Cell, right: bool) -> None:
    look = theme.current()
    left, top, room, high = rect.x(), rect.y(), rect.width(), rect.height()
    gap = look.px(8)
    if cell.avatar:
        side = look.px(22)
        paint_avatar(painter, QRectF(left, top + (high - side) / 2, side, side), cell.avatar)
        left, room = left + side + gap, room - side - gap
    if cell.icon:
        side = look.px(16)
        icons.paint(painter, cell.icon, getattr(look, cell.icon_role), QRectF(left, top, side, high))
        left, room = left + side + gap, room - side - gap
    if cell.bar is not None:
        # As wide in every row, whatever stands behind it: bars are there to be compared.
        wide = min(look.px(56), room * 0.58) if cell.text else room
        paint_bar(painter, QRectF(left, top, wide, high), cell.bar)
        left, room, right = left + wide + gap, room - wide - gap, True
    pill = min(pill_width(cell.pill), room) if cell.pill else 0.0
    if cell.text:
        words = max(room - pill - gap, 0) if pill else room
        face = look.face(13, _WEIGHTS[cell.voice])
        shown, width, height = _laid_out(face, cell.text, words)
        painter.setFont(face.font)
        painter.setPen(look.muted if cell.voice == "muted" else look.text)
        painter.drawStaticText(QPointF(left + words - width if right else left, top + (high - height) / 2), shown)
        if pill:
            left += width + gap
    if pill:
        paint_pill(painter, QRectF(left, top, pill, high), cell.pill, cell.tone)


@lru_cache(maxsize=2048)
def _laid_out(face: Face, text: str, room: float) -> tuple[QStaticText, float, float]:
    """As much of the text as there is room for, its width and height; laid out once, drawn with every repaint."""
    laid_out = QStaticText()
    laid_out.setTextFormat(Qt.TextFormat.PlainText)
    likely = int(room / face.metrics.averageCharWidth())
    if len(text) <= likely:  # as most names: to lay it out is to measure it
        laid_out.setText(text)
        laid_out.prepare(font=face.font)
    if len(text) > likely or laid_out.size().width() > room:
        begun = text[
            : 2 * likely + 8
        ]  # of a long text the end is not measured, where the beginning is too long already
        shown = face.metrics.elidedText(begun, Qt.TextElideMode.ElideRight, room)
        if shown == begun != text:
            shown = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        laid_out.setText(shown)
        laid_out.prepare(font=face.font)
    size = laid_out.size()
    return laid_out, size.width(), size.height()


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
