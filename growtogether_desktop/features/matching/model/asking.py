"""Asking both sides: whom they would like before pairs are published, and how it went afterwards."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from growtogether_desktop.base.i18n import say, say_n
from growtogether_desktop.domain.changes import MENTEE, MENTOR, Change
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import CohortId, MenteeId, MentorId
from growtogether_desktop.domain.outcomes import asking_about
from growtogether_desktop.domain.proposals import (
    MOST_SUGGESTED,
    SUGGESTED,
    AskAgain,
    AskForOpinion,
    CloseQuestion,
    Suggestion,
    proposal_id,
)
from growtogether_desktop.domain.proposals import Proposal as Question
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import Proposal
from growtogether_desktop.pairing.plans.plan import Scored, reasons
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from growtogether_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Answers:
    """How far the asking is."""

    asked: int
    answered: int
    open: int
    """Questions that can still be answered."""
    until: datetime | None
    """The last day that was hoped for."""


class Asking:
    """Questions of one cohort. What is answered counts in the next plan by itself."""

    def __init__(self, workspace: Workspace, matching: MatchingModel) -> None:
        self._workspace = workspace
        self._matching = matching

    @property
    def answers(self) -> Answers:
        questions = self._matching.people.questions
        return Answers(
            len(questions),
            sum(one.opinion is not None for one in questions),
            sum(not one.closed for one in questions),
            max((one.until for one in questions), default=None),
        )

    @property
    def can_ask(self) -> bool:
        """Whether there is a plan to ask about."""
        proposal = self._matching.proposal
        return proposal is not None and proposal.settled and bool(proposal.plan.pairs) and proposal.scored is not None

    async def ask(self, sides: Collection[str], until: datetime) -> int:
        """Ask everybody of these sides who has not been told; whoever was asked is asked anew. Says how many."""
        proposal, cohort = self._matching.proposal, self._matching.cohort
        if proposal is None or cohort is None or not self.can_ask:
            return 0
        work = partial(_questions, proposal, cohort, frozenset(sides), until)
        questions = await self._workspace.background.compute(work)
        known = {one.id: one for one in proposal.people.questions}
        changes: list[Change[Any]] = [
            AskAgain(one.id, one.suggestions, until) if one.id in known else AskForOpinion(one.id, one)
            for one in questions
        ]
        if changes:
            title = say_n("Ask {n} person for an opinion", "Ask {n} people for their opinions", len(changes))
            await self._workspace.do(*changes, title=title)
        return len(changes)

    async def close(self) -> None:
        """From now on all answers stay as they are."""
        changes = [CloseQuestion(one.id) for one in self._matching.people.questions if not one.closed]
        if changes:
            await self._workspace.do(*changes, title=say("Close the questions"))

    @property
    def unasked_outcomes(self) -> int:
        """So many pairs have not been asked how it went."""
        return len(self._without_outcome())

    async def ask_how_it_went(self) -> None:
        """Ask the mentee of every pair that works together, or has."""
        changes = [asking_about(one) for one in self._without_outcome()]
        if changes:
            title = say_n("Ask {n} mentee how it went", "Ask {n} mentees how it went", len(changes))
            await self._workspace.do(*changes, title=title)

    def _without_outcome(self) -> list[Engagement]:
        asked = {outcome.id for outcome in self._matching.people.outcomes}
        return [one for one in self._matching.people.engagements if one.id not in asked]


def _questions(proposal: Proposal, cohort: Cohort, sides: frozenset[str], until: datetime) -> list[Question]:
    scored = proposal.scored
    assert scored is not None
    here = {pair.mentee: pair.mentor for pair in proposal.plan.pairs}
    offered = [_columns(scored, row, here.get(MenteeId(one.id))) for row, one in enumerate(scored.mentees)]
    questions = []
    for row, mentee in enumerate(scored.mentees):
        if MENTEE in sides and offered[row]:
            suggested = tuple(_mentor(scored, row, column) for column in offered[row])
            questions.append(_question(cohort, MENTEE, mentee, suggested, until))
    wanted_by: dict[int, list[int]] = {}
    for row, columns in enumerate(offered):
        for column in columns:
            wanted_by.setdefault(column, []).append(row)
    for column, mentor in enumerate(scored.mentors):
        rows = wanted_by.get(column, [])
        best = sorted(rows, key=lambda row: (-int(scored.points[row, column]), row))[:MOST_SUGGESTED]
        if MENTOR in sides and best and mentor.capacity:
            suggested = tuple(_mentee(scored, row, column) for row in best)
            questions.append(_question(cohort, MENTOR, mentor, suggested, until))
    return questions


def _columns(scored: Scored, row: int, planned: MentorId | None) -> list[int]:
    """The mentor the plan has first, then those who fit best."""
    points = scored.points[row]
    best = [column for column in (-points).argsort(kind="stable").tolist() if points[column] != IMPOSSIBLE]
    best.sort(key=lambda column: scored.mentors[column].id != planned)
    return best[:SUGGESTED]


def _mentor(scored: Scored, row: int, column: int) -> Suggestion:
    mentor = scored.mentors[column]
    fit, why = int(scored.points[row, column]), reasons(scored.scoring, row, column)
    return Suggestion(mentor.id, mentor.name, fit, mentor.skills, why, mentor.bio, mentor.level, mentor.languages)


def _mentee(scored: Scored, row: int, column: int) -> Suggestion:
    mentee = scored.mentees[row]
    fit, why = int(scored.points[row, column]), reasons(scored.scoring, row, column)
    return Suggestion(mentee.id, mentee.name, fit, mentee.wants, why, mentee.goal, mentee.level, mentee.languages)


def _question(
    cohort: Cohort, side: str, who: Mentee | Mentor, suggested: tuple[Suggestion, ...], until: datetime
) -> Question:
    id = proposal_id(side, who.id)
    return Question(id, CohortId(cohort.id), cohort.title, side, who.id, who.person, who.name, suggested, until)
