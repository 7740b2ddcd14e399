"""The colours of a file, as far as they are known, and as they look meanwhile."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.sourcecode.roles import ROLES, SPANS, Role

GUESSES_KEPT = 4_000
"""Lines with provisional colours; those of longest ago are forgotten."""


class Span(NamedTuple):
    """Columns of a line that have one role. Between spans everything is plain."""

    column: int
    length: int
    role: Role


class Colouring(Enum):
    """How far the colours of a file are."""

    WORKING = auto()
    DONE = auto()
    PLAIN = auto()
    """Nobody knows the language."""
    TOO_LARGE = auto()
    """Plain until a person chooses a language."""
    GAVE_UP = auto()
    """It took too long; from some line on everything is plain."""


class Colours:
    """The colours of one file. Those of the first lines are certain; further down some may be provisional.

    Whoever asks for a line that has none yet is heard: it comes next, and `arrived` tells when.
    """

    def __init__(self) -> None:
        self.arrived: Signal[tuple[int, int]] = Signal()
        """(first, last) line of what has become known, or looks different."""
        self.settled: Signal[Colouring] = Signal()
        self.missed: Signal[int] = Signal()
        """A line that somebody has asked for in vain."""
        self.state = Colouring.WORKING
        self.language = ""
        """Its name in the list of languages; "" as long as it is not known."""
        self._ends = array("Q")
        self._spans = array(SPANS)
        self._guesses: dict[int, array[int]] = {}

    def __len__(self) -> int:
        """How many lines are certain, from the first on."""
        return len(self._ends)

    def of(self, line: int, first: int = 0, after: int = 1 << 31) -> tuple[Span, ...]:
        """The spans of a line (from 1) that touch columns `first` up to `after`; none when they are not known."""
        if 1 <= line <= len(self._ends):
            begins, ends = self._ends[line - 2] if line > 1 else 0, self._ends[line - 1]
            return _touching(self._spans, begins, ends, first, after)
        if (guess := self._guesses.get(line)) is not None:
            return _touching(guess, 0, len(guess), first, after)
        if self.state is Colouring.WORKING:
            self.missed.emit(line)
        return ()

    def provisional(self, line: int) -> bool:
        """Whether what `of` tells of this line may be corrected."""
        return line > len(self._ends) and line in self._guesses

    def _add(self, before: int, ends: "array[int]", spans: "array[int]") -> None:
        """Take lines after the first `before` ones; what is certain already stays as it is."""
        known = len(self) - before
        if known >= len(ends):
            return
        begins = ends[known - 1] if known else 0
        base = len(self._spans) - begins
        self._spans.extend(spans[begins:])
        self._ends.extend(base + end for end in ends[known:])
        if self._guesses:
            for line in range(before + known + 1, before + len(ends) + 1):
                self._guesses.pop(line, None)
        self.arrived.emit((before + known + 1, before + len(ends)))

    def _guess(self, before: int, ends: "array[int]", spans: "array[int]") -> None:
        """Take lines after the first `before` ones, until they are certain."""
        begins = 0
        for line, end in enumerate(ends, before + 1):
            if line > len(self):
                self._guesses.pop(line, None)
                self._guesses[line] = spans[begins:end]
            begins = end
        for old in tuple(self._guesses)[: max(len(self._guesses) - GUESSES_KEPT, 0)]:
            del self._guesses[old]
        if ends:
            self.arrived.emit((before + 1, before + len(ends)))

    def _settle(self, state: Colouring) -> None:
        """The file stays as it is from now on; what was provisional is plain again."""
        self.state = state
        lines = tuple(self._guesses)
        self._guesses.clear()
        if lines:
            self.arrived.emit((min(lines), max(lines)))
        self.settled.emit(state)


def _touching(words: Sequence[int], begins: int, ends: int, first: int, after: int) -> tuple[Span, ...]:
    """The spans among `words[begins:ends]` that touch columns `first` up to `after`."""
    begins = max(bisect_right(words, first << 32 | 0xFFFFFFFF, begins, ends) - 1, begins)
    ends = bisect_left(words, after << 32, begins, ends)
    spans = (Span(word >> 32, word >> 8 & 0xFFFFFF, ROLES[word & 0xFF]) for word in words[begins:ends])
    return tuple(span for span in spans if span.column + span.length > first)
