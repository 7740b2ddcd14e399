"""The raised plane with round corners on which remarks stand between the lines."""

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.leading import Leading


class Framed(Leading):
    def __init__(self, chosen: bool = False) -> None:
        super().__init__()
        self._chosen = chosen

    def choose(self, chosen: bool) -> None:
        """An accent around the one that keys act on."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.accent if self._chosen else look.line, 1))
        painter.setBrush(look.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.px(8), look.px(8))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()
