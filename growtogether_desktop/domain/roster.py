"""Who comes into a cohort and who leaves it, and what the coordinator wishes for each of them."""

from dataclasses import replace

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import HUB, Actor, Change, Conflict, Sight, Stamp, change
from growtogether_desktop.domain.cohorts import MOST_PRIORITY, Cohort, Mentee, Mentor, coordinators_only
from growtogether_desktop.domain.ids import MenteeId, MentorId

_CHANGED = say("Somebody has changed this place meanwhile; your words are kept for you.")


def _roster_refusal(place: Mentor | Mentee, actor: Actor, sight: Sight) -> Message | None:
    if sight.see(Cohort, place.cohort) is None:
        return say("That cohort is no longer there.")
    if not place.name.strip():
        return say("A person needs a name.")
    return coordinators_only(actor)


@change("mentor.enrol", of=Mentor, title=N_("Enrol mentor"), creates=True)
class EnrolMentor(Change[Mentor]):
    subject: str
    mentor: Mentor

    def apply(self, before: Mentor | None, stamp: Stamp) -> Mentor:
        return replace(self.mentor, id=self.subject)

    def refusal(self, before: Mentor | None, actor: Actor, sight: Sight) -> Message | None:
        return _roster_refusal(self.mentor, actor, sight)

    def inverse(self, before: Mentor | None) -> "LetMentorGo":
        return LetMentorGo(self.subject)

    @property
    def text(self) -> str:
        return _in_lines(self.mentor)


@change("mentor.leave", of=Mentor, title=N_("Take mentor off the roster"))
class LetMentorGo(Change[Mentor]):
    subject: str

    def apply(self, before: Mentor | None, stamp: Stamp) -> None:
        return None

    def refusal(self, before: Mentor | None, actor: Actor, sight: Sight) -> Message | None:
        return coordinators_only(actor)

    def inverse(self, before: Mentor | None) -> EnrolMentor | None:
        return None if before is None else EnrolMentor(self.subject, before)


@change("mentor.revise", of=Mentor, title=N_("Update mentor"))
class ReviseMentor(Change[Mentor]):
    """It carries the place as it was seen, so that nobody's words are overwritten unseen."""

    subject: str
    mentor: Mentor
    seen: Mentor | None = None
    """None from a program that did not tell yet."""

    def apply(self, before: Mentor | None, stamp: Stamp) -> Mentor | None:
        return before and self._wanted(before)

    def refusal(self, before: Mentor | None, actor: Actor, sight: Sight) -> Message | None:
        if before is not None and _says_else(before, self.seen):
            return coordinators_only(actor) or _CHANGED
        return _roster_refusal(self.mentor, actor, sight)

    def inverse(self, before: Mentor | None) -> "ReviseMentor | None":
        return None if before is None else ReviseMentor(self.subject, before, self._wanted(before))

    def seeing(self, before: Mentor | None) -> "ReviseMentor":
        return replace(self, seen=self.seen or before)

    def conflict(self, now: Mentor) -> Conflict | None:
        if not _says_else(now, self.seen) or now == self._wanted(now):
            return None
        return Conflict(self.text, _in_lines(now), replace(self, seen=now))

    @property
    def text(self) -> str:
        return _in_lines(self.mentor)

    def _wanted(self, now: Mentor) -> Mentor:
        return replace(self.mentor, id=now.id, cohort=now.cohort)


@change("mentee.enrol", of=Mentee, title=N_("Enrol mentee"), creates=True)
class EnrolMentee(Change[Mentee]):
    subject: str
    mentee: Mentee

    def apply(self, before: Mentee | None, stamp: Stamp) -> Mentee:
        return replace(self.mentee, id=self.subject)

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        return _roster_refusal(self.mentee, actor, sight)

    def inverse(self, before: Mentee | None) -> "LetMenteeGo":
        return LetMenteeGo(self.subject)

    @property
    def text(self) -> str:
        return _in_lines(self.mentee)


@change("mentee.leave", of=Mentee, title=N_("Take mentee off the roster"))
class LetMenteeGo(Change[Mentee]):
    subject: str

    def apply(self, before: Mentee | None, stamp: Stamp) -> None:
        return None

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        return coordinators_only(actor)

    def inverse(self, before: Mentee | None) -> EnrolMentee | None:
        return None if before is None else EnrolMentee(self.subject, before)


@change("mentee.revise", of=Mentee, title=N_("Update mentee"))
class ReviseMentee(Change[Mentee]):
    """Takes over what the roster says now; pins and forbidden pairs stay the coordinator's.

    It carries the place as it was seen, as a mentor's does.
    """

    subject: str
    mentee: Mentee
    seen: Mentee | None = None
    """None from a program that did not tell yet."""

    def apply(self, before: Mentee | None, stamp: Stamp) -> Mentee | None:
        return before and self._wanted(before)

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        if before is not None and _says_else(before, self.seen):
            return coordinators_only(actor) or _CHANGED
        return _roster_refusal(self.mentee, actor, sight)

    def inverse(self, before: Mentee | None) -> "ReviseMentee | None":
        return None if before is None else ReviseMentee(self.subject, before, self._wanted(before))

    def seeing(self, before: Mentee | None) -> "ReviseMentee":
        return replace(self, seen=self.seen or before)

    def conflict(self, now: Mentee) -> Conflict | None:
        if not _says_else(now, self.seen) or now == self._wanted(now):
            return None
        return Conflict(self.text, _in_lines(now), replace(self, seen=now))

    @property
    def text(self) -> str:
        return _in_lines(self.mentee)

    def _wanted(self, now: Mentee) -> Mentee:
        return replace(self.mentee, id=now.id, cohort=now.cohort, pinned_to=now.pinned_to, forbidden=now.forbidden)


