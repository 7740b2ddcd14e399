"""How a card is painted: title, what it takes, marks, and who does it."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.ids import CardId
from growtogether_desktop.features.projects.model.board import CardRow
from growtogether_desktop.features.projects.pane.words import about
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.mark_paint import paint_avatar, paint_pill, pill_width
from growtogether_desktop.ui.rows_model import RowsModel
from growtogether_desktop.ui.theme import Tone

GAP = 8
"""Between cards; half of it is above each and half beneath."""
_SIDE = 3
"""Room for the ring beside a card."""
_PAD = 12
_LINE = 19
_ASIDE = 18
_MARKS = 22
_TITLE_LINES = 3


class CardDelegate(QStyledItemDelegate):
    """Paints the rows of a `RowsModel[CardRow]`; the one that is being dragged is faint."""

    dragged: CardId | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row, view = _row(index), option.widget
        if row is None or not isinstance(view, QAbstractItemView):
            return QSize()
        look = theme.current()
        wide, card = view.viewport().width(), row.card
        marked = bool(row.assignee or row.fits or row.draft or row.waiting)
        high = _height(card.title, _inner(wide), look.zoom, bool(card.stack or card.level), marked)
        return QSize(wide, look.px(high) + look.px(GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, view = _row(index), option.widget
        if row is None or not isinstance(view, QAbstractItemView):
            return
        rect = QRectF(card_rect(option.rect))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.id == self.dragged:
            painter.setOpacity(0.35)
        _paint_plane(painter, rect, option, view.hasFocus())
        _paint_words(painter, rect, row, _inner(view.viewport().width()))
        painter.restore()


def card_rect(item: QRect) -> QRect:
    """Where in its item the card itself is."""
    look = theme.current()
    half, side = look.px(GAP) // 2, look.px(_SIDE)
    return item.adjusted(side, half, -side, -half)


def _row(index: QModelIndex | QPersistentModelIndex) -> CardRow | None:
    model = index.model()
    row = model.row(index) if isinstance(model, RowsModel) else None
    return row if isinstance(row, CardRow) else None


def _inner(wide: int) -> int:
    """How much of a column's width a card has for its words."""
    return wide - 2 * theme.current().px(_PAD + _SIDE)


def _paint_plane(painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, focused: bool) -> None:
    look = theme.current()
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.setBrush(look.raised)
    if chosen and focused:
        painter.setPen(QPen(look.accent, 2))
        painter.drawRoundedRect(rect, look.px(8), look.px(8))
        return
    painter.setPen(look.accent if chosen else look.edge if hovered else look.line)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), look.px(8), look.px(8))


def _paint_words(painter: QPainter, rect: QRectF, row: CardRow, wide: int) -> None:
    look = theme.current()
    left, y = rect.left() + look.px(_PAD), rect.top() + look.px(_PAD)
    painter.setFont(_title_font(look.zoom))
    painter.setPen(look.text)
    for line in _title(row.card.title, wide, look.zoom):
        painter.drawText(QRectF(left, y, wide, look.px(_LINE)), Qt.AlignmentFlag.AlignVCenter, line)
        y += look.px(_LINE)
    if beneath := about(row.card):
        font = look.font(12)
        shown = QFontMetricsF(font).elidedText(beneath, Qt.TextElideMode.ElideRight, wide)
        painter.setFont(font)
        painter.setPen(look.muted)
        painter.drawText(QRectF(left, y + look.px(6), wide, look.px(_ASIDE)), Qt.AlignmentFlag.AlignVCenter, shown)
    foot = QRectF(left, rect.bottom() - look.px(_PAD + _MARKS), wide, look.px(_MARKS))
    if row.assignee:
        side = foot.height()
        paint_avatar(painter, QRectF(foot.right() - side, foot.top(), side, side), row.assignee)
        foot.setRight(foot.right() - side - look.px(8))
    for words, tone in _marks(row):
        pill = min(pill_width(words), foot.width())
        if pill > look.px(24):
            paint_pill(painter, QRectF(foot.left(), foot.top(), pill, foot.height()), words, tone)
        foot.setLeft(foot.left() + pill + look.px(6))


def _marks(row: CardRow) -> tuple[tuple[str, Tone], ...]:
    marks: list[tuple[str, Tone]] = []
    if row.fits:
        marks.append((_("fits you"), "resolved"))
    if row.draft:
        marks.append((_("draft"), "praise"))
    if row.waiting:
        marks.append((_("waiting"), "waiting"))
    return tuple(marks)


@lru_cache(maxsize=4)
def _title_font(zoom: int) -> QFont:
    return theme.current().font(13, QFont.Weight.Medium)


@lru_cache(maxsize=20_000)
def _height(title: str, wide: int, zoom: int, beneath: bool, marked: bool) -> int:
    """Pixels of a drawing; long columns ask for this very often."""
    lines = len(_title(title, wide, zoom))
    return 2 * _PAD + lines * _LINE + (6 + _ASIDE if beneath else 0) + (8 + _MARKS if marked else 0)


@lru_cache(maxsize=5_000)
def _title(title: str, wide: int, zoom: int) -> tuple[str, ...]:
    """The title in lines of this width; what does not fit into the last one ends in …."""
    font = _title_font(zoom)
    layout = QTextLayout(title, font)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(wide, 1))
        if len(lines) == _TITLE_LINES - 1:
            rest = title[line.textStart() :]
            lines.append(QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, wide))
            break
        lines.append(title[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines)
