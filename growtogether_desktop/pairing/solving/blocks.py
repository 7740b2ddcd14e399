"""Scores in blocks of rows: how all of solving reads them, and how an instance looks that is too large for memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.signedinteger[Any]]

BLOCK = 1 << 18
"""About so many scores are looked at together: they stay in the processor's cache."""


class ScoreRows(Protocol):
    """Scores that are worked out whenever somebody asks for them."""

    def rows(self, which: NDArray[np.int64]) -> Integers:
        """(len(which), columns): scores as in `Instance.scores`. The caller may overwrite them."""


@dataclass(frozen=True, slots=True)
class LargeInstance:
    """An `Instance` whose scores are never together in memory."""

    scores: ScoreRows
    alike: NDArray[np.int64]
    """(rows,): rows with the same number have the same scores; `np.arange(rows)` when nothing is known."""
    seats: NDArray[np.int64]
    waiting: NDArray[np.int64]


def pieces(rows: NDArray[np.int64], columns: int, scores: int = BLOCK) -> Iterator[NDArray[np.int64]]:
    """The rows, in order, so many at a time that they have about as many scores as said."""
    size = max(1, scores // max(1, columns))
    for first in range(0, len(rows), size):
        yield rows[first : first + size]


def roomy(scores: Integers) -> Integers:
    """The scores in the narrowest type of 16 bits or more that has two bits to spare; the same array if it does."""
    greatest = int(scores.max(initial=0))
    for kind in (np.int16, np.int32, np.int64):
        if greatest < (1 << (np.iinfo(kind).bits - 2)) - 1:  # less an impossible pair is still a number
            return scores if scores.dtype == kind else scores.astype(kind)
    raise OverflowError(f"a score of {greatest} leaves no room to add prices")


def sink_impossible(scores: Integers) -> None:
    """Put a number below all that can matter where a pair is impossible, in place.

    Scores are `roomy`, so their second bit is 0; in IMPOSSIBLE it is 1, as all are. Clearing it turns −1
    into −2^(bits − 2) − 1 and leaves every score alone, many times faster than a comparison and a mask.
    """
    np.bitwise_and(scores, ~(1 << (np.iinfo(scores.dtype).bits - 2)), out=scores)


def thin_out(rows: NDArray[np.int64], most: int) -> NDArray[np.bool_]:
    """(pairs,): which pairs to keep, so that no row has more than `most`. `rows`, in order, is the row of each pair.

    Every row keeps other ones: if rows with the same many ties all kept the first, all would want the same few seats.
    """
    if not len(rows):
        return np.ones(0, bool)
    counts = np.bincount(rows)
    nth = np.arange(len(rows)) - (counts.cumsum() - counts)[rows]
    stride = -(-counts // most)
    return np.asarray((nth + rows) % stride[rows] == 0)
