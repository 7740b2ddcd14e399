"""The goals of pairing, each with SciPy's dense solver on the same cohort in the same run.

SciPy gets a matrix that is already there, a column for every seat, and knows no waiting list: the least
any tool on it can take. Seconds are those of the processor; megabytes the most a process of its own takes,
the matrix of scores included. `pairing_large` goes on where this takes minutes.

One function for each goal; `edits` measures G2 and `whatif` compares answers one by one, for hours if wanted.
"""

import gzip
import multiprocessing
import random
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from growtogether_desktop.domain.cohorts import Mentee, Mentor, Rules, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, person_known_as
from growtogether_desktop.pairing.plans.plan import Situation, best_plan, score
from growtogether_desktop.pairing.solving.assign import assign
from growtogether_desktop.pairing.solving.certificate import check, prices_of
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, Instance, Solution
from growtogether_desktop.pairing.solving.losses import WhatIf
from tests.benchmarks import edits

ORLIB = Path(__file__).parents[2].parent / "shared" / "data" / "matching" / "orlib"
OPTIMA = {"assign100": 305, "assign200": 475, "assign300": 626, "assign400": 804}

COHORT = CohortId("benchmark")
SKILLS = tuple(f"skill {n}" for n in range(200))
POPULAR = tuple(1 / (n + 3) for n in range(200))
"""A few skills are everywhere and most are rare, as in real cohorts."""


def run() -> list[dict[str, object]]:
    return [*overrides_and_proof(), *exact_edits(), *many_rows(), *known_optima()]


def overrides_and_proof() -> list[dict[str, object]]:
    """G1: 500 × 200, from people to the price of every override in less than 50 ms; the whole plan beside it."""
    mentees, mentors = people(500, 200, seats=3)

    def scored() -> Instance:
        points = score(mentees, mentors, Rules(), Situation()).points.astype(np.int16)
        return Instance(points, np.full(200, 3), np.full(500, -100 * 500 - 1))

    def priced(instance: Instance) -> None:
        WhatIf.of(instance, assign(instance).assigned).every_loss()

    instance = scored()
    solution = assign(instance)
    scipys = best_of(5, lambda: dense(instance))
    whole = best_of(9, lambda: priced(scored()))
    return [
        row("G1", "500 × 200", "from text: score + optimum + proof + every override", whole, scipys, 50),
        row("", "", "of it scores", best_of(5, scored)),
        row("", "", "of it optimum, proof, overrides", best_of(9, lambda: priced(instance)), scipys),
        row(
            "G1", "500 × 200", "prices from a plan", best_of(9, lambda: prices_of(instance, solution.assigned)), None, 1
        ),
        row("G1", "500 × 200", "plan with reasons", best_of(3, lambda: best_plan(mentees, mentors)), scipys),
    ]


def exact_edits() -> list[dict[str, object]]:
    """G2: any exact edit, 500 × 200 in less than 5 ms, 5 000 × 1 500 in less than 100 ms; SciPy solves again."""
    rows = []
    for size, goal in ((edits.SMALL, 5), (edits.LARGE, 100)):
        instance = edits.cohort(*size)
        scipys = best_of(1, lambda instance=instance: edits.again(instance))
        said = f"{size[0]} × {size[1]}"
        rows += [row("G2", said, str(one["what"]), edit_ms(one), scipys, goal) for one in edits.edits(size, goal)]
    return rows


def many_rows() -> list[dict[str, object]]:
    """G3: 5 000 × 1 667 proven in less than a second and nine times faster; also where many pairs may not meet."""
    usual = made_up(5_000, 1_667)
    scores = usual.scores.copy()
    scores[np.random.default_rng(1).random(scores.shape) < 0.2] = IMPOSSIBLE
    short = replace(usual, seats=np.maximum(usual.seats - 1, 0))
    cases = {"proven": usual, "a fifth impossible": replace(usual, scores=scores), "too few seats": short}
    rows = [against_scipy("G3", "5 000 × 1 667", what, instance, 1_000) for what, instance in cases.items()]
    solution = assign(usual)
    prices = best_of(5, lambda: prices_of(usual, solution.assigned))
    rows.append(row("G3", "5 000 × 1 667", "prices from a plan", prices, None, 15))
    rows.append(row("G3", "5 000 × 1 667", "check", best_of(5, lambda: check(usual, solution)), None, 15))
    return rows


def known_optima() -> list[dict[str, object]]:
    """G5: the OR-Library's optima, where it lies beside the repository."""
    rows = []
    for name, optimum in OPTIMA.items() if ORLIB.is_dir() else ():
        numbers = np.array(gzip.decompress((ORLIB / f"{name}.txt.gz").read_bytes()).split(), np.int64)
        size, costs = int(numbers[0]), numbers[1:].reshape(int(numbers[0]), -1)
        scores = (100 - costs).astype(np.int16)
        instance = Instance(scores, np.ones(size, np.int64), np.full(size, -100 * size - 1))
        ours, scipys = best_of(1, lambda one=instance: assign(one)), best_of(1, lambda one=instance: dense(one))
        assert 100 * size - check(instance, assign(instance)).total == optimum
        rows.append(row("G5", name, f"optimum {optimum} reached", ours, scipys))
    return rows


