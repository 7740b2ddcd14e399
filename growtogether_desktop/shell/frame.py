"""The window's empty frame: painted at once, while the program behind it is still being fetched.

It imports next to nothing, so that it is there about as soon as any Qt window could be.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QSettings, Qt
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QMainWindow, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.ui import theme

RAIL, HEAD, STATUS = 208, 54, 28
"""Pixels before zoom, as in every page."""
TITLE_BAR = 48
"""So much of the screen's height is the desktop's own, at the most."""


class Frame(QMainWindow):
    """Rail, head and status bar as planes; nothing can be done here, so nothing is offered."""

    def __init__(self, remembered: Path) -> None:
        """`remembered` is the file in which the window was left."""
        super().__init__()
        self.closed: Signal[QWidget] = Signal()
        self._glance: QPixmap | None = None
        self.setWindowTitle("Grow-Together")
        self.setMinimumSize(960, 600)
        kept = QSettings(str(remembered), QSettings.Format.IniFormat).value("geometry")
        if not isinstance(kept, QByteArray) or not self.restoreGeometry(kept):
            take_first_size(self)

    def show_glance(self, picture: bytes) -> None:
        """Show what this window looked like when it was closed, if it has that size still."""
        glance = QPixmap()
        if glance.loadFromData(picture) and glance.size() == self.size() * self.devicePixelRatio():
            glance.setDevicePixelRatio(self.devicePixelRatio())
            self._glance = glance
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._glance is not None:
            QPainter(self).drawPixmap(0, 0, self._glance)
            return
        look = theme.current()
        rail, head, status = look.px(RAIL), look.px(HEAD), look.px(STATUS)
        wide, high = self.width(), self.height() - status
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.window)
        painter.fillRect(QRect(0, 0, rail, high), look.surface)
        painter.fillRect(QRect(rail, 0, wide - rail, head), look.surface)
        painter.fillRect(QRect(0, high, wide, status), look.surface)
        for hairline in (QRect(rail, 0, 1, high), QRect(rail, head, wide - rail, 1), QRect(0, high, wide, 1)):
            painter.fillRect(hairline, look.line)
        painter.setPen(look.muted)
        painter.setFont(look.font())
        words = QRect(look.px(12), high, wide, status)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, _("Opening your desk…"))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit(self)


def take_first_size(window: QWidget) -> None:
    """The size before anybody has chosen one: everything fits on the screen, the status bar too."""
    room = window.screen().availableSize()
    window.resize(min(1440, room.width()), min(900, room.height() - TITLE_BAR))
