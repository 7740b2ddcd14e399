"""What is left to decide once the pins are kept, and what a plan is worth by its policy."""

from dataclasses import dataclass, field, replace
from math import lcm

from growtogether_desktop.pairing.plans.verify.measure import Measure
from growtogether_desktop.pairing.plans.verify.written import FULL, NO_PAIRS, WAITS, Row, Written

FITS = range(FULL + 1)


@dataclass(slots=True)
class Asked:
    """What is left to decide when the pins are kept: mentees without one, and the seats still free."""

    policy: str
    rows: list[int]
    """Which mentees of the file."""
    points: list[Row]
    seats: list[int]
    least: list[int]
    priority: list[int]
    together: list[list[int]]
    apart: list[tuple[int, int]]
    extra: dict[tuple[int, int], int]
    must: set[int] = field(default_factory=set)
    """Who may not wait, in this case of the search."""

    def group(self, row: int) -> list[int]:
        return next((group for group in self.together if row in group), [row])

    def decided(self, row: int, column: int, there: bool) -> "Asked":
        """The case in which this mentee's group goes to the mentor, or the one in which it does not."""
        group = self.group(row)
        points = list(self.points)
        for each in group:
            points[each] = [None if (at == column) != there else worth for at, worth in enumerate(points[each])]
        if not there:
            return replace(self, points=points)
        for one, other in self.apart:
            for here, rival in ((one, other), (other, one)):
                if here in group:
                    for each in self.group(rival):
                        points[each] = _without(points[each], column)
        return replace(self, points=points, must=self.must | {*group})

    def worth(self, plan: list[int]) -> tuple[int, ...]:
        """What the plan is worth by the policy; the better plan's is greater."""
        if self.policy == "sum":
            return (self.sums().of(plan),)
        if self.policy == "most":
            return (self.points_besides(0).of(plan),)
        people = self.people(0).of(plan)
        if self.policy == "leximin":
            return (people, *(self.level(fit).of(plan) for fit in range(NO_PAIRS)))
        if self.policy != "floor":
            raise ValueError(self.policy)
        lowest = min(
            (self.points[row][column] or 0 for row, column in enumerate(plan) if column != WAITS), default=NO_PAIRS
        )
        return (people, lowest, self.points_besides(0).of(plan))

    def people(self, floor: int) -> Measure:
        return self._measure([0 for _ in FITS], 0, [-weight for weight in self._weights(1)], floor)

    def points_besides(self, floor: int) -> Measure:
        one = self._top() * len(self.rows) + 1
        return self._measure([*FITS], 1, [-one * weight for weight in self._weights(1)], floor)

    def sums(self) -> Measure:
        point = len(self.rows) + 1
        one = (self._top() + 1) * point * len(self.rows) + 1
        waiting = [-one * weight for weight in self._weights(0)]
        return self._measure([fit * point + 1 for fit in FITS], point, waiting, 0)

    def level(self, fit: int) -> Measure:
        return self._measure([-int(each == fit) for each in FITS], 0, [0] * len(self.rows), 0)

    def _top(self) -> int:
        return FULL + max(self.extra.values(), default=0)

    def _weights(self, usual: int) -> list[int]:
        """How much it counts that somebody waits: the higher the priority, the more.

        Where some must be together or apart, one of a priority counts for more than all below.
        """
        ladder = {0: usual}
        for priority in sorted({*self.priority} - {0}):
            weighed = [weight * self.priority.count(each) for each, weight in ladder.items()]
            ladder[priority] = 1 + (sum(weighed) if self.together or self.apart else max(ladder.values()))
        plain = [ladder[priority] for priority in self.priority]
        return [1 + sum(plain) if row in self.must else weight for row, weight in enumerate(plain)]

    def _measure(self, worth: list[int], point: int, waiting: list[int], floor: int) -> Measure:
        """Pairs of each fit are worth so much, and so much more for each point besides.

        Groups share: each of a group of k brings a k-th of all, in a unit in which that is whole.
        """
        unit = lcm(*map(len, self.together))
        of = [unit * each if fit >= floor else None for fit, each in zip(FITS, worth, strict=True)]
        rows = [[None if fit is None else of[fit] for fit in fits] for fits in self.points]
        for (row, column), more in self.extra.items():
            if (there := rows[row][column]) is not None:
                rows[row][column] = there + unit * point * more
        waits = [unit * wait for wait in waiting]
        for group in self.together:
            shared = [_share(cells) for cells in zip(*(rows[row] for row in group), strict=True)]
            wait = sum(waits[row] for row in group) // len(group)
            for row in group:
                rows[row], waits[row] = shared, wait
        return Measure(rows, list(waits), self.least, self.seats)


def _share(cells: tuple[int | None, ...]) -> int | None:
    there = [cell for cell in cells if cell is not None]
    return sum(there) // len(cells) if len(there) == len(cells) else None


def _without(row: Row, column: int) -> Row:
    return [None if at == column else worth for at, worth in enumerate(row)]


def asked_by(written: Written) -> Asked:
    """What is left to decide: pinned mentees are gone, and so are their seats."""
    points, seats, least = [list(row) for row in written.points], list(written.seats), list(written.least)
    for column in written.pins.values():
        seats[column] -= 1
        least[column] = max(least[column] - 1, 0)
    group_of = {row: group for group in written.together for row in group}
    for one, other in written.apart:
        for here, rival in ((one, other), (other, one)):
            if here in written.pins:
                for row in group_of.get(rival, [rival]):
                    points[row] = _without(points[row], written.pins[here])
    for group in written.together:
        for column in range(len(seats)):
            if seats[column] < len(group) or any(points[row][column] is None for row in group):
                for row in group:
                    points[row][column] = None
    rows = [row for row in range(len(points)) if row not in written.pins]
    at = {row: place for place, row in enumerate(rows)}
    return Asked(
        written.policy,
        rows,
        [points[row] for row in rows],
        seats,
        least,
        [written.priority[row] for row in rows],
        [[at[row] for row in group] for group in written.together if group[0] in at],
        [(at[one], at[other]) for one, other in written.apart if one in at and other in at],
        {(at[row], column): more for (row, column), more in written.extra.items() if row in at},
    )
