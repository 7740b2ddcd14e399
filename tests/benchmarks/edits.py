"""What every override and every edit costs in time, beside solving the same cohort again with SciPy in the same run.

G1: 500 × 200, the optimum, its proof and the loss of every override in less than 50 ms. G2: an exact edit in less than
5 ms there, and in less than 100 ms at 5 000 × 1 500. Seconds are those of the processor. SciPy solves on repeated
seats and knows no waiting list: the least that a tool which solves anew has to do after each edit.
"""

import time
from collections.abc import Callable
from statistics import median

import numpy as np
from scipy.optimize import linear_sum_assignment

from growtogether_desktop.pairing.solving.assign import assign
from growtogether_desktop.pairing.solving.certificate import check
from growtogether_desktop.pairing.solving.edits import (
    ColumnChanges,
    ColumnJoins,
    Edit,
    Forbid,
    Pin,
    RowChanges,
    RowJoins,
    RowLeaves,
    Seats,
)
from growtogether_desktop.pairing.solving.instance import Instance
from growtogether_desktop.pairing.solving.live import Live
from growtogether_desktop.pairing.solving.losses import WhatIf

SMALL, LARGE = (500, 200), (5_000, 1_500)
WAITS = -1_000_000
TIMES = 9


def run() -> list[dict[str, object]]:
    """Milliseconds, the middle and the most of several; `moves` is how many people an edit moves in the middle."""
    return [*overrides(SMALL, 50), *edits(SMALL, 5), *overrides(LARGE, None), *edits(LARGE, 100)]


def overrides(size: tuple[int, int], goal: int | None) -> list[dict[str, object]]:
    """G1, from the scores to the loss of every pair, where there are few enough columns; and its parts."""
    instance = cohort(*size)
    solution = assign(instance)
    what_if = WhatIf.of(instance, solution.assigned)
    rows = iter(range(0, size[0], size[0] // TIMES))
    scipy = _row(size, "solve with SciPy", lambda: again(instance), 3)
    parts = [
        _row(size, "proof checked", lambda: check(instance, solution)),
        _row(size, "what-if made ready", lambda: WhatIf.of(instance, solution.assigned)),
        _row(size, "one row, every column", lambda: what_if.losses(next(rows)), goal=25),
        _row(size, "one more seat, each column", what_if.seat_gains),
        _row(size, "equally good, each row", what_if.equally_good),
    ]
    if goal is None:
        return [scipy, *parts]
    everything = _row(size, "every override priced", lambda: _from_scores_to_losses(instance), goal=goal)
    return [scipy, everything, _row(size, "every loss", what_if.every_loss, goal=10), *parts]


def edits(size: tuple[int, int], goal: int) -> list[dict[str, object]]:
    """G2: every kind of edit, undone after each time."""
    instance = cohort(*size)
    live = Live(instance, assign(instance).assigned)
    chance = np.random.default_rng(2)
    rows, columns = size

    def row() -> int:
        return int(chance.integers(rows))

    def column() -> int:
        return int(chance.integers(columns))

    def seats(difference: int) -> Seats:
        changed = column()
        return Seats(changed, int(instance.seats[changed]) + difference)

    def forbid() -> Forbid:
        seated = row()
        return Forbid(seated, int(live.assigned[seated]))

    def pin() -> Pin:
        pinned = row()
        return Pin(pinned, int(chance.choice(np.flatnonzero(instance.scores[pinned] >= 0))))

    kinds: dict[str, Callable[[], Edit]] = {
        "forbid": forbid,
        "pin": pin,
        "row joins": lambda: RowJoins(instance.scores[row()], WAITS),
        "row leaves": lambda: RowLeaves(row()),
        "row changes": lambda: RowChanges(row(), instance.scores[row()], WAITS),
        "seat more": lambda: seats(1),
        "seat less": lambda: seats(-1),
        "column leaves": lambda: Seats(column(), 0),
        "column joins": lambda: ColumnJoins(instance.scores[:, column()], 3),
        "column changes": lambda: ColumnChanges(column(), instance.scores[:, column()]),
    }
    return [_edited(size, name, live, make, goal) for name, make in kinds.items()]


def cohort(rows: int, columns: int) -> Instance:
    """Fits 0 to 100 by what people know and want of twenty skills, 5 % of pairs impossible, seats for 105 %."""
    chance = np.random.default_rng(rows)
    popular = 1 / np.arange(2, 22)
    wants, knows = chance.random((rows, 20)) < popular * 1.2, chance.random((columns, 20)) < popular * 1.8
    scores = np.minimum(100, wants.astype(np.int16) @ (knows * chance.integers(5, 20, 20)).astype(np.int16).T)
    scores[chance.random(scores.shape) < 0.05] = -1
    seats = 1 + chance.multinomial(rows + rows // 20 - columns, np.full(columns, 1 / columns))
    return Instance(scores.astype(np.int16), seats, np.full(rows, WAITS, np.int64))


def again(instance: Instance) -> int:
    """The total by SciPy on repeated seats."""
    worth = np.where(instance.scores < 0, WAITS, instance.scores)[
        :, np.repeat(range(len(instance.seats)), instance.seats)
    ]
    return int(worth[linear_sum_assignment(worth, maximize=True)].sum())


def _from_scores_to_losses(instance: Instance) -> None:
    solution = assign(instance)
    assert check(instance, solution).proven
    WhatIf.of(instance, solution.assigned).every_loss()


def _edited(size: tuple[int, int], name: str, live: Live, make: Callable[[], Edit], goal: int) -> dict[str, object]:
    moves = []

    def do(edit: Edit) -> None:
        moves.append(len(live.do(edit).moves))

    seconds = []
    for _ in range(TIMES):
        edit = make()
        began = time.process_time()
        do(edit)
        seconds.append(time.process_time() - began)
        live.undo()
    return _said(size, name, seconds, goal) | {"moves": median(moves)}


def _row(
    size: tuple[int, int], name: str, work: Callable[[], object], times: int = TIMES, goal: int | None = None
) -> dict[str, object]:
    seconds = []
    for _ in range(times):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return _said(size, name, seconds, goal)


def _said(size: tuple[int, int], name: str, seconds: list[float], goal: int | None) -> dict[str, object]:
    return {
        "cohort": f"{size[0]} x {size[1]}",
        "what": name,
        "ms": round(median(seconds) * 1e3, 2),
        "most ms": round(max(seconds) * 1e3, 2),
        "wanted": "" if goal is None else f"<= {goal}",
        "moves": "",
    }
