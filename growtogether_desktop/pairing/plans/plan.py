"""The plan for a cohort: who goes to whom, why, who waits, and the proof that no plan is better."""

import hashlib
import json
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Mentee, Mentor, Rules
from growtogether_desktop.domain.engagements import Pair
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.domain.proposals import Say
from growtogether_desktop.pairing.plans.barriers import Barriers
from growtogether_desktop.pairing.plans.contradictions import refuse_contradictions
from growtogether_desktop.pairing.plans.least import not_both, too_few
from growtogether_desktop.pairing.plans.question import Matrix
from growtogether_desktop.pairing.plans.splitting import Found, NoWay, find
from growtogether_desktop.pairing.plans.stages import TooFew
from growtogether_desktop.pairing.plans.waiting import Unplaced, waiting_list
from growtogether_desktop.pairing.plans.wishes import Asked, Extra, ask
from growtogether_desktop.pairing.score.past import Effects
from growtogether_desktop.pairing.score.score import Scoring
from growtogether_desktop.pairing.skills import distinct
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Progress

REASONS = 5
"""Of the skills that brought two people together, so many are told."""

AT_ONCE = 512
"""Mentees whose points are worked out between two signs of progress."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What counts for a plan besides the roster and the rules."""

    week: date = date(2026, 1, 5)
    """Any day of the week by whose clocks free hours are compared."""
    effects: Effects = field(default_factory=dict)
    """What came of mentors' earlier pairs."""
    answers: Say = field(default_factory=lambda: Say({}, frozenset()))
    """What both sides have said."""
    before: Mapping[MenteeId, MentorId] = field(default_factory=dict)
    """Who was with whom, if the cohort is matched again; `Rules.keep` says what that is worth."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A cohort whose points are known: several plans can be made of it."""

    scoring: Scoring
    points: Matrix
    """(mentees, mentors), both in the order of their ids: fits, or IMPOSSIBLE."""
    situation: Situation

    @property
    def mentees(self) -> tuple[Mentee, ...]:
        return self.scoring.mentees

    @property
    def mentors(self) -> tuple[Mentor, ...]:
        return self.scoring.mentors

    @property
    def barriers(self) -> Barriers:
        return Barriers(self.scoring, self.situation.answers.vetoed)


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What produced a plan: enough to prove it, to write it down and to change it."""

    rules: Rules
    scored: Scored
    asked: Asked
    found: Found

    @property
    def assigned(self) -> NDArray[np.int64]:
        """(mentees,): the column of everybody, pinned or not, or NOBODY."""
        assigned = self.asked.pinned.copy()
        assigned[self.asked.free] = self.found.assigned
        return assigned


@dataclass(frozen=True, slots=True)
class Plan:
    """Proposed pairs, ordered by mentee id; nothing is decided until a coordinator publishes them."""

    pairs: tuple[Pair, ...]
    unplaced: tuple[Unplaced, ...]
    seats: int
    """Of all mentors together."""
    seconds: float
    """What it took to find."""
    runners_up: tuple[MentorId | None, ...] = ()
    """For each pair, whom else the mentee would fit best, whether a seat is left there or not."""
    basis: Basis | None = field(default=None, compare=False)
    """None for the plan of nobody."""
    besides: int = 0
    """Points that ranks and earlier mentors add to those of the fits."""

    @property
    def total(self) -> int:
        return sum(pair.fit for pair in self.pairs)

    @property
    def mean(self) -> float:
        return self.total / len(self.pairs) if self.pairs else 0.0

    @property
    def lowest(self) -> int:
        return min((pair.fit for pair in self.pairs), default=0)

    @property
    def proven(self) -> bool:
        """Whether no plan is better. If not, the search was cut short: so many wishes to be together or apart."""
        return self.basis is None or self.basis.found.proven


def best_plan(
    mentees: Collection[Mentee],
    mentors: Collection[Mentor],
    rules: Rules = Rules(),  # noqa: B008 - frozen
    situation: Situation = Situation(),
    progress: Progress = lambda done: None,
    clock: Callable[[], float] = time.perf_counter,
) -> Plan:
    """The best plan by the rules, with its proof.

    Pinned pairs are kept, impossible ones never made. The same cohort gives the same plan, in whatever
    order it is handed over and whatever people are called.

    Raises: Problem, in names, when no mentor has a seat or wishes contradict each other; whatever `progress` raises.
    """
    began = clock()
    progress(0.0)
    scored = score(mentees, mentors, rules, situation, lambda done: progress(0.3 * done))
    plan = plan_by(scored, rules, lambda done: progress(0.3 + 0.7 * done))
    return replace(plan, seconds=clock() - began)


def score(
    mentees: Collection[Mentee],
    mentors: Collection[Mentor],
    rules: Rules,
    situation: Situation,
    progress: Progress = lambda done: None,
) -> Scored:
    """Everybody's points with everybody, by the weights of the rules or what was learned."""
    rows = sorted(mentees, key=lambda mentee: mentee.id)
    columns = sorted(mentors, key=lambda mentor: mentor.id)
    vetoed = situation.answers.vetoed
    scoring = Scoring(rows, columns, situation.week, rules.weights, rules.learned, situation.effects, vetoed)
    points = np.empty((len(rows), len(columns)), np.int16)
    for first in range(0, len(rows), AT_ONCE):
        progress(first / len(rows))
        last = min(first + AT_ONCE, len(rows))
        points[first:last] = scoring.rows(first, last)
    progress(1.0)
    return Scored(scoring, points, situation)


