"""Whoever computes stands back while the window has something to show.

Python lets one thread in at a time. A page asks to be let in dozens of times while it is laid out and painted, and each
time waits for a thread that computes to let go; standing back for that while costs the computation next to nothing.
"""

import threading
import time

_MOST_S = 0.25
"""So long after it has begun at most: a window that hangs holds nothing up."""

_shown = threading.Event()
_shown.set()
_until_s = 0.0


def show() -> None:
    """The window begins to show something: threads that compute stand back at their next sign of progress."""
    global _until_s
    _until_s = time.monotonic() + _MOST_S
    _shown.clear()


def shown() -> None:
    """It is on the screen."""
    _shown.set()


def stand_back() -> None:
    """Wait until nothing is being shown; for threads that compute, never for the window's."""
    left_s = _until_s - time.monotonic()
    if left_s > 0:
        _shown.wait(left_s)
