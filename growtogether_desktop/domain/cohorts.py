"""A cohort: who wants to learn, who offers to teach, and by which rules they are brought together.

All of it lives in the cohort's scope, which only coordinators read. How people come and go is in
`roster`; what the two people of a pair may see, in `engagements`, in a scope of its own.
"""

from dataclasses import astuple, dataclass, replace
from datetime import datetime
from enum import StrEnum

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import (
    COORDINATOR,
    Actor,
    Aggregate,
    Change,
    Conflict,
    Sight,
    Stamp,
    aggregate,
    all_with_role,
    change,
)
from growtogether_desktop.domain.ids import CohortId, MenteeId, MentorId, PersonId
from growtogether_desktop.domain.leaving import Leaving

COORDINATORS = frozenset({all_with_role(COORDINATOR)})
HALF_HOURS = 336
"""Of a week, counted from Monday 00:00."""
MOST_PRIORITY = 2


@dataclass(frozen=True, slots=True)
class Weights:
    """How many points of 100 each part of a fit can bring, when they add up to 100; else in proportion."""

    goal: int = 35
    stack: int = 25
    gap: int = 15
    availability: int = 12
    language: int = 8
    past: int = 5


class Policy(StrEnum):
    """What makes one plan better than another."""

    FLOOR = "floor"
    """The least fit is as high as it can be; then the sum."""
    MOST = "most"
    """As many people as possible have a mentor; then the sum."""
    SUM = "sum"
    """The fits add up to the most."""
    LEXIMIN = "leximin"
    """The least fit is as high as it can be, then the second least, and so on."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a cohort's plan is made; the coordinator's to choose."""

    weights: Weights = Weights()
    policy: Policy = Policy.FLOOR
    keep: int = 0
    """Points that a pair is worth for being the published one, when the cohort is matched again."""
    learned: tuple[tuple[int, ...], ...] = ()
    """What outcomes have taught: for each feature, in the order of the weights, what each of its
    ramps adds, in hundredths of a point. None means the weights as they are."""


@aggregate("cohort")
class Cohort(Aggregate):
    title: str
    started: datetime
    published: datetime | None = None
    rules: Rules = Rules()

    def called(self, sight: Sight) -> str:
        return self.title

    @property
    def audience(self) -> frozenset[str]:
        return COORDINATORS

    @property
    def words(self) -> str:
        return self.title

    def without(self, leaving: Leaving, sight: Sight) -> "Cohort":
        return self


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
    least: int = 0
    """Mentees at least, when they have any seat at all to give."""
    free: tuple[tuple[int, int], ...] = ()
    """When there is time: half hours of the local week, as (first, behind the last); none means nobody said."""
    zone: str = ""
    """IANA time zone of that week; "" is the programme's."""

    def called(self, sight: Sight) -> str:
        return self.name

    @property
    def scope(self) -> str:
        return f"cohort:{self.cohort}"

    @property
    def parent(self) -> str:
        return self.cohort

    @property
    def words(self) -> str:
        return " ".join((self.name, *self.skills, self.bio))

    def without(self, leaving: Leaving, sight: Sight) -> "Mentor | None":
        return None if leaving.is_(self.person) else self


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
    free: tuple[tuple[int, int], ...] = ()
    """As a mentor's."""
    zone: str = ""
    priority: int = 0
    """0 usual, 1 before others, 2 first of all: who gets a seat when seats are few."""
    together: tuple[MenteeId, ...] = ()
    """Whoever has to have the same mentor; it counts both ways, whoever of the two it stands with."""
    apart: tuple[MenteeId, ...] = ()
    """Whoever may not have the same mentor; it counts both ways."""

    def called(self, sight: Sight) -> str:
        return self.name

    @property
    def scope(self) -> str:
        return f"cohort:{self.cohort}"

    @property
    def parent(self) -> str:
        return self.cohort

    @property
    def words(self) -> str:
        return " ".join((self.name, *self.wants, self.goal))

    def without(self, leaving: Leaving, sight: Sight) -> "Mentee | None":
        if leaving.is_(self.person):
            return None
        return replace(
            self,
            pinned_to=None if self.pinned_to and leaving.has(self.pinned_to) else self.pinned_to,
            forbidden=tuple(one for one in self.forbidden if not leaving.has(one)),
            together=tuple(one for one in self.together if not leaving.has(one)),
            apart=tuple(one for one in self.apart if not leaving.has(one)),
        )


def mentor_id(person: PersonId, cohort: CohortId) -> MentorId:
    return MentorId(f"{person}@{cohort}")


def mentee_id(person: PersonId, cohort: CohortId) -> MenteeId:
    return MenteeId(f"{person}@{cohort}")


def coordinators_only(actor: Actor) -> Message | None:
    return None if actor.coordinates else say("Only coordinators look after a cohort.")


@change("cohort.start", of=Cohort, title=N_("Start cohort"), creates=True)
class StartCohort(Change[Cohort]):
    subject: str
    title: str

    def apply(self, before: Cohort | None, stamp: Stamp) -> Cohort:
        return Cohort(self.subject, self.title, stamp.at)

    def refusal(self, before: Cohort | None, actor: Actor, sight: Sight) -> Message | None:
        if not self.title.strip():
            return say("A cohort needs a name.")
        return coordinators_only(actor)

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
        return coordinators_only(actor)


@change("cohort.rename", of=Cohort, title=N_("Rename cohort"))
class RenameCohort(Change[Cohort]):
    subject: str
    title: str
    seen: str | None = None
    """The title its author saw; None from a program that did not tell yet."""

    def apply(self, before: Cohort | None, stamp: Stamp) -> Cohort | None:
        return before and replace(before, title=self.title)

    def refusal(self, before: Cohort | None, actor: Actor, sight: Sight) -> Message | None:
        if not self.title.strip():
            return say("A cohort needs a name.")
        if before is not None and self.seen not in (None, before.title):
            return coordinators_only(actor) or say("Somebody has renamed this cohort meanwhile.")
        return coordinators_only(actor)

    def inverse(self, before: Cohort | None) -> "RenameCohort | None":
        return None if before is None else RenameCohort(self.subject, before.title, self.title)

    def seeing(self, before: Cohort | None) -> "RenameCohort":
        return self if before is None or self.seen is not None else replace(self, seen=before.title)

    def conflict(self, now: Cohort) -> Conflict | None:
        if self.seen is None or now.title in (self.seen, self.title):
            return None
        return Conflict(self.title, now.title, replace(self, seen=now.title))

    @property
    def text(self) -> str:
        return self.title


@change("cohort.rules", of=Cohort, title=N_("Change rules"))
class SetRules(Change[Cohort]):
    subject: str
    rules: Rules

    def apply(self, before: Cohort | None, stamp: Stamp) -> Cohort | None:
        return before and replace(before, rules=self.rules)

    def refusal(self, before: Cohort | None, actor: Actor, sight: Sight) -> Message | None:
        points = astuple(self.rules.weights)
        if not all(0 <= one <= 100 for one in points) or not any(points):
            return say("A weight is 0 to 100 points, and one of them has to count.")
        if not 0 <= self.rules.keep <= 100:
            return say("Keeping a pair is worth 0 to 100 points.")
        return coordinators_only(actor)

    def inverse(self, before: Cohort | None) -> "SetRules | None":
        return None if before is None else SetRules(self.subject, before.rules)
