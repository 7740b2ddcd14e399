"""A cohort: who wants to learn, who offers to teach, and who ends up together.

The roster (mentors, mentees and the coordinator's wishes) lives in the cohort's scope, which only
coordinators read. What the two people concerned may see is the engagement, in a scope of its own.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import (
    COORDINATOR,
    HUB,
    Actor,
    Aggregate,
    Change,
    Sight,
    Stamp,
    aggregate,
    all_with_role,
    change,
)
from growtogether_desktop.domain.ids import CohortId, EngagementId, MenteeId, MentorId, PersonId

COORDINATORS = frozenset({all_with_role(COORDINATOR)})
PAIRS_AT_ONCE = 500
"""A publication of more pairs goes up in several changes, so that none outgrows a push."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One mentee with one mentor, and why."""

    mentor: MentorId
    mentee: MenteeId
    fit: int
    """0 (nothing in common) to 100 (everything wanted is offered)."""
    reasons: tuple[str, ...] = ()
    """The skills that brought them together, as people write them."""


@aggregate("cohort")
class Cohort(Aggregate):
    title: str
    started: datetime
    published: datetime | None = None

    @property
    def audience(self) -> frozenset[str]:
        return COORDINATORS

    @property
    def words(self) -> str:
        return self.title


@aggregate("mentor")
class Mentor(Aggregate):
    """A person's place as a mentor in a cohort."""

    cohort: CohortId
    person: PersonId
    name: str
    skills: tuple[str, ...] = ()
    capacity: int = 1
    """Seats: how many mentees at most."""
    level: int = 4
    """1 (beginner) to 5 (expert), by Dreyfus."""
    languages: tuple[str, ...] = ()
    """Languages spoken, as ISO 639-1 codes; none means any."""
    email: str = ""
    bio: str = ""

    @property
    def scope(self) -> str:
        return f"cohort:{self.cohort}"

    @property
    def parent(self) -> str:
        return self.cohort

    @property
    def words(self) -> str:
        return " ".join((self.name, *self.skills, self.bio))


@aggregate("mentee")
class Mentee(Aggregate):
    """A person's place as a mentee in a cohort, and the coordinator's wishes for it."""

    cohort: CohortId
    person: PersonId
    name: str
    wants: tuple[str, ...] = ()
    """Skills to learn."""
    skills: tuple[str, ...] = ()
    """Skills already there."""
    level: int = 2
    """1 (beginner) to 5 (expert), by Dreyfus."""
    languages: tuple[str, ...] = ()
    """Languages spoken, as ISO 639-1 codes; none means any."""
    email: str = ""
    goal: str = ""
    pinned_to: MentorId | None = None
    forbidden: tuple[MentorId, ...] = ()
    """In the order they were forbidden."""

    @property
    def scope(self) -> str:
        return f"cohort:{self.cohort}"

    @property
    def parent(self) -> str:
        return self.cohort

    @property
    def words(self) -> str:
        return " ".join((self.name, *self.wants, self.goal))


@aggregate("engagement")
class Engagement(Aggregate):
    """A mentor and a mentee who work together; the two of them and the coordinators see it."""

    cohort: CohortId
    cohort_title: str
    mentor: PersonId
    mentor_name: str
    mentee: PersonId
    mentee_name: str
    fit: int
    """0 to 100, as published."""
    reasons: tuple[str, ...]
    began: datetime

    @property
    def audience(self) -> frozenset[str]:
        return COORDINATORS | {self.mentor, self.mentee}

    @property
    def parent(self) -> str:
        return self.cohort

    @property
    def words(self) -> str:
        return f"{self.mentor_name} {self.mentee_name}"


def mentor_id(person: PersonId, cohort: CohortId) -> MentorId:
    return MentorId(f"{person}@{cohort}")


def mentee_id(person: PersonId, cohort: CohortId) -> MenteeId:
    return MenteeId(f"{person}@{cohort}")


