"""Whether a plan that was written down keeps its rules and is the best: checked by adding up, without any solver.

Nothing here comes from the rest of the program but its words: the file is read, what is asked is worked
out again, and every number of the proof is added up in plain Python, where whole numbers have no end.

The proof. For a measure by which a pair is worth g_ij and waiting w_i, and for any prices p_j (negative only
where a mentor takes a least number), no plan is worth more than

    Σ_i max(w_i, max_j(g_ij − p_j)) + Σ_j p_j · (p_j > 0 ? most_j : least_j).

A policy has one measure or several, one after the other; a search is proven case by case.
"""

import base64
import json
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import lcm
from pathlib import Path
from typing import Any

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say

FORMAT = "grow-together-plan"
VERSION = 1
FULL = 100
NO_PAIRS = FULL + 1
MOST_CELLS = 40_000_000
IMPOSSIBLE = -1
WAITS = -1

Row = list[int | None]
"""What each mentor is to a mentee; None where the pair is impossible."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check has found."""

    proven: bool
    findings: tuple[Message, ...]
    """In plain words: what is proven, or everything that is wrong."""


def verify_file(path: Path) -> Verdict:
    """Check the plan in this file. Raises: Problem, when it is no plan that we can read."""
    try:
        text = path.read_bytes()
    except OSError as trouble:
        raise Problem(
            say("“{file}” cannot be opened: {reason}.", file=path.name, reason=trouble.strerror or trouble)
        ) from trouble
    return verify(text)


def verify(text: bytes) -> Verdict:
    """Check the plan in this text. Raises: Problem, when it is no plan that we can read."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise KeyError(FORMAT)
        if told["version"] != VERSION:
            raise Problem(
                say("This plan was written by another version of Grow-Together."), say("Check it with that version.")
            )
        written = _Written(told)
        findings = tuple(_broken_rules(written))
        if findings:
            return Verdict(False, findings)
        asked = _asked(written)
        plan = [written.assigned[row] for row in asked.rows]
        worth = asked.worth(plan)
        bound = _bound(asked, told["proof"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError, zlib.error) as trouble:
        raise Problem(
            say("This is not a plan of Grow-Together, or it is damaged."),
            say("Write the plan into a file once more, then check that."),
        ) from trouble
    if bound > worth:
        return Verdict(False, (_gap(written.policy, worth, bound),))
    return Verdict(True, (_proven(written),))


class _Written:
    """The file, read; still as it says."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.policy: str = told["rules"]["policy"]
        self.mentees: list[str] = [str(one.get("name") or one["id"]) for one in told["mentees"]]
        self.mentors: list[str] = [str(one.get("name") or one["id"]) for one in told["mentors"]]
        self.priority = [_whole(one["priority"]) for one in told["mentees"]]
        self.seats = [_whole(one["seats"]) for one in told["mentors"]]
        self.least = [_whole(one["least"]) for one in told["mentors"]]
        self.points = _matrix(told["points"], len(self.mentees), len(self.mentors))
        self.pins = {_whole(row): _whole(column) for row, column in told["pins"]}
        self.together = [[_whole(row) for row in group] for group in told["together"]]
        self.apart = [(_whole(one), _whole(other)) for one, other in told["apart"]]
        self.extra = {(_whole(row), _whole(column)): _whole(more) for row, column, more in told["extra"]}
        self.assigned = [WAITS if column == WAITS else _whole(column) for column in told["assigned"]]
        self.totals = {name: _whole(told["totals"][name]) for name in ("placed", "points", "lowest")}
        if len({row for group in self.together for row in group}) != sum(map(len, self.together)):
            raise ValueError("somebody is in two groups")
        if len(self.assigned) != len(self.mentees) or max(self.assigned, default=WAITS) >= len(self.mentors):
            raise ValueError("not everybody has a place in the plan")

    def pairs(self) -> list[tuple[int, int]]:
        return [(row, column) for row, column in enumerate(self.assigned) if column != WAITS]

    def fits(self) -> list[int]:
        return [fit for row, column in self.pairs() if (fit := self.points[row][column]) is not None]


def _whole(number: object) -> int:
    """A whole number, 0 or more."""
    if type(number) is not int or number < 0:
        raise ValueError(number)
    return number


