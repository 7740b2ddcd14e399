"""What each policy makes of a question: whole numbers, one best answer, and the steps that prove it.

    most     as many people as possible have a mentor, those with priority first; then the points add up to the most
    floor    as many people; then the lowest fit is as high as it can be; then the points
    sum      as many people with priority as possible; then the points add up to the most, whoever waits for that;
             among equal sums, as many people as possible
    leximin  as many people; then the fewest pairs of the lowest fit there is, the fewest of the next, and so on

Whether all stay together who should is not looked at here, nor who should stay apart: see `splitting`.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.pairing.plans.question import FULL, Matrix, Question, weights
from growtogether_desktop.pairing.plans.stages import Measure, Step, TooFew, best, tight
from growtogether_desktop.pairing.solving.exchanges import parts
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Progress, part

NO_PAIRS = FULL + 1
"""The lowest fit of a plan without pairs."""


@dataclass(frozen=True, slots=True)
class Proved:
    """A step of a policy and the prices that prove it. From these few words anybody can do it again."""

    name: str
    """people: as many as possible · points: the points too · sum: points first · level: fewest pairs of this `fit`."""
    prices: NDArray[np.int64]
    floor: int = 0
    """Only pairs of this fit or more count."""
    fit: int = 0
    engine: str = ""
    """What has found it, for the record; empty for steps that only prove what cannot be."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan in numbers."""

    assigned: NDArray[np.int64]
    """(rows,): the column of each row, or NOBODY."""
    worth: tuple[int, ...]
    """Of two plans by one policy the better one's is greater."""
    steps: tuple[Proved, ...]


def answer(question: Question, policy: Policy, progress: Progress = lambda done: None) -> Answer:
    """The best by this policy.

    Raises: TooFew, when mentors want more mentees than can go to them; whatever `progress` raises.
    """
    return _POLICIES[policy](question, progress)


def worth_of(question: Question, policy: Policy, assigned: NDArray[np.int64]) -> tuple[int, ...]:
    """What an assignment is worth by this policy, as in `Answer.worth`."""
    placed = np.flatnonzero(assigned != NOBODY)
    if policy == Policy.SUM:
        return (_value(_sum_measure(question), assigned),)
    if policy == Policy.MOST:
        return (_value(_points_measure(question), assigned),)
    people = _value(_people_measure(question), assigned)
    if policy == Policy.LEXIMIN:
        return (people, *(_value(_level_measure(question, fit), assigned) for fit in range(NO_PAIRS)))
    lowest = int(question.levels[placed, assigned[placed]].min(initial=NO_PAIRS))
    return (people, lowest, _value(_points_measure(question), assigned))


def _most(question: Question, progress: Progress) -> Answer:
    step = best(_points_measure(question), progress)
    return Answer(step.assigned, (step.value,), (Proved("points", step.prices, engine=step.engine),))


def _sum(question: Question, progress: Progress) -> Answer:
    step = best(_sum_measure(question), progress)
    return Answer(step.assigned, (step.value,), (Proved("sum", step.prices, engine=step.engine),))


def _floor(question: Question, progress: Progress) -> Answer:
    steps, people, floor = _highest_floor(question, part(progress, 0.0, 0.6))
    last = best(_points_measure(question, floor), part(progress, 0.6, 1.0))
    return Answer(
        last.assigned, (people, floor, last.value), (*steps, Proved("points", last.prices, floor, engine=last.engine))
    )


