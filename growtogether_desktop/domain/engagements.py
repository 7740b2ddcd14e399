"""Who works with whom: pairs are published, engagements open, and some end early."""

from dataclasses import dataclass, replace
from datetime import datetime

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import HUB, Actor, Aggregate, Change, Sight, Stamp, aggregate, change
from growtogether_desktop.domain.cohorts import COORDINATORS, Cohort, Mentee, Mentor, coordinators_only
from growtogether_desktop.domain.ids import CohortId, EngagementId, MenteeId, MentorId, PersonId

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


def engagement_id(mentor: MentorId, mentee: MenteeId) -> EngagementId:
    """The same two people in the same cohort have one engagement, however often it is published."""
    return EngagementId(f"{mentor.partition('@')[0]}+{mentee}")


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
        return coordinators_only(actor)


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
