"""Work in small pieces: the window paints, and hears whoever types, between one piece and the next."""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from growtogether_desktop.base import manners

_SOON_MS = 1
"""With 0 Qt queues it behind the painting, and does both before it looks for what was typed."""
_LATE_S = 0.004
"""A turn that comes so much later than it should lets what was typed go first, once: something was painted meanwhile,
or whoever computes had the interpreter."""
_PAINTED_MS = 8
"""By then the last work is laid out and painted."""


class Turns:
    """Does some works one after the other, each in a turn of the window's loop of its own.

    For what would last longer than a frame (16 ms) if it were done, laid out and painted at once. Asked for again
    before the end it begins anew, so that each work is done with what is true then, and the last word is the newest.
    Where several have something to do they take turns, too: two works in one turn would last as long as before.
    """

    def __init__(self, owner: QObject, *works: Callable[[], object]) -> None:
        """With the owner the works end."""
        self._works = works
        self._left: deque[Callable[[], object]] = deque()
        owner.destroyed.connect(self._left.clear)

    def begin(self) -> None:
        waits = bool(self._left)
        self._left.clear()
        self._left.extend(self._works)
        if not waits:
            _Queue.join(self)

    def take(self) -> None:
        """Do what is next, if anything is."""
        if self._left:
            self._left.popleft()()

    @property
    def left(self) -> bool:
        """Whether there is more to do."""
        return bool(self._left)


class _Queue:
    """Whose turn it is."""

    waiting: deque[Turns] = deque()
    due_s = 0.0

    @classmethod
    def join(cls, turns: Turns) -> None:
        cls.waiting.append(turns)
        if len(cls.waiting) == 1:
            manners.show()
            cls._soon(cls._next)

    @classmethod
    def _soon(cls, step: Callable[[], None]) -> None:
        cls.due_s = time.monotonic() + _SOON_MS / 1000
        QTimer.singleShot(_SOON_MS, step)

    @classmethod
    def _next(cls) -> None:
        if time.monotonic() - cls.due_s > _LATE_S:
            cls._soon(cls._take)
        else:
            cls._take()

    @classmethod
    def _take(cls) -> None:
        turns = cls.waiting[0]
        try:
            turns.take()
        finally:  # whatever a work raises reaches a surface; the others still have their turns
            cls.waiting.popleft()
            if turns.left and turns not in cls.waiting:
                cls.waiting.append(turns)
            if cls.waiting:
                cls._soon(cls._next)
            else:
                QTimer.singleShot(_PAINTED_MS, cls._rest)

    @classmethod
    def _rest(cls) -> None:
        if not cls.waiting:
            manners.shown()
