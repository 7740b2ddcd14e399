"""Who works with whom: pairs are published, engagements open, and some end early.

An engagement that has ended stays, and so does everything that was handed in and said in it: those
scopes are their own. Only an engagement that nobody has begun to use goes with its publication.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import (
    HUB,
    Actor,
    Aggregate,
    Change,
    Sight,
    Stamp,
    aggregate,
    between_us,
    change,
)
from growtogether_desktop.domain.cohorts import COORDINATORS, Cohort, Mentee, Mentor, coordinators_only
from growtogether_desktop.domain.ids import CohortId, EngagementId, MenteeId, MentorId, PersonId
from growtogether_desktop.domain.leaving import Leaving

PAIRS_AT_ONCE = 500
"""A publication of more pairs goes up in several changes, so that none outgrows a push."""
MESSAGE_BYTES = 4_000


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
    publication: str = ""
    """The publication that opened it."""
    message_to_mentor: str = ""
    message_to_mentee: str = ""
    """What the coordinator wrote to either side when it was published. Each is shown to its own side."""
    used: datetime | None = None
    """Since when work has been handed in here; None while nobody has begun."""
    ended: Stamp | None = None
    """Who ended it, and when."""

    def called(self, sight: Sight) -> str:
        return f"{self.mentor_name} · {self.mentee_name}"

    @property
    def audience(self) -> frozenset[str]:
        return COORDINATORS | {self.mentor, self.mentee}

    @property
    def parent(self) -> str:
        return self.cohort

    @property
    def words(self) -> str:
        return f"{self.mentor_name} {self.mentee_name}"

    def without(self, leaving: Leaving, sight: Sight) -> "Engagement | None":
        """What was worked on together is the other's too; a pair that nobody has begun to use is nobody's."""
        if leaving.person not in (self.mentor, self.mentee):
            return self
        if self.used is None:
            return None
        return replace(
            self,
            mentor_name=leaving.called(self.mentor, self.mentor_name),
            mentee_name=leaving.called(self.mentee, self.mentee_name),
            message_to_mentor="" if leaving.is_(self.mentor) else self.message_to_mentor,
            message_to_mentee="" if leaving.is_(self.mentee) else self.message_to_mentee,
            reasons=(),
            ended=self.ended or Stamp(leaving.pseudonym, leaving.at),
        )


@aggregate("another")
class AnotherMentor(Aggregate):
    """A mentee's wish for somebody else, and why; the mentee and the coordinators read it."""

    engagement: EngagementId
    cohort: CohortId
    mentor: PersonId
    mentee: PersonId
    mentee_name: str
    reason: str
    asked: datetime

    def called(self, sight: Sight) -> str:
        return self.mentee_name

    @property
    def scope(self) -> str:
        return between_us(self.mentee)

    @property
    def audience(self) -> frozenset[str]:
        return COORDINATORS | {self.mentee}

    @property
    def parent(self) -> str:
        return self.cohort

    @property
    def words(self) -> str:
        return self.reason

    def without(self, leaving: Leaving, sight: Sight) -> "AnotherMentor | None":
        return None if leaving.is_(self.mentee) else self


def engagement_id(mentor: MentorId, mentee: MenteeId) -> EngagementId:
    """The same two people in the same cohort have one engagement, however often it is published."""
    return EngagementId(f"{mentor.partition('@')[0]}+{mentee}")


def _message_refusal(*messages: str) -> Message | None:
    if any(len(message.encode()) > MESSAGE_BYTES for message in messages):
        return say("That message is too long; 4 000 bytes is the most.")
    return None