def _leximin(question: Question, progress: Progress) -> Answer:
    """Level by level, among the assignments that are best by all before.

    Source: the optimal face of each step is what its tight pairs allow (complementary slackness).
    """
    (first, *_), people, floor = _highest_floor(question, part(progress, 0.0, 0.2))
    step = best(_people_measure(question, floor), part(progress, 0.2, 0.25))
    steps = [first, Proved("people", step.prices, floor, engine=step.engine)]
    face, may_wait = tight(_people_measure(question, floor), step.prices)
    worth = [0] * NO_PAIRS
    for fit in range(min(floor, NO_PAIRS), NO_PAIRS):
        if not (face.allowed & (question.scores == fit)).any():
            continue
        measure = _on_face(_level_measure(question, fit), face, may_wait)
        step = _only_one(measure, may_wait) or best(measure, part(progress, 0.25, 1.0, fit, NO_PAIRS))
        steps.append(Proved("level", step.prices, floor, fit, step.engine))
        worth[fit] = step.value
        face, waits = tight(measure, step.prices)
        may_wait &= waits
    return Answer(step.assigned, (people, *worth), tuple(steps))


def points_from(
    question: Question, floor: int, here: NDArray[np.int64], progress: Progress = lambda done: None
) -> NDArray[np.int64]:
    """The last step of the floor policy from any floor up: (rows,) who goes where; of equal plans the one in which most
    stay `here`.

    Raises: as `answer`.
    """
    measure, more = _points_measure(question, floor), len(here) + 1
    gains = measure.gains.astype(np.int64) * more
    placed = np.flatnonzero(here != NOBODY)
    gains[placed, here[placed]] += 1
    return best(replace(measure, gains=gains, waiting=measure.waiting * more + (here == NOBODY)), progress).assigned


def in_one(question: Question, policy: Policy, floor: int = 0, progress: Progress = lambda done: None) -> Measure:
    """All that the policy counts in one number, from this floor up; by leximin the numbers are of any length.

    Nothing is below 0 but what waiting is worth. Too much for an engine, but right for `solving.live`.
    Raises: whatever `progress` raises.
    """
    if policy == Policy.LEXIMIN:
        return _leximin_measure(question, progress)
    return _sum_measure(question) if policy == Policy.SUM else _points_measure(question, floor)


def people_above(question: Question, floor: int) -> Measure:
    """How much it counts who waits, if only pairs of this fit or more are made."""
    return _people_measure(question, floor)


FIRST_STEP = {Policy.FLOOR: "people", Policy.MOST: "points", Policy.SUM: "sum", Policy.LEXIMIN: "people"}
"""What each policy looks at before everything else."""

_POLICIES = {Policy.FLOOR: _floor, Policy.MOST: _most, Policy.SUM: _sum, Policy.LEXIMIN: _leximin}


def _highest_floor(question: Question, progress: Progress) -> tuple[list[Proved], int, int]:
    """The proof of how many can be placed and how high their lowest fit can be; the worth of the people; that fit."""
    everybody = best(_people_measure(question), part(progress, 0.0, 0.2))
    people = everybody.value
    floors = np.append(np.unique(question.levels[question.possible]), NO_PAIRS).tolist()
    if people == 0 and len(everybody.assigned):  # nobody waits, so nobody's best fit is below the floor
        ceiling = int(question.levels.max(axis=1, initial=0).min())
        floors = [floor for floor in floors if floor <= ceiling]
    reached, missed, above = 0, len(floors), None
    rounds = len(floors).bit_length() + 1
    for at in range(rounds):
        if missed - reached <= 1:
            break
        middle = (reached + missed) // 2
        value, prices = _people_above(question, floors[middle], part(progress, 0.2, 0.9, at, rounds))
        if value == people:
            reached = middle
        else:
            missed, above = middle, prices
    floor = floors[reached]
    steps = [Proved("people", everybody.prices, engine=everybody.engine)]
    if floor < NO_PAIRS:
        if above is None:
            _, above = _people_above(question, floor + 1, part(progress, 0.9, 1.0))
        steps.append(Proved("people", above, floor + 1))
    return steps, people, floor


def _people_above(question: Question, floor: int, progress: Progress) -> tuple[int | None, NDArray[np.int64]]:
    """What the people are worth who can be placed from this floor up, and the prices that prove it."""
    try:
        step = best(_people_measure(question, floor), progress)
    except TooFew as lack:
        return None, lack.prices
    return step.value, step.prices


