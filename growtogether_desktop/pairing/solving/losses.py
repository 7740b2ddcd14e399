"""What every override would cost, exactly: the loss of the whole plan if one row had to go elsewhere.

Whoever is put into a full column pushes somebody out, who pushes somebody else, until a seat is free or
somebody waits; and the seat that was left is filled again if that helps. All of it is one shortest path
from the new place to the old one (see `exchanges`), so

    loss(row → place) = worth where it is − worth there + distance(place → where it is).

Losses of several overrides do not add up: `live.Live.price` prices them together.

Source: Ahuja, Magnanti, Orlin 1993, Network Flows, section 3.3 (sensitivity is a shortest path).
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from growtogether_desktop.pairing.solving.exchanges import (
    ABSENT,
    WAITING_LIST,
    Arrangement,
    Exchanges,
    Integers,
    Move,
    parts,
    path_to,
    whole,
)
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance, Progress

UNREACHABLE = -(1 << 62)
"""Instead of what a plan would be worth: no seat can be made free."""


@dataclass(frozen=True, slots=True)
class Losses:
    """What the plan loses for each place one row could be given; against the best the row could have."""

    column: int
    """Where the row is: a column, or NOBODY."""
    columns: NDArray[np.int64]
    """(columns,): the loss there, 0 or more, or IMPOSSIBLE. 0 where the row is, unless it is pinned there."""
    waits: int
    """The loss if it waits, or IMPOSSIBLE where its seat has to be filled and nobody else can."""

    @property
    def equally_good(self) -> tuple[int, ...]:
        """Other columns where the plan would be worth as much."""
        return tuple(column for column in np.flatnonzero(self.columns == 0).tolist() if column != self.column)

    @property
    def runner_up(self) -> tuple[int, int] | None:
        """The cheapest other column and its loss, the first of several; None when the row can go nowhere else."""
        others = [
            (int(self.columns[column]), column)
            for column in np.flatnonzero(self.columns != IMPOSSIBLE).tolist()
            if column != self.column
        ]
        if not others:
            return None
        loss, column = min(others)
        return column, loss


class WhatIf:
    """Answers about a plan that is the best there is; asking changes nothing."""

    def __init__(self, exchanges: Exchanges) -> None:
        self._exchanges = exchanges
        self._now = exchanges.now

    @classmethod
    def of(
        cls,
        instance: Instance,
        assigned: NDArray[np.int64],
        pinned: NDArray[np.bool_] | None = None,
        least: NDArray[np.int64] | None = None,
    ) -> "WhatIf":
        """Questions about a plan. `pinned` (rows,): rows that were not free to move when it was made; `least`
        (columns,): so many each had to take.

        Raises: NotOptimal, if some moves would better the plan.
        """
        return cls(Exchanges(Arrangement.of(instance, assigned, pinned, least)))

    def losses(self, row: int) -> Losses:
        """What the plan loses for each place this row could be given. The row has not left."""
        now, here = self._now, int(self._now.assigned[row])
        assert here != ABSENT
        distance = self._exchanges.into(here + 1)[0].astype(np.int64)
        worth = int(now.worth(np.array([row]))[0])
        scores = now.scores[row].astype(np.int64)
        columns = worth - scores + distance[1:]
        possible = self._open(scores, distance[1:])
        waits = worth - int(now.waiting[row]) + int(distance[WAITING_LIST])
        least = min(waits, int(columns[possible].min(initial=waits)))
        can_wait = distance[WAITING_LIST] < self._exchanges.far // 2
        return Losses(here, np.where(possible, columns - least, IMPOSSIBLE), waits - least if can_wait else IMPOSSIBLE)

    def every_loss(self) -> tuple[Integers, Integers]:
        """(rows, columns) and (rows,): as `losses(row).columns` and `.waits`, of all rows; IMPOSSIBLE for who has left.

        For cohorts of some hundred columns: it takes columns³ steps.
        """
        now, exchanges = self._now, self._exchanges
        distance = np.ascontiguousarray(exchanges.all_distances().T)
        absent = now.assigned == ABSENT
        worth = np.zeros(len(absent), np.int64)
        worth[~absent] = now.worth(np.flatnonzero(~absent))
        to_here = distance[np.maximum(now.assigned, NOBODY) + 1]
        waits: Integers = to_here[:, WAITING_LIST] - now.waiting + worth
        columns: Integers = to_here[:, 1:] - now.scores
        columns += worth[:, None].astype(columns.dtype)
        closed = ~self._open(now.scores, to_here[:, 1:])
        # Only who is pinned could do better than where it is.
        for row in np.flatnonzero(now.pinned & ~absent).tolist():
            least = min(int(waits[row]), int(columns[row].min(initial=waits[row], where=~closed[row])))
            waits[row] -= least
            columns[row] -= least
        columns[closed] = IMPOSSIBLE
        waits[to_here[:, WAITING_LIST] >= exchanges.far // 2] = IMPOSSIBLE
        columns[absent], waits[absent] = IMPOSSIBLE, IMPOSSIBLE
        return columns, waits

    def others(self, row: int) -> Integers:
        """(columns,): what all others are worth at best if the row has each column, whatever it is worth there
        itself, and whether it may; UNREACHABLE where no seat can be made free."""
        return self.ways(row).others

    def ways(self, row: int) -> "Ways":
        """How this row comes to each column. The row has not left."""
        now, exchanges = self._now, self._exchanges
        here = int(now.assigned[row])
        assert here != ABSENT
        distance, after = exchanges.into(here + 1)
        left = now.total() - int(now.worth(np.array([row]))[0])
        reached = (distance[1:] < exchanges.far // 2) & (now.seats > 0)
        return Ways(exchanges, row, np.where(reached, left - whole(distance[1:]), UNREACHABLE), after)

    def every_others(self, progress: Progress = lambda done: None) -> Integers:
        """(rows, columns): as `others`, of all rows that have not left. Takes columns³ steps.

        Raises: whatever `progress` raises.
        """
        now, exchanges = self._now, self._exchanges
        rows = np.flatnonzero(now.assigned != ABSENT)
        distance = whole(exchanges.all_distances(progress)).T[now.assigned[rows] + 1, 1:]
        left = now.total() - now.worth(rows)
        every = np.full(now.scores.shape, UNREACHABLE, left.dtype)
        possible = (distance < exchanges.far // 2) & (now.seats > 0)
        every[rows] = np.where(possible, left[:, None] - distance, UNREACHABLE)
        return every

    def with_a_seat(self) -> Integers:
        """(columns,): what the plan is worth if the column takes one row more."""
        return self._now.total() + self.seat_gains()

    def equally_good(self, progress: Progress = lambda done: None) -> NDArray[np.bool_]:
        """(rows,): whether the row could have another column, or one at all, and the plan be worth as much.

        Only who sits or waits without a pin is asked; for the others it is False.

        Raises: whatever `progress` raises.

        Two plans that are worth the most differ by round trips that cost nothing. With prices taken off,
        no move gains anything, so on such a trip every single move costs nothing.

        Source: complementary slackness; Tarjan 1972 for which places lie on a round trip together.
        """
        now, exchanges = self._now, self._exchanges
        paid = whole(exchanges.prices)
        costs_nothing = np.zeros(exchanges.loss.shape, np.bool_)
        for some in parts(len(paid), len(paid)):
            costs_nothing[some] = exchanges.loss[some] + paid == paid[some, None]
        free = csr_array(costs_nothing)
        together = connected_components(free, directed=True, connection="strong")[1]
        tied = np.zeros(len(now.assigned), np.bool_)
        rows = np.flatnonzero((now.assigned != ABSENT) & ~now.pinned)
        surplus = now.worth(rows) - paid[now.assigned[rows] + 1]
        block = max(1, (1 << 17) // max(1, len(now.seats)))
        for first in range(0, len(rows), block):
            progress(first / len(rows))
            part = rows[first : first + block]
            here = now.assigned[part]
            scores = now.scores[part]
            same = (scores >= 0) & (scores - paid[1:] == surplus[first : first + block, None])
            same &= (together[1:] == together[here + 1, None]) & (np.arange(len(now.seats)) != here[:, None])
            tied[part] = (same & (now.seats > 0)).any(axis=1)
        return tied

    def moves(self, row: int, column: int) -> tuple[Move, ...]:
        """Who moves if the row has to go to a column, or to wait (NOBODY): first the row, then those it pushes.

        Empty where it is already; the place is possible for it (see `losses`).
        """
        here = int(self._now.assigned[row])
        if column == here:
            return ()
        exchanges = self._exchanges
        _, before = exchanges.search(exchanges.entering_at(column + 1), here + 1)
        return Move(row, here, column), *exchanges.moves(path_to(here + 1, before))

    def seat_gains(self) -> Integers:
        """(columns,): what the plan gains if a column takes one row more, 0 or more.

        Where no least numbers are wanted they are also the least prices that prove the plan (see `certificate`).
        """
        distance, _ = self._exchanges.search(self._exchanges.entering_at(WAITING_LIST))
        return -whole(np.minimum(distance[1:], 0))

    def seat_moves(self, column: int) -> tuple[Move, ...]:
        """Who moves if the column takes one row more, first who fills the new seat; empty if it gains nothing.

        Whoever has NOBODY as origin comes off the waiting list.
        """
        distance, before = self._exchanges.search(self._exchanges.entering_at(WAITING_LIST))
        if distance[column + 1] >= 0:
            return ()
        return self._exchanges.moves(path_to(column + 1, before))[::-1]

    def off_the_list(self) -> NDArray[np.int64]:
        """(columns,): who comes off the waiting list if the column takes one row more, or NOBODY."""
        distance, before = self._exchanges.search(self._exchanges.entering_at(WAITING_LIST))
        comes = np.full(len(self._now.seats), NOBODY)
        first: dict[int, int] = {}
        for column in np.flatnonzero(distance[1:] < 0).tolist():
            place = path_to(column + 1, before)[1]
            if place not in first:
                first[place] = comes_off_the_list(self._exchanges.moves([WAITING_LIST, place]))
            comes[column] = first[place]
        return comes

    def _open(self, scores: Integers, distance: Integers) -> NDArray[np.bool_]:
        """Whether a row with these scores can be given each column: there is a seat, and whoever sits there can go."""
        return (scores >= 0) & (distance < self._exchanges.far // 2) & (self._now.seats > 0)


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """How one row of a plan could come to every column, until the plan is edited."""

    _exchanges: Exchanges
    _row: int
    others: Integers
    """(columns,): see `WhatIf.others`."""
    _after: NDArray[np.int64]
    """(places,): the place after each on the way to where the row is."""
    _movers: dict[int, Move | None] = field(default_factory=dict)
    """Who goes from a place to the one after it, as far as anybody has asked."""

    def assigned(self, column: int) -> NDArray[np.int64]:
        """(rows,): the plan when the row has this column, which can be reached."""
        assigned, place = self._exchanges.now.assigned.copy(), column + 1
        assigned[self._row] = column
        while (after := int(self._after[place])) >= 0:
            if place not in self._movers:
                self._movers[place] = next(iter(self._exchanges.moves([place, after])), None)
            if (move := self._movers[place]) is not None:
                assigned[move.row] = move.target
            place = after
        return assigned


def comes_off_the_list(moves: tuple[Move, ...]) -> int:
    """The row that no longer waits after these moves, or NOBODY."""
    return next((move.row for move in moves if move.origin == NOBODY), NOBODY)
