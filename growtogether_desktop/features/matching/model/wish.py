"""A wish of a coordinator: what it is called, and the changes it asks for; it can be priced before it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.changes import HUB, Aggregate, Change, Ref, Stamp, perform
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.ids import MentorId
from growtogether_desktop.domain.roster import ForbidPair, LetMenteeGo, LetMentorGo, PinPair, ReviseMentor, SetWishes
from growtogether_desktop.features.matching.model.proposal import People

_SOON = Stamp(HUB.id, datetime.max.replace(tzinfo=UTC))
"""No wish of a coordinator says who has asked for it, or when."""


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """Several changes are one step, for undo too. They are made when they are asked for: thousands take a while."""

    title: Message
    make: Callable[[], Iterable[Change[Any]]]

    @property
    def changes(self) -> tuple[Change[Any], ...]:
        return tuple(self.make())

    def granted(self, people: People) -> People:
        """The cohort once it is done."""
        now: dict[Ref, Aggregate | None] = {one.ref: one for one in (*people.mentors, *people.mentees)}
        for change in self.changes:
            now[change.ref] = perform(change, now.get(change.ref), _SOON)
        return replace(
            people,
            mentors=tuple(one for one in now.values() if isinstance(one, Mentor)),
            mentees=tuple(one for one in now.values() if isinstance(one, Mentee)),
        )


def to_pin(*pairs: tuple[Mentee, Mentor]) -> Wish:
    if len(pairs) == 1:
        ((mentee, mentor),) = pairs
        title = say("Pin {mentee} to {mentor}", mentee=mentee.name, mentor=mentor.name)
    else:
        title = say_n("Pin {n} pair", "Pin {n} pairs", len(pairs))
    return Wish(title, lambda: (PinPair(mentee.id, MentorId(mentor.id)) for mentee, mentor in pairs))


def to_lift_pins(*mentees: Mentee) -> Wish:
    if len(mentees) == 1:
        title = say("Lift the pin of {mentee}", mentee=mentees[0].name)
    else:
        title = say_n("Lift {n} pin", "Lift {n} pins", len(mentees))
    return Wish(title, lambda: map(_lifted, mentees))


def to_forbid(*pairs: tuple[Mentee, Mentor]) -> Wish:
    if len(pairs) == 1:
        ((mentee, mentor),) = pairs
        title = say("Forbid {mentee} with {mentor}", mentee=mentee.name, mentor=mentor.name)
    else:
        title = say_n("Forbid {n} pair", "Forbid {n} pairs", len(pairs))
    return Wish(title, lambda: (ForbidPair(mentee.id, MentorId(mentor.id)) for mentee, mentor in pairs))


def to_let_go(mentees: Sequence[Mentee]) -> Wish:
    """They are no longer on the roster."""
    if len(mentees) == 1:
        title = say("Take {mentee} off the roster", mentee=mentees[0].name)
    else:
        title = say_n("Take {n} mentee off the roster", "Take {n} mentees off the roster", len(mentees))
    return Wish(title, lambda: (LetMenteeGo(mentee.id) for mentee in mentees))


def to_let_mentor_go(mentor: Mentor, mentees: Sequence[Mentee]) -> Wish:
    """The mentor is no longer on the roster; whoever of these mentees is pinned there is free."""

    def changes() -> Iterator[Change[Any]]:
        yield from (_lifted(mentee) for mentee in mentees if mentee.pinned_to == mentor.id)
        yield LetMentorGo(mentor.id)

    return Wish(say("Take {mentor} off the roster", mentor=mentor.name), changes)


def for_more_seats(mentor: Mentor, seats: int = 1) -> Wish:
    """The mentor, as the roster has them, takes so many mentees more, or fewer."""
    if seats == 1:
        title = say("One more seat with {mentor}", mentor=mentor.name)
    else:
        title = say("{mentor} takes {n}", mentor=mentor.name, n=mentor.capacity + seats)
    changed = replace(mentor, capacity=max(mentor.capacity + seats, 0))
    return Wish(title, lambda: (ReviseMentor(mentor.id, changed),))


def _lifted(mentee: Mentee) -> SetWishes:
    return SetWishes(mentee.id, None, mentee.forbidden)
