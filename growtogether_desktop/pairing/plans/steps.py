"""What helps where a plan is impossible or leaves somebody over: steps that people can take."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from growtogether_desktop.base.i18n import Message
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.ids import MenteeId, MentorId


@dataclass(frozen=True, slots=True)
class MoreSeats:
    mentor: MentorId
    seats: int


@dataclass(frozen=True, slots=True)
class LowerLeast:
    mentor: MentorId
    by: int


@dataclass(frozen=True, slots=True)
class LiftPin:
    mentee: MenteeId


@dataclass(frozen=True, slots=True)
class LiftBan:
    mentee: MenteeId
    mentor: MentorId


@dataclass(frozen=True, slots=True)
class Part:
    """These no longer have to be together."""

    mentees: tuple[MenteeId, ...]


@dataclass(frozen=True, slots=True)
class LetMeet:
    """These two no longer have to be apart."""

    mentee: MenteeId
    other: MenteeId


@dataclass(frozen=True, slots=True)
class Agree:
    """Only the two themselves can: find a language or an hour in common, or take back what they have said."""

    mentee: MenteeId
    mentor: MentorId


@dataclass(frozen=True, slots=True)
class Enrol:
    """Mentors with so many seats more, who could take these."""

    mentees: tuple[MenteeId, ...]


Step = MoreSeats | LowerLeast | LiftPin | LiftBan | Part | LetMeet | Agree | Enrol


@dataclass(frozen=True, slots=True)
class WayOut:
    """The cheapest help: all of these steps together."""

    words: Message
    steps: tuple[Step, ...]
    places: int = 0
    """So many more mentees have a mentor then; 0 where without it there is no plan at all."""

    @property
    def in_hand(self) -> bool:
        """Whether the coordinator can take it at once, on the roster and in the wishes."""
        return not any(isinstance(step, Agree | Enrol) for step in self.steps)


def carried_out(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], steps: Collection[Step]
) -> tuple[tuple[Mentee, ...], tuple[Mentor, ...]]:
    """Everybody as they stand after these steps; what only others can do changes nothing."""
    for step in steps:
        mentees = [_mentee_after(mentee, step) for mentee in mentees]
        mentors = [_mentor_after(mentor, step) for mentor in mentors]
    return tuple(mentees), tuple(mentors)


def _mentor_after(mentor: Mentor, step: Step) -> Mentor:
    match step:
        case MoreSeats(id, seats) if id == mentor.id:
            return replace(mentor, capacity=mentor.capacity + seats)
        case LowerLeast(id, by) if id == mentor.id:
            # Least numbers count as far as there are seats, and only so far can they be lowered.
            return replace(mentor, least=max(min(mentor.least, mentor.capacity) - by, 0))
    return mentor


def _mentee_after(mentee: Mentee, step: Step) -> Mentee:
    match step:
        case LiftPin(id) if id == mentee.id:
            return replace(mentee, pinned_to=None)
        case LiftBan(id, mentor) if id == mentee.id:
            return replace(mentee, forbidden=tuple(one for one in mentee.forbidden if one != mentor))
        case Part(ids) if mentee.id in ids:
            return replace(mentee, together=tuple(one for one in mentee.together if one not in ids))
        case LetMeet(one, other) if mentee.id in (one, other):
            return replace(mentee, apart=tuple(each for each in mentee.apart if each not in (one, other)))
    return mentee
