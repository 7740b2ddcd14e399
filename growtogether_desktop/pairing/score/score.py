"""How well each mentor fits each mentee: whole points, 0 to 100.

    score = Σ_k most_k · f_k(x_k)

over six features x: the goal, the wanted skills, the step in level, joint hours, languages and the
mentor's earlier effect. What each can bring is in `budget`; a learned f is a rising curve, the usual
one a straight line. Everything is a whole number from the first weight on, so the order in which
people come changes nothing, and nor does the computer.

A pair is IMPOSSIBLE, never merely bad: without a common language; without a joint hour, when both
have said when they have time; when one of them or the coordinator rules it out; and of a person with
themselves. No name, gender, age or photo is looked at.
"""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Mentee, Mentor, Weights
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.score import budget, goals, hours, levels, past, stack
from growtogether_desktop.pairing.score.budget import Budget
from growtogether_desktop.pairing.score.facts import FULL, UNKNOWN, of_people, with_person
from growtogether_desktop.pairing.score.gazetteer import Gazetteer, gazetteer
from growtogether_desktop.pairing.score.relations import Relations, relations
from growtogether_desktop.pairing.score.tags import Tags
from growtogether_desktop.pairing.score.tongues import Tongues
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE

COVERED = 200
"""Thousandths of goal or stack from which a mentor covers something of what is wanted."""

_AT_ONCE = 128
"""Rows that are worked out together: few enough to stay small, enough to be quick."""

Number = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class _Mentees:
    goals: goals.Goals
    wants: stack.Wants
    hours: hours.Hours
    levels: NDArray[np.int8]
    tongues: Number
    most: Number
    """(people, FEATURES): the most points of each feature."""


@dataclass(frozen=True, slots=True, eq=False)
class _Mentors:
    bios: goals.Bios
    offers: stack.Offers
    hours: hours.Hours
    levels: NDArray[np.int8]
    tongues: Number
    past: Number


class Reader:
    """Turns people into facts, by what is rare among the mentors of a cohort, its weights and its week."""

    def __init__(
        self,
        mentors: Sequence[Mentor],
        week: date,
        points: Budget,
        effects: past.Effects,
        skills: Gazetteer,
        near: Relations,
    ) -> None:
        self.skills = skills
        self.tags = Tags(skills)
        self.tongues = Tongues()
        self.goals = goals.GoalReader(skills, near, self.tags, mentors)
        self.stack = stack.StackReader(near, self.tags, mentors)
        self.points = points
        self.effects = effects
        self._week = week

    def mentees(self, people: Sequence[Mentee]) -> _Mentees:
        told = self.goals.goals(people)
        wants = self.stack.wants(people)
        free = hours.hours_of(people, self._week)
        most = self.points.most(free.told)
        return _Mentees(told, wants, free, levels.levels_of(people), self.tongues.rows(people), most)

    def mentors(self, people: Sequence[Mentor]) -> _Mentors:
        return _Mentors(
            self.goals.bios(people),
            self.stack.offers(people),
            hours.hours_of(people, self._week),
            levels.levels_of(people),
            self.tongues.rows(people),
            past.past_values(people, self.effects),
        )


