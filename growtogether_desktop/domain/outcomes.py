"""How it went: what mentees say after a cohort, and what it tells about the effect of a mentor.

The mentee and the coordinators read it; mentors never do, so that mentees can be frank.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import Actor, Aggregate, Change, Sight, Stamp, aggregate, between_us, change
from growtogether_desktop.domain.cohorts import COORDINATORS, coordinators_only
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import CohortId, EngagementId, PersonId
from growtogether_desktop.domain.leaving import Leaving

MOST_PROGRESS = 10
MOST_SESSIONS = 500


@dataclass(frozen=True, slots=True)
class Experience:
    """A mentee's answer."""

    progress: int
    """Towards the goal: 0 (none) to 10 (reached)."""
    again: bool
    """Whether they would work with this mentor again."""
    sessions: int
    """How often they met."""

    @property
    def effect(self) -> float:
        """0 to 1. Progress and a wish to meet again count alike; stars are not asked for, because they saturate."""
        return (self.progress / MOST_PROGRESS + self.again) / 2


@aggregate("outcome")
class Outcome(Aggregate):
    """A question about one engagement, whose id it has, and the answer."""

    cohort: CohortId
    cohort_title: str
    mentor: PersonId
    mentor_name: str
    mentee: PersonId
    mentee_name: str
    asked: datetime
    experience: Experience | None = None

    def called(self, sight: Sight) -> str:
        return f"{self.mentor_name} · {self.mentee_name}"

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
        return self.mentee_name

    def without(self, leaving: Leaving, sight: Sight) -> "Outcome | None":
        if leaving.is_(self.mentee):
            return None
        return replace(self, mentor_name=leaving.called(self.mentor, self.mentor_name))


def effects(outcomes: Iterable[Outcome]) -> dict[PersonId, tuple[int, float]]:
    """For every mentor somebody has spoken about: of how many answers, and their mean effect, 0 to 1."""
    told: dict[PersonId, list[float]] = {}
    for outcome in outcomes:
        if outcome.experience is not None:
            told.setdefault(outcome.mentor, []).append(outcome.experience.effect)
    return {mentor: (len(told[mentor]), sum(sorted(told[mentor])) / len(told[mentor])) for mentor in sorted(told)}


def asking_about(engagement: Engagement) -> "AskForOutcome":
    """The question to its mentee."""
    return AskForOutcome(
        engagement.id,
        engagement.cohort,
        engagement.cohort_title,
        engagement.mentor,
        engagement.mentor_name,
        engagement.mentee,
        engagement.mentee_name,
    )


@change("outcome.ask", of=Outcome, title=N_("Ask how it went"), creates=True)
class AskForOutcome(Change[Outcome]):
    """One change for each engagement; a coordinator asks about a whole cohort at one go."""

    subject: str
    cohort: CohortId
    cohort_title: str
    mentor: PersonId
    mentor_name: str
    mentee: PersonId
    mentee_name: str

    def apply(self, before: Outcome | None, stamp: Stamp) -> Outcome:
        return Outcome(
            self.subject,
            self.cohort,
            self.cohort_title,
            self.mentor,
            self.mentor_name,
            self.mentee,
            self.mentee_name,
            stamp.at,
        )

    def refusal(self, before: Outcome | None, actor: Actor, sight: Sight) -> Message | None:
        if not actor.coordinates:
            return coordinators_only(actor)
        engagement = sight.see(Engagement, EngagementId(self.subject))
        if engagement is None or asking_about(engagement) != self:
            return say("These two do not work together.")
        return None

    def inverse(self, before: Outcome | None) -> "WithdrawOutcome":
        return WithdrawOutcome(self.subject)


@change("outcome.withdraw", of=Outcome, title=N_("Withdraw question"))
class WithdrawOutcome(Change[Outcome]):
    """Takes back a question that nobody has answered."""

    subject: str

    def apply(self, before: Outcome | None, stamp: Stamp) -> Outcome | None:
        return before if before is not None and before.experience else None

    def refusal(self, before: Outcome | None, actor: Actor, sight: Sight) -> Message | None:
        if before is not None and before.experience:
            return say("{name} has answered; the question stays.", name=before.mentee_name)
        return coordinators_only(actor)


@change("outcome.answer", of=Outcome, title=N_("Say how it went"))
class AnswerOutcome(Change[Outcome]):
    subject: str
    experience: Experience | None
    """None takes the answer back."""

    def apply(self, before: Outcome | None, stamp: Stamp) -> Outcome | None:
        return before and replace(before, experience=self.experience)

    def refusal(self, before: Outcome | None, actor: Actor, sight: Sight) -> Message | None:
        if before is None or before.mentee != actor.id:
            return say("Only who is asked answers.")
        told = self.experience
        if told is None:
            return None
        if not 0 <= told.progress <= MOST_PROGRESS:
            return say("Progress is a number from 0 to 10.")
        if not 0 <= told.sessions <= MOST_SESSIONS:
            return say("Sessions are a number from 0 to {most}.", most=MOST_SESSIONS)
        return None

    def inverse(self, before: Outcome | None) -> "AnswerOutcome | None":
        return None if before is None else AnswerOutcome(self.subject, before.experience)
