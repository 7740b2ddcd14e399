"""Small marks as paint, for delegates and widgets: pills, avatars, bars.

Each is drawn once and copied from then on: a table shows hundreds, most of them alike, and an arc costs as much as
ten copies.
"""

from collections.abc import Callable
from functools import lru_cache
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.theme import Face, Theme, Tone


def initials(name: str) -> str:
    """Two letters for a person: the first of the first and of the last word."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


def pill_font() -> QFont:
    return theme.current().face(12, QFont.Weight.Medium).font


def pill_width(text: str) -> float:
    look = theme.current()
    return _width(look.face(12, QFont.Weight.Medium), text) + look.px(16)


def paint_pill(painter: QPainter, rect: QRectF, text: str, tone: Tone) -> None:
    """A pill across the width of `rect`, in its middle; the words end in … when they do not fit."""
    look = theme.current()
    wide, high = ceil(rect.width()), min(round(rect.height()), look.px(20))
    drawn = _pill(look, look.face(12, QFont.Weight.Medium), text, tone, wide, high, _scale(painter))
    _copy(painter, rect.left(), rect.center().y() - high / 2, drawn)


def paint_avatar(painter: QPainter, rect: QRectF, name: str) -> None:
    """A circle with the initials, in the middle of `rect`."""
    side, middle = round(min(rect.width(), rect.height())), rect.center()
    drawn = _avatar(theme.current(), initials(name), side, _scale(painter))
    _copy(painter, middle.x() - side / 2, middle.y() - side / 2, drawn)


def paint_bar(painter: QPainter, rect: QRectF, share: float, colour: QColor | None = None) -> None:
    """A bar filled to `share` (0 to 1), in the middle of `rect`."""
    look = theme.current()
    wide, high = round(rect.width()), look.px(6)
    exact = wide * min(max(share, 0.0), 1.0)
    filled = max(round(exact), high) if exact > 0 else 0
    drawn = _bar(look, wide, filled, (colour or look.accent).name(), _scale(painter))
    _copy(painter, rect.left(), rect.center().y() - high / 2, drawn)


@lru_cache(maxsize=1024)
def _width(face: Face, text: str) -> float:
    return face.metrics.horizontalAdvance(text)


@lru_cache(maxsize=256)
def _pill(look: Theme, face: Face, text: str, tone: Tone, wide: int, high: int, scale: float) -> QPixmap:
    def draw(painter: QPainter) -> None:
        pill = QRectF(0, 0, wide, high)
        if look.name == "contrast":
            painter.setPen(look.ink(tone))
            pill.adjust(0.5, 0.5, -0.5, -0.5)  # a line of one pixel lies in the middle of one
        painter.setBrush(look.ground(tone))
        painter.drawRoundedRect(pill, high / 2, high / 2)
        painter.setPen(look.ink(tone))
        painter.setFont(face.font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)

    shown = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide - look.px(16) + 1)
    return _drawn(wide, high, scale, draw)


@lru_cache(maxsize=256)
def _avatar(look: Theme, letters: str, side: int, scale: float) -> QPixmap:
    def draw(painter: QPainter) -> None:
        circle = QRectF(0, 0, side, side)
        painter.setBrush(look.selection)
        painter.drawEllipse(circle)
        painter.setPen(look.accent)
        painter.setFont(look.font(side * 0.39 * 100 / look.zoom, QFont.Weight.DemiBold))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, letters)

    return _drawn(side, side, scale, draw)


@lru_cache(maxsize=256)
def _bar(look: Theme, wide: int, filled: int, colour: str, scale: float) -> QPixmap:
    high = look.px(6)

    def draw(painter: QPainter) -> None:
        painter.setBrush(look.track)
        painter.drawRoundedRect(QRectF(0, 0, wide, high), high / 2, high / 2)
        if filled:
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(0, 0, filled, high), high / 2, high / 2)

    return _drawn(wide, high, scale, draw)


def _drawn(wide: int, high: int, scale: float, draw: Callable[[QPainter], None]) -> QPixmap:
    """A picture on nothing, so many logical pixels wide and high."""
    picture = QPixmap(QSize(max(ceil(wide * scale), 1), max(ceil(high * scale), 1)))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    draw(painter)
    painter.end()
    return picture


def _copy(painter: QPainter, left: float, top: float, drawn: QPixmap) -> None:
    painter.drawPixmap(QPointF(floor(left + 0.5), floor(top + 0.5)), drawn)


def _scale(painter: QPainter) -> float:
    device = painter.device()
    return device.devicePixelRatio() if device is not None else 1.0