def plan_by(scored: Scored, rules: Rules, progress: Progress = lambda done: None) -> Plan:
    """The best plan by the policy of these rules; their weights are in the points already.

    Raises: as `best_plan`.
    """
    asked = asked_by(scored, rules)
    try:
        found = find(asked.question, rules.policy, lambda done: progress(0.9 * done))
    except TooFew as lack:
        raise too_few(asked, scored.barriers, lack.columns) from lack
    except NoWay as none:
        raise not_both(asked) from none
    plan = _told(Basis(rules, scored, asked, found))
    progress(1.0)
    return plan


def asked_by(scored: Scored, rules: Rules) -> Asked:
    """The question this cohort puts. Raises: Problem, in names, when wishes contradict each other."""
    refuse_contradictions(scored.barriers, scored.points)
    return ask(scored.mentees, scored.mentors, scored.points, _extra(scored, rules))


def _told(basis: Basis) -> Plan:
    asked, assigned = basis.asked, basis.assigned
    mentors = asked.mentors
    pairs, runners_up = [], []
    for row in np.flatnonzero(assigned != NOBODY).tolist():
        column = int(assigned[row])
        fit = int(asked.points[row, column])
        why = reasons(basis.scored.scoring, row, column)
        pairs.append(Pair(MentorId(mentors[column].id), MenteeId(asked.mentees[row].id), fit, why))
        others = asked.points[row].copy()
        others[column] = IMPOSSIBLE
        second = int(others.argmax())
        runners_up.append(MentorId(mentors[second].id) if others[second] != IMPOSSIBLE else None)
    unplaced = waiting_list(basis.scored.barriers, asked, assigned)
    seats = sum(mentor.capacity for mentor in mentors)
    return Plan(tuple(pairs), unplaced, seats, 0.0, tuple(runners_up), basis, asked.besides(assigned))


def reasons(scoring: Scoring, row: int, column: int) -> tuple[str, ...]:
    """Wanted skills that the mentor offers by name, as the mentee writes them."""
    tags, mentor = scoring.reader.tags, scoring.mentors[column]
    offered = tags.places(mentor.skills)
    return tuple(skill for skill in distinct(scoring.mentees[row].wants) if tags.place(skill) in offered)[:REASONS]


def _extra(scored: Scored, rules: Rules) -> Extra:
    """What ranks and an earlier plan add to pairs."""
    extra = dict(scored.situation.answers.points)
    if rules.keep:
        for pair in scored.situation.before.items():
            extra[pair] = extra.get(pair, 0) + rules.keep
    return in_numbers(scored, extra)


def in_numbers(scored: Scored, worth: Mapping[tuple[MenteeId, MentorId], int]) -> Extra:
    """(row, column, what it is worth) for each of these pairs of whom both are there."""
    row_of = {MenteeId(mentee.id): row for row, mentee in enumerate(scored.mentees)}
    column_of = {MentorId(mentor.id): column for column, mentor in enumerate(scored.mentors)}
    known = ((row_of.get(mentee), column_of.get(mentor), more) for (mentee, mentor), more in worth.items())
    return tuple(sorted((row, column, more) for row, column, more in known if row is not None and column is not None))


def inputs_hash(basis: Basis) -> str:
    """The same for the same people, rules and circumstances, whatever people are called."""

    def facts(person: Mentee | Mentor) -> dict[str, object]:
        return {name: value for name, value in asdict(person).items() if name not in ("name", "email")}

    situation = basis.scored.situation
    told = {
        "mentees": [facts(mentee) for mentee in basis.scored.mentees],
        "mentors": [facts(mentor) for mentor in basis.scored.mentors],
        "rules": asdict(basis.rules),
        "week": situation.week.isoformat(),
        "effects": sorted(situation.effects.items()),
        "ranks": sorted((*pair, more) for pair, more in situation.answers.points.items()),
        "vetoes": sorted(situation.answers.vetoed),
        "before": sorted(situation.before.items()),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