def engagement_id(mentor: MentorId, mentee: MenteeId) -> EngagementId:
    """The same two people in the same cohort have one engagement, however often it is published."""
    return EngagementId(f"{mentor.partition('@')[0]}+{mentee}")


def _coordinators_only(actor: Actor) -> Message | None:
    return None if actor.coordinates else say("Only coordinators look after a cohort.")


def _roster_refusal(place: Mentor | Mentee, actor: Actor, sight: Sight) -> Message | None:
    if sight.see(Cohort, place.cohort) is None:
        return say("That cohort is no longer there.")
    if not place.name.strip():
        return say("A person needs a name.")
    return _coordinators_only(actor)


@change("cohort.start", of=Cohort, title=N_("Start cohort"), creates=True)
class StartCohort(Change[Cohort]):
    subject: str
    title: str

    def apply(self, before: Cohort | None, stamp: Stamp) -> Cohort:
        return Cohort(self.subject, self.title, stamp.at)

    def refusal(self, before: Cohort | None, actor: Actor, sight: Sight) -> Message | None:
        if not self.title.strip():
            return say("A cohort needs a name.")
        return _coordinators_only(actor)

    def inverse(self, before: Cohort | None) -> "DropCohort":
        return DropCohort(self.subject)

    @property
    def text(self) -> str:
        return self.title


@change("cohort.drop", of=Cohort, title=N_("Remove cohort"))
class DropCohort(Change[Cohort]):
    """Takes back a cohort that was started by mistake; a published one stays."""

    subject: str

    def apply(self, before: Cohort | None, stamp: Stamp) -> Cohort | None:
        return before if before is not None and before.published else None

    def refusal(self, before: Cohort | None, actor: Actor, sight: Sight) -> Message | None:
        if before is not None and before.published:
            return say("A published cohort stays.")
        return _coordinators_only(actor)


@change("cohort.rename", of=Cohort, title=N_("Rename cohort"))
class RenameCohort(Change[Cohort]):
    subject: str
    title: str

    def apply(self, before: Cohort | None, stamp: Stamp) -> Cohort | None:
        return before and replace(before, title=self.title)

    def refusal(self, before: Cohort | None, actor: Actor, sight: Sight) -> Message | None:
        if not self.title.strip():
            return say("A cohort needs a name.")
        return _coordinators_only(actor)

    def inverse(self, before: Cohort | None) -> "RenameCohort | None":
        return None if before is None else RenameCohort(self.subject, before.title)

    @property
    def text(self) -> str:
        return self.title


@change("cohort.publish", of=Cohort, title=N_("Publish pairs"))
class PublishPairs(Change[Cohort]):
    """Tell everybody who their mentor is. There is no way back, so a person confirms it first.

    The hub opens an engagement for every pair (see `domain.reactions`).
    """

    subject: str
    pairs: tuple[Pair, ...]

    def apply(self, before: Cohort | None, stamp: Stamp) -> Cohort | None:
        return before and replace(before, published=stamp.at)

    def refusal(self, before: Cohort | None, actor: Actor, sight: Sight) -> Message | None:
        if not self.pairs:
            return say("There is no pair to publish.")
        for pair in self.pairs:
            mentor, mentee = sight.see(Mentor, pair.mentor), sight.see(Mentee, pair.mentee)
            if mentor is None or mentee is None or not mentor.cohort == mentee.cohort == self.subject:
                return say("Somebody in this plan has left the cohort. Solve again, then publish.")
        return _coordinators_only(actor)


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
        return self.mentor.name


@change("mentor.leave", of=Mentor, title=N_("Take mentor off the roster"))
class LetMentorGo(Change[Mentor]):
    subject: str

    def apply(self, before: Mentor | None, stamp: Stamp) -> None:
        return None

    def refusal(self, before: Mentor | None, actor: Actor, sight: Sight) -> Message | None:
        return _coordinators_only(actor)

    def inverse(self, before: Mentor | None) -> EnrolMentor | None:
        return None if before is None else EnrolMentor(self.subject, before)


