"""Every mentor for one mentee, exactly, where a policy has to search: leximin, and wishes to be together or apart.

What a mentor could cost at least is known from the plan that need not keep the wishes (see `loose`): one path for
each. Where the plan that path leads to keeps all wishes, that is the price. Otherwise there are two cases as in
`splitting`, a group goes to a certain mentor or it does not; here each is a few edits of the live plan, and one
search among the cases answers for all mentors at once: a case is left as soon as none of them could be cheaper in it.

Source: Land and Doig 1960.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.pairing.plans.loose import NEVER, UNKNOWN, Columns, Loose, alive, tried
from growtogether_desktop.pairing.plans.policy import NO_PAIRS, Answer
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.plans.splitting import broken_wish
from growtogether_desktop.pairing.plans.stages import TooFew
from growtogether_desktop.pairing.solving.edits import Contradiction, Edit, Forbid, Live, Pin
from growtogether_desktop.pairing.solving.instance import NOBODY, Progress
from growtogether_desktop.pairing.solving.losses import UNREACHABLE

FIRST = 24
"""So many mentors, those who fit best, are weighed before all others."""


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """The best plan when a row has a column."""

    assigned: NDArray[np.int64]
    """(rows,): the column of each row, or NOBODY."""
    floor: int
    """How high the lowest fit of all others can be; 0 where the policy has no floor."""


@dataclass(frozen=True, slots=True)
class _Case:
    edits: tuple[Edit, ...] = ()
    """What leads here from the case before."""
    column: int = NOBODY
    """The row is pinned there already; NOBODY where all columns are looked at together."""
    decided: frozenset[tuple[int, int]] = frozenset()


_BACK = _Case()
"""Among the cases that wait: the one before is taken up again."""

_Best = dict[int, tuple[int, NDArray[np.int64]]]
"""The best plan with each column as far as one is known, and its worth in one number."""


class Weighing:
    """Questions about the best plan by a policy, one after the other. One thread at a time."""

    def __init__(self, question: Question, policy: Policy, loose: Answer, here: NDArray[np.int64], best: bool) -> None:
        """`loose` is the best plan that need not keep the wishes, `here` one that does: whether the `best`, is told."""
        self._question, self._policy, self._here, self._best = question, policy, here, best
        self._loose = Loose(question, policy, loose)
        self._held = np.zeros(len(here), np.bool_)
        """(rows,): who has wishes."""
        self._held[[row for wish in (*question.together, *question.apart) for row in wish]] = True
        self._kept: dict[int, Live] = {}
        """The plan `here`, in which nobody with wishes moves; by its floor."""

    def weigh(self, row: int, columns: Columns | None, progress: Progress) -> Iterator[tuple[int, Reached | None]]:
        """Columns the row could have, the best fits first, with the best plan there; None where only solving tells.

        All that are possible, or these `columns`. Raises: whatever `progress` raises.
        """
        possible = self._possible(row)
        if columns is not None:
            possible = possible[np.isin(possible, columns)]
        possible = possible[np.argsort(-self._question.scores[row, possible], kind="stable")]
        alone = row in self._question.group
        cuts = range(1, len(possible)) if alone else [FIRST]
        for some in np.split(possible, cuts):
            yield from self._weigh_some(row, some, progress)

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
                found = self._search(row, columns[some], floor, progress)
            except TooFew:
                found = {}
            for at in some.tolist():
                column = int(columns[at])
                plan = found[column][1] if column in found else None
                if people is not None and (plan is None or self._loose.people(plan) < people[at]):
                    yield column, None  # the wishes cost somebody their place, so the floor may be another
                elif plan is not None:
                    yield column, Reached(plan, floor)

    def _search(self, row: int, columns: Columns, floor: int, progress: Progress) -> _Best:
        """The best plan that keeps the wishes with each column, where there is one. Raises: TooFew; as `weigh`."""
        question, live, worth = self._question, self._loose.plan(floor, progress), self._loose.measure(floor).gains[row]
        best = self._first_plans(row, columns, floor, progress)
        besides = _without(question, row)
        waiting = [_Case()]
        if row in question.group:
            waiting = [_Case(self._loose.pins(row, column, floor), column) for column in columns[::-1].tolist()]
        depth = 0
        try:
            while waiting:
                progress(0.0)
                if (case := waiting.pop()) is _BACK:
                    live.undo()
                    depth -= 1
                    continue
                try:
                    live.do(*case.edits)
                except Contradiction:
                    continue
                waiting.append(_BACK)
                depth += 1
                if case.column != NOBODY:
                    if case.column in best and live.total <= best[case.column][0]:
                        continue
                    if (broken := broken_wish(question, live.assigned)) is None:
                        best[case.column] = live.total, live.assigned
                    else:
                        waiting += self._cases(row, case, broken)
                    continue
                ways = live.what_if.ways(row)
                hopes = {
                    column: int(ways.others[column] + worth[column])
                    for column in columns.tolist()
                    if ways.others[column] != UNREACHABLE
                }
                hopes = {column: hope for column, hope in hopes.items() if column not in best or hope > best[column][0]}
                if not hopes:
                    continue
                if (broken := broken_wish(besides, live.assigned)) is not None:
                    waiting += self._cases(row, case, broken)
                    continue
                for column, hope in hopes.items():
                    assigned = ways.assigned(column)
                    if broken_wish(question, assigned) is None:
                        best[column] = hope, assigned
                    else:
                        waiting.append(_Case(self._loose.pins(row, column, floor), column, case.decided))
        finally:
            for _ in range(depth):
                live.undo()
        return best

    def _first_plans(self, row: int, columns: Columns, floor: int, progress: Progress) -> _Best:
        """Plans in which nobody with wishes moves but the row and its group: mostly they are the best, and few move."""
        if not self._best or not self._held.any() or (self._policy == Policy.FLOOR and floor != self._floor_here()):
            return {}
        if floor not in self._kept:
            self._kept[floor] = alive(self._loose.measure(floor), self._here, self._held)
        live, found = self._kept[floor], _Best()
        if row not in self._question.group:
            ways, worth = live.what_if.ways(row), self._loose.measure(floor).gains[row]
            for column in columns[ways.others[columns] != UNREACHABLE].tolist():
                assigned = ways.assigned(column)
                if broken_wish(self._question, assigned) is None:
                    found[column] = int(ways.others[column] + worth[column]), assigned
            return found
        for column in columns.tolist():
            progress(0.0)
            with tried(live, *self._loose.pins(row, column, floor)) as can_be:
                if can_be and broken_wish(self._question, live.assigned) is None:
                    found[column] = live.total, live.assigned
        return found

    def _floor_here(self) -> int:
        placed = np.flatnonzero(self._here != NOBODY)
        return int(self._question.levels[placed, self._here[placed]].min(initial=NO_PAIRS))

    def _cases(self, row: int, case: _Case, broken: tuple[int, int]) -> list[_Case]:
        """The group goes where it is now, or where most of it would be; or it does not. The likelier is the last."""
        question, (one, column) = self._question, broken
        group = question.group.get(one, (one,))
        here = int(self._here[one])
        if here != NOBODY and row not in group and (group[0], here) not in case.decided:
            column = here
        decided = case.decided | {(group[0], column)}
        rivals = {b for a, b in question.apart if a in group} | {a for a, b in question.apart if b in group}
        barred = [other for rival in sorted(rivals) for other in question.group.get(rival, (rival,))]
        goes = _Case(
            (*(Forbid(other, column) for other in barred), *(Pin(each, column) for each in group)), case.column, decided
        )
        stays_away = _Case(tuple(Forbid(each, column) for each in group), case.column, decided)
        return [stays_away, goes] if column == here else [goes, stays_away]


def _without(question: Question, row: int) -> Question:
    """The same without the wishes of a row and its group."""
    group = question.group.get(row, (row,))
    apart = tuple(pair for pair in question.apart if not {*pair} & {*group})
    return replace(question, together=tuple(each for each in question.together if row not in each), apart=apart)
