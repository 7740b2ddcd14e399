"""For whoever is left over, the cheapest way to a mentor: whose seats, which ban, whom to ask."""

from collections.abc import Iterator
from itertools import islice

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
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY

_TRIED = 4
"""So many mentors are looked at for somebody whom nobody can take."""


def ways_out(scored: Scored, plan: Plan | None = None, most: int = 5) -> tuple[WayOut, ...]:
    """What places whoever is left over: the fewest seats, with few mentors to be asked for them; then bans and people.

    With a plan, its pins and who must be together or apart count too. Whoever takes all of the ways that are in
    hand places as many people as these say together.
    """
    asked = plan.basis.asked if plan is not None and plan.basis is not None else None
    choices = asked.choices if asked is not None else scored.points != IMPOSSIBLE
    seats = np.array([mentor.capacity for mentor in scored.mentors], np.int64)
    if asked is not None and (asked.groups or asked.rivals):
        assert plan is not None
        assert plan.basis is not None
        ways = list(islice(_in_company(asked, plan.basis.assigned), most))
    else:
        ways = list(islice(_more_seats(scored, choices, seats), most))
    for way in ways:
        for step in way.steps:
            if isinstance(step, MoreSeats):
                seats[[mentor.id for mentor in scored.mentors].index(step.mentor)] += step.seats
    return (*ways, *islice(_over_barriers(scored, choices, seats), most))


def _more_seats(scored: Scored, possible: NDArray[np.bool_], seats: NDArray[np.int64]) -> Iterator[WayOut]:
    """Nobody is placed by less than a seat, and here every seat places somebody. Those to be asked are chosen one
    by one, each time the one with whom most of the others could be.

    Source: the greedy cover, Chvátal 1979.
    """
    left = possible[~seated(possible, seats)]
    while left.any():
        gains = left.sum(axis=0)
        column = int(gains.argmax())
        mentor, gain = scored.mentors[column], int(gains[column])
        words = say_n(
            "One more seat with {mentor} places one more mentee.",
            "{n} more seats with {mentor} place {n} more mentees.",
            gain,
            mentor=mentor.name,
        )
        yield WayOut(words, (MoreSeats(MentorId(mentor.id), gain),), gain)
        left = left[~left[:, column]]


def _in_company(asked: Asked, assigned: NDArray[np.int64]) -> Iterator[WayOut]:
    """For each group that waits the mentor who needs the fewest seats more for it, as the plan stands.

    Who must be apart from somebody there needs that lifted, where no other mentor is left.
    """
    free = np.array([mentor.capacity for mentor in asked.mentors]) - np.bincount(
        assigned[assigned != NOBODY], minlength=len(asked.mentors)
    )
    group_of = {row: group for group in asked.groups for row in group}
    for group in dict.fromkeys(group_of.get(row, (row,)) for row in np.flatnonzero(assigned == NOBODY).tolist()):
        shared = (asked.points[list(group)] != IMPOSSIBLE).all(axis=0)
        met = [pair for pair in asked.rivals for row in group if row in pair]
        taken = {int(assigned[one if other in group else other]): (one, other) for one, other in met}
        members = [asked.mentees[row] for row in group]
        open_to = [column for column in np.flatnonzero(shared).tolist() if column not in taken]
        if open_to:
            column = max(open_to, key=lambda column: int(free[column]))
            more = len(group) - int(free[column])
            if more > 0:
                yield seats_for_group(asked.mentors[column], more, members)
                free[column] += more - len(group)
                continue
        roomy = [pair for column, pair in taken.items() if column != NOBODY and shared[column]]
        if roomy:
            one, other = roomy[0]
            yield let_meet(asked.mentees[one], asked.mentees[other])


def _over_barriers(scored: Scored, choices: NDArray[np.bool_], seats: NDArray[np.int64]) -> Iterator[WayOut]:
    """For mentees whom no mentor can take, what is easiest to overcome with one who has a seat."""
    open_to = choices.copy()
    for row in np.flatnonzero(~choices.any(axis=1)).tolist():
        placed = int(seated(open_to, seats).sum())
        mentee, crowded = scored.mentees[row], None
        for barrier, column in _nearest(scored, row)[:_TRIED]:
            mentor, lifted = scored.mentors[column], open_to.copy()
            lifted[row, column] = True
            if int(seated(lifted, seats).sum()) > placed:
                open_to = lifted
                banned = barrier == Barrier.BANNED
                yield lift_bans([mentee], mentor, 1) if banned else let_agree(barrier, mentee, mentor)
                break
            if crowded is None and barrier == Barrier.BANNED:
                crowded = mentor
        else:
            yield enrol_mentor_for(mentee) if crowded is None else lift_ban_and_give_seat(mentee, crowded)


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
