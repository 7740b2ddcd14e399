"""How a table's row is painted: avatar, icon, bar, words, pill; a hairline beneath, and a ring around what has focus.

A page has hundreds of cells and is painted anew with every key that moves through it, within a frame. So words are
laid out once. No delegate of Qt paints them: it would be asked for each cell, and each time the window's thread would
wait until whatever computes lets it in again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QStaticText

from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.mark_paint import paint_avatar, paint_bar, paint_pill, pill_width
from growtogether_desktop.ui.rows_model import Cell, Voice
from growtogether_desktop.ui.theme import Face

_WEIGHTS: dict[Voice, QFont.Weight] = {
    "text": QFont.Weight.Normal,
    "strong": QFont.Weight.Medium,
    "muted": QFont.Weight.Normal,
}
_PLAIN, _ELIDED = Qt.TextFormat.PlainText, Qt.TextElideMode.ElideRight
"""Looked up once: an enumeration is written in Python."""


@dataclass(frozen=True, slots=True)
class Span:
    """A column's place in every row, in pixels of the table."""

    column: int
    left: int
    wide: int
    right: bool
    """What it shows stands right."""


def paint_row(
    painter: QPainter,
    top: int,
    high: int,
    cells: Sequence[tuple[Span, Cell]],
    ground: QColor | None = None,
    ringed: bool = False,
) -> None:
    """A row as all tables show it, its cells from left to right.

    `ground` is what it stands on where that is not the table's own, `ringed` says that the keyboard goes there.
    """
    look = theme.current()
    first, last = cells[0][0], cells[-1][0]
    whole = QRectF(first.left, top, last.left + last.wide - first.left, high)
    if ground is not None:
        painter.fillRect(whole, ground)
    painter.fillRect(QRectF(first.left, top + high - 1, whole.width(), 1), look.line)
    margin = look.px(8)
    for span, cell in cells:
        _paint_cell(painter, QRectF(span.left + margin, top, span.wide - 2 * margin, high - 1), cell, span.right)
    if ringed:
        painter.setPen(QPen(look.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(1, 1, -1, -2))


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
    laid_out.setTextFormat(_PLAIN)
    likely = int(room / face.metrics.averageCharWidth())
    if len(text) <= likely:  # as most names: to lay it out is to measure it
        laid_out.setText(text)
        laid_out.prepare(font=face.font)
    if len(text) > likely or laid_out.size().width() > room:
        begun = text[
            : 2 * likely + 8
        ]  # of a long text the end is not measured, where the beginning is too long already
        shown = face.metrics.elidedText(begun, _ELIDED, room)
        if shown == begun != text:
            shown = face.metrics.elidedText(text, _ELIDED, room)
        laid_out.setText(shown)
        laid_out.prepare(font=face.font)
    size = laid_out.size()
    return laid_out, size.width(), size.height()
