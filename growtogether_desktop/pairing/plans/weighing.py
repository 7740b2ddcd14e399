"""Every mentor for one mentee, exactly, where wishes to be together or apart have to be kept.

What a mentor costs at least is known from the plan that need not keep the wishes (see `loose`): one path for each.
What it costs at most, from the plan there is, in which nobody with wishes moves. Mostly these are the same; where
they are not, `search` looks between them. How high the lowest fit can be is bounded in the same way.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.pairing.plans.floors import NEVER, UNKNOWN
from growtogether_desktop.pairing.plans.loose import Columns, Loose, alive, value_of
from growtogether_desktop.pairing.plans.policy import NO_PAIRS, Answer
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.plans.search import Plans, Search
from growtogether_desktop.pairing.plans.stages import Measure, TooFew
from growtogether_desktop.pairing.solving.edits import Contradiction
from growtogether_desktop.pairing.solving.instance import NOBODY, Progress
from growtogether_desktop.pairing.solving.live import Live

FIRST = 24
"""So many mentors, those who fit best, are weighed before all others; for a group, the others come in parts too."""


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """The best plan when a row has a column."""

    assigned: NDArray[np.int64]
    """(rows,): the column of each row, or NOBODY."""
    floor: int
    """How high the lowest fit of all others can be; 0 where the policy has no floor."""


Some = list[tuple[int, Reached | None]]
"""Columns with the best plan there; None where only solving again tells."""


class Weighing:
    """Questions about the best plan by a policy, one after the other. One thread at a time."""

    def __init__(self, question: Question, policy: Policy, loose: Answer, here: NDArray[np.int64], best: bool) -> None:
        """`loose` is the best plan that need not keep the wishes, `here` one that does: whether the `best`, is told."""
        self._question, self._policy, self._here, self._best = question, policy, here, best
        self._loose = Loose(question, policy, loose)
        placed = np.flatnonzero(here != NOBODY)
        self._floor_here = int(question.levels[placed, here[placed]].min(initial=NO_PAIRS))
        self._held = np.zeros(len(here), np.bool_)
        """(rows,): who has wishes."""
        self._held[[row for wish in (*question.together, *question.apart) for row in wish]] = True
        self._kept: Live | None = None
        """The plan `here`, in which nobody with wishes moves."""

    def weigh(self, row: int, columns: Columns | None, progress: Progress) -> Iterator[Some]:
        """Columns the row could have, some at a time and the best fits first.

        All that are possible, or these `columns`. Raises: whatever `progress` raises.
        """
        possible = self._possible(row)
        if columns is not None:
            possible = possible[np.isin(possible, columns)]
        possible = possible[np.argsort(-self._question.scores[row, possible], kind="stable")]
        grouped = row in self._question.group
        cuts = [FIRST, 4 * FIRST, *range(16 * FIRST, len(possible), 16 * FIRST)] if grouped else [FIRST]
        for some in np.split(possible, cuts):
            if len(some):
                yield [*self._weigh_some(row, some, progress)]

    def tied(self, row: int, progress: Progress) -> bool:
        """Whether there is a plan as good as the best `here` in which the row has another column.

        Raises: whatever `progress` raises.
        """
        floor = self._floor_here if self._policy == Policy.FLOOR else 0
        live, measure = self._loose.plan(floor, progress), self._loose.measure(floor, progress)
        possible = self._possible(row)
        others = possible[measure.allowed[row, possible] & (possible != self._here[row])]
        search = Search(self._question, measure, live, row, others, self._here)
        search.at_least(value_of(measure, self._here))
        return bool(search.run(progress, first=True))

    def _possible(self, row: int) -> Columns:
        """Where the row may be pinned: with seats for its group, and no other group is left without any place."""
        question = self._question
        group = question.group.get(row, (row,))
        possible = question.possible[row] & (question.seats >= len(group))
        for other in question.together:
            places = np.flatnonzero(question.possible[other[0]])
            if len(places) == 1 and other != group:
                left = question.seats[places[0]] - len(group)
                rivals = any({one, two} & {*group} and {one, two} & {*other} for one, two in question.apart)
                possible[places[0]] &= left >= len(other) and not rivals
        return np.flatnonzero(possible)

    def _weigh_some(self, row: int, columns: Columns, progress: Progress) -> Iterator[tuple[int, Reached | None]]:
        floors, people = np.zeros(len(columns), np.int64), None
        if self._policy == Policy.FLOOR:
            floors, people = self._loose.floors(row, columns, progress)
        for floor in np.unique(floors[floors != NEVER]).tolist():
            some = np.flatnonzero(floors == floor)
            if floor == UNKNOWN:
                yield from ((column, None) for column in columns[some].tolist())
                continue
            try:
                live, measure = self._loose.plan(floor, progress), self._loose.measure(floor, progress)
            except TooFew:
                found: Plans = {}
            else:
                search = Search(self._question, measure, live, row, columns[some], self._here)
                self._begin(search, measure, floor, progress)
                found = search.run(progress)
            for at in some.tolist():
                column = int(columns[at])
                plan = found.get(column)
                if people is not None and (plan is None or self._loose.people(plan) < people[at]):
                    yield column, None  # the wishes cost somebody their place, so the floor may be another
                elif plan is not None:
                    yield column, Reached(plan, floor)

    def _begin(self, search: Search, measure: Measure, floor: int, progress: Progress) -> None:
        """Offer plans in which nobody with wishes moves but the row and its group: mostly the best, and few move."""
        if not self._best or not self._held.any() or (self._policy == Policy.FLOOR and floor != self._floor_here):
            return
        if self._kept is None:
            self._kept = alive(measure, self._here, self._held, progress)
        for column in search.follow(self._kept).tolist():
            progress(0.0)
            try:
                self._kept.do(*search.pins(column))
            except Contradiction:
                continue
            search.offer(column, self._kept.total, self._kept.assigned)
            self._kept.undo()
