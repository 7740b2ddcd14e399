"""Who would change places, and at what loss: the small graph on which every what-if and every edit is one path.

A *place* is where a row can be: place 0 is the waiting list, place j + 1 is column j. Moving one row
from place x to place y costs at least `loss[x, y]`, whoever of x goes. A seat nobody sits in is handed
round at no loss: a column with a seat to spare passes it to the list, the list to anybody. So the least
loss of squeezing one more row into a place, and one row less into another, is a shortest path between them.

The graph has columns + 1 nodes, however many rows there are, and is mended row by row as rows move.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.pairing.solving.certificate import NotOptimal
from growtogether_desktop.pairing.solving.instance import Instance, Progress

Integers = NDArray[Any]
"""Whole numbers of 8 to 64 bits, or of any length: those are Python's own, and the type of the array is object."""

ABSENT = -2
"""In an assignment, instead of a column: this row has left; it neither sits nor waits."""
WAITING_LIST = 0
"""The place of everybody who waits."""

_CELLS = 1 << 17
"""So many scores are looked at together: they stay in the processor's cache."""
_SMALL_SCORE = (1 << 13) - 1
_SMALL_WORTH = 1 << 25
_SMALL_PLACES = 1 << 13
"""Up to these, 16 bits hold any difference of two scores, and 32 bits hold any path: a path visits a place once,
so it is at most 2^13 · 2^13 between columns and 3 · 2^25 for entering and leaving the list, below 2^28 together."""


class Move(NamedTuple):
    """One row changes places; a place is a column, or NOBODY for the waiting list, or ABSENT."""

    row: int
    origin: int
    target: int


