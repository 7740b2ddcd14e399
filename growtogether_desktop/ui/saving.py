"""Keeping what is typed while it is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

WITHIN_MS = 400


class Saver(QObject):
    """Calls `keep` soon after something was typed; at once by `now`, when the person turns away."""

    def __init__(self, parent: QObject, keep: Callable[[], object]) -> None:
        super().__init__(parent)
        self._keep = keep
        self._timer = QTimer(self, singleShot=True, interval=WITHIN_MS)
        self._timer.timeout.connect(self._keep)

    def typed(self) -> None:
        """Counted from the first key: whoever types on and on is saved all the same."""
        if not self._timer.isActive():
            self._timer.start()

    def now(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def forget(self) -> None:
        """What was typed is no longer wanted."""
        self._timer.stop()