@change("cohort.publish", of=Cohort, title=N_("Publish pairs"))
class PublishPairs(Change[Cohort]):
    """Tell everybody who their mentor is. People read it at once, so a person confirms it first.

    The hub opens an engagement for every pair (see `domain.reactions`).
    """

    subject: str
    pairs: tuple[Pair, ...]
    message_to_mentors: str = ""
    message_to_mentees: str = ""
    publication: str = ""
    """A new id, the same for every batch of one publication: what was opened by it can be withdrawn."""

    def apply(self, before: Cohort | None, stamp: Stamp) -> Cohort | None:
        return before and replace(before, published=stamp.at)

    def refusal(self, before: Cohort | None, actor: Actor, sight: Sight) -> Message | None:
        if not self.pairs:
            return say("There is no pair to publish.")
        for pair in self.pairs:
            mentor, mentee = sight.see(Mentor, pair.mentor), sight.see(Mentee, pair.mentee)
            if mentor is None or mentee is None or not mentor.cohort == mentee.cohort == self.subject:
                return say("Somebody in this plan has left the cohort. Solve again, then publish.")
        return _message_refusal(self.message_to_mentors, self.message_to_mentees) or coordinators_only(actor)

    def inverse(self, before: Cohort | None) -> "WithdrawPublication | None":
        if before is None:
            return None
        opened = tuple(engagement_id(pair.mentor, pair.mentee) for pair in self.pairs)
        return WithdrawPublication(self.subject, self.publication, opened, before.published)

    @property
    def text(self) -> str:
        return "\n\n".join(filter(None, (self.message_to_mentors, self.message_to_mentees)))


@change("cohort.withdraw", of=Cohort, title=N_("Withdraw publication"))
class WithdrawPublication(Change[Cohort]):
    """Take a publication back. Pairs in which work has been handed in stay; the hub sees to it.

    `engagements` are those the publication may have opened, `published` is when the cohort was
    published before it.
    """

    subject: str
    publication: str
    engagements: tuple[EngagementId, ...]
    published: datetime | None = None

    def apply(self, before: Cohort | None, stamp: Stamp) -> Cohort | None:
        return before and replace(before, published=self.published)

    def refusal(self, before: Cohort | None, actor: Actor, sight: Sight) -> Message | None:
        found = [sight.see(Engagement, id) for id in self.engagements]
        if found and all(one is not None and one.used for one in found):
            return say("All of these pairs have begun to work together; the publication stays.")
        return coordinators_only(actor)

    def withdraws(self, engagement: Engagement) -> bool:
        """Whether this engagement goes with the publication."""
        return (engagement.cohort, engagement.publication) == (self.subject, self.publication) and not engagement.used


@change("cohort.stays_published", of=Cohort, title=N_("Keep published"))
class StayPublished(Change[Cohort]):
    """Follows from a publication of which not everything could be withdrawn."""

    subject: str

    def apply(self, before: Cohort | None, stamp: Stamp) -> Cohort | None:
        return before and replace(before, published=before.published or stamp.at)

    def refusal(self, before: Cohort | None, actor: Actor, sight: Sight) -> Message | None:
        return None if actor == HUB else say("A cohort is published with its pairs.")


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
    publication: str = ""
    message_to_mentor: str = ""
    message_to_mentee: str = ""

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
            self.publication,
            self.message_to_mentor,
            self.message_to_mentee,
        )

    def refusal(self, before: Engagement | None, actor: Actor, sight: Sight) -> Message | None:
        return None if actor == HUB else say("Engagements open when a coordinator publishes pairs.")


@change("engagement.renew", of=Engagement, title=N_("Open engagement"))
class RenewEngagement(Change[Engagement]):
    """Follows from a publication of two people whose engagement had ended."""

    subject: str
    fit: int
    reasons: tuple[str, ...]
    publication: str
    message_to_mentor: str
    message_to_mentee: str

    def apply(self, before: Engagement | None, stamp: Stamp) -> Engagement | None:
        if before is None or before.ended is None:
            return before
        return replace(
            before,
            fit=self.fit,
            reasons=self.reasons,
            publication=self.publication,
            message_to_mentor=self.message_to_mentor,
            message_to_mentee=self.message_to_mentee,
            ended=None,
        )

    def refusal(self, before: Engagement | None, actor: Actor, sight: Sight) -> Message | None:
        return None if actor == HUB else say("Engagements open when a coordinator publishes pairs.")


