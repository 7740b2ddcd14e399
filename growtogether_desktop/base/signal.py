"""A signal for code that must not know Qt: same thread, synchronous, no queue."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Signal(Generic[T]):
    """Announce a value to whoever listens.

    Listeners run in the order they connected, on the caller's thread.
    """

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def connect(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Start listening; call what is returned to stop (twice is harmless)."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def emit(self, value: T) -> None:
        for listener in tuple(self._listeners):
            listener(value)
