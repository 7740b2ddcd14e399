"""One step of a policy: the best assignment by one measure, and the prices that prove it.

The proof of a step, for any plan and any prices (negative only where a column takes a least number):

    worth of the plan ≤ Σ_i max(waiting_i, max_j(gains_ij − prices_j)) + Σ_j prices_j · rows_j,

with rows_j the most that column takes where its price is positive, and the least where it is negative.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.pairing.plans.question import Matrix
from growtogether_desktop.pairing.solving.assign import assign
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance, Progress

EXACT = 2**53
"""Below it, engines that count in float64 still count one by one."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is to be made as great as possible."""

    gains: Matrix
    """(rows, columns): any whole numbers."""
    allowed: NDArray[np.bool_]
    """(rows, columns)."""
    waiting: NDArray[np.int64]
    """(rows,): what it is worth that a row waits."""
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    """(columns,): at least and at most so many rows each."""


@dataclass(frozen=True, slots=True)
class Step:
    """The best by a measure."""

    assigned: NDArray[np.int64]
    """(rows,): the column of each row, or NOBODY."""
    value: int
    prices: NDArray[np.int64]
    """(columns,)."""
    engine: str = ""
    """As in `Solution`; empty where there was nothing to choose."""


class TooFew(Exception):
    """Some columns want more rows than can go to them."""

    def __init__(self, columns: tuple[int, ...], prices: NDArray[np.int64]) -> None:
        super().__init__(columns)
        self.columns = columns
        self.prices = prices
        """They prove a bound that is below the worth of anything."""


def best(measure: Measure, progress: Progress) -> Step:
    """The assignment worth most.

    Raises: TooFew, when the least numbers cannot be had; Problem, when the numbers outgrow exact counting;
    whatever `progress` raises.
    """
    rows, columns = measure.gains.shape
    if not rows or not columns:
        if measure.low.any():
            raise _too_few(measure, measure.low > 0)
        return Step(np.full(rows, NOBODY), int(measure.waiting.sum()), np.zeros(columns, np.int64))
    # Scores of an instance begin at 0. Every row has one place or waits, so a constant for all changes nothing.
    base = min(int(measure.gains.min(where=measure.allowed, initial=0)), 0)
    top = int(measure.gains.max(where=measure.allowed, initial=0)) - base
    waiting = measure.waiting - base
    filled = measure.low.any()
    # Worth more than all that anybody could gain by leaving such a seat empty.
    bonus = int(np.maximum(top - waiting, waiting).sum()) + top + 1 if filled else 0
    if (top + bonus) * rows + int(np.abs(waiting).sum()) >= EXACT:
        raise Problem(
            say("This cohort is too large to be solved exactly by these rules."),
            say("Choose another policy, or solve it in two parts."),
        )
    gains: Matrix = measure.gains - base if base else measure.gains
    scores: Matrix = np.where(measure.allowed, gains, IMPOSSIBLE)
    scores = scores.astype(np.int16 if top < 2**15 else np.int64, copy=False)
    if not filled:
        solution = assign(Instance(scores, measure.high, waiting), progress)
        return _step(measure, solution.assigned, solution.prices, solution.engine)
    wanting = np.flatnonzero(measure.low)
    first = np.where(measure.allowed[:, wanting], scores[:, wanting].astype(np.int64) + bonus, IMPOSSIBLE)
    # The least seats of a column stand apart from the others and come first.
    parted = Instance(
        np.hstack((scores.astype(np.int64), first)),
        np.concatenate((measure.high - measure.low, measure.low[wanting])),
        waiting,
    )
    solution = assign(parted, progress)
    column_of = np.concatenate((np.arange(columns), wanting))
    taken = solution.assigned
    assigned = np.where(taken == NOBODY, NOBODY, column_of[taken])
    if np.count_nonzero(taken >= columns) < measure.low.sum():
        raise _too_few(measure, _deficient(measure, np.where(taken >= columns, assigned, NOBODY)))
    prices = solution.prices[:columns].copy()
    prices[wanting] = np.minimum(prices[wanting], solution.prices[columns:] - bonus)
    none_left = wanting[measure.high[wanting] == measure.low[wanting]]
    prices[none_left] = solution.prices[columns:][measure.high[wanting] == measure.low[wanting]] - bonus
    return _step(measure, assigned, prices, solution.engine)


def tight(measure: Measure, prices: NDArray[np.int64]) -> tuple[Measure, NDArray[np.bool_]]:
    """The measure with only those assignments left that are best by it, and which rows may wait in them.

    Source: complementary slackness; a best assignment uses no pair that costs something at these prices.
    """
    net = np.where(measure.allowed, measure.gains - prices, np.iinfo(np.int64).min)
    each = np.maximum(measure.waiting, net.max(axis=1, initial=np.iinfo(np.int64).min))
    low, high = np.where(prices > 0, measure.high, measure.low), np.where(prices < 0, measure.low, measure.high)
    return replace(measure, allowed=net == each[:, None], low=low, high=high), measure.waiting == each


def _step(measure: Measure, assigned: NDArray[np.int64], prices: NDArray[np.int64], engine: str) -> Step:
    placed = np.flatnonzero(assigned != NOBODY)
    value = measure.gains[placed, assigned[placed]].sum(dtype=np.int64) + measure.waiting[assigned == NOBODY].sum()
    return Step(assigned, int(value), prices, engine)


def _too_few(measure: Measure, wanting: NDArray[np.bool_]) -> TooFew:
    """A price for these columns so far below 0 that nothing could make up for it."""
    top = int(measure.gains.max(where=measure.allowed, initial=0))
    bottom = int(measure.gains.min(where=measure.allowed, initial=0))
    spread = (top - bottom) * measure.waiting.size + 2 * int(np.abs(measure.waiting).sum())
    columns = tuple(np.flatnonzero(wanting).tolist())
    return TooFew(columns, np.where(wanting, -1 - spread, 0))


def _deficient(measure: Measure, assigned: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Columns who together want more rows than may go to any of them. `assigned` fills as many least seats as can be.

    Source: Hall 1935, from the side of the seats.
    """
    filled = np.bincount(assigned[assigned != NOBODY], minlength=measure.low.size)
    reached: NDArray[np.bool_] = np.zeros(measure.low.size, bool)
    reached[np.flatnonzero(filled < measure.low)[0]] = True
    while True:
        near = (measure.allowed & reached).any(axis=1)
        further = reached.copy()
        further[assigned[near & (assigned != NOBODY)]] = True
        if (further == reached).all():
            return reached
        reached = further
