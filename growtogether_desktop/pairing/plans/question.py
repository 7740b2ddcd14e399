"""What a plan has to answer, in numbers: who may go where, what it is worth, and what has to hold besides.

Rows are mentees, columns are mentors. Pinned mentees are not among the rows, nor their seats among the seats.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY

FULL = 100
"""No fit is higher."""

Matrix = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class Question:
    """A cohort as a policy sees it."""

    scores: Matrix
    """(rows, columns): points of a pair, 0 or more, or IMPOSSIBLE."""
    seats: NDArray[np.int64]
    least: NDArray[np.int64]
    """(columns,): so many rows each takes at least; never more than its seats."""
    priority: NDArray[np.int64]
    """(rows,): 0 or more; where seats are short, the higher goes first."""
    together: tuple[tuple[int, ...], ...] = ()
    """Rows who go to one column or wait, all of them; no row is in two groups."""
    apart: tuple[tuple[int, int], ...] = ()
    """Rows who never go to the same column."""
    extra: tuple[tuple[int, int, int], ...] = ()
    """(row, column, points): what counts for a pair besides its fit, 0 or more; no pair is named twice."""
    must: frozenset[int] = frozenset()
    """Rows who may not wait."""

    @cached_property
    def group(self) -> dict[int, tuple[int, ...]]:
        """For every row that is not alone, its group."""
        return {row: group for group in self.together for row in group}

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(2, pairs): who is together with the first of a group; and who is apart."""
        alike = [(group[0], other) for group in self.together for other in group[1:]]
        return np.array(alike, np.int64).reshape(-1, 2).T, np.array(self.apart, np.int64).reshape(-1, 2).T

    def keeps_wishes(self, assigned: NDArray[np.int64]) -> bool:
        """Whether all are together who should be, and all apart. `assigned` (rows,): columns or NOBODY."""
        together, apart = assigned[self._pairs[0]], assigned[self._pairs[1]]
        met = (apart[0] == apart[1]) & (apart[0] != NOBODY)
        return bool((together[0] == together[1]).all()) and not met.any()

    @cached_property
    def unit(self) -> int:
        """Groups share what they are worth, so everything is counted in so many parts of a point."""
        return lcm(*map(len, self.together))

    @cached_property
    def possible(self) -> NDArray[np.bool_]:
        possible: NDArray[np.bool_] = self.scores != IMPOSSIBLE
        return possible

    @cached_property
    def levels(self) -> Matrix:
        """The scores, but for a group the least score of any of them: below a floor all stay away or none."""
        if not self.together:
            return self.scores
        levels = self.scores.copy()
        for group in self.together:
            levels[list(group)] = self.scores[list(group)].min(axis=0)
        return levels

    @cached_property
    def worth(self) -> Matrix:
        """(rows, columns): the score and what counts besides; means nothing where impossible."""
        if not self.extra:
            return self.scores
        rows, columns, points = np.array(self.extra, np.int64).T
        worth = self.scores.astype(np.int64)
        worth[rows, columns] += points
        return worth

    @property
    def top(self) -> int:
        """No pair is worth more, neither here nor when more is placed or barred."""
        return FULL + max((points for _, _, points in self.extra), default=0)

    def shared(self, of_each: Matrix) -> Matrix:
        """What each row brings (to each column, or by waiting), in units, and alike for everybody of a group.

        A plan that keeps the groups together is worth the same as before. One that parts them is worth
        something else, which is why the best without that condition rarely does.
        """
        if not self.together:
            return of_each
        shared = of_each.astype(np.int64) * self.unit
        for group in self.together:
            shared[list(group)] = of_each[list(group)].sum(axis=0, dtype=np.int64) * (self.unit // len(group))
        return shared

    def place(self, row: int, column: int) -> "Question":
        """The same, when this row and its group go to the column."""
        group = self.group.get(row, (row,))
        scores = self.scores.copy()
        elsewhere = np.arange(scores.shape[1]) != column
        scores[np.ix_(group, elsewhere)] = IMPOSSIBLE
        for one, other in self.apart:
            for here, there in ((one, other), (other, one)):
                if here in group:
                    scores[list(self.group.get(there, (there,))), column] = IMPOSSIBLE
        return replace(self, scores=scores, must=self.must | {*group})

    def bar(self, row: int, column: int) -> "Question":
        """The same, when this row and its group do not go to the column."""
        scores = self.scores.copy()
        scores[list(self.group.get(row, (row,))), column] = IMPOSSIBLE
        return replace(self, scores=scores)


def weights(question: Question, usual: int) -> list[int]:
    """(rows,): how much it counts that a row waits. `usual` (0 or 1) is that of rows without priority.

    As long as nobody must be with or without somebody, the sets of rows who can be placed at once are the
    independent sets of a matroid, and there any weights in the order of priority give the same people, so
    small ones do (Rado 1957). Otherwise each counts for more than all below it together. A row that must
    not wait outweighs everybody.
    """
    of = [int(priority) for priority in question.priority]
    ladder = {0: usual}
    crowded = question.together or question.apart
    for priority in sorted({*of} - {0}):
        weighed = [weight * of.count(each) for each, weight in ladder.items()]
        below = sum(weighed) if crowded else max(ladder.values())
        ladder[priority] = 1 + below
    plain = [ladder[priority] for priority in of]
    everybody = 1 + sum(plain)
    return [everybody if row in question.must else weight for row, weight in enumerate(plain)]
