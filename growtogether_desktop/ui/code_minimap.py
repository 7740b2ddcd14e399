"""A narrow strip beside the scroll bar: where in the file something was said or changed."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.theme import Tone

_WIDE = 12


class Spot(NamedTuple):
    """A part of the whole height, 0 to 1, and what is there."""

    top: float
    bottom: float
    tone: Tone
    said: bool
    """A remark; else a change."""


class Minimap(QWidget):
    """Changes on the left, remarks on the right; a click goes there."""

    asked = Signal(float)
    """A share of the whole height, 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self._spots: tuple[Spot, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_spots(self, spots: Iterable[Spot], name: str) -> None:
        """`name` says the same to who cannot see it."""
        self._spots = tuple(spots)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(_WIDE), theme.current().px(100))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.surface)
        painter.fillRect(0, 0, 1, self.height(), look.line)
        half = self.width() / 2
        drawn: set[tuple[bool, int]] = set()  # thousands of spots may share a pixel
        for spot in self._spots:
            top = round(spot.top * self.height())
            if (spot.said, top) in drawn and (spot.bottom - spot.top) * self.height() < 1:
                continue
            drawn.add((spot.said, top))
            high = max((spot.bottom - spot.top) * self.height(), look.px(3))
            left = half if spot.said else look.px(2)
            painter.fillRect(QRectF(left, top, half - look.px(2), high), look.ink(spot.tone))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit(min(max(event.position().y() / max(self.height(), 1), 0.0), 1.0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()
