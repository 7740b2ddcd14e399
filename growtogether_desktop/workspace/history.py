"""What can be taken back and done again, newest last."""

from dataclasses import dataclass
from typing import Any

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Change, Posted

LIMIT = 100


@dataclass(frozen=True, slots=True)
class Done:
    """One change that was asked for, and the one that takes it back."""

    posted: Posted
    inverse: Change[Any]


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a person did at one go: enrolling a roster is one, however many people it has."""

    title: Message
    steps: tuple[Done, ...]


class History:
    """Gestures that have an inverse. Those without are confirmed before, never undone after."""

    def __init__(self) -> None:
        self.changed: Signal[None] = Signal()
        self._undo: list[Gesture] = []
        self._redo: list[Gesture] = []

    @property
    def undo_title(self) -> Message | None:
        """What Undo would take back."""
        return self._undo[-1].title if self._undo else None

    @property
    def redo_title(self) -> Message | None:
        return self._redo[-1].title if self._redo else None

    def record(self, gesture: Gesture) -> None:
        """Something new was done: what was undone before cannot be done again."""
        self._undo = [*self._undo, gesture][-LIMIT:]
        self._redo.clear()
        self.changed.emit(None)

    def step_back(self) -> Gesture | None:
        return self._undo.pop() if self._undo else None

    def step_forward(self) -> Gesture | None:
        return self._redo.pop() if self._redo else None

    def undone(self, gesture: Gesture) -> None:
        self._redo.append(gesture)
        self.changed.emit(None)

    def redone(self, gesture: Gesture) -> None:
        self._undo.append(gesture)
        self.changed.emit(None)

    def forget(self) -> None:
        """Nothing can be taken back any more: a change without inverse was made."""
        self._undo.clear()
        self._redo.clear()
        self.changed.emit(None)


def title_of(change: Change[Any]) -> Message:
    return say(change.TITLE)
