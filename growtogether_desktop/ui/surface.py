"""The ground of a part of a page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from growtogether_desktop.ui import theme


class Surface(QWidget):
    """One colour that hides all beneath it.

    Qt knows that: what changes upon it is painted without the page beneath, and it looks as before while its painting
    is put off (`setUpdatesEnabled`).
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.current().surface)
