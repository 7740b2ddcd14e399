"""For whoever is left over, the cheapest way to a mentor: whose seats, which ban, whom to ask."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.i18n import say_n
from growtogether_desktop.domain.ids import MentorId
from growtogether_desktop.pairing.plans.at_once import seated
from growtogether_desktop.pairing.plans.barriers import Barrier
from growtogether_desktop.pairing.plans.plan import Plan, Scored
from growtogether_desktop.pairing.plans.steps import MoreSeats, WayOut
from growtogether_desktop.pairing.plans.ways import (
    enrol_mentor_for,
    let_agree,
    let_meet,
    lift_ban_and_give_seat,
    lift_bans,
    seats_for_group,
)
from growtogether_desktop.pairing.plans.wishes import Asked
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Progress

_TRIED = 4
"""So many mentors are looked at for somebody whom nobody can take."""


def ways_out(
    scored: Scored, plan: Plan | None = None, progress: Progress = lambda done: None, most: int = 5
) -> tuple[WayOut, ...]:
    """What places whoever is left over: the fewest seats, with few mentors to be asked for them; then bans and people.

    With a plan, its pins and who must be together or apart count too. Whoever takes all of the ways that are in
    hand places as many people as these say together.

    Raises: whatever `progress` raises.
    """
    basis = plan.basis if plan is not None else None
    choices = basis.asked.choices if basis is not None else scored.points != IMPOSSIBLE
    if basis is not None and (basis.asked.groups or basis.asked.rivals):
        seats: _Seats = _AsPlanned(basis.asked, basis.assigned)
    else:
        seats = _AtOnce(scored, choices)
    nobody = np.flatnonzero(~choices.any(axis=1)).tolist()
    found = []
    for of, ways in enumerate((seats.more(), _over_barriers(scored, nobody, seats))):
        for at, way in enumerate(islice(ways, most)):
            progress((of + at / most) / 2)
            found.append(way)
    return tuple(found)


class _Seats(Protocol):
    """Who could sit where."""

    def more(self) -> Iterator[WayOut]:
        """More seats, for those who can go somewhere but have none."""

    def take(self, row: int, column: int) -> bool:
        """Whether there is a place for somebody who could not go there so far; if so it is taken."""

    def give(self, row: int, column: int) -> bool:
        """Whether there would be a place with a seat more; if so that is given and taken."""


class _AtOnce:
    """Where nobody minds with whom they are, it is known exactly who can have a seat at once, whatever the plan."""

    def __init__(self, scored: Scored, possible: NDArray[np.bool_]) -> None:
        self._mentors = scored.mentors
        self._possible = possible
        self._seats = np.array([mentor.capacity for mentor in scored.mentors], np.int64)

    def more(self) -> Iterator[WayOut]:
        """Nobody is placed by less than a seat, and here every seat places somebody. Those to be asked are chosen one
        by one, each time the one with whom most of the others could be.

        Source: the greedy cover, Chvátal 1979.
        """
        left = self._possible[~seated(self._possible, self._seats)]
        while left.any():
            gains = left.sum(axis=0)
            column = int(gains.argmax())
            mentor, gain = self._mentors[column], int(gains[column])
            words = say_n(
                "One more seat with {mentor} places one more mentee.",
                "{n} more seats with {mentor} place {n} more mentees.",
                gain,
                mentor=mentor.name,
            )
            self._seats[column] += gain
            left = left[~left[:, column]]
            yield WayOut(words, (MoreSeats(MentorId(mentor.id), gain),), gain)

    def take(self, row: int, column: int) -> bool:
        lifted = self._possible.copy()
        lifted[row, column] = True
        if seated(lifted, self._seats).sum() == seated(self._possible, self._seats).sum():
            return False
        self._possible = lifted
        return True

    def give(self, row: int, column: int) -> bool:
        self._seats[column] += 1
        return self.take(row, column)


class _AsPlanned:
    """Where some must be together or apart, everybody else stays where the plan has them."""

    def __init__(self, asked: Asked, assigned: NDArray[np.int64]) -> None:
        self._asked, self._assigned = asked, assigned.copy()
        taken = np.bincount(assigned[assigned != NOBODY], minlength=len(asked.mentors))
        self._free = np.array([mentor.capacity for mentor in asked.mentors], np.int64) - taken
        self._group_of = {row: group for group in asked.groups for row in group}

    def more(self) -> Iterator[WayOut]:
        """For each group that waits the mentor who needs the fewest seats more for it.

        Who must be apart from somebody there needs that lifted, where no other mentor is left.
        """
        asked, rows = self._asked, np.flatnonzero(self._assigned == NOBODY).tolist()
        for group in dict.fromkeys(self._group_of.get(row, (row,)) for row in rows):
            shared = np.flatnonzero((asked.points[list(group)] != IMPOSSIBLE).all(axis=0)).tolist()
            met = {column: pair for row in group for column, pair in self._met(row)}
            open_to = [column for column in shared if column not in met]
            column = max(open_to, key=lambda column: int(self._free[column]), default=NOBODY)
            more = len(group) - int(self._free[column])
            if column != NOBODY and more > 0:
                self._free[column] += more - len(group)
                self._assigned[list(group)] = column
                yield seats_for_group(asked.mentors[column], more, [asked.mentees[row] for row in group])
            elif column == NOBODY and (there := [met[column] for column in shared if column in met]):
                one, other = there[0]
                yield let_meet(asked.mentees[one], asked.mentees[other])

    def take(self, row: int, column: int) -> bool:
        if self._free[column] < 1 or column in dict(self._met(row)):
            return False
        self._free[column] -= 1
        self._assigned[row] = column
        return True

    def give(self, row: int, column: int) -> bool:
        if column in dict(self._met(row)):
            return False
        self._assigned[row] = column
        return True

    def _met(self, row: int) -> Iterator[tuple[int, tuple[int, int]]]:
        for one, other in self._asked.rivals:
            if row in (one, other):
                yield int(self._assigned[other if row == one else one]), (one, other)


def _over_barriers(scored: Scored, rows: Iterable[int], seats: _Seats) -> Iterator[WayOut]:
    """For mentees whom no mentor can take, what is easiest to overcome with one who has a seat."""
    for row in rows:
        mentee, near = scored.mentees[row], _nearest(scored, row)[:_TRIED]
        banned = [column for barrier, column in near if barrier == Barrier.BANNED]
        if taken := next((one for one in near if seats.take(row, one[1])), None):
            barrier, column = taken
            mentor = scored.mentors[column]
            yield lift_bans([mentee], mentor, 1) if column in banned else let_agree(barrier, mentee, mentor)
        elif (given := next((column for column in banned if seats.give(row, column)), None)) is not None:
            yield lift_ban_and_give_seat(mentee, scored.mentors[given])
        else:
            yield enrol_mentor_for(mentee)


def _nearest(scored: Scored, row: int) -> list[tuple[Barrier, int]]:
    """Mentors from whom a single thing keeps the mentee, the easiest to overcome first."""
    found = []
    for column in range(len(scored.mentors)):
        first = scored.barriers.first(row, column)
        if first != Barrier.SELF:
            found.append((first, column))
    found.sort(key=lambda one: (one[0].value, one[1]))
    near = found[: 4 * _TRIED]
    return [(first, column) for first, column in near if scored.barriers.between(row, column) == (first,)]
