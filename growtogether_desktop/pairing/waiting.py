"""Who waits, and why, in names: which few mentors everybody is waiting for, and whose extra seat would help."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.ids import MenteeId, MentorId

NOBODY = -1
"""In an assignment, instead of a mentor's column: this mentee waits."""

_NAMED = 6
"""So many people are named in a reason; more are counted."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A mentee on the waiting list."""

    mentee: MenteeId
    reason: Message
    helpers: tuple[MentorId, ...]
    """One more seat with any one of these mentors places one more mentee."""


def waiting_list(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], choices: NDArray[np.bool_], assigned: NDArray[np.int64]
) -> tuple[Unplaced, ...]:
    """Everybody without a mentor, when as many as possible have one.

    `choices` says which mentor (columns) each mentee (rows) may go to; who is pinned has one choice.
    """
    bottlenecks: dict[bytes, NDArray[np.bool_]] = {}
    unplaced = []
    for row in np.flatnonzero(assigned == NOBODY).tolist():
        own = choices[row]
        if (key := own.tobytes()) not in bottlenecks:
            bottlenecks[key] = _bottleneck(own, choices, assigned)
        mentee, wanted = mentees[row], bottlenecks[key]
        helpers = tuple(MentorId(mentors[column].id) for column in np.flatnonzero(wanted).tolist())
        reason = _why(mentees, mentors, choices, wanted) if helpers else _why_nobody(mentee)
        unplaced.append(Unplaced(MenteeId(mentee.id), reason, helpers))
    return tuple(unplaced)


def _bottleneck(own: NDArray[np.bool_], choices: NDArray[np.bool_], assigned: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The mentors of `own`, those their mentees could go to instead, and so on: not one of them has a seat left.

    Source: Hall 1935; these mentors and everybody who can only go to them are a deficient set.
    """
    reached = own
    while True:
        theirs = choices[reached[assigned] & (assigned != NOBODY)]
        further = reached | theirs.any(axis=0)
        if (further == reached).all():
            return reached
        reached = further


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
    named = ", ".join(mentor.name for mentor in wanted_mentors)
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
        mentees=", ".join(mentees[row].name for row in rivals),
        seats=seats,
    )


def _why_nobody(mentee: Mentee) -> Message:
    if mentee.forbidden:
        return say("Every mentor is forbidden to {mentee} or shares no language with them.", mentee=mentee.name)
    return say("No mentor shares a language with {mentee}.", mentee=mentee.name)
