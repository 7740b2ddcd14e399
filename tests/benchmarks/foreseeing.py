"""What it takes to say what a wish would do before it is asked for: milliseconds of the processor, 5 000 × 1 500.

With seats for a fifth more than there are mentees, and with too few. Before anything is measured the other mentors of
one mentee are weighed, as they are on the page: from then on it is known what a floor takes.
"""

import gc
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

from growtogether_desktop.domain.cohorts import Cohort, Policy, Rules
from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.features.matching.model.planning import Planner
from growtogether_desktop.features.matching.model.proposal import Order, People
from growtogether_desktop.features.matching.model.wish import (
    Wish,
    for_more_seats,
    to_forbid,
    to_let_go,
    to_let_mentor_go,
    to_pin,
)
from tests.benchmarks.pairing import COHORT, people

SIZES = ((500, 200, 3), (5_000, 1_500, 4), (5_000, 1_500, 3))
TIMES = 7


def run() -> list[dict[str, object]]:
    policies = (Policy.FLOOR, Policy.MOST, Policy.SUM)
    return [one for size in SIZES for policy in policies for one in every_wish(size, policy)]


def every_wish(size: tuple[int, int, int], policy: Policy) -> list[dict[str, object]]:
    """`told` is of how many wishes anything is told."""
    mentees, mentors = people(*size)
    cohort = Cohort(COHORT, "Benchmark", datetime(2026, 1, 5, tzinfo=UTC), rules=Rules(policy=policy))
    planner = Planner()
    work = planner.begin(Order(cohort, People(tuple(mentors), tuple(mentees))), None)
    assert work is not None
    planner.settle(work, work.solve(_nobody), _nobody)
    assert planner.desk is not None
    here = planner.desk.assigned()
    planner.choices(MenteeId(mentees[0].id), _nobody)
    gc.freeze()  # as the program does
    by = {mentor.id: mentor for mentor in mentors}
    pairs = [(mentee, by[here[MenteeId(mentee.id)]]) for mentee in mentees if mentee.id in here]
    far = len(pairs) // (TIMES + 10)
    kinds: dict[str, Callable[[int], Wish]] = {
        "forbid": lambda at: to_forbid(pairs[at * far]),
        "forbid ten": lambda at: to_forbid(*pairs[at * far : (at + 10) * far : far]),
        "pin ten": lambda at: to_pin(*pairs[at * far : (at + 10) * far : far]),
        "a mentee leaves": lambda at: to_let_go([pairs[at * far][0]]),
        "a mentor leaves": lambda at: to_let_mentor_go(pairs[at * far][1], mentees),
        "a seat more": lambda at: for_more_seats(pairs[at * far][1]),
        "a seat fewer": lambda at: for_more_seats(pairs[at * far][1], -1),
    }
    said = {"size": " × ".join(map(str, size)), "policy": policy}
    return [said | {"wish": kind} | _measured(planner, make) for kind, make in kinds.items()]


def _measured(planner: Planner, make: Callable[[int], Wish]) -> dict[str, object]:
    spent, told = [], 0
    for at in range(TIMES):
        wish = make(at)
        began = time.process_time()
        told += planner.foresee(wish, _nobody) is not None
        spent.append((time.process_time() - began) * 1_000)
    return {"ms": round(median(spent), 1), "most ms": round(max(spent), 1), "told": f"{told} of {TIMES}"}


def _nobody(_share: float) -> None:
    """Nobody waits."""
