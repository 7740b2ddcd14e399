"""How long a plan takes, against SciPy's bare solver on the same cohort in the same run.

Ours is everything a coordinator waits for: fits, rules, solving, reasons, the waiting list. SciPy's
is one call on a matrix that is already there, which is the least any tool on it can take.
"""

import random
import time
import tracemalloc
from collections.abc import Callable

import numpy as np
from scipy.optimize import linear_sum_assignment

from growtogether_desktop.domain.cohorts import Mentee, Mentor, Rules, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, person_known_as
from growtogether_desktop.pairing.plans.plan import Situation, best_plan, score

SIZES = (100, 200, 500, 1000, 2000)
SEATS = 2
"""Of every mentor; there are half as many mentors as mentees."""

COHORT = CohortId("benchmark")
SKILLS = tuple(f"skill {n}" for n in range(200))
POPULAR = tuple(1 / (n + 3) for n in range(200))
"""A few skills are everywhere and most are rare, as in real cohorts."""


def run() -> list[dict[str, object]]:
    """One row for each size: seconds are the best of several runs, megabytes the most held at once."""
    return [_row(size) for size in SIZES]


def _row(size: int) -> dict[str, object]:
    mentees, mentors = cohort(size)
    times = 7 if size <= 500 else 3
    points = score(mentees, mentors, Rules(), Situation()).points
    fits = points[:, np.repeat(np.arange(len(mentors)), SEATS)].astype(np.float64)
    ours = _best(lambda: best_plan(mentees, mentors), times)
    scipys = _best(lambda: linear_sum_assignment(fits, maximize=True), times)
    return {
        "mentees": size,
        "mentors": len(mentors),
        "our seconds": round(ours, 4),
        "scipy seconds": round(scipys, 4),
        "ratio": round(ours / scipys, 2),
        "our megabytes": round(_most_held(lambda: best_plan(mentees, mentors)) / 1e6, 1),
    }


def cohort(size: int) -> tuple[list[Mentee], list[Mentor]]:
    """A made-up cohort, the same each time."""
    chance = random.Random(size)

    def skills(number: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chance.choices(SKILLS, POPULAR, k=number)))

    def languages() -> tuple[str, ...]:
        return chance.choice((("uz", "ru"), ("uz",), ("ru", "en"), ("uz", "ru", "en")))

    mentees, mentors = [], []
    for n in range(size):
        person = person_known_as(f"mentee {n}")
        mentees.append(
            Mentee(
                mentee_id(person, COHORT),
                COHORT,
                person,
                f"Mentee {n}",
                wants=skills(chance.randint(2, 12)),
                level=chance.randint(1, 3),
                languages=languages(),
            )
        )
    for n in range(size // 2):
        person = person_known_as(f"mentor {n}")
        mentors.append(
            Mentor(
                mentor_id(person, COHORT),
                COHORT,
                person,
                f"Mentor {n}",
                skills=skills(chance.randint(5, 30)),
                capacity=SEATS,
                level=chance.randint(3, 5),
                languages=languages(),
            )
        )
    return mentees, mentors


def _best(work: Callable[[], object], times: int) -> float:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _most_held(work: Callable[[], object]) -> int:
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
