"""Work in small pieces: the window paints, and hears whoever types, between one piece and the next."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Does some works one after the other, each in a turn of the window's loop of its own.

    For what would last longer than a frame (16 ms) if it were done, laid out and painted at once. Asked for again
    before the end it begins anew, so that each work is done with what is true then, and the last word is the newest.
    """

    def __init__(self, parent: QObject, *works: Callable[[], object]) -> None:
        super().__init__(parent)
        self._works = works
        self._at = 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)

    def begin(self) -> None:
        self._at = 0
        self._timer.start()

    def _turn(self) -> None:
        work = self._works[self._at]
        self._at += 1
        if self._at == len(self._works):
            self._timer.stop()
        work()
