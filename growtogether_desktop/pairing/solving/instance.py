"""What is to be solved, and a solution: numbers only, no people.

Rows are mentees, columns are mentors. Everything is a whole number, so every engine finds the same
total on every computer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

IMPOSSIBLE = -1
"""In a matrix of scores, instead of a score: these two may not meet. Never a low score, never a penalty."""
NOBODY = -1
"""In an assignment, instead of a column: this row waits."""

Progress = Callable[[float], None]
"""Told how far the work is, 0 to 1; raises Cancelled to end it."""


def part(progress: Progress, begin: float, end: float, at: int = 0, of: int = 1) -> Progress:
    """Progress of a part of the work: the `at`-th of `of` equal pieces between `begin` and `end`."""
    width = (end - begin) / of
    return lambda done: progress(begin + (at + done) * width)


class Cancelled(Exception):
    """Raised by a progress hook when the person no longer wants the answer."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An assignment problem with seats and a waiting list."""

    scores: NDArray[np.signedinteger[Any]]
    """(rows, columns): the worth of a pair, 0 or more, or IMPOSSIBLE; as narrow as holds them, int16 for fits."""
    seats: NDArray[np.int64]
    """(columns,): how many rows each takes at most."""
    waiting: NDArray[np.int64]
    """(rows,): the worth of leaving the row without a column; mostly far below 0. Sums stay below 2^53."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Who goes where, and the prices that prove it is best (see `certificate`)."""

    assigned: NDArray[np.int64]
    """(rows,): the column of each row, or NOBODY."""
    prices: NDArray[np.int64]
    """(columns,): what a seat is worth, 0 or more.

    Σ_i max(waiting_i, max_j(scores_ij − prices_j)) + Σ_j prices_j · seats_j is the total, so no plan is worth more.
    """
    engine: str = ""
    """What has found it: seats, rounds or blocks (see `assign`); proofs do without."""

    def total(self, instance: Instance) -> int:
        """The scores of all pairs and the worth of all who wait."""
        placed = self.assigned != NOBODY
        rows = np.flatnonzero(placed)
        return int(instance.scores[rows, self.assigned[rows]].sum(dtype=np.int64) + instance.waiting[~placed].sum())
