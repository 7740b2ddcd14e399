"""Whoever computes stands back while the window has something to show.

Python lets one thread in at a time. A page asks to be let in dozens of times while it is laid out and painted, and each
time waits for a thread that computes to let go; standing back for that while costs the computation next to nothing.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_MOST_S = 0.25
"""So long after it has begun at most: a window that hangs holds nothing up."""
_LOOK_S = 0.004
_AWAKE_S = 0.0001
"""A thread that waits is awake by then."""
PIECE = 250
"""As many as are read in a millisecond or two, which nothing interrupts."""

_until_s = 0.0


def show() -> None:
    """The window begins to show something: threads that compute stand back at their next sign of progress."""
    global _until_s
    _until_s = time.monotonic() + _MOST_S


def shown() -> None:
    """It is on the screen."""
    global _until_s
    _until_s = 0.0


def stand_back() -> None:
    """Wait until nothing is being shown; for threads that compute, never for the window's."""
    while time.monotonic() < _until_s:
        time.sleep(_LOOK_S)


def in_pieces(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """Some hundreds at a time, and the window before each: for what is read by the thousand."""
    for at in range(0, len(things), PIECE):
        stand_back()
        yield things[at : at + PIECE]


def let_in_between(pieces: Iterable[T]) -> Iterator[T]:
    """Each of them, and between two the window's thread has the interpreter: for thousands that are read or written.

    SQLite's module gives it back with every row, and takes it again before whoever waits has woken and waits anew.
    """
    for number, piece in enumerate(pieces):
        if number:
            stand_back()
            time.sleep(_AWAKE_S)
        yield piece