def _matrix(told: dict[str, Any], rows: int, columns: int) -> list[Row]:
    """Every pair's points: 16-bit little-endian numbers, packed by zlib, in base64."""
    if rows * columns > MOST_CELLS:
        raise ValueError("too many pairs")
    unpacked = zlib.decompressobj().decompress(base64.b64decode(told["data"], validate=True), 2 * rows * columns + 1)
    numbers = array("h", unpacked)
    if len(numbers) != rows * columns:
        raise ValueError("the points are not those of these people")
    if sys.byteorder == "big":
        numbers.byteswap()
    if any(not IMPOSSIBLE <= number <= FULL for number in numbers):
        raise ValueError("points are 0 to 100")
    return [
        [None if points == IMPOSSIBLE else points for points in numbers[row * columns : (row + 1) * columns]]
        for row in range(rows)
    ]


def _broken_rules(written: _Written) -> Iterable[Message]:
    """Every rule that the plan breaks."""
    names, mentors = written.mentees, written.mentors
    for row, column in written.pairs():
        if written.points[row][column] is None:
            yield say("{mentee} may not be with {mentor}.", mentee=names[row], mentor=mentors[column])
    for column, mentor in enumerate(mentors):
        guests = written.assigned.count(column)
        if guests > written.seats[column]:
            yield say(
                "{mentor} has more mentees ({n}) than seats ({seats}).",
                mentor=mentor,
                n=guests,
                seats=written.seats[column],
            )
        if guests < written.least[column]:
            yield say(
                "{mentor} has fewer mentees ({n}) than promised ({least}).",
                mentor=mentor,
                n=guests,
                least=written.least[column],
            )
    for row, column in written.pins.items():
        if written.assigned[row] != column:
            yield say("{mentee} is pinned to {mentor}, but is not there.", mentee=names[row], mentor=mentors[column])
    for group in written.together:
        if len({written.assigned[row] for row in group}) > 1:
            yield say("{mentees} must be together, but are not.", mentees=", ".join(names[row] for row in group))
    for one, other in written.apart:
        if written.assigned[one] == written.assigned[other] != WAITS:
            yield say("{mentees} must be apart, but are not.", mentees=f"{names[one]}, {names[other]}")
    fits = written.fits()
    counted = {"placed": len(written.pairs()), "points": sum(fits), "lowest": min(fits, default=0)}
    if counted != written.totals:
        yield say(
            "The file says {placed} pairs, {points} points, lowest {lowest}; it should be {pairs}, {total}, {least}.",
            **written.totals,
            pairs=counted["placed"],
            total=counted["points"],
            least=counted["lowest"],
        )


@dataclass(slots=True)
class _Measure:
    """By which plans are compared, in one respect."""

    rows: list[Row]
    """What a pair is worth, None where it is not allowed."""
    waiting: list[int | None]
    """What it is worth to wait; None for whoever may not."""
    low: list[int]
    high: list[int]

    def bound(self, prices: list[int]) -> int:
        best = sum(_best(row, wait, prices) for row, wait in zip(self.rows, self.waiting, strict=True))
        taken = (low if price < 0 else high for price, low, high in zip(prices, self.low, self.high, strict=True))
        return best + sum(price * rows for price, rows in zip(prices, taken, strict=True))

    def of(self, plan: list[int]) -> int:
        worth = 0
        for row, wait, column in zip(self.rows, self.waiting, plan, strict=True):
            each = wait if column == WAITS else row[column]
            if each is None:
                raise ValueError("a place that is not allowed")
            worth += each
        return worth


def _best(row: Row, wait: int | None, prices: list[int]) -> int:
    """What a mentee brings at most, once the seat is paid."""
    each = [worth - price for worth, price in zip(row, prices, strict=True) if worth is not None]
    if wait is not None:
        each.append(wait)
    return max(each)


