"""Python's search for unreachable circles of objects, made on the window's thread alone.

By itself it runs wherever memory happens to be asked for, so also on a thread that reads the store; a widget
that ends there takes the program with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collector(QObject):
    """Looks for circles when as many objects were made as Python would wait for, and nowhere else."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        """Let Python look by itself again."""
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        counts, thresholds = gc.get_count(), gc.get_threshold()
        full = [generation for generation in range(3) if counts[generation] > thresholds[generation]]
        if full:
            gc.collect(full[-1])
