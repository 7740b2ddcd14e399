"""Everything that is left to chance in a story, drawn from its seed; and what is told of it."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.faults.weather import CALM

DAWN = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Fate:
    def __init__(self, seed: int, tell: Callable[[str], None] | None) -> None:
        self.rng = random.Random(seed)
        self.weather = CALM
        self.now = DAWN
        self.faults = 0
        self._tell = tell

    def chance(self, p: float) -> bool:
        return p > 0 and self.rng.random() < p

    def fuse(self, p: float, statements: int) -> int:
        """At which statement the power goes, of work that may take so many; 0 for never."""
        return self.rng.randint(1, statements) if self.chance(p) else 0

    def new_id(self) -> str:
        return f"{self.rng.getrandbits(64):016x}"

    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def note(self, text: str) -> None:
        if self._tell is not None:
            self._tell(text)

    def fault(self, text: str) -> None:
        self.faults += 1
        self.note(text)
