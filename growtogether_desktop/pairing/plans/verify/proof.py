"""No plan is worth more: the prices of every step added up, and where the search was divided, case by case.

A policy has one step or several, one after the other. Each adds up the bound of its measure (see `measure`).
"""

from typing import Any

from growtogether_desktop.pairing.plans.verify.asked import Asked
from growtogether_desktop.pairing.plans.verify.measure import Measure, tight
from growtogether_desktop.pairing.plans.verify.written import NO_PAIRS, whole


def bound(asked: Asked, case: dict[str, Any]) -> tuple[int, ...]:
    """No plan is worth more in this case of the search."""
    if "yes" not in case:
        return _POLICIES[asked.policy](asked, case["steps"])
    row, column = whole(case["row"]), whole(case["column"])
    return max(
        bound(asked.decided(row, column, True), case["yes"]), bound(asked.decided(row, column, False), case["no"])
    )


def _prices(asked: Asked, step: dict[str, Any], name: str) -> list[int]:
    prices: list[int] = step["prices"]
    if step["name"] != name or len(prices) != len(asked.seats) or any(type(price) is not int for price in prices):
        raise ValueError(step["name"])
    return prices


def _most(asked: Asked, steps: list[dict[str, Any]]) -> tuple[int, ...]:
    (step,) = steps
    return (asked.points_besides(0).bound(_prices(asked, step, "points")),)


def _sum(asked: Asked, steps: list[dict[str, Any]]) -> tuple[int, ...]:
    (step,) = steps
    return (asked.sums().bound(_prices(asked, step, "sum")),)


def _floor(asked: Asked, steps: list[dict[str, Any]]) -> tuple[int, ...]:
    """So many people at most; then, if fewer can be placed from `floor` + 1 up, no higher lowest fit; then points."""
    people = asked.people(0).bound(_prices(asked, steps[0], "people"))
    floor = whole(steps[-1]["floor"])
    if len(steps) == 1 or (floor < NO_PAIRS and _people(asked, steps[1], floor + 1) >= people):
        return (people, NO_PAIRS + 1)  # nothing is proven but that
    return (people, floor, asked.points_besides(floor).bound(_prices(asked, steps[-1], "points")))


def _leximin(asked: Asked, steps: list[dict[str, Any]]) -> tuple[int, ...]:
    """So many people at most; then level by level, over what is best by all before: only there prices have no slack."""
    people = asked.people(0).bound(_prices(asked, steps[0], "people"))
    counts = [0] * NO_PAIRS  # no pairs of a fit: better it cannot be
    if len(steps) == 1:
        return (people, 1)
    floor = whole(steps[1]["floor"])
    if _people(asked, steps[1], floor) != people:
        return (people, 1)
    face = tight(asked.people(floor), steps[1]["prices"])
    last = floor - 1
    for step in steps[2:]:
        fit = whole(step["fit"])
        if not last < fit < NO_PAIRS:
            raise ValueError(fit)
        last, level = fit, asked.level(fit)
        rows = [
            [worth if there is not None else None for worth, there in zip(row, on_face, strict=True)]
            for row, on_face in zip(level.rows, face.rows, strict=True)
        ]
        waiting = [None if there is None else wait for wait, there in zip(level.waiting, face.waiting, strict=True)]
        measure = Measure(rows, waiting, face.low, face.high)
        prices = _prices(asked, step, "level")
        counts[fit] = measure.bound(prices)
        face = tight(measure, prices)
    return (people, *counts)


_POLICIES = {"most": _most, "sum": _sum, "floor": _floor, "leximin": _leximin}


def _people(asked: Asked, step: dict[str, Any], floor: int) -> int:
    """How many people can have a mentor from this fit up, counted by those who wait."""
    if step["floor"] != floor:
        raise ValueError(step["floor"])
    return asked.people(floor).bound(_prices(asked, step, "people"))