class Scoring:
    """The scores of a cohort, worked out as far as they are asked for. It never changes; see `with_mentee`."""

    def __init__(
        self,
        mentees: Sequence[Mentee],
        mentors: Sequence[Mentor],
        week: date,
        weights: Weights = Weights(),  # noqa: B008  # frozen
        learned: Sequence[Sequence[int]] = (),
        effects: past.Effects | None = None,
        vetoed: Collection[tuple[MenteeId, MentorId]] = (),
    ) -> None:
        """`week` is any day of the week by whose clocks hours are compared; `learned` goes before `weights`."""
        points = Budget(weights, learned, effects=bool(effects))
        self.mentees, self.mentors = tuple(mentees), tuple(mentors)
        self._place = {MentorId(mentor.id): column for column, mentor in enumerate(mentors)}
        self._own = {mentor.person: column for column, mentor in enumerate(mentors)}
        self._vetoed: dict[MenteeId, list[MentorId]] = {}
        for mentee_id, mentor_id in vetoed:
            self._vetoed.setdefault(mentee_id, []).append(mentor_id)
        self._barred = tuple(map(self._barred_for, self.mentees))
        self.reader = Reader(self.mentors, week, points, effects or {}, gazetteer(), relations())
        self._rows, self._columns = self.reader.mentees(self.mentees), self.reader.mentors(self.mentors)

    def matrix(self) -> NDArray[np.int16]:
        """All scores, or IMPOSSIBLE: (mentees, mentors)."""
        return self.rows(0, len(self.mentees))

    def rows(self, first: int, last: int) -> NDArray[np.int16]:
        """The scores of the mentees from `first` up to, without, `last`: (last − first, mentors)."""
        scores = np.empty((last - first, len(self.mentors)), np.int16)
        for begin in range(first, last, _AT_ONCE):
            end = min(begin + _AT_ONCE, last)
            scores[begin - first : end - first] = self._scored(slice(begin, end), slice(0, len(self.mentors)))[0]
        return scores

    def column(self, column: int) -> NDArray[np.int16]:
        """The scores of one mentor: (mentees,)."""
        return self._scored(slice(0, len(self.mentees)), slice(column, column + 1))[0][:, 0]

    def pair(self, row: int, column: int) -> tuple[int, tuple[int, ...]]:
        """The score of one pair, and its six features in thousandths, before weights and curves."""
        scores, values = self._scored(slice(row, row + 1), slice(column, column + 1))
        return int(scores[0, 0]), tuple(int(value[0, 0]) for value in values)

    def values(self, row: int, column: int) -> tuple[int, ...]:
        """The six features of a pair: what learning learns from."""
        return self.pair(row, column)[1]

    def most(self, row: int) -> tuple[int, ...]:
        """The most points that each feature can bring this mentee; together 100."""
        return tuple(self._rows.most[row].tolist())

    def covered(self, first: int, last: int) -> Number:
        """How far the best mentor covers what each mentee wants, in thousandths; below COVERED nobody does.

        UNKNOWN for mentees who have told neither a goal nor wanted skills.
        """
        best = np.zeros(last - first, np.int32)
        for begin in range(first, last if self.mentors else first, _AT_ONCE):
            rows = of_people(self._rows, slice(begin, min(begin + _AT_ONCE, last)))
            goal = goals.goal_values(rows.goals, self._columns.bios)
            skills = stack.stack_values(rows.wants, self._columns.offers)
            covered = np.where(rows.goals.told[:, None], goal, skills).max(1)
            covered[~(rows.goals.told | rows.wants.told)] = UNKNOWN
            best[begin - first : begin - first + len(covered)] = covered
        return best

    def told(self, row: int) -> tuple[bool, bool, bool]:
        """Whether this mentee has told a goal, wanted skills, free hours."""
        return bool(self._rows.goals.told[row]), bool(self._rows.wants.told[row]), bool(self._rows.hours.told[row])

    def starts(self, row: int, column: int) -> int:
        """At how many half hours of the week both could begin an hour together."""
        one = (
            of_people(self._rows.hours, slice(row, row + 1)),
            of_people(self._columns.hours, slice(column, column + 1)),
        )
        return int(hours.joint(*one)[0, 0])

    def goal_halves(self, row: int, column: int) -> tuple[float, float]:
        """What the concepts and what the wording of a goal bring, together its value, 0 to 1."""
        mentee, mentor = (
            of_people(self._rows.goals, slice(row, row + 1)),
            of_people(self._columns.bios, slice(column, column + 1)),
        )
        trust = float(mentee.trust[0]) / FULL
        meets, alike = goals.meeting(mentee, mentor), goals.likeness(mentee, mentor)
        return trust * float(meets[0, 0]), (1 - trust) * float(alike[0, 0])

    def with_mentee(self, row: int, mentee: Mentee) -> "Scoring":
        """The scores after this mentee's profile has changed; all other rows stay as they are."""
        new = copy(self)
        new.mentees = (*self.mentees[:row], mentee, *self.mentees[row + 1 :])
        new._rows = with_person(self._rows, row, self.reader.mentees((mentee,)))
        new._barred = (*self._barred[:row], self._barred_for(mentee), *self._barred[row + 1 :])
        return new

    def only(self, rows: NDArray[np.int64]) -> "Scoring":
        """The scores when no other mentees are there; nobody else's depend on whoever has left."""
        new = copy(self)
        new.mentees = tuple(self.mentees[row] for row in rows.tolist())
        new._rows = of_people(self._rows, rows)
        new._barred = tuple(self._barred[row] for row in rows.tolist())
        return new

    def with_mentor(self, column: int, mentor: Mentor) -> "Scoring":
        """The scores after this mentor's profile has changed; all other columns stay as they are.

        What is rare among the mentors is counted anew only by a new `Scoring`.
        """
        new = copy(self)
        new.mentors = (*self.mentors[:column], mentor, *self.mentors[column + 1 :])
        new._columns = with_person(self._columns, column, self.reader.mentors((mentor,)))
        return new

    def _scored(self, rows: slice, columns: slice) -> tuple[NDArray[np.int16], tuple[Number, ...]]:
        """Scores and features of some people."""
        mentees, mentors = of_people(self._rows, rows), of_people(self._columns, columns)
        values = self._features(mentees, mentors)
        total = np.full((rows.stop - rows.start, columns.stop - columns.start), FULL // 2, np.int32)
        for feature, (value, curve) in enumerate(zip(values, self.reader.points.curves, strict=True)):
            total += mentees.most[:, feature, None] * (value if curve is None else curve[value])
        scores = (total // FULL).astype(np.int16)
        scores[(values[budget.AVAILABILITY] == 0) | (values[budget.LANGUAGE] == 0)] = IMPOSSIBLE
        for at, barred in enumerate(self._barred[rows]):
            if here := [column - columns.start for column in barred if columns.start <= column < columns.stop]:
                scores[at, here] = IMPOSSIBLE
        return scores, values

    def _features(self, mentees: _Mentees, mentors: _Mentors) -> tuple[Number, ...]:
        """The six features in thousandths, as the weights are ordered: (mentees, mentors), the last (1, mentors)."""
        goal = goals.goal_values(mentees.goals, mentors.bios)
        skills = stack.stack_values(mentees.wants, mentors.offers)
        no_goal, no_skills = ~mentees.goals.told, ~mentees.wants.told
        goal[no_goal], skills[no_skills] = skills[no_goal], goal[no_skills]
        goal[no_goal & no_skills] = skills[no_goal & no_skills] = UNKNOWN
        step = levels.level_values(mentees.levels, mentees.goals.career, mentors.levels)
        step *= np.maximum(goal, skills) >= COVERED
        available = hours.hour_values(hours.joint(mentees.hours, mentors.hours), mentees.hours, mentors.hours)
        language = self.reader.tongues.values(mentees.tongues, mentors.tongues)
        return goal, skills, step, available, language, mentors.past[None, :]

    def _barred_for(self, mentee: Mentee) -> tuple[int, ...]:
        """The columns ruled out by somebody's will, and the mentee's own."""
        ids = (*mentee.forbidden, *self._vetoed.get(MenteeId(mentee.id), ()))
        columns = tuple(self._place[mentor] for mentor in ids if mentor in self._place)
        return (*columns, self._own[mentee.person]) if mentee.person in self._own else columns
