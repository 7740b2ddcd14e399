"""Who waits, and why, in names: which few mentors everybody is waiting for, and whose extra seat would help."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.barriers import Barrier, Barriers
from growtogether_desktop.pairing.plans.ways import names
from growtogether_desktop.pairing.plans.wishes import Asked
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY

_NAMED = 8
"""So many people are named in a reason; more are counted."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A mentee on the waiting list."""

    mentee: MenteeId
    reason: Message
    helpers: tuple[MentorId, ...]
    """One more seat with any one of these mentors makes room for one more mentee."""


def waiting_list(barriers: Barriers, asked: Asked, assigned: NDArray[np.int64]) -> tuple[Unplaced, ...]:
    """Everybody without a mentor, and why. `assigned` (mentees,): whose place is the column of a mentor, or NOBODY."""
    if not (assigned == NOBODY).any():
        return ()
    mentees, mentors, choices = asked.mentees, asked.mentors, asked.choices
    taken = np.bincount(assigned[assigned != NOBODY], minlength=len(mentors))
    spare = taken < [mentor.capacity for mentor in mentors]
    reach = _reach(choices, assigned)
    known: dict[bytes, tuple[Message, tuple[MentorId, ...]]] = {}
    kept_apart: dict[object, Sequence[Barrier]] = {}
    unplaced = []
    for row in np.flatnonzero(assigned == NOBODY).tolist():
        mentee, wanted = mentees[row], reach[choices[row]].any(axis=0)
        if (wanted & spare).any() or (not wanted.any() and (asked.points[row] != IMPOSSIBLE).any()):
            unplaced.append(Unplaced(MenteeId(mentee.id), _why_though_seats_are_free(asked, row), ()))
        elif not wanted.any():
            if (alike := barriers.alike(row)) not in kept_apart:
                kept_apart[alike] = [barriers.first(row, column) for column in range(len(mentors))]
            unplaced.append(Unplaced(MenteeId(mentee.id), _why_nobody(mentee, mentors, kept_apart[alike]), ()))
        else:
            if (key := wanted.tobytes()) not in known:
                helpers = tuple(MentorId(mentors[column].id) for column in np.flatnonzero(wanted).tolist())
                known[key] = _why(mentees, mentors, choices, wanted), helpers
            unplaced.append(Unplaced(MenteeId(mentee.id), *known[key]))
    return tuple(unplaced)


def _reach(choices: NDArray[np.bool_], assigned: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(mentors, mentors): from each mentor those their mentees could go to instead, and theirs, and so on.

    When as many as possible have a mentor, nobody whom a waiting mentee reaches has a seat left: they and
    everybody who can only go to them are a deficient set. A seat is left only where something else comes first.

    Source: Hall 1935; the closure is squared until it grows no more (Warshall 1962).
    """
    columns = choices.shape[1]
    near = np.eye(columns, dtype=np.float32)
    for column in range(columns):
        near[column] += choices[assigned == column].any(axis=0)
    reach = near > 0
    while True:
        further = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
        if (further == reach).all():
            return reach
        reach = further


def _why(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], choices: NDArray[np.bool_], wanted: NDArray[np.bool_]
) -> Message:
    wanted_mentors = [mentors[column] for column in np.flatnonzero(wanted).tolist()]
    seats = sum(mentor.capacity for mentor in wanted_mentors)
    if seats == sum(mentor.capacity for mentor in mentors):
        return say_n("The only seat is taken.", "All {n} seats are taken.", seats)
    rivals = np.flatnonzero(choices.any(axis=1) & ~(choices & ~wanted).any(axis=1)).tolist()
    if len(wanted_mentors) > _NAMED:
        return say_n(
            "Too few seats for this mentee; mentors in question: {mentors}, their seats: {seats}.",
            "Too few seats for these {n} mentees; mentors in question: {mentors}, their seats: {seats}.",
            len(rivals),
            mentors=len(wanted_mentors),
            seats=seats,
        )
    named = ", ".join(sorted(mentor.name for mentor in wanted_mentors))
    if len(rivals) > _NAMED:
        return say_n(
            "Only {mentors} could take this mentee; seats there: {seats}.",
            "Only {mentors} could take these {n} mentees; seats there: {seats}.",
            len(rivals),
            mentors=named,
            seats=seats,
        )
    return say(
        "Only {mentors} could take {mentees}; seats there: {seats}.",
        mentors=named,
        mentees=names([mentees[row] for row in rivals]),
        seats=seats,
    )


def _why_nobody(mentee: Mentee, mentors: Sequence[Mentor], kept_by: Sequence[Barrier]) -> Message:
    """`kept_by` says for each mentor what keeps the mentee from them."""
    found = {*kept_by} - {Barrier.SELF}
    if not found:
        return say("There is no mentor but {mentee}, and nobody can be their own.", mentee=mentee.name)
    if len(found) == 1:
        return _ALL[found.pop()](mentee)
    if found == {Barrier.LANGUAGE, Barrier.HOUR}:
        return say("No mentor shares both a language and a free hour with {mentee}.", mentee=mentee.name)

    def those(barrier: Barrier) -> str:
        named = [mentor.name for mentor, its in zip(mentors, kept_by, strict=True) if its == barrier]
        return ", ".join(named) if 0 < len(named) <= _NAMED else str(len(named))

    return say(
        "No mentor can take {mentee}. Forbidden by a coordinator: {banned}; ruled out by one of the two: {said}; "
        "without a common language: {language}; without a common free hour: {hour}.",
        mentee=mentee.name,
        banned=those(Barrier.BANNED),
        said=those(Barrier.SAID),
        language=those(Barrier.LANGUAGE),
        hour=those(Barrier.HOUR),
    )


_ALL: Mapping[Barrier, Callable[[Mentee], Message]] = {
    Barrier.BANNED: lambda mentee: say("Every mentor is forbidden to {mentee}.", mentee=mentee.name),
    Barrier.SAID: lambda mentee: say(
        "{mentee} has ruled every mentor out, or was ruled out by them.", mentee=mentee.name
    ),
    Barrier.LANGUAGE: lambda mentee: say("No mentor shares a language with {mentee}.", mentee=mentee.name),
    Barrier.HOUR: lambda mentee: say("No mentor has a free hour in common with {mentee}.", mentee=mentee.name),
}


def _why_though_seats_are_free(asked: Asked, row: int) -> Message:
    mentee = asked.mentees[row].name
    group = next((group for group in asked.groups if row in group), (row,))
    rivals = {sum(pair) - one for pair in asked.rivals for one in pair if one in group}
    together = names([asked.mentees[one] for one in group if one != row])
    apart = names([asked.mentees[one] for one in rivals])
    if together and apart:
        return say(
            "No seats are left such that {mentee} could be with {together} and without {apart}.",
            mentee=mentee,
            together=together,
            apart=apart,
        )
    if together:
        return say(
            "No mentor has enough seats left for {mentee} together with {others}.", mentee=mentee, others=together
        )
    if apart:
        return say(
            "{mentee} must be apart from {others}, and no other mentor has a seat left.", mentee=mentee, others=apart
        )
    return say("The policy gives the seats that {mentee} could have to others.", mentee=mentee)