@dataclass(slots=True)
class _Asked:
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

    def decided(self, row: int, column: int, there: bool) -> "_Asked":
        """The case in which this mentee's group goes to the mentor, or the one in which it does not."""
        group = self.group(row)
        points = list(self.points)
        for each in group:
            points[each] = [None if (at == column) != there else worth for at, worth in enumerate(points[each])]
        if not there:
            return _Asked(**{**self._fields(), "points": points})
        for one, other in self.apart:
            for here, rival in ((one, other), (other, one)):
                if here in group:
                    for each in self.group(rival):
                        points[each] = _without(points[each], column)
        return _Asked(**{**self._fields(), "points": points, "must": self.must | {*group}})

    def _fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

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

    def people(self, floor: int) -> _Measure:
        return self._measure(lambda row, column, fit: 0, [-weight for weight in self._weights(1)], floor)

    def points_besides(self, floor: int) -> _Measure:
        one = self._top() * len(self.rows) + 1
        return self._measure(self._points_of, [-one * weight for weight in self._weights(1)], floor)

    def sums(self) -> _Measure:
        more = len(self.rows) + 1
        one = (self._top() + 1) * more * len(self.rows) + 1
        waiting = [-one * weight for weight in self._weights(0)]
        return self._measure(lambda row, column, fit: self._points_of(row, column, fit) * more + 1, waiting, 0)

    def level(self, fit: int) -> _Measure:
        return self._measure(lambda row, column, points: -int(points == fit), [0] * len(self.rows), 0)

    def _points_of(self, row: int, column: int, fit: int) -> int:
        return fit + self.extra.get((row, column), 0)

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

    def _measure(self, worth: Callable[[int, int, int], int], waiting: list[int], floor: int) -> _Measure:
        """Groups share: each of a group of k brings a k-th of all, in a unit in which that is whole."""
        unit = lcm(*map(len, self.together))
        rows = [
            [None if fit is None or fit < floor else unit * worth(row, column, fit) for column, fit in enumerate(fits)]
            for row, fits in enumerate(self.points)
        ]
        waits = [unit * wait for wait in waiting]
        for group in self.together:
            shared = [_share(cells) for cells in zip(*(rows[row] for row in group), strict=True)]
            wait = sum(waits[row] for row in group) // len(group)
            for row in group:
                rows[row], waits[row] = shared, wait
        return _Measure(rows, list(waits), self.least, self.seats)


def _share(cells: tuple[int | None, ...]) -> int | None:
    there = [cell for cell in cells if cell is not None]
    return sum(there) // len(cells) if len(there) == len(cells) else None


def _without(row: Row, column: int) -> Row:
    return [None if at == column else worth for at, worth in enumerate(row)]


