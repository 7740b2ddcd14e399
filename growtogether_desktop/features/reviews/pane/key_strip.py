"""What the strips above the code have in common, into which one types and from which Escape leads back."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.ui.leading import Leading

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyStrip(Leading):
    """Hears the keys of the widgets it filters the events of: Escape closes it, `_take` has the others."""

    def __init__(self) -> None:
        super().__init__()
        self.closed: Signal[None] = Signal()

    def close_(self) -> None:
        self.hide()
        self.closed.emit(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_()
            return True
        return self._take(watched, event)

    def _take(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether the key was meant for the strip, and not for what is typed."""
        raise NotImplementedError
