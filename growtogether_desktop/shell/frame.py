"""The window's empty frame: what stands until the program does, when there is no last look to show."""

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent

from growtogether_desktop.base.i18n import _
from growtogether_desktop.shell.last_look import LastLook
from growtogether_desktop.ui import theme

RAIL, HEAD, STATUS = 208, 54, 28
"""Pixels before zoom, as in every page."""


class Frame(LastLook):
    """Rail, head and status bar as planes."""

    def __init__(self, remembered: Path) -> None:
        super().__init__(remembered, QImage())

    def paintEvent(self, event: QPaintEvent) -> None:
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
