"""The best plan that keeps all wishes if a row has a column: one search among live plans, for many columns at once.

The plan that need not keep the wishes says what each column could be worth at best, and one path leads there. Where
that breaks a wish there are two cases as in `splitting`: a group goes to a certain column, or it does not. Here each is
a few edits that are taken back again, and a case is left as soon as no column could be worth more in it.

Source: Land and Doig 1960.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.pairing.plans.loose import Columns, hope, pins
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.plans.splitting import broken_wish
from growtogether_desktop.pairing.plans.stages import Measure
from growtogether_desktop.pairing.solving.edits import Contradiction, Edit, Forbid, Pin
from growtogether_desktop.pairing.solving.exchanges import whole
from growtogether_desktop.pairing.solving.instance import NOBODY, Progress
from growtogether_desktop.pairing.solving.live import Live
from growtogether_desktop.pairing.solving.losses import UNREACHABLE, Ways

Plans = dict[int, NDArray[np.int64]]
"""For columns the plan in which the row has it: (rows,)."""


@dataclass(frozen=True, slots=True)
class _Case:
    edits: tuple[Edit, ...] = ()
    """What leads here from the case before."""
    column: int = NOBODY
    """The row is pinned there already; NOBODY where all columns are looked at together."""
    decided: frozenset[tuple[int, int]] = frozenset()
    """Which groups (by their first row) go to which columns, or do not."""


_BACK = _Case()
"""Among the cases that wait: the one before is taken up again."""


class Search:
    """One row, some columns, one floor."""

    def __init__(
        self, question: Question, measure: Measure, live: Live, row: int, columns: Columns, likely: NDArray[np.int64]
    ) -> None:
        """`live` is the best plan by the measure; it is changed and taken back. In the `likely` plan (rows,) many are
        where they will be."""
        self.row, self.columns = row, columns
        self._measure, self._live, self._likely = measure, live, likely
        self._question, self._besides = question, _without(question, row)
        self._group = question.group.get(row, (row,))
        self._worth = whole(measure.gains[list(self._group)][:, columns])
        self._plans: Plans = {}
        self._known = np.zeros(len(columns), np.bool_)
        self._value = np.zeros(len(columns), self._worth.dtype)
        """(columns,): for those that are known, what their plan is worth; less is not looked for."""
        self._at = {column: at for at, column in enumerate(columns.tolist())}
        self._waiting = [_Case()]

    def pins(self, column: int) -> tuple[Edit, ...]:
        """The row and its group go to the column."""
        return pins(self._measure, self._group, column)

    def at_least(self, value: int) -> None:
        """Look for nothing that is worth less."""
        self._known[:], self._value[:] = True, value - 1

    def run(self, progress: Progress, first: bool = False) -> Plans:
        """The best plan for every column that there is one for; or the first that is found.

        Raises: whatever `progress` raises.
        """
        depth = 0
        try:
            while self._waiting and not (first and self._plans):
                progress(0.0)
                case = self._waiting.pop()
                if case is _BACK:
                    self._live.undo()
                    depth -= 1
                    continue
                try:
                    self._live.do(*case.edits)
                except Contradiction:
                    continue
                depth += 1
                self._waiting.append(_BACK)
                self._look(case)
        finally:
            for _ in range(depth):
                self._live.undo()
        return self._plans

    def offer(self, column: int, value: int, assigned: NDArray[np.int64]) -> bool:
        """Take this plan if it keeps all wishes and none is known that is as good; whether it keeps them."""
        if not self._question.keeps_wishes(assigned):
            return False
        at = self._at[column]
        if not self._known[at] or value > self._value[at]:
            self._plans[column], self._value[at], self._known[at] = assigned, value, True
        return True

    def follow(self, live: Live) -> Columns:
        """Offer plans that a path of this one leads to, for columns that could be worth more than is known. The columns
        for which that does not do: the path breaks a wish, or a whole group goes there."""
        ways, left = self._ways(live), []
        for column, value in self._hopes(live, ways):
            if len(ways) > 1 or not self.offer(column, value, ways[0].assigned(column)):
                left.append(column)
        return np.array(left, np.int64)

    def _ways(self, live: Live) -> list[Ways]:
        return [live.what_if.ways(row) for row in self._group]

    def _hopes(self, live: Live, ways: list[Ways]) -> list[tuple[int, int]]:
        """Columns that could be worth more than is known, and how much."""
        hopes = hope(live, ways, self._worth, self.columns)
        more = np.flatnonzero((hopes != UNREACHABLE) & (~self._known | (hopes > self._value)))
        return list(zip(self.columns[more].tolist(), hopes[more].tolist(), strict=True))

    def _look(self, case: _Case) -> None:
        live = self._live
        if case.column != NOBODY:
            at = self._at[case.column]
            known = bool(self._known[at]) and live.total <= self._value[at]
            if not known and not self.offer(case.column, live.total, live.assigned):
                self._divide(case, self._question)
        elif self._besides.keeps_wishes(live.assigned):
            for column in self.follow(live).tolist():
                self._waiting.append(_Case(self.pins(column), column, case.decided))
        elif self._hopes(live, self._ways(live)):
            self._divide(case, self._besides)

    def _divide(self, case: _Case, question: Question) -> None:
        """A group goes to its likely column, or to where most of it would be; or it does not."""
        broken = broken_wish(question, self._live.assigned)
        assert broken is not None
        row, column = broken
        group = question.group.get(row, (row,))
        likely = int(self._likely[row])
        if likely != NOBODY and self.row not in group and (group[0], likely) not in case.decided:
            column = likely
        met = [pair for pair in self._question.apart if {*pair} & {*group}]
        rivals = sorted({row for pair in met for row in pair} - {*group})
        barred = [one for rival in rivals for one in self._question.group.get(rival, (rival,))]
        goes: tuple[Edit, ...] = (*(Forbid(one, column) for one in barred), *(Pin(one, column) for one in group))
        stays_away = tuple(Forbid(one, column) for one in group)
        case = replace(case, decided=case.decided | {(group[0], column)})
        first, second = (goes, stays_away) if column == likely else (stays_away, goes)
        self._waiting += [replace(case, edits=second), replace(case, edits=first)]


def _without(question: Question, row: int) -> Question:
    """The same without the wishes of a row and its group."""
    group = question.group.get(row, (row,))
    apart = tuple(pair for pair in question.apart if not {*pair} & {*group})
    return replace(question, together=tuple(each for each in question.together if row not in each), apart=apart)
