"""A question whose wishes to be together or apart need not be kept: its plans at any floor, ready to be asked.

No plan that keeps the wishes is worth more than the best that need not. So whatever is asked here bounds what
`weighing` looks for, and every answer is a path or two (see `solving.live`).
"""

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.pairing.plans.floors import NEVER, UNKNOWN
from growtogether_desktop.pairing.plans.policy import NO_PAIRS, Answer, in_one, people_above
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.plans.stages import Measure, TooFew, best
from growtogether_desktop.pairing.solving.edits import Edit, Pin, RowChanges
from growtogether_desktop.pairing.solving.exchanges import Integers
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance, Progress
from growtogether_desktop.pairing.solving.live import Live
from growtogether_desktop.pairing.solving.losses import UNREACHABLE, Ways

Columns = NDArray[np.int64]


class Loose:
    """The plans of one question, each made when it is first asked for."""

    def __init__(self, question: Question, policy: Policy, answer: Answer) -> None:
        """`answer` is the best by the policy."""
        self.question = question
        self._policy, self._answer = policy, answer
        self._measures: dict[int, Measure] = {}
        self._without_points: dict[int, Measure] = {}
        self._plans: dict[int, Live] = {}
        self._people: dict[int, Live | None] = {}

    def measure(self, floor: int, progress: Progress) -> Measure:
        """All that counts from this floor up, in one number. Raises: whatever `progress` raises."""
        if floor not in self._measures:
            self._measures[floor] = in_one(self.question, self._policy, floor, progress)
        return self._measures[floor]

    def plan(self, floor: int, progress: Progress) -> Live:
        """The best from this floor up. Raises: TooFew; whatever `progress` raises."""
        if floor not in self._plans:
            measure = self.measure(floor, lambda done: progress(0.2 * done))
            known = self._policy != Policy.FLOOR or floor == self._answer.worth[1]
            assigned = self._answer.assigned if known else best(measure, progress).assigned
            self._plans[floor] = alive(measure, assigned, progress=lambda done: progress(0.2 + 0.8 * done))
        return self._plans[floor]

    def floors(self, row: int, columns: Columns, progress: Progress) -> tuple[Columns, Columns]:
        """For each column the highest floor there could be if the row and its group are pinned there, NEVER or UNKNOWN;
        and what it would be worth then who waits, at best and whatever the floor.

        Raises: whatever `progress` raises.
        """
        people = self._people_with(row, columns, 0, progress)
        assert people is not None  # without a floor there is a plan
        levels = [*np.unique(self.question.levels[self.question.possible]).tolist(), NO_PAIRS]
        floors = np.where(people == UNREACHABLE, NEVER, UNKNOWN)
        reached, missed = np.zeros(len(columns), np.int64), np.full(len(columns), len(levels))
        missed[people == UNREACHABLE] = 1
        wanting, unknown = self.question.least[columns] > 0, np.zeros(len(columns), np.bool_)
        now = levels.index(self._answer.worth[1])
        mostly = [now, now + 1]  # it neither falls nor rises
        while (still := missed - reached > 1).any():
            middle = mostly.pop(0) if mostly else int((reached + missed)[still][0]) // 2
            within = np.flatnonzero(still & (reached < middle) & (middle < missed))
            if not len(within):
                continue
            their = self._people_with(row, columns[within], levels[middle], progress)
            as_many = np.zeros(len(within), np.bool_) if their is None else their >= people[within]
            unknown[within] |= wanting[within] & (their is None)
            reached[within[as_many]] = middle
            missed[within[~as_many]] = middle
        known = (floors != NEVER) & ~unknown
        floors[known] = np.array(levels, np.int64)[reached[known]]
        return floors, people

    def people(self, assigned: NDArray[np.int64]) -> int:
        """What it is worth who waits in a plan."""
        return int(self._people_measure(0).waiting[assigned == NOBODY].sum())

    def _people_with(self, row: int, columns: Columns, floor: int, progress: Progress) -> Integers | None:
        """(columns,): what it is worth who waits from this floor up; None where least numbers cannot be filled then."""
        progress(0.0)
        if floor not in self._people:
            self._people[floor] = self._people_above(floor, progress)
        live = self._people[floor]
        if live is None:
            return None
        ways = [live.what_if.ways(one) for one in self.question.group.get(row, (row,))]
        return hope(live, ways, np.zeros((len(ways), len(columns)), np.int64), columns)

    def _people_measure(self, floor: int) -> Measure:
        if floor not in self._without_points:
            self._without_points[floor] = people_above(self.question, floor)
        return self._without_points[floor]

    def _people_above(self, floor: int, progress: Progress) -> Live | None:
        measure = self._people_measure(floor)
        try:
            return alive(measure, best(measure, progress).assigned, progress=progress)
        except TooFew:
            return None


def value_of(measure: Measure, assigned: NDArray[np.int64]) -> int:
    """What an assignment that need not be the best is worth by a measure."""
    placed = np.flatnonzero(assigned != NOBODY)
    return int(measure.gains[placed, assigned[placed]].sum()) + int(measure.waiting[assigned == NOBODY].sum())


def alive(
    measure: Measure,
    assigned: NDArray[np.int64],
    pinned: NDArray[np.bool_] | None = None,
    progress: Progress = lambda done: None,
) -> Live:
    """The best plan by a measure whose gains are 0 or more.

    Raises: NotOptimal, if it is not; whatever `progress` raises.
    """
    scores = measure.gains
    if scores.dtype != np.object_:  # those of any length tell what is impossible themselves
        scores = np.where(measure.allowed, scores, IMPOSSIBLE)
        scores = scores.astype(np.int16, copy=False) if int(scores.max(initial=0)) < 2**15 else scores
    return Live(Instance(scores, measure.high, measure.waiting), assigned, pinned, measure.low, progress)


def pins(measure: Measure, rows: tuple[int, ...], column: int) -> tuple[Edit, ...]:
    """The rows go to the column, though their fits be below the floor."""
    edits: list[Edit] = []
    for row in rows:
        if not measure.allowed[row, column]:
            there = measure.allowed[row] | (np.arange(measure.high.size) == column)
            edits.append(RowChanges(row, np.where(there, measure.gains[row], IMPOSSIBLE), measure.waiting[row]))
        edits.append(Pin(row, column))
    return tuple(edits)


def hope(live: Live, ways: list[Ways], worth: Integers, columns: Columns) -> Integers:
    """(columns,): what the plan is worth at best if some rows have each column together; for one row it is exact.

    `ways` are theirs, and `worth` (rows, columns) is what they bring; UNREACHABLE where no seat can be made free.
    If all go to one place, whatever else moves can be taken apart into a way for each: so losses add up, or are more.
    """
    hopes, reached = np.full(len(columns), live.total, worth.dtype), np.ones(len(columns), np.bool_)
    for its, own in zip(ways, worth, strict=True):
        reached &= its.others[columns] != UNREACHABLE
        hopes -= live.total - (its.others[columns] + own)
    return np.where(reached, hopes, UNREACHABLE)
