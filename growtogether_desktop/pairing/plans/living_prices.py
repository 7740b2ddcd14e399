"""What pins and seats cost in a plan that lives: every question is a shortest path (see `solving.losses`).

How high the floor is afterwards is asked first (see `floors`), then the plan from there up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.floors import NEVER, UNKNOWN
from growtogether_desktop.pairing.plans.layout import spread
from growtogether_desktop.pairing.plans.living import Living
from growtogether_desktop.pairing.plans.policy import NO_PAIRS
from growtogether_desktop.pairing.plans.prices import (
    Choice,
    Price,
    SeatValue,
    Shift,
    cheapest_first,
    choice,
    falling,
)
from growtogether_desktop.pairing.plans.solving_again import SolvingAgain
from growtogether_desktop.pairing.solving.certificate import NotOptimal
from growtogether_desktop.pairing.solving.edits import Contradiction, Edit, Pin, RowChanges, Unpin
from growtogether_desktop.pairing.solving.exchanges import Integers
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Progress, part
from growtogether_desktop.pairing.solving.losses import UNREACHABLE

ALL_LOSSES = 260
"""With so many mentors at most, the loss of every pair is worked out beforehand."""
_ALL_OF_ANY_LENGTH = 120
"""The same, where numbers of any length are added and nobody has asked for all pairs."""


class LivingPrices:
    """What may happen to a living plan, and what it costs."""

    def __init__(self, living: Living, again: SolvingAgain) -> None:
        self._living, self._again = living, again

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
                    if (price := self._again.price(self._living.at[mentee], mentor, progress)) is None:
                        continue
                    lost, falls = price.lost, price.falls
                elif others[column] == UNREACHABLE:
                    continue
                else:
                    lost = living.scale.told(live.total - int(others[column] + counted[column]))
                    falls = falling(living.floor, floor)
                found.append(choice(mentor, (living.fit(mentee, mentor),), living.floor, lost, falls))
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
            return self._again.price(self._living.at[mentee], mentor, progress)
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
        return Price(living.scale.told(loss), shifts, falling(living.floor, floor))

    def tied(self, progress: Progress) -> frozenset[MenteeId]:
        """As `Desk.tied`."""
        rows = np.flatnonzero(self._living.live.what_if.equally_good(progress)).tolist()
        return frozenset(self._living.laid.mentees[row] for row in rows)

    def seat_values(self, progress: Progress) -> Mapping[MentorId, SeatValue]:
        """As `Desk.seat_values`."""
        living = self._living
        try:
            floors = living.floors_of_seats(lambda done: progress(0.0))
        except NotOptimal:
            return {}
        found = {}
        wanting = {mentor.id for mentor in living.asked.mentors if mentor.least > mentor.capacity}
        there = np.unique(floors).tolist()
        for at, floor in enumerate(there):
            live = living.at_floor(floor, part(progress, 0.0, 1.0, at, len(there)))
            rises = -falling(living.floor, floor)
            gains, comes = live.what_if.with_a_seat() - living.live.total, live.what_if.off_the_list()
            for column in np.flatnonzero((floors == floor) & ((gains != 0) | (rises > 0))).tolist():
                mentor = living.laid.mentors[column]
                if mentor not in wanting and mentor in living.offered:
                    lost = living.scale.told(-int(gains[column]))
                    who = living.laid.mentees[comes[column]] if lost.waits < 0 and comes[column] != NOBODY else None
                    found[mentor] = SeatValue(lost, who, rises)
        return found

    def every_pin(self, progress: Progress) -> "EveryPin | None":
        """As `Desk.every_pin`."""
        if len(self._living.laid.mentors) > ALL_LOSSES:
            return None
        return self._every_pin(progress)

    def runners_up(self, progress: Progress) -> Mapping[MenteeId, Choice | None]:
        """As `Desk.runners_up`."""
        living = self._living
        most = _ALL_OF_ANY_LENGTH if living.scale.long else ALL_LOSSES
        if len(living.laid.mentors) > most or (every := self._every_pin(progress)) is None:
            return {}
        return every.runners_up()

    def _every_pin(self, progress: Progress) -> "EveryPin | None":
        living = self._living
        if (known := living.every_floor(lambda done: progress(0.0))) is None:
            return None
        floors, worth = known
        losses = np.zeros(floors.shape, worth.dtype)
        kept = np.unique(floors[(floors != NEVER) & (floors != UNKNOWN)]).tolist()
        for at, floor in enumerate(kept):
            live = living.at_floor(floor, part(progress, 0.0, 1.0, 2 * at, 2 * len(kept)))
            others = live.what_if.every_others(part(progress, 0.0, 1.0, 2 * at + 1, 2 * len(kept)))
            there = floors == floor
            losses[there] = living.live.total - (others + worth)[there]
            floors[there & (others == UNREACHABLE)] = NEVER
        return EveryPin(living, floors, losses, living.live.assigned)

    def _shifts(self, before: NDArray[np.int64], after: NDArray[np.int64]) -> tuple[Shift, ...]:
        laid = self._living.laid
        mentors = (*laid.mentors, None)
        rows = np.flatnonzero(before != after).tolist()
        return tuple(Shift(laid.mentees[row], mentors[before[row]], mentors[after[row]]) for row in rows)


@dataclass(frozen=True, slots=True, eq=False)
class EveryPin:
    """What it costs to pin any mentee to any mentor. It stays as it was when the plan is edited."""

    _living: Living
    _floors: NDArray[np.int64]
    """(rows, columns): the floor with each pair, NEVER or UNKNOWN."""
    _losses: Integers
    _assigned: NDArray[np.int64]

    def choice(self, mentee: MenteeId, mentor: MentorId) -> Choice | Literal["never", "unknown"]:
        """Otherwise "never" where the two cannot be brought together; "unknown" where only solving again tells."""
        living = self._living
        row, column = living.row[mentee], living.column[mentor]
        floor = int(self._floors[row, column])
        if floor in (NEVER, UNKNOWN):
            return "never" if floor == NEVER else "unknown"
        lost = living.scale.told(int(self._losses[row, column]))
        return choice(mentor, (living.fit(mentee, mentor),), living.floor, lost, falling(living.floor, floor))

    @property
    def whole(self) -> bool:
        """Whether nothing is unknown."""
        return not (self._floors == UNKNOWN).any()

    def runners_up(self) -> Mapping[MenteeId, Choice | None]:
        """As `Desk.runners_up`."""
        living, dear = self._living, self._living.scale.one
        fits = spread(living.asked, living.asked.points, living.laid.mentees, living.laid.mentors)
        below = (fits < living.floor) & (living.floor < NO_PAIRS)
        rank = np.where(below, 2 * NO_PAIRS, 0) - self._floors  # as `Choice.dearness` counts
        known = np.flatnonzero((self._assigned >= 0) & ~(self._floors == UNKNOWN).any(axis=1))
        there = (self._floors >= living.floor) & living.scale.quiet(self._losses)
        there[known, self._assigned[known]] = False
        found: dict[MenteeId, Choice | None] = {living.laid.mentees[row]: None for row in known.tolist()}
        for dearness in np.unique(rank[there]).tolist():
            losses = np.where(there & (rank == dearness), self._losses, dear)
            left = [row for row in known.tolist() if found[living.laid.mentees[row]] is None]
            for row, column in zip(left, losses[left].argmin(axis=1).tolist(), strict=True):
                cheapest = self.choice(living.laid.mentees[row], living.laid.mentors[column])
                if losses[row, column] < dear and isinstance(cheapest, Choice):
                    found[living.laid.mentees[row]] = cheapest
        return found
