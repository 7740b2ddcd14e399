"""What pins and seats cost in a plan that lives: every question is a shortest path (see `solving.losses`).

How high the floor is afterwards is asked first (see `floors`), then the plan from there up.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.floors import NEVER, UNKNOWN
from growtogether_desktop.pairing.plans.living import Living
from growtogether_desktop.pairing.plans.prices import (
    Choice,
    Price,
    SeatValue,
    Shift,
    cheapest_first,
    choice,
    falling,
    more_waiting,
)
from growtogether_desktop.pairing.plans.question import Matrix
from growtogether_desktop.pairing.solving.certificate import NotOptimal
from growtogether_desktop.pairing.solving.edits import Contradiction, Edit, Pin, RowChanges, Unpin
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Progress
from growtogether_desktop.pairing.solving.losses import UNREACHABLE

ALL_LOSSES = 260
"""With so many mentors at most, the loss of every pair is worked out beforehand."""

Solve = Callable[[MenteeId, MentorId, Progress], Price | None]
"""The price of a pin by solving again."""


class LivingPrices:
    """What may happen to a living plan, and what it costs."""

    def __init__(self, living: Living, solve: Solve) -> None:
        self._living, self._solve = living, solve

    def choices(self, mentee: MenteeId, progress: Progress) -> tuple[Choice, ...] | None:
        """As `Desk.choices`."""
        living, laid = self._living, self._living.laid
        live, row, worth = living.live, living.row[mentee], living.worth_of(mentee)
        try:
            floors = living.floors_of_pins(row, progress)
        except NotOptimal:
            return None  # somebody could be placed by a lower floor, which the proof will find
        here, counted = int(live.assigned[row]), living.scale.pairs(worth)
        found = []
        for floor in np.unique(floors[(worth != IMPOSSIBLE) & (floors != NEVER)]).tolist():
            columns = np.flatnonzero((floors == floor) & (worth != IMPOSSIBLE))
            others = None if floor == UNKNOWN else living.at_floor(floor, progress).what_if.others(row)
            for column in columns[columns != here].tolist():
                mentor = laid.mentors[column]
                if others is None:
                    if (price := self._solve(mentee, mentor, progress)) is None:
                        continue
                    told = -price.gain, price.waits, price.falls
                elif others[column] == UNREACHABLE:
                    continue
                else:
                    loss = living.scale.told(live.total - int(others[column] + counted[column]))
                    told = *loss, falling(living.floor, floor)
                found.append(choice(mentor, living.fit(mentee, mentor), living.floor, told))
        return cheapest_first(found)

    def price(self, mentee: MenteeId, mentor: MentorId, progress: Progress) -> Price | None:
        """As `Desk.price`."""
        living = self._living
        row, column = living.row[mentee], living.column[mentor]
        try:
            floor = int(living.floors_of_pins(row, progress)[column])
        except NotOptimal:
            floor = UNKNOWN
        worth = living.scale.pairs(living.worth_of(mentee))
        if worth[column] == IMPOSSIBLE or floor == NEVER:
            return None
        if floor == UNKNOWN:
            return self._solve(mentee, mentor, progress)
        here, total = living.live.assigned, living.live.total
        live = living.at_floor(floor, progress)
        lifted: tuple[Edit, ...] = (Unpin(row),) if live.pinned[row] else ()
        only = np.where(np.arange(len(worth)) == column, worth, IMPOSSIBLE)
        try:
            live.do(*lifted, RowChanges(row, only, int(living.laid.waiting[row])), Pin(row, column))
        except Contradiction:
            return None
        shifts, loss = self._shifts(here, live.assigned), total - live.total
        live.undo()
        return Price(-living.scale.told(loss)[0], more_waiting(shifts), shifts, falling(living.floor, floor))

    def tied(self) -> frozenset[MenteeId]:
        """As `Desk.tied`."""
        rows = np.flatnonzero(self._living.live.what_if.equally_good()).tolist()
        return frozenset(self._living.laid.mentees[row] for row in rows)

    def seat_values(self, progress: Progress) -> Mapping[MentorId, SeatValue]:
        """As `Desk.seat_values`."""
        living = self._living
        try:
            floors = living.floors_of_seats(progress)
        except NotOptimal:
            return {}
        gains, comes = np.zeros(len(floors), np.int64), np.full(len(floors), NOBODY)
        for floor in np.unique(floors).tolist():
            there, what_if = floors == floor, living.at_floor(floor, progress).what_if
            gains[there] = what_if.with_a_seat()[there] - living.live.total
            comes[there] = what_if.off_the_list()[there]
        found = {}
        wanting = {mentor.id for mentor in living.asked.mentors if mentor.least > mentor.capacity}
        for column in np.flatnonzero(gains).tolist():
            if living.laid.mentors[column] in wanting:
                continue
            points, waits = living.scale.told(-int(gains[column]))
            if waits < 0 or (waits == 0 and points < 0):
                who = living.laid.mentees[comes[column]] if waits < 0 and comes[column] != NOBODY else None
                found[living.laid.mentors[column]] = SeatValue(-points, -waits, who)
        return found

    def every_loss(self, progress: Progress) -> Matrix | None:
        """As `Desk.every_loss`."""
        living = self._living
        if (every := self._every_floor(progress)) is None:
            return None
        floors, worth = every
        losses = np.full(floors.shape, IMPOSSIBLE, np.int64)
        if (floors == UNKNOWN).any():
            return None
        for floor in np.unique(floors[floors != NEVER]).tolist():
            others = living.at_floor(floor, progress).what_if.every_others()
            there = (floors == floor) & (others != UNREACHABLE)
            losses[there] = living.live.total - (others + worth)[there]
        return living.of_people(losses)

    def runners_up(self) -> Mapping[MenteeId, tuple[MentorId, int]]:
        """As `Desk.runners_up`."""
        living, live = self._living, self._living.live
        if (every := self._every_floor(lambda done: None)) is None:
            return {}
        floors, worth = every
        dear = living.scale.one
        others = live.what_if.every_others()
        stands = (floors == living.floor) & (others != UNREACHABLE)
        losses = np.where(stands, live.total - (others + worth), dear)
        placed = np.flatnonzero(live.assigned >= 0)
        losses[placed, live.assigned[placed]] = dear
        cheapest = losses.argmin(axis=1)
        found = {}
        for row in placed.tolist():
            points, waits = living.scale.told(int(losses[row, cheapest[row]]))
            if losses[row, cheapest[row]] < dear // 2 and not waits:
                found[living.laid.mentees[row]] = living.laid.mentors[cheapest[row]], points
        return found

    def _every_floor(self, progress: Progress) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
        return None if len(self._living.laid.mentors) > ALL_LOSSES else self._living.every_floor(progress)

    def _shifts(self, before: NDArray[np.int64], after: NDArray[np.int64]) -> tuple[Shift, ...]:
        laid = self._living.laid
        mentors = (*laid.mentors, None)
        rows = np.flatnonzero(before != after).tolist()
        return tuple(Shift(laid.mentees[row], mentors[before[row]], mentors[after[row]]) for row in rows)