def against_scipy(goal: str, size: str, what: str, instance: Instance, wanted: int) -> dict[str, object]:
    """Ours with its proof, and SciPy once; each also in a process of its own, for what it takes above the scores."""
    solutions: list[Solution] = []
    ours = best_of(3, lambda: solutions.append(assign(instance)))
    proof = check(instance, solutions[0])
    began = time.process_time()
    total = dense(instance)
    scipys = 1_000 * (time.process_time() - began)
    assert proof.proven
    assert proof.total == total
    said = row(goal, size, what, ours, scipys, wanted)
    return said | {"MB": round(alone(assign, instance)), "SciPy MB": round(alone(dense, instance))}


def alone(work: Callable[[Instance], object], instance: Instance) -> float:
    """MB that a fresh process takes at its peak for this, above what it takes with everything loaded but the scores."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_taken, work, instance).result()


def _taken(work: Callable[[Instance], object], instance: Instance) -> float:
    Path("/proc/self/clear_refs").write_text("5")  # from here on: bringing the scores took twice their size
    before = _kilobytes("VmRSS")
    work(instance)
    return (_kilobytes("VmHWM") - before) / 1_000 + instance.scores.nbytes / 1e6


def _kilobytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def row(
    goal: str, size: str, what: str, ours: float, scipys: float | None = None, wanted: int | None = None
) -> dict[str, object]:
    """Milliseconds of the processor."""
    return {
        "goal": goal,
        "size": size,
        "what": what,
        "ms": round(ours, 2),
        "wanted": "" if wanted is None else f"<= {wanted}",
        "SciPy ms": "" if scipys is None else round(scipys, 1),
        "times faster": "" if scipys is None else round(scipys / ours, 1),
        "MB": "",
        "SciPy MB": "",
    }


def edit_ms(measured: dict[str, object]) -> float:
    """The middle of what `edits` measured."""
    return float(str(measured["ms"]))


def dense(instance: Instance) -> int:
    """The total by SciPy on a matrix of seats; who may not meet or has no seat waits."""
    waits = np.broadcast_to(instance.waiting[:, None], (len(instance.waiting), _seats(instance)))
    worth = waits.astype(np.float64)
    column_of_seat = np.repeat(np.arange(len(instance.seats)), instance.seats)
    offered = worth[:, : len(column_of_seat)]
    for first in range(0, len(worth), 500):
        scores = instance.scores[first : first + 500, column_of_seat]
        np.copyto(offered[first : first + 500], scores, where=scores >= 0)
    return int(worth[linear_sum_assignment(worth, maximize=True)].sum())


def _seats(instance: Instance) -> int:
    return max(len(instance.waiting), int(instance.seats.sum()))


def made_up(rows: int, columns: int) -> Instance:
    """A cohort whose profiles are `factors`, with seats for 105 % of it; everybody is to have one."""
    wants, offers = factors(rows, columns)
    scores = (wants @ offers).astype(np.int16)
    return Instance(scores, seats_for(rows, columns), np.full(rows, -100 * rows - 1))


def factors(rows: int, columns: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(rows, features) and (features, columns): small whole numbers whose products are scores, some 0 to 75.

    Of forty skills people want one to five and know three to eight, the popular ones most; levels count too.
    """
    chance = np.random.default_rng(rows)
    popular = np.log(1 / np.arange(1, 41) ** 0.8)

    def picked(people: int, least: int, most: int) -> NDArray[np.bool_]:
        rank = np.argsort(np.argsort(-(popular + chance.gumbel(size=(people, 40))), axis=1), axis=1)
        return np.asarray(rank < chance.integers(least, most + 1, (people, 1)))

    wants = picked(rows, 1, 4) * chance.integers(1, 4, (rows, 40)) * 2 + picked(rows, 2, 5) * 2
    knows = picked(columns, 3, 8) * chance.integers(1, 4, (columns, 40))
    gaps = np.array([[5, 5, 2, 0], [3, 5, 4, 1], [0, 3, 5, 3], [0, 0, 3, 5]])
    levels = np.eye(4)[chance.integers(0, 4, rows)]
    return (
        np.hstack((wants, levels)).astype(np.float32),
        np.vstack((knows.T, gaps[:, chance.integers(0, 4, columns)])).astype(np.float32),
    )


def seats_for(rows: int, columns: int) -> NDArray[np.int64]:
    """One seat or more in each column, 105 % together."""
    chance = np.random.default_rng(columns)
    return 1 + chance.multinomial(rows + rows // 20 - columns, np.full(columns, 1 / columns)).astype(np.int64)


def people(rows: int, columns: int, seats: int) -> tuple[list[Mentee], list[Mentor]]:
    """A made-up cohort, the same each time."""
    chance = random.Random(rows)

    def skills(number: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chance.choices(SKILLS, POPULAR, k=number)))

    def languages() -> tuple[str, ...]:
        return chance.choice((("uz", "ru"), ("uz",), ("ru", "en"), ("uz", "ru", "en")))

    mentees, mentors = [], []
    for n in range(rows):
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
    for n in range(columns):
        person = person_known_as(f"mentor {n}")
        mentors.append(
            Mentor(
                mentor_id(person, COHORT),
                COHORT,
                person,
                f"Mentor {n}",
                skills=skills(chance.randint(5, 30)),
                capacity=seats,
                level=chance.randint(3, 5),
                languages=languages(),
            )
        )
    return mentees, mentors


def best_of(times: int, work: Callable[[], object]) -> float:
    """Milliseconds of the processor, the least of several times."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return 1_000 * min(spent)