@change("mentee.pin", of=Mentee, title=N_("Pin pair"))
class PinPair(Change[Mentee]):
    """This mentee goes to this mentor, whatever the plan would say. It lifts a ban on the pair."""

    subject: str
    mentor: MentorId

    def apply(self, before: Mentee | None, stamp: Stamp) -> Mentee | None:
        return before and replace(
            before, pinned_to=self.mentor, forbidden=tuple(m for m in before.forbidden if m != self.mentor)
        )

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        if sight.see(Mentor, self.mentor) is None:
            return say("That mentor has left the cohort.")
        return coordinators_only(actor)

    def inverse(self, before: Mentee | None) -> "SetWishes | None":
        return None if before is None else SetWishes(self.subject, before.pinned_to, before.forbidden)


@change("mentee.forbid", of=Mentee, title=N_("Forbid pair"))
class ForbidPair(Change[Mentee]):
    """This mentee never goes to this mentor. It lifts a pin on the pair.

    It also follows from a mentee's wish for another mentor.
    """

    subject: str
    mentor: MentorId

    def apply(self, before: Mentee | None, stamp: Stamp) -> Mentee | None:
        if before is None or self.mentor in before.forbidden:
            return before
        pinned = None if before.pinned_to == self.mentor else before.pinned_to
        return replace(before, pinned_to=pinned, forbidden=(*before.forbidden, self.mentor))

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        return None if actor == HUB else coordinators_only(actor)

    def inverse(self, before: Mentee | None) -> "SetWishes | None":
        return None if before is None else SetWishes(self.subject, before.pinned_to, before.forbidden)


@change("mentee.wishes", of=Mentee, title=N_("Change pins and bans"))
class SetWishes(Change[Mentee]):
    """All wishes for one mentee at once: lifts a pin or a ban, and takes one back."""

    subject: str
    pinned_to: MentorId | None
    forbidden: tuple[MentorId, ...]

    def apply(self, before: Mentee | None, stamp: Stamp) -> Mentee | None:
        return before and replace(before, pinned_to=self.pinned_to, forbidden=self.forbidden)

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        return coordinators_only(actor)

    def inverse(self, before: Mentee | None) -> "SetWishes | None":
        return None if before is None else SetWishes(self.subject, before.pinned_to, before.forbidden)


@change("mentor.seats", of=Mentor, title=N_("Change seats"))
class SetSeats(Change[Mentor]):
    subject: str
    capacity: int
    least: int = 0

    def apply(self, before: Mentor | None, stamp: Stamp) -> Mentor | None:
        return before and replace(before, capacity=self.capacity, least=self.least)

    def refusal(self, before: Mentor | None, actor: Actor, sight: Sight) -> Message | None:
        if not 0 <= self.least <= self.capacity:
            return say("A mentor has at least as many seats as mentees they must have.")
        return coordinators_only(actor)

    def inverse(self, before: Mentor | None) -> "SetSeats | None":
        return None if before is None else SetSeats(self.subject, before.capacity, before.least)


@change("mentee.priority", of=Mentee, title=N_("Change priority"))
class SetPriority(Change[Mentee]):
    """Who comes first when seats are few."""

    subject: str
    priority: int

    def apply(self, before: Mentee | None, stamp: Stamp) -> Mentee | None:
        return before and replace(before, priority=self.priority)

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        if not 0 <= self.priority <= MOST_PRIORITY:
            return say("A priority is usual, before others, or first of all.")
        return coordinators_only(actor)

    def inverse(self, before: Mentee | None) -> "SetPriority | None":
        return None if before is None else SetPriority(self.subject, before.priority)


@change("mentee.company", of=Mentee, title=N_("Keep together or apart"))
class SetCompany(Change[Mentee]):
    """With whom this mentee shares a mentor, and with whom never: all of it at once."""

    subject: str
    together: tuple[MenteeId, ...]
    apart: tuple[MenteeId, ...]

    def apply(self, before: Mentee | None, stamp: Stamp) -> Mentee | None:
        return before and replace(before, together=self.together, apart=self.apart)

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        if self.subject in self.together or self.subject in self.apart:
            return say("That is one and the same mentee.")
        if set(self.together) & set(self.apart):
            return say("Two mentees cannot be kept together and apart.")
        return coordinators_only(actor)

    def inverse(self, before: Mentee | None) -> "SetCompany | None":
        return None if before is None else SetCompany(self.subject, before.together, before.apart)


def _in_lines(place: Mentor | Mentee) -> str:
    """A place as somebody would read it out."""
    told = place.bio if isinstance(place, Mentor) else place.goal
    skills = place.skills if isinstance(place, Mentor) else place.wants
    return "\n".join(line for line in (place.name, place.email, ", ".join(skills), told) if line)


def _says_else(now: Mentor | Mentee, seen: Mentor | Mentee | None) -> bool:
    """Whether a place says something else than somebody saw, as far as a revision overwrites it."""
    return seen is not None and _told(now) != _told(seen)


def _told(place: Mentor | Mentee) -> Mentor | Mentee:
    """A place without what a revision leaves as it is."""
    return replace(place, pinned_to=None, forbidden=()) if isinstance(place, Mentee) else place
