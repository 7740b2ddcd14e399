"""Who must stay together does, who must stay apart does: branch and bound over what a policy would answer otherwise.

A cohort without such wishes is answered at once. Otherwise the answer may break one; then there are two
cases, that the group goes to a certain mentor and that it does not, and each is a question like the first.
What a case could be worth at best is known from its answer, so few cases have to be taken apart.

Source: Land and Doig 1960.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.pairing.plans.policy import FIRST_STEP, Answer, Proved, answer, worth_of
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.plans.stages import TooFew
from growtogether_desktop.pairing.solving.instance import NOBODY, Progress

CASES = 600
"""After so many the best found so far is taken, and how much better another could be is told."""


@dataclass(slots=True)
class Case:
    """A question with some decisions taken, and what proves that it holds nothing better."""

    steps: tuple[Proved, ...] = ()
    """Of its own answer; not needed where it is divided."""
    row: int = NOBODY
    column: int = NOBODY
    yes: "Case | None" = None
    """The row goes to the column."""
    no: "Case | None" = None


@dataclass(frozen=True, slots=True)
class Found:
    """The best assignment that keeps all wishes."""

    assigned: NDArray[np.int64]
    worth: tuple[int, ...]
    bound: tuple[int, ...]
    """No assignment is worth more. Greater than `worth` only when the search was cut short."""
    cases: Case
    loose: Answer
    """The best if wishes to be together or apart need not be kept."""

    @property
    def proven(self) -> bool:
        return self.bound <= self.worth


class NoWay(Exception):
    """Raised when the least numbers of mentors and the groups cannot all be kept."""


@dataclass(slots=True)
class _Open:
    """A case that nobody has looked into yet."""

    case: Case
    question: Question
    answer: Answer


def find(question: Question, policy: Policy, progress: Progress = lambda done: None, limit: int = CASES) -> Found:
    """The best by the policy that keeps groups together and rivals apart.

    Raises: TooFew and NoWay, when mentors want more mentees than can go to them; whatever `progress` raises.
    """
    whole = not question.together and not question.apart
    first = answer(question, policy, progress if whole else lambda done: progress(done * 0.3))
    root = Case(first.steps)
    if whole:
        return Found(first.assigned, first.worth, first.worth, root, first)
    best: tuple[tuple[int, ...], NDArray[np.int64]] | None = None
    waiting = [_Open(root, question, first)]
    looked_at = 0
    while waiting and (best is None or looked_at < limit):
        # Until there is one to compare with, go deep; from then on, where most can be hoped for.
        at = len(waiting) - 1 if best is None else max(range(len(waiting)), key=lambda n: waiting[n].answer.worth)
        one = waiting.pop(at)
        if best is not None and one.answer.worth <= best[0]:
            waiting.append(one)
            break
        looked_at += 1
        share = 0.3 + 0.7 * looked_at / (looked_at + 20)
        progress(share)
        if _waits(one.question, one.answer.assigned):
            continue
        if (broken := broken_wish(one.question, one.answer.assigned)) is None:
            worth = worth_of(question, policy, one.answer.assigned)
            if best is None or worth > best[0]:
                best = worth, one.answer.assigned
            continue
        one.case.row, one.case.column = broken
        still = partial(_stay, progress, share)
        one.case.no = _case(one.question.bar(*broken), policy, still, waiting)
        one.case.yes = _case(one.question.place(*broken), policy, still, waiting)
    if best is None:
        raise NoWay
    hope = max((one.answer.worth for one in waiting), default=best[0])
    progress(1.0)
    return Found(best[1], best[0], max(hope, best[0]), root, first)


def broken_wish(question: Question, assigned: NDArray[np.int64]) -> tuple[int, int] | None:
    """A row and a column to decide upon next, because a wish is broken there; None when all are kept."""
    for group in question.together:
        columns = assigned[list(group)]
        if (columns != columns[0]).any():
            there, how_many = np.unique(columns[columns != NOBODY], return_counts=True)
            return group[0], int(there[how_many.argmax()])
    for one, other in question.apart:
        if assigned[one] == assigned[other] != NOBODY:
            return one, int(assigned[one])
    return None


def _case(question: Question, policy: Policy, progress: Progress, waiting: list[_Open]) -> Case:
    try:
        its = answer(question, policy, progress)
    except TooFew as lack:
        return Case((Proved(FIRST_STEP[policy], lack.prices),))
    case = Case(its.steps)
    waiting.append(_Open(case, question, its))
    return case


def _stay(progress: Progress, share: float, done: float) -> None:
    """Nobody knows how many cases there will be, so a part of one is no progress; but it can be cancelled."""
    progress(share)


def _waits(question: Question, assigned: NDArray[np.int64]) -> bool:
    """Whether somebody waits who must not: the decisions of this case cannot all be kept."""
    return any(assigned[row] == NOBODY for row in question.must)
