"""How high the lowest fit can be when a pair is pinned or a seat is added: exactly, without solving anew.

By the floor policy as many people as possible come first. So a floor can be kept as long as nobody waits for
it who would not wait without any floor. Three small graphs of exchanges tell (see `solving.exchanges`),
in which nothing counts but who waits: one without a floor, one for each higher floor that is asked about. For
lower floors the first is enough: of all chains of moves that cost nobody, the widest, whose worst fit is best.

Source: bottleneck paths, Pollack 1960; that a longer chain is never better at both, so that one may look at the
fewest who wait first, is what makes shortest paths of such pairs work (Mohri 2002, semirings with a right order).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.pairing.plans.policy import NO_PAIRS
from growtogether_desktop.pairing.plans.question import Matrix
from growtogether_desktop.pairing.plans.stages import Measure, TooFew, best
from growtogether_desktop.pairing.solving.edits import Contradiction, Edit
from growtogether_desktop.pairing.solving.exchanges import ABSENT, WAITING_LIST, Exchanges, Integers
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance, Progress
from growtogether_desktop.pairing.solving.live import Live
from growtogether_desktop.pairing.solving.losses import UNREACHABLE, WhatIf

NEVER = -1
"""Instead of a floor: the change cannot be made."""
UNKNOWN = -2
"""Instead of a floor: a least number may be filled at a higher floor by the change itself."""
_OPEN = NO_PAIRS
"""As wide as a move is that makes no pair: somebody waits, or a seat is handed on."""

Floors = NDArray[np.int64]
Ask = Callable[[WhatIf], NDArray[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A plan by the floor policy as it stands, and what a floor is about."""

    floor: int
    levels: Matrix
    """(rows, columns): the fits of whoever is free, or IMPOSSIBLE."""
    waiting: NDArray[np.int64]
    """(rows,): what it is worth that each waits, in people alone."""
    seats: NDArray[np.int64]
    least: NDArray[np.int64]
    assigned: NDArray[np.int64]
    """(rows,): a column, NOBODY or ABSENT."""
    pinned: NDArray[np.bool_]