@change("engagement.use", of=Engagement, title=N_("Begin to work together"))
class UseEngagement(Change[Engagement]):
    """Follows from the first work that is handed in."""

    subject: str

    def apply(self, before: Engagement | None, stamp: Stamp) -> Engagement | None:
        return before if before is None or before.used else replace(before, used=stamp.at)

    def refusal(self, before: Engagement | None, actor: Actor, sight: Sight) -> Message | None:
        return None if actor == HUB else say("An engagement is in use when work is handed in.")


@change("engagement.drop", of=Engagement, title=N_("Withdraw pair"))
class DropEngagement(Change[Engagement]):
    """Follows from a publication that was withdrawn, when nobody has begun."""

    subject: str

    def apply(self, before: Engagement | None, stamp: Stamp) -> Engagement | None:
        return before if before is not None and before.used else None

    def refusal(self, before: Engagement | None, actor: Actor, sight: Sight) -> Message | None:
        return None if actor == HUB else say("A pair goes when its publication is withdrawn.")


@change("engagement.end", of=Engagement, title=N_("End engagement"))
class EndEngagement(Change[Engagement]):
    """They no longer work together; what they have done stays readable, and can be finished."""

    subject: str
    by: PersonId
    """Who wants it; the hub asks for it in a mentee's name."""

    def apply(self, before: Engagement | None, stamp: Stamp) -> Engagement | None:
        return before if before is None or before.ended else replace(before, ended=Stamp(self.by, stamp.at))

    def refusal(self, before: Engagement | None, actor: Actor, sight: Sight) -> Message | None:
        if actor == HUB:
            return None
        if actor.id != self.by or not actor.coordinates:
            return say("Coordinators end an engagement; a mentee may ask for another mentor.")
        return say("They no longer work together already.") if before is not None and before.ended else None

    def inverse(self, before: Engagement | None) -> "ReopenEngagement | None":
        return None if before is None or before.ended else ReopenEngagement(self.subject)


@change("engagement.reopen", of=Engagement, title=N_("Reopen engagement"))
class ReopenEngagement(Change[Engagement]):
    subject: str

    def apply(self, before: Engagement | None, stamp: Stamp) -> Engagement | None:
        return before and replace(before, ended=None)

    def refusal(self, before: Engagement | None, actor: Actor, sight: Sight) -> Message | None:
        return coordinators_only(actor)


@change("another.ask", of=AnotherMentor, title=N_("Ask for another mentor"), creates=True)
class AskForAnotherMentor(Change[AnotherMentor]):
    """The engagement ends and the mentee is back among those to be paired, never with this mentor again
    unless a coordinator allows it (see `domain.reactions`). A mentee confirms it first.
    """

    subject: str
    engagement: EngagementId
    cohort: CohortId
    mentor: PersonId
    mentee_name: str
    reason: str

    def apply(self, before: AnotherMentor | None, stamp: Stamp) -> AnotherMentor:
        return AnotherMentor(
            self.subject,
            self.engagement,
            self.cohort,
            self.mentor,
            stamp.by,
            self.mentee_name,
            self.reason.strip(),
            stamp.at,
        )

    def refusal(self, before: AnotherMentor | None, actor: Actor, sight: Sight) -> Message | None:
        engagement = sight.see(Engagement, self.engagement)
        if engagement is None or engagement.mentee != actor.id:
            return say("Only its mentee asks for another mentor.")
        if (engagement.mentor, engagement.cohort) != (self.mentor, self.cohort):
            return say("That is not the mentor of this engagement.")
        if engagement.ended:
            return say("You no longer work together already.")
        if not self.reason.strip():
            return say("Say in a few words why. Only the coordinators read it.")
        return _message_refusal(self.reason)

    @property
    def text(self) -> str:
        return self.reason
