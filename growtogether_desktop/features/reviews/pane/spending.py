"""Measures how long somebody is at a review, while they are really there. It never leaves this computer."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

EVERY_S = 15
AWAY_S = 120
"""Who has touched nothing for so long is elsewhere."""


class Spending(QObject):
    """Calls `spend` with seconds, now and then. `stirred` says that somebody is at work with the keys."""

    def __init__(self, page: QWidget, spend: Callable[[int], object], now: Callable[[], float] = monotonic) -> None:
        super().__init__(page)
        self._page = page
        self._spend = spend
        self._now = now
        self._pointer = QPoint()
        self._last = now()
        self._timer = QTimer(self, interval=EVERY_S * 1_000)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def stirred(self) -> None:
        self._last = self._now()

    def look(self) -> None:
        """Whether the last seconds count."""
        if self._pointer != QCursor.pos():
            self._pointer = QCursor.pos()
            self.stirred()
        if self._page.isVisible() and self._page.isActiveWindow() and self._now() - self._last < AWAY_S:
            self._spend(EVERY_S)
