"""The window before the program: it shows what it looked like when it was closed.

Nothing but Qt is imported here, so that it is painted about as soon as any Qt window could be.
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QEventLoop, QLockFile, QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from growtogether_desktop.base.signal import Signal

TITLE_BAR = 48
"""So much of the screen's height is the desktop's own, at the most."""
PAINT_MS = 500
"""A window that is not painted by then (it lies on another desktop) holds nothing up."""

_SIZE = struct.Struct("<II")


class LastLook(QMainWindow):
    """A picture of the window. Nothing can be done here, so nothing is offered."""

    def __init__(self, remembered: Path, picture: QImage) -> None:
        """`remembered` is the file in which the window was left."""
        super().__init__()
        self.closed: Signal[QWidget] = Signal()
        self._picture = picture
        self._painting = QEventLoop()
        self.setWindowTitle("Grow-Together")
        self.setMinimumSize(960, 600)
        kept = QSettings(str(remembered), QSettings.Format.IniFormat).value("geometry")
        if not isinstance(kept, QByteArray) or not self.restoreGeometry(kept):
            take_first_size(self)

    def show_at_once(self) -> None:
        """Return when the window has been painted."""
        self.show()
        QTimer.singleShot(PAINT_MS, self._painting.quit)
        self._painting.exec()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawImage(self.rect(), self._picture)
        self._painting.quit()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit(self)


def open_qt() -> QApplication:
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Grow-Together")
    qt.setQuitOnLastWindowClosed(False)
    return qt


def lock_of(folder: Path) -> QLockFile:
    """What one program at a time holds while it works in this folder."""
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)
    return lock


def show_last_look(remembered: Path, kept: bytes) -> LastLook | None:
    """The window as it looked, painted; None when that is not known."""
    picture = unpack(kept)
    if picture.isNull():
        return None
    look = LastLook(remembered, picture)
    look.show_at_once()
    return look


def pack(picture: QImage) -> bytes:
    """The picture as it is kept: width and height, then its pixels. It is there again at once, nothing is decoded."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    return _SIZE.pack(plain.width(), plain.height()) + bytes(plain.constBits())


def unpack(kept: bytes) -> QImage:
    """The picture that was packed; an empty one, when these bytes are none."""
    if len(kept) < _SIZE.size:
        return QImage()
    width, height = _SIZE.unpack_from(kept)
    if len(kept) != _SIZE.size + 4 * width * height:
        return QImage()
    there = QImage(kept[_SIZE.size :], width, height, 4 * width, QImage.Format.Format_RGB32)
    return there.copy()  # the bytes are Python's, and go when nobody looks at them


def take_first_size(window: QWidget) -> None:
    """The size before anybody has chosen one: everything fits on the screen, the status bar too."""
    room = window.screen().availableSize()
    window.resize(min(1440, room.width()), min(900, room.height() - TITLE_BAR))
