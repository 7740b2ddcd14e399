"""The proof that a plan is best, built and checked without any of the engines.

A price for every seat is enough. Whatever the plan, a row brings at most the best it could get after
paying, and seats bring at most their prices; so no plan is worth more than the bound

    Σ_i max(waiting_i, max_j(scores_ij − prices_j)) + Σ_j prices_j · seats_j.

A plan that reaches it is best. Anybody can add this up again, with pencil and paper for a small cohort.

Source: duality of linear programmes; Egerváry 1931, Kuhn 1955.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.pairing.solving.blocks import Integers, LargeInstance, pieces, roomy, sink_impossible
from growtogether_desktop.pairing.solving.instance import NOBODY, Instance, Progress, Solution

_NEVER_IN_8_BITS = 127
"""No difference of two fits is as great."""


class NotAPlan(Exception):
    """Raised for a solution that breaks a rule: too few seats, an impossible pair, a price below 0."""


class NotOptimal(Exception):
    """Raised when there is a better plan than the one to be proven."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a plan is worth, and what no plan can be worth more than."""

    total: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether no plan is worth more. If not, the plan may still be best and only the prices wrong."""
        return self.total == self.bound


def check(instance: Instance | LargeInstance, solution: Solution, progress: Progress = lambda done: None) -> Proof:
    """The worth of the plan, and the bound that its prices give, added up anew.

    Raises: NotAPlan, saying which rule is broken; whatever `progress` raises.
    """
    assigned, prices, seats = solution.assigned, solution.prices, instance.seats
    rows, columns = len(instance.waiting), len(seats)
    _check_rules(assigned, prices, seats, rows)
    total, bound = 0, int((prices * seats).sum())
    for which, scores in _blocks(instance):
        progress(int(which[0]) / rows)
        sits, waiting = assigned[which], instance.waiting[which]
        placed = np.flatnonzero(sits != NOBODY)
        own = scores[placed, sits[placed]]
        if (own < 0).any():
            raise NotAPlan(f"row {which[placed[np.argmin(own)]]} sits where it may not")
        total += int(own.sum(dtype=np.int64)) + int(waiting[sits == NOBODY].sum())
        if columns:
            waiting = np.maximum(waiting, _best_after_paying(scores, prices))
        bound += int(waiting.sum())
    return Proof(total, bound)


def _check_rules(assigned: NDArray[np.int64], prices: NDArray[np.int64], seats: NDArray[np.int64], rows: int) -> None:
    columns = len(seats)
    if assigned.shape != (rows,) or prices.shape != (columns,):
        raise NotAPlan(f"{assigned.shape} rows and {prices.shape} prices for {rows} rows and {columns} columns")
    if rows and not -1 <= int(assigned.min()) <= int(assigned.max()) < columns:
        raise NotAPlan("a row sits in a column that is not there")
    taken = np.bincount(assigned[assigned != NOBODY], minlength=columns)
    if (taken > seats).any():
        raise NotAPlan(f"column {np.argmax(taken - seats)} has fewer seats than rows")
    if (prices < 0).any():
        raise NotAPlan(f"column {np.argmin(prices)} has a price below 0")


def _blocks(instance: Instance | LargeInstance) -> Iterator[tuple[NDArray[np.int64], Integers]]:
    """All rows in order, with their scores, a block at a time."""
    rows = np.arange(len(instance.waiting))
    if isinstance(instance, LargeInstance):
        for which in pieces(rows, len(instance.seats), 1 << 22):
            yield which, instance.scores.rows(which)
        return
    for which in pieces(rows, len(instance.seats)):
        yield which, instance.scores[which[0] : which[-1] + 1]


def _best_after_paying(scores: Integers, prices: NDArray[np.int64]) -> NDArray[np.int64]:
    """(rows,): the most of any possible pair after its price; far below 0 if no pair is possible."""
    after = roomy(scores)
    kind = after.dtype if 4 * int(prices.max()) < np.iinfo(after.dtype).max else np.dtype(np.int64)
    after = after.astype(kind)
    sink_impossible(after)
    after -= prices.astype(kind)
    best = after.max(axis=1).astype(np.int64)
    return np.where(best < -(1 << (np.iinfo(kind).bits - 2)), np.iinfo(np.int64).min, best)


def prices_of(instance: Instance, assigned: NDArray[np.int64]) -> NDArray[np.int64]:
    """(columns,): the greatest prices that prove the plan; the same for every best plan of an instance.

    The price of a seat is what would be lost without it: the cheapest chain of moves from its column
    to a free seat or onto the waiting list. A column without seats has the least price nobody would pay.

    Raises: NotOptimal, when a chain of moves gains something.

    Source: Ford 1956, Bellman 1958, with columns for nodes and, from one to another, the row that loses least.
    """
    scores, columns = roomy(instance.scores), len(instance.seats)
    placed = np.flatnonzero(assigned != NOBODY)
    taken = np.bincount(assigned[placed], minlength=columns)
    full = np.flatnonzero((taken >= instance.seats) & (taken > 0))
    full = full[np.argsort(-taken[full], kind="stable")]
    prices = np.zeros(columns, np.int64)
    if len(full):
        prices[full] = _cheapest_chains(instance, scores, assigned, taken, full)
    closed = np.flatnonzero(instance.seats == 0)
    if len(closed) and len(assigned):
        profits = instance.waiting.copy()
        profits[placed] = scores[placed, assigned[placed]] - prices[assigned[placed]]
        wanted = scores[:, closed]
        prices[closed] = np.where(wanted < 0, 0, wanted - profits[:, None]).max(axis=0, initial=0)
    return prices


def _cheapest_chains(
    instance: Instance,
    scores: Integers,
    assigned: NDArray[np.int64],
    taken: NDArray[np.int64],
    full: NDArray[np.int64],
) -> NDArray[np.int64]:
    """(full,): the least loss of any chain of moves that empties a seat in each full column."""
    place = np.full(len(taken), -1)
    place[full] = np.arange(len(full))
    rows = np.flatnonzero((assigned != NOBODY) & (place[assigned] >= 0))
    rows = rows[np.argsort(place[assigned[rows]], kind="stable")]
    column = place[assigned[rows]]
    own = scores[rows, assigned[rows]]
    loss: NDArray[np.int64] = np.full(len(full), np.iinfo(np.int64).max)
    np.minimum.at(loss, column, own - instance.waiting[rows])
    moves = _moves(scores, rows, column, own, len(full))
    spare = np.flatnonzero(taken < instance.seats)
    to_spare = moves[:, spare].min(axis=1, initial=_never(moves)).astype(np.int64)
    np.minimum(loss, to_spare, out=loss, where=to_spare < _never(moves))
    most = int(loss.max())
    moves[:, instance.seats == 0] = _never(moves)
    np.minimum(moves, min(most, _never(moves)), out=moves)
    beyond: Integers = np.full(len(taken), most, _sums_of(most, moves))
    beyond[spare] = 0
    news = full
    for _ in range(len(full) + 1):
        beyond[full] = loss
        shorter = _least_sums(moves, beyond, news, most)
        better = shorter < loss
        if int(loss.min()) < 0:
            break
        if not better.any():
            return loss
        loss, news = np.minimum(loss, shorter), full[better]
    raise NotOptimal


def _never(moves: Integers) -> int:
    """From here on a loss means that the move is impossible."""
    bits = np.iinfo(moves.dtype).bits
    return _NEVER_IN_8_BITS if bits == 8 else 1 << (bits - 2)


def _sums_of(most: int, moves: Integers) -> np.dtype[Any]:
    """The narrowest type in which two can be added that are no greater than `most` and what moves gain."""
    greatest = max(most, -int(moves.min(initial=0)))
    return np.dtype(next(kind for kind in (np.int16, np.int32, np.int64) if greatest < np.iinfo(kind).max // 2))


def _least_sums(moves: Integers, beyond: Integers, news: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """(rows of moves,): the least of a move and what comes beyond it, at least over the columns with news.

    A move that is impossible, or loses more than any chain that is known, may lose just as much: it is of no use.
    """
    few, never = len(news) * 8 < len(beyond), _never(moves)
    then = beyond[news] if few else beyond
    least = np.empty(len(moves), np.int64)
    for part in pieces(np.arange(len(moves)), len(then)):
        block = moves[part[0] : part[-1] + 1]
        sums = (block[:, news] if few else block).astype(beyond.dtype)
        if most > never:
            sums[sums == never] = most
        sums += then
        least[part] = sums.min(axis=1)
    return least


def _moves(
    scores: Integers, rows: NDArray[np.int64], column: NDArray[np.int64], own: Integers, columns: int
) -> Integers:
    """(columns, all columns): what the row loses that loses least by moving from the first to the second.

    `rows` come ordered by `column`, and columns by how many rows they have, most first: so the n-th rows
    of all columns that have as many lie side by side.
    """
    fits = int(scores.max(initial=0)) < _NEVER_IN_8_BITS
    first = np.searchsorted(column, np.arange(columns))
    nth = np.arange(len(rows)) - first[column]
    moves: Integers = np.empty((columns, scores.shape[1]), np.int8 if fits else scores.dtype)
    never = _never(moves)
    moves.fill(never)
    forbidden = bool(scores.min() < 0)
    by_nth = np.argsort(nth, kind="stable")
    for together in np.split(by_nth, np.flatnonzero(np.diff(nth[by_nth])) + 1):
        for which in pieces(together, scores.shape[1]):
            loss = scores[rows[which]]
            if forbidden:
                sink_impossible(loss)
            np.subtract(own[which, None], loss, out=loss)
            if forbidden:
                np.minimum(loss, never, out=loss)
            better = moves[column[which[0]] : column[which[-1]] + 1]
            np.minimum(better, loss.astype(moves.dtype, copy=False), out=better)
    return moves