@change("mentor.revise", of=Mentor, title=N_("Update mentor"))
class ReviseMentor(Change[Mentor]):
    subject: str
    mentor: Mentor

    def apply(self, before: Mentor | None, stamp: Stamp) -> Mentor | None:
        return before and replace(self.mentor, id=before.id, cohort=before.cohort)

    def refusal(self, before: Mentor | None, actor: Actor, sight: Sight) -> Message | None:
        return _roster_refusal(self.mentor, actor, sight)

    def inverse(self, before: Mentor | None) -> "ReviseMentor | None":
        return None if before is None else ReviseMentor(self.subject, before)


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
        return self.mentee.name


@change("mentee.leave", of=Mentee, title=N_("Take mentee off the roster"))
class LetMenteeGo(Change[Mentee]):
    subject: str

    def apply(self, before: Mentee | None, stamp: Stamp) -> None:
        return None

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        return _coordinators_only(actor)

    def inverse(self, before: Mentee | None) -> EnrolMentee | None:
        return None if before is None else EnrolMentee(self.subject, before)


@change("mentee.revise", of=Mentee, title=N_("Update mentee"))
class ReviseMentee(Change[Mentee]):
    """Takes over what the roster says now; pins and forbidden pairs stay the coordinator's."""

    subject: str
    mentee: Mentee

    def apply(self, before: Mentee | None, stamp: Stamp) -> Mentee | None:
        return before and replace(
            self.mentee, id=before.id, cohort=before.cohort, pinned_to=before.pinned_to, forbidden=before.forbidden
        )

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        return _roster_refusal(self.mentee, actor, sight)

    def inverse(self, before: Mentee | None) -> "ReviseMentee | None":
        return None if before is None else ReviseMentee(self.subject, before)


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
        return _coordinators_only(actor)

    def inverse(self, before: Mentee | None) -> "SetWishes | None":
        return None if before is None else SetWishes(self.subject, before.pinned_to, before.forbidden)


@change("mentee.forbid", of=Mentee, title=N_("Forbid pair"))
class ForbidPair(Change[Mentee]):
    """This mentee never goes to this mentor. It lifts a pin on the pair."""

    subject: str
    mentor: MentorId

    def apply(self, before: Mentee | None, stamp: Stamp) -> Mentee | None:
        if before is None or self.mentor in before.forbidden:
            return before
        pinned = None if before.pinned_to == self.mentor else before.pinned_to
        return replace(before, pinned_to=pinned, forbidden=(*before.forbidden, self.mentor))

    def refusal(self, before: Mentee | None, actor: Actor, sight: Sight) -> Message | None:
        return _coordinators_only(actor)

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
        return _coordinators_only(actor)

    def inverse(self, before: Mentee | None) -> "SetWishes | None":
        return None if before is None else SetWishes(self.subject, before.pinned_to, before.forbidden)


@change("engagement.open", of=Engagement, title=N_("Open engagement"), creates=True)
class OpenEngagement(Change[Engagement]):
    """Follows from a publication; the hub asks for it, nobody else."""

    subject: str
    cohort: CohortId
    cohort_title: str
    mentor: PersonId
    mentor_name: str
    mentee: PersonId
    mentee_name: str
    fit: int
    reasons: tuple[str, ...]

    def apply(self, before: Engagement | None, stamp: Stamp) -> Engagement:
        return Engagement(
            self.subject,
            self.cohort,
            self.cohort_title,
            self.mentor,
            self.mentor_name,
            self.mentee,
            self.mentee_name,
            self.fit,
            self.reasons,
            stamp.at,
        )

    def refusal(self, before: Engagement | None, actor: Actor, sight: Sight) -> Message | None:
        return None if actor == HUB else say("Engagements open when a coordinator publishes pairs.")