class FloorPrices:
    """The floor after any one pin or seat more, and whether it stays after other changes to the ground."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._graphs: dict[int, Live | None] = {}
        self._alone = self._graph_of(0, ground.assigned)
        self._base = self._alone.exchanges
        self._width = self._widths(self._base)
        free = ground.levels[ground.assigned != ABSENT]
        levels = np.unique(free[free > ground.floor]).tolist()
        self._above = [*levels, *([NO_PAIRS] if ground.floor < NO_PAIRS else [])]

    def pins(self, row: int, progress: Progress) -> Floors:
        """(columns,): the floor for all others if the row is pinned to each column; NEVER, or UNKNOWN."""
        here = int(self._ground.assigned[row])
        base = self._base
        wide = _widest(base.loss, self._width, base.into(here + 1)[0], here + 1, base.far)[1:]
        return self._floors(lambda graph: graph.others(row), wide, self._wanting(), progress)

    def every_pin(self, progress: Progress) -> Floors:
        """(rows, columns): as `pins`, of all rows; NEVER for who has left. Takes columns³ steps."""
        ground = self._ground
        wide = _widest_of_all(self._base.loss, self._width)[1:, ground.assigned + 1].T
        return self._floors(lambda graph: graph.every_others(), wide, self._wanting(), progress)

    def seats(self, progress: Progress) -> Floors:
        """(columns,): the floor if the column takes one row more."""
        base = self._base
        distance, _ = base.search(base.entering_at(WAITING_LIST))
        wide = _widest(base.loss.T, self._width.T, distance, WAITING_LIST, base.far)[1:]
        wide[distance[1:] >= 0] = _OPEN  # the seat stays free
        return self._floors(lambda graph: graph.with_a_seat(), wide, np.zeros(len(wide), np.bool_), progress)

    def stays(self, people: int, edits: Callable[[int], Sequence[Edit]]) -> bool:
        """Whether the floor is as high as it is after some edits; False too where only solving tells.

        `edits` are those of the graph from each floor up. The plan that has followed them from this floor up is worth
        `people`, in people alone.
        """
        ground = self._ground
        try:
            most = self._alone.total + self._alone.price(*edits(0)).gain
        except Contradiction:
            return False
        if people != most or not self._above:
            return people == most
        if (higher := self._graph(self._above[0])) is None:
            return not ground.least.any()
        try:
            return higher.total + higher.price(*edits(ground.floor + 1)).gain != most
        except Contradiction:
            return True  # a least number cannot be filled up there

    def _wanting(self) -> NDArray[np.bool_]:
        """(columns,): whether a pin fills a place that has to be filled."""
        ground = self._ground
        held = ground.assigned[ground.pinned & (ground.assigned >= 0)]
        wanting: NDArray[np.bool_] = np.bincount(held, minlength=len(ground.seats)) < ground.least
        return wanting

    def _floors(self, ask: Ask, wide: Integers, wanting: NDArray[np.bool_], progress: Progress) -> Floors:
        """First how far the floor falls; where it does not, by bisection, how far it rises."""
        people = ask(self._alone.what_if)
        floors = np.where(people == UNREACHABLE, NEVER, np.minimum(wide.astype(np.int64), self._ground.floor))
        levels = [self._ground.floor, *self._above]
        reached, missed = np.zeros(floors.shape, np.int64), np.ones(floors.shape, np.int64)
        missed[floors == self._ground.floor] = len(levels)
        unknown = np.zeros(floors.shape, np.bool_)
        middle = 1  # mostly nothing rises
        while (still := missed - reached > 1).any():
            progress(0.0)
            graph = self._graph(levels[middle])
            within = still & (reached < middle) & (middle < missed)
            if graph is None:
                unknown |= within & wanting
                missed[within] = middle
            else:
                as_many = ask(graph.what_if) == people
                reached[within & as_many] = middle
                missed[within & ~as_many] = middle
            if (still := missed - reached > 1).any():
                middle = int((reached + missed)[still][0]) // 2
        rising = floors == self._ground.floor
        floors[rising] = np.array(levels, np.int64)[reached[rising]]
        floors[unknown] = UNKNOWN
        return floors

    def _graph(self, floor: int) -> Live | None:
        """Exchanges where nothing below this floor is allowed; None where least numbers cannot be filled then."""
        if floor not in self._graphs:
            solved = self._solved(floor)
            self._graphs[floor] = None if solved is None else self._graph_of(floor, solved)
        return self._graphs[floor]

    def _solved(self, floor: int) -> NDArray[np.int64] | None:
        ground = self._ground
        free = np.flatnonzero(~ground.pinned & (ground.assigned != ABSENT))
        held = np.bincount(ground.assigned[ground.pinned & (ground.assigned >= 0)], minlength=len(ground.seats))
        allowed = ground.levels[free] >= floor
        low, high = np.maximum(ground.least - held, 0), ground.seats - held
        try:
            step = best(Measure(np.zeros(allowed.shape, np.int8), allowed, ground.waiting[free], low, high), _silent)
        except TooFew:
            return None
        assigned = ground.assigned.copy()
        assigned[free] = step.assigned
        return assigned

    def _graph_of(self, floor: int, assigned: NDArray[np.int64]) -> Live:
        ground = self._ground
        scores = np.where((ground.levels >= floor) & (ground.levels != IMPOSSIBLE), 0, IMPOSSIBLE).astype(np.int8)
        held = np.flatnonzero(ground.pinned & (assigned >= 0))
        scores[held, assigned[held]] = 0
        instance = Instance(scores, ground.seats, ground.waiting)
        return Live(instance, assigned, ground.pinned, ground.least)

    def _widths(self, base: Exchanges) -> Integers:
        """(places, places): of those who could make a move at the least loss, the best fit; −1 if nobody could."""
        ground, now = self._ground, base.now
        width: Integers = np.full(base.loss.shape, -1, np.int8)
        rows = np.flatnonzero(~now.pinned & (now.assigned >= 0))
        rows = rows[np.argsort(now.assigned[rows], kind="stable")]
        if len(rows):
            starts = np.flatnonzero(np.r_[True, np.diff(now.assigned[rows]) > 0])
            there = now.assigned[rows][starts] + 1
            width[there, 1:] = np.maximum.reduceat(ground.levels[rows], starts, axis=0)
        for worth in np.unique(now.waiting[now.assigned == NOBODY])[::-1]:  # whoever most should not wait comes last
            who = np.flatnonzero((now.assigned == NOBODY) & ~now.pinned & (now.waiting == worth))
            their = ground.levels[who].max(axis=0, initial=IMPOSSIBLE)
            width[WAITING_LIST, 1:] = np.where(their != IMPOSSIBLE, their, width[WAITING_LIST, 1:])
        width[WAITING_LIST][base.loss[WAITING_LIST] == 0] = _OPEN
        width[:, WAITING_LIST] = _OPEN
        np.fill_diagonal(width, _OPEN)
        return width


def _silent(done: float) -> None:
    """A step so short that nobody waits for it."""


def _widest(loss: Integers, width: Integers, distance: Integers, place: int, far: int) -> Integers:
    """(places,): of the cheapest ways to a place the widest; −1 where there is none. `distance` are their losses."""
    cheapest = (loss + distance == distance[:, None]) & (distance[:, None] < far // 2)
    usable = np.where(cheapest, width, -1)
    wide: Integers = np.full(len(width), -1, np.int8)
    wide[place] = _OPEN
    while True:
        further = np.minimum(usable, wide).max(axis=1)
        if (further <= wide).all():
            return wide
        np.maximum(wide, further, out=wide)


def _widest_of_all(loss: Integers, width: Integers) -> Integers:
    """(places, places): of the cheapest ways from each place to each other the widest. Takes places³ steps.

    Source: Floyd 1962, Warshall 1962, with the width where two ways cost the same.
    """
    distance, wide = loss.copy(), width.copy()
    for place in range(len(loss)):
        through = distance[:, place, None] + distance[place]
        narrowest = np.minimum(wide[:, place, None], wide[place])
        better = through < distance
        as_cheap = (through == distance) & (narrowest > wide)
        np.copyto(wide, narrowest, where=better | as_cheap)
        np.minimum(distance, through, out=distance)
    return wide