def _asked(written: _Written) -> _Asked:
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
    return _Asked(
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


def _bound(asked: _Asked, case: dict[str, Any]) -> tuple[int, ...]:
    """No plan is worth more in this case of the search."""
    if "yes" not in case:
        return _POLICIES[asked.policy](asked, case["steps"])
    row, column = _whole(case["row"]), _whole(case["column"])
    return max(
        _bound(asked.decided(row, column, True), case["yes"]), _bound(asked.decided(row, column, False), case["no"])
    )


def _prices(asked: _Asked, step: dict[str, Any], name: str) -> list[int]:
    prices: list[int] = step["prices"]
    if step["name"] != name or len(prices) != len(asked.seats) or any(type(price) is not int for price in prices):
        raise ValueError(step["name"])
    return prices


def _most(asked: _Asked, steps: list[dict[str, Any]]) -> tuple[int, ...]:
    (step,) = steps
    return (asked.points_besides(0).bound(_prices(asked, step, "points")),)


def _sum(asked: _Asked, steps: list[dict[str, Any]]) -> tuple[int, ...]:
    (step,) = steps
    return (asked.sums().bound(_prices(asked, step, "sum")),)


def _floor(asked: _Asked, steps: list[dict[str, Any]]) -> tuple[int, ...]:
    """So many people at most; then, if fewer can be placed from `floor` + 1 up, no higher lowest fit; then points."""
    people = asked.people(0).bound(_prices(asked, steps[0], "people"))
    floor = _whole(steps[-1]["floor"])
    if len(steps) == 1 or (floor < NO_PAIRS and _people(asked, steps[1], floor + 1) >= people):
        return (people, NO_PAIRS + 1)  # nothing is proven but that
    return (people, floor, asked.points_besides(floor).bound(_prices(asked, steps[-1], "points")))


def _leximin(asked: _Asked, steps: list[dict[str, Any]]) -> tuple[int, ...]:
    """So many people at most; then level by level, over what is best by all before: only there prices have no slack."""
    people = asked.people(0).bound(_prices(asked, steps[0], "people"))
    counts = [0] * NO_PAIRS  # no pairs of a fit: better it cannot be
    if len(steps) == 1:
        return (people, 1)
    floor = _whole(steps[1]["floor"])
    if _people(asked, steps[1], floor) != people:
        return (people, 1)
    face = _tight(asked.people(floor), steps[1]["prices"])
    last = floor - 1
    for step in steps[2:]:
        fit = _whole(step["fit"])
        if not last < fit < NO_PAIRS:
            raise ValueError(fit)
        last, level = fit, asked.level(fit)
        rows = [
            [worth if there is not None else None for worth, there in zip(row, on_face, strict=True)]
            for row, on_face in zip(level.rows, face.rows, strict=True)
        ]
        waiting = [None if there is None else wait for wait, there in zip(level.waiting, face.waiting, strict=True)]
        measure = _Measure(rows, waiting, face.low, face.high)
        prices = _prices(asked, step, "level")
        counts[fit] = measure.bound(prices)
        face = _tight(measure, prices)
    return (people, *counts)


_POLICIES = {"most": _most, "sum": _sum, "floor": _floor, "leximin": _leximin}


def _people(asked: _Asked, step: dict[str, Any], floor: int) -> int:
    """How many people can have a mentor from this fit up, counted by those who wait."""
    if step["floor"] != floor:
        raise ValueError(step["floor"])
    return asked.people(floor).bound(_prices(asked, step, "people"))


def _tight(measure: _Measure, prices: list[int]) -> _Measure:
    """The measure where it costs nothing at these prices: every plan that reaches the bound stays within."""
    rows: list[Row] = []
    waiting: list[int | None] = []
    for row, wait in zip(measure.rows, measure.waiting, strict=True):
        best = _best(row, wait, prices)
        pairs = zip(row, prices, strict=True)
        rows.append([worth if worth is not None and worth - price == best else None for worth, price in pairs])
        waiting.append(wait if wait == best else None)
    low = [high if price > 0 else low for price, low, high in zip(prices, measure.low, measure.high, strict=True)]
    high = [low if price < 0 else high for price, low, high in zip(prices, measure.low, measure.high, strict=True)]
    return _Measure(rows, waiting, low, high)


def _gap(policy: str, worth: tuple[int, ...], bound: tuple[int, ...]) -> Message:
    """What is not proven, in words."""
    first = next((at for at, (one, other) in enumerate(zip(worth, bound, strict=False)) if one != other), len(worth))
    if policy in ("most", "sum"):
        return say("Not proven: by the prices in the file a plan could be worth more.")
    if first == 0:
        return say(
            "Not proven: by the prices in the file a plan could place more people, or people with more priority."
        )
    if policy == "floor" and first == 1:
        return say("Not proven: by the prices in the file the lowest fit could be higher.")
    if policy == "floor":
        return say("Not proven: by the prices in the file the points could add up to more.")
    return say("Not proven: by the prices in the file fewer pairs could have a low fit.")


def _proven(written: _Written) -> Message:
    told = {**written.totals, "people": len(written.mentees)}
    if written.policy == "most":
        return say(
            "Proven: no plan places more people, and none that does is worth more. "
            "{placed} of {people} mentees have a mentor, {points} points, lowest fit {lowest}.",
            **told,
        )
    if written.policy == "sum":
        return say(
            "Proven: no plan is worth more. "
            "{placed} of {people} mentees have a mentor, {points} points, lowest fit {lowest}.",
            **told,
        )
    if written.policy == "floor":
        return say(
            "Proven: no plan places more people, none that does has a higher lowest fit, and none of those is worth "
            "more. {placed} of {people} mentees have a mentor, {points} points, lowest fit {lowest}.",
            **told,
        )
    return say(
        "Proven: no plan places more people, and none that does has fewer pairs of low fit. "
        "{placed} of {people} mentees have a mentor, {points} points, lowest fit {lowest}.",
        **told,
    )
