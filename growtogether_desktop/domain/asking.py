"""Questions made of a plan: who is asked about whom, and what they read of each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.domain.ids import CohortId
from growtogether_desktop.domain.proposals import (
    MOST_SUGGESTED,
    SUGGESTED,
    AskAgain,
    AskForOpinion,
    Proposal,
    ReopenQuestion,
    Suggestion,
    proposal_id,
)

Question = AskForOpinion | AskAgain | ReopenQuestion


@dataclass(frozen=True, slots=True)
class Likely:
    """Two who might work together."""

    mentee: Mentee
    mentor: Mentor
    fit: int
    """0 to 100."""
    reasons: tuple[str, ...] = ()


def questions(
    cohort: Cohort, likely: Iterable[Likely], until: datetime, asked: Mapping[str, Proposal]
) -> tuple[Question, ...]:
    """What to ask everybody in `likely`: each mentee about their best mentors, each mentor about those mentees.

    `asked` are the cohort's proposals by id. Whoever has one is asked again: with those suggested now and those
    they would rather not work with, so that a veto can still be lifted. Whoever would be asked the same is left alone.
    """
    of_mentees: dict[str, list[Likely]] = {}
    for one in likely:
        of_mentees.setdefault(one.mentee.id, []).append(one)
    changes: list[Question] = []
    of_mentors: dict[str, list[Likely]] = {}
    for id in sorted(of_mentees):
        best = sorted(of_mentees[id], key=lambda one: (-one.fit, one.mentor.id))[:SUGGESTED]
        changes += _ask(cohort, MENTEE, best[0].mentee, [_mentor(one) for one in best], until, asked)
        for one in best:
            of_mentors.setdefault(one.mentor.id, []).append(one)
    for id in sorted(of_mentors):
        best = sorted(of_mentors[id], key=lambda one: (-one.fit, one.mentee.id))[:MOST_SUGGESTED]
        changes += _ask(cohort, MENTOR, best[0].mentor, [_mentee(one) for one in best], until, asked)
    return tuple(changes)


def _ask(
    cohort: Cohort,
    side: str,
    place: Mentor | Mentee,
    suggested: Sequence[Suggestion],
    until: datetime,
    asked: Mapping[str, Proposal],
) -> list[Question]:
    id = proposal_id(side, place.id)
    before = asked.get(id)
    if before is None:
        about = tuple(suggested)
        proposal = Proposal(
            id, CohortId(cohort.id), cohort.title, side, place.id, place.person, place.name, about, until
        )
        return [AskForOpinion(id, proposal)]
    vetoed = before.opinion.vetoed if before.opinion else ()
    now = {suggestion.place for suggestion in suggested}
    kept = [one for one in before.suggestions if one.place in vetoed and one.place not in now]
    about = (*suggested, *kept[: MOST_SUGGESTED - len(suggested)])
    changes: list[Question] = [ReopenQuestion(id)] if before.closed else []
    if (about, until) != (before.suggestions, before.until):
        changes.append(AskAgain(id, about, until))
    return changes


def _mentor(one: Likely) -> Suggestion:
    told = one.mentor
    return Suggestion(told.id, told.name, one.fit, told.skills, one.reasons, told.bio, told.level, told.languages)


def _mentee(one: Likely) -> Suggestion:
    told = one.mentee
    return Suggestion(told.id, told.name, one.fit, told.wants, one.reasons, told.goal, told.level, told.languages)