@dataclass(slots=True)
class Arrangement:
    """Who sits where, and all that says what it is worth. The arrays are replaced or written by `edits` alone."""

    scores: Integers
    """(rows, columns): as in `Instance`."""
    waiting: NDArray[np.int64]
    """(rows,): as in `Instance`."""
    seats: NDArray[np.int64]
    """(columns,): as in `Instance`."""
    assigned: NDArray[np.int64]
    """(rows,): the column of each row, or NOBODY, or ABSENT."""
    pinned: NDArray[np.bool_]
    """(rows,): nobody's gain moves these."""
    least: NDArray[np.int64]
    """(columns,): so many rows each takes at least, pinned ones among them."""

    @classmethod
    def of(
        cls,
        instance: Instance,
        assigned: NDArray[np.int64],
        pinned: NDArray[np.bool_] | None = None,
        least: NDArray[np.int64] | None = None,
    ) -> "Arrangement":
        """A plan as it stands; nothing is copied. Without `pinned` all may move, without `least` all may leave."""
        free, none = np.zeros(len(assigned), np.bool_), np.zeros(len(instance.seats), np.int64)
        return cls(
            instance.scores,
            instance.waiting,
            instance.seats,
            assigned,
            free if pinned is None else pinned,
            none if least is None else least,
        )

    def copy(self) -> "Arrangement":
        """One that may be changed without changing what it was made of."""
        return Arrangement(
            copied(self.scores),
            self.waiting.copy(),
            self.seats.copy(),
            self.assigned.copy(),
            self.pinned.copy(),
            self.least.copy(),
        )

    @property
    def taken(self) -> NDArray[np.int64]:
        """(columns,): how many rows sit there."""
        return np.bincount(self.assigned[self.assigned >= 0], minlength=len(self.seats))

    def worth(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """(rows,): the score of each of these rows where it sits, or what its waiting is worth. None is absent."""
        columns = self.assigned[rows]
        seated = columns >= 0
        worth = self.waiting[rows]
        worth[seated] = self.scores[rows[seated], columns[seated]]
        return worth

    def total(self) -> int:
        """The scores of all pairs and the worth of all who wait."""
        return int(self.worth(np.flatnonzero(self.assigned != ABSENT)).sum())

    def movable(self, place: int) -> NDArray[np.int64]:
        """The rows of a place that may be moved."""
        return np.flatnonzero((self.assigned == place - 1) & ~self.pinned)


class Exchanges:
    """The least loss of moving one row from place to place; shortest paths are what chains of moves cost.

    It describes an optimal arrangement: then no round trip gains anything, and every path visits a place once.

    Source: Ahuja, Magnanti, Orlin 1993, Network Flows, chapter 9 (residual networks), on columns only.
    """

    def __init__(self, now: Arrangement, progress: Progress = lambda done: None) -> None:
        """Raises: NotOptimal; whatever `progress` raises."""
        self.now = now
        self._lay_out(_is_small(now.scores, now.waiting, now.seats), progress)

    def _lay_out(self, small: bool, progress: Progress = lambda done: None) -> None:
        now, places = self.now, len(self.now.seats) + 1
        self._small = small
        self._long = now.scores.dtype == np.object_
        self.far = 1 << 29 if small else _far(now.scores, now.waiting, places) if self._long else 1 << 60
        """What stands for "there is no way". No path there is reaches half of it; twice as much does not overflow."""
        self._known: dict[int, int] = {}
        kind = np.dtype(np.object_ if self._long else np.int32 if small else np.int64)
        self.loss: Integers = np.full((places, places), self.far, kind)
        """(places, places): from row to column; 0 from a place to itself."""
        self.mend(np.arange(places), lambda done: progress(0.7 * done))
        self.prices: Integers = _least_prices(self.loss, lambda: progress(0.7))
        """(places,): what a seat is worth, below 0 only where rows are wanted; the list's is 0.

        loss[x, y] ≥ prices[x] − prices[y].
        """

    def covers(self, scores: Integers, waiting: NDArray[np.int64]) -> bool:
        """Whether numbers like these fit; if not, `widen` first."""
        if self._long:
            return _far(scores, waiting, len(self.loss)) <= self.far
        return not self._small or _is_small(scores, waiting, self.now.seats)

    def widen(self) -> None:
        """From now on any numbers fit."""
        self._lay_out(small=False)

    def mend(self, places: NDArray[np.int64], progress: Progress = lambda done: None) -> None:
        """Work out again what leaving these places costs, after rows came, went or got other scores."""
        now = self.now
        self.loss[places] = self.far
        columns = places[places != WAITING_LIST]
        if len(columns):
            self._mend_columns(columns, progress)
        if len(columns) < len(places) or now.least.any():
            self._mend_list()
        spare = columns[(now.taken < now.seats)[columns - 1]]
        self.loss[spare, WAITING_LIST] = np.minimum(self.loss[spare, WAITING_LIST], 0)
        self.loss[places, places] = 0

    def _mend_columns(self, places: NDArray[np.int64], progress: Progress) -> None:
        now = self.now
        wanted = np.zeros(len(self.loss) + 1, np.bool_)  # the last is ABSENT's
        wanted[places] = True
        rows = np.flatnonzero(wanted[now.assigned + 1] & ~now.pinned)
        rows = rows[np.argsort(now.assigned[rows], kind="stable")]
        columns = now.assigned[rows]
        here = now.scores[rows, columns]
        np.minimum.at(self.loss[:, WAITING_LIST], columns + 1, here - now.waiting[rows])
        for part in parts(len(rows), len(now.seats)):
            progress(part.start / len(rows))
            starts = _starts(columns[part])
            there = columns[part][starts] + 1
            cheapest = self._cheapest(rows[part], here[part], starts)
            self.loss[there, 1:] = np.minimum(self.loss[there, 1:], cheapest)

    def _mend_list(self) -> None:
        """The list also hands a spare seat to every column at no loss, but to those who have no more than they want."""
        self.loss[WAITING_LIST, 1:] = self.far
        self.loss[WAITING_LIST, 1:][self._hand_in()] = 0
        rows = self.now.movable(WAITING_LIST)
        rows = rows[np.argsort(self.now.waiting[rows], kind="stable")]
        worth = self.now.waiting[rows]
        for part in parts(len(rows), len(self.now.seats)):
            starts = _starts(worth[part])
            cheapest = self._cheapest(rows[part], np.zeros(len(rows[part]), np.int8), starts)
            reached = cheapest < self.far
            np.add(cheapest, worth[part][starts, None].astype(cheapest.dtype), out=cheapest, where=reached)
            self.loss[WAITING_LIST, 1:] = np.minimum(self.loss[WAITING_LIST, 1:], cheapest.min(axis=0))

    def _cheapest(self, rows: NDArray[np.int64], here: Integers, starts: NDArray[np.int64]) -> Integers:
        """(groups, columns): the least of `here` − score over each group of rows, or `far` where none may go."""
        if self._long:
            return self._cheapest_of_any_length(rows, here, starts)
        kind, far = (np.dtype(np.int16), 1 << 14) if self._small else (np.dtype(np.int64), self.far)
        losses: Integers = self.now.scores[rows].astype(kind)
        # All ones where IMPOSSIBLE, the only score below 0; a mask would be several times slower.
        barred = np.bitwise_and(np.right_shift(losses, 8 * kind.itemsize - 1), far)
        np.subtract(here[:, None].astype(kind), losses, out=losses)
        np.add(losses, barred, out=losses)
        cheapest = np.minimum.reduceat(losses, starts, axis=0).astype(self.loss.dtype)
        cheapest[cheapest > far // 2] = self.far
        return cheapest

    def _cheapest_of_any_length(self, rows: NDArray[np.int64], here: Integers, starts: NDArray[np.int64]) -> Integers:
        """The same. There are few different losses, however many pairs: each is kept in memory once."""
        scores = self.now.scores[rows]
        losses = np.where(scores < 0, self.far, here[:, None] - scores)
        once = np.frompyfunc(lambda loss: self._known.setdefault(loss, loss), 1, 1)
        return np.asarray(once(np.minimum.reduceat(losses, starts, axis=0)))

    def _hand_in(self) -> NDArray[np.bool_]:
        """(columns,): whether a seat there may be left empty by whoever goes."""
        now = self.now
        free: NDArray[np.bool_] = (now.least == 0) | (now.taken > now.least)
        return free

    def mend_column(self, column: int) -> None:
        """Work out again what coming to a column costs, after its scores changed."""
        now = self.now
        rows = np.flatnonzero((now.assigned != ABSENT) & ~now.pinned & (now.scores[:, column] >= 0))
        arriving = np.full(len(self.loss), self.far, self.loss.dtype)
        losses = (now.worth(rows) - now.scores[rows, column]).astype(self.loss.dtype)
        np.minimum.at(arriving, now.assigned[rows] + 1, losses)
        if self._hand_in()[column]:
            arriving[WAITING_LIST] = min(arriving[WAITING_LIST], 0)
        arriving[column + 1] = 0
        self.loss[:, column + 1] = arriving

    def price_column(self, column: int) -> None:
        """A price for a column that nobody can leave: what the keenest would pay."""
        self.prices[column + 1] = 0
        self.prices[column + 1] = (self.prices - self.loss[:, column + 1]).max()

    def add_column(self) -> None:
        """One place more, which nobody can leave yet."""
        self.loss = np.pad(self.loss, (0, 1), constant_values=self.far)
        self.loss[-1, -1] = 0
        self.prices = np.append(self.prices, self.prices[:1])
        self.mend_column(len(self.loss) - 2)
        self.price_column(len(self.loss) - 2)

    def drop_column(self) -> None:
        """The last place is gone."""
        self.loss = np.ascontiguousarray(self.loss[:-1, :-1])
        self.prices = self.prices[:-1].copy()

    def into(self, target: int) -> tuple[Integers, NDArray[np.int64]]:
        """(places,): the least loss of a chain of moves from each place to the target, `far` or so if there is none;
        and (places,) the place after it on that chain, −1 for the target.

        Source: as `search`, against the arrows.
        """
        return self._settled(lambda some: self.loss[:, some].T, -self.prices, self.entering_at(target), None)

    def search(self, entry: Integers, target: int | None = None) -> tuple[Integers, NDArray[np.int64]]:
        """Entering where it costs `entry`: (places,) the least loss of getting there, and (places,) the place before.

        The place before is −1 where one enters. With a target only what is as near as the target is settled.
        Places are settled by what is left of their distance when a seat's price is taken off: no step makes
        that less, so each is looked at once.

        Source: Dijkstra 1959; Johnson 1977 for the prices.
        """
        return self._settled(lambda some: self.loss[some], self.prices, entry, target)

    def _settled(
        self,
        steps: Callable[[NDArray[np.int64]], Integers],
        prices: Integers,
        entry: Integers,
        target: int | None,
    ) -> tuple[Integers, NDArray[np.int64]]:
        """As `search`; `steps` are the losses from some places (rows) to all."""
        distance, before = entry.copy(), np.full(len(entry), -1)
        unsettled = np.ones(len(entry), np.bool_)
        while target is None or unsettled[target]:
            paid = np.where(unsettled, distance + prices, self.far)
            if (nearest := paid.min()) >= self.far // 2:
                break
            batch = np.flatnonzero(paid == nearest)
            unsettled[batch] = False
            for part in parts(len(batch), len(entry)):
                _offer(steps(batch[part]), batch[part], distance, before)
        return distance, before

    def reprice(self, distance: Integers, target: int) -> None:
        """Prices for after a path to the target was gone: nothing is nearer than it was found to be.

        Source: Ahuja, Magnanti, Orlin 1993, section 9.7 (successive shortest paths keep reduced losses 0 or more).
        """
        paid = distance + self.prices
        self.prices -= np.minimum(paid, paid[target])
        self.prices -= self.prices[WAITING_LIST]

    def all_distances(self, progress: Progress = lambda done: None) -> Integers:
        """(places, places): the least loss of a chain of moves from row to column. Takes places³ steps.

        Raises: whatever `progress` raises.

        Source: Floyd 1962, Warshall 1962.
        """
        distance = self.loss.copy()
        through = np.empty_like(distance)
        for place in range(len(distance)):
            progress(place / len(distance))
            np.add(distance[:, place, None], distance[place], out=through)
            np.minimum(distance, through, out=distance)
        if (np.diagonal(distance) < 0).any():
            raise _better_plan()
        return distance

    def entering_at(self, place: int) -> Integers:
        """(places,): an entry at one place, for nothing."""
        entry = np.full(len(self.loss), self.far, self.loss.dtype)
        entry[place] = 0
        return entry

    def moves(self, path: list[int]) -> tuple[Move, ...]:
        """Who goes along each step of a shortest path; nobody, where a spare seat is handed on."""
        steps = (self._mover(*step) for step in pairwise(path))
        return tuple(move for move in steps if move is not None)

    def _mover(self, origin: int, target: int) -> Move | None:
        now = self.now
        if self.loss[origin, target] == 0 and self._hands_on(origin, target):
            return None
        rows = now.movable(origin)
        there = now.waiting[rows]
        if target != WAITING_LIST:
            there = whole(now.scores[rows, target - 1])
            rows, there = rows[there >= 0], there[there >= 0]
        row = int(rows[np.argmin(now.worth(rows) - there)])
        return Move(row, origin - 1, target - 1)

    def _hands_on(self, origin: int, target: int) -> bool:
        if origin == WAITING_LIST:
            return bool(self._hand_in()[target - 1])
        column = origin - 1
        taken = np.count_nonzero(self.now.assigned == column)
        return target == WAITING_LIST and bool(taken < self.now.seats[column])


def copied(scores: Integers) -> Integers:
    """A copy; of numbers of any length some rows at a time, for they are copied with the interpreter held."""
    if scores.dtype != np.object_:
        return scores.copy()
    copy = np.empty_like(scores)
    for part in parts(*scores.shape):
        copy[part] = scores[part]
    return copy


def whole(numbers: Integers) -> Integers:
    """In 64 bits, or of any length."""
    return numbers if numbers.dtype == np.object_ else numbers.astype(np.int64)


def path_to(target: int, before: NDArray[np.int64]) -> list[int]:
    """The places from where one enters to the target."""
    path = [target]
    while before[path[-1]] >= 0:
        path.append(int(before[path[-1]]))
    return path[::-1]


def _far(scores: Integers, waiting: Integers, places: int) -> int:
    """Twice as long as any path and more: it visits a place once, and what is added there is a difference of two."""
    worth = max(int(waiting.max(initial=0)), -int(waiting.min(initial=0)))
    # Row by row: numbers of any length are compared with the interpreter held, and the window waits for it.
    greatest = max((int(row.max(initial=0)) for row in np.atleast_2d(scores)), default=0)
    return 4 * places * (greatest + worth + 1)


def _is_small(scores: Integers, waiting: Integers, seats: NDArray[np.int64]) -> bool:
    return (
        scores.dtype != np.object_
        and int(scores.max(initial=0)) <= _SMALL_SCORE
        and int(waiting.max(initial=0)) <= _SMALL_WORTH
        and int(waiting.min(initial=0)) >= -_SMALL_WORTH
        and len(seats) < _SMALL_PLACES
    )


def parts(rows: int, columns: int) -> list[slice]:
    """The rows, so many at a time that their scores stay in the processor's cache."""
    size = max(1, _CELLS // max(1, columns))
    return [slice(first, first + size) for first in range(0, rows, size)]


def _starts(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where a new key begins in a sorted row of keys."""
    return np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])


def _offer(steps: Integers, some: NDArray[np.int64], distance: Integers, before: NDArray[np.int64]) -> None:
    """Every place takes the way over one of some places if that is nearer."""
    offers = steps + distance[some, None]
    nearer = np.flatnonzero(offers.min(axis=0) < distance)
    whose = offers[:, nearer].argmin(axis=0)
    distance[nearer], before[nearer] = offers[whose, nearer], some[whose]


def _least_prices(loss: Integers, went_on: Callable[[], None]) -> Integers:
    """(places,): the least with loss[x, y] ≥ price of x − price of y and 0 for the list; what one seat more would gain.

    Raises: NotOptimal, if there are none.

    Source: Bellman 1958, Ford 1956, from the waiting list, which reaches everything.
    """
    distance = np.minimum(loss[WAITING_LIST], 0)
    active = np.arange(len(loss))
    for _ in range(len(loss) + 1):
        nearer = distance.copy()
        for part in parts(len(active), len(loss)):
            went_on()
            some = active[part]
            np.minimum(nearer, (loss[some] + distance[some, None]).min(axis=0), out=nearer)
        active = np.flatnonzero(nearer < distance)
        if not len(active):
            prices: Integers = distance[WAITING_LIST] - distance
            return prices
        distance = nearer
    raise _better_plan()


def _better_plan() -> NotOptimal:
    return NotOptimal("a round trip of moves gains something")
