"""Python's search for unreachable circles of objects: on the window's thread alone, and short while somebody works.

By itself it runs wherever memory happens to be asked for, so also on a thread that reads the store; a widget
that ends there takes the program with it. And whoever runs it, everybody waits: a search through everything
takes a quarter of a second once a large cohort is on the desk. So only what is young is looked through, and what
has lived for a while, or came in large numbers (rows of a plan, which hold no circles), is put aside. The
great search, through everything, waits until the person has turned to another program.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from growtogether_desktop.base.memory import put_aside_if_many

EVERY_MS = 500
GENERATION = 5
"""Every so many searches what has survived them is looked through once more, and put aside."""
AWAY_LOOKS = 4
"""The person has been away for so many looks before the great search."""
SELDOM_LOOKS = 120
"""So many looks lie between two great searches at least."""
OVERDUE_LOOKS = 7_200
"""After so many the great search is made although somebody works: an hour of short ones may have left much behind."""


class Collector(QObject):
    """Looks for circles among the young every half second, and among all when nobody is there."""

    def __init__(self, every_ms: int = EVERY_MS) -> None:
        super().__init__()
        self._searches = self._away = 0
        self._since_great = SELDOM_LOOKS
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(every_ms)

    def stop(self) -> None:
        """Let Python look by itself again."""
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        self._since_great += 1
        here = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        self._away = 0 if here else self._away + 1
        if (self._away >= AWAY_LOOKS and self._since_great >= SELDOM_LOOKS) or self._since_great >= OVERDUE_LOOKS:
            self._search_all()
        else:
            self._search_young()

    def _search_young(self) -> None:
        if not put_aside_if_many() and gc.get_count()[0] > gc.get_threshold()[0]:
            self._searches += 1
            if self._searches % GENERATION:
                gc.collect(0)
            else:
                gc.collect(1)
                gc.freeze()

    def _search_all(self) -> None:
        self._since_great = 0
        gc.unfreeze()
        gc.collect()
        gc.freeze()