def _people_measure(question: Question, floor: int = 0) -> Measure:
    """How many people wait, each counting by their weight."""
    waiting = [-weight for weight in weights(question, 1)]
    return _measure(question, np.zeros(question.scores.shape, np.int16), waiting, floor)


def _points_measure(question: Question, floor: int = 0) -> Measure:
    """Who waits, then points: all points together never make up for anybody."""
    one = question.top * len(question.scores) + 1
    return _measure(question, question.worth, [-one * weight for weight in weights(question, 1)], floor)


def _sum_measure(question: Question) -> Measure:
    """Who waits of those with priority, then points, then how many people."""
    rows = len(question.scores)
    one = ((question.top + 1) * (rows + 1)) * rows + 1
    gains = question.worth.astype(np.int64) * (rows + 1) + 1
    return _measure(question, gains, [-one * weight for weight in weights(question, 0)])


def _level_measure(question: Question, fit: int) -> Measure:
    """How many pairs have this fit; the fewer the better."""
    return _measure(question, -(question.scores == fit).astype(np.int16), [0] * len(question.scores))


def _leximin_measure(question: Question, progress: Progress) -> Measure:
    """Who waits, then the pairs of each fit from the lowest on: digits of one number, of which none overflows.

    So many numbers of any length are made once, with IMPOSSIBLE among them, and some rows at a time: whoever makes
    them holds the interpreter meanwhile.
    """
    fits = np.unique(question.scores)
    digit = (len(question.scores) * question.unit).bit_length()
    one = 1 << digit * len(fits)
    worth = np.array([one - (1 << digit * above) for above in reversed(range(len(fits)))], np.object_)
    waiting = np.array([one * (1 - weight) for weight in weights(question, 1)], np.object_)
    shares, shared = np.where(fits == IMPOSSIBLE, IMPOSSIBLE, worth * question.unit), waiting * question.unit
    rows, columns = question.scores.shape
    gains: NDArray[Any] = np.empty((rows, columns), np.object_)
    for some in parts(rows, columns):
        progress(some.start / rows)
        gains[some] = shares[np.searchsorted(fits, question.scores[some])]  # every worth is in memory once
    for group in question.together:
        part = question.unit // len(group)
        together = worth[np.searchsorted(fits, question.scores[list(group)])].sum(axis=0) * part
        gains[list(group)] = np.where(question.possible[list(group)], together, IMPOSSIBLE)
        shared[list(group)] = waiting[list(group)].sum() * part
    return Measure(gains, question.possible, shared, question.least, question.seats)


def _measure(question: Question, gains: Matrix, waiting: list[int], floor: int = 0) -> Measure:
    allowed = question.possible if floor == 0 else question.possible & (question.levels >= floor)
    shared = question.shared(np.array(waiting, np.int64))
    return Measure(question.shared(gains), allowed, shared, question.least, question.seats)


def _on_face(measure: Measure, face: Measure, may_wait: NDArray[np.bool_]) -> Measure:
    """The measure, over what is best by the steps before."""
    span = int(measure.gains.max(initial=0)) - int(measure.gains.min(initial=0))
    never = -(2 * span + 1) * len(may_wait) - 1
    waiting = np.where(may_wait, measure.waiting, never)
    return replace(face, gains=measure.gains, waiting=waiting)


def _only_one(measure: Measure, may_wait: NDArray[np.bool_]) -> Step | None:
    """The assignment, when nobody has a choice left."""
    if (measure.allowed.sum(axis=1) + may_wait > 1).any():
        return None
    assigned = np.where(may_wait, NOBODY, measure.allowed.argmax(axis=1))
    return Step(assigned, _value(measure, assigned), np.zeros(measure.high.size, np.int64))


def _value(measure: Measure, assigned: NDArray[np.int64]) -> int:
    placed = np.flatnonzero(assigned != NOBODY)
    gained = measure.gains[placed, assigned[placed]].sum(dtype=np.int64)
    return int(gained + measure.waiting[assigned == NOBODY].sum())
