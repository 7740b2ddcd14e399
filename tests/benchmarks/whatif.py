"""Whether what-ifs and edits are exact: each is compared with a fresh solve by SciPy.

Cohorts are small and unpleasant: ties, impossible pairs, columns without seats, more rows than seats, priorities
on the waiting list, pins. The seed of anything that differs is printed. `tests/pairing/solving` runs a sample.
"""

import time

import numpy as np
from scipy.optimize import linear_sum_assignment

from growtogether_desktop.pairing.solving.certificate import check
from growtogether_desktop.pairing.solving.edits import (
    Allow,
    ColumnChanges,
    ColumnJoins,
    Contradiction,
    Edit,
    Forbid,
    Pin,
    RowChanges,
    RowJoins,
    RowLeaves,
    Seats,
    Unpin,
)
from growtogether_desktop.pairing.solving.exchanges import ABSENT, Move
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance
from growtogether_desktop.pairing.solving.live import Live

WHAT_IFS = 100_000
EDITS = 20_000
BARRED = -(2.0**50)
"""For an impossible pair in the reference; whoever would get it waits, which is always worth more."""


def run() -> list[dict[str, object]]:
    """How many answers of each kind were compared, and how many differed."""
    return [_run("what-ifs", WHAT_IFS, 3, "compare_losses"), _run("edits", EDITS, 12, "compare_edits")]


def _run(kind: str, wanted: int, edits: int, compare: str) -> dict[str, object]:
    began, compared, differed, seed = time.perf_counter(), 0, 0, 0
    while compared < wanted:
        rehearsal = Rehearsal(seed)
        compared_now, differed_now = getattr(rehearsal, compare)(edits)
        if differed_now:
            print(f"{kind} differ with seed {seed}")
        compared, differed, seed = compared + compared_now, differed + differed_now, seed + 1
    seconds = round(time.perf_counter() - began, 1)
    return {"compared": kind, "answers": compared, "cohorts": seed, "mismatches": differed, "seconds": seconds}


def best_total(scores: np.ndarray, seats: np.ndarray, waiting: np.ndarray) -> int:
    """The worth of the best plan, by SciPy on repeated seats and one waiting seat for every row."""
    rows = len(scores)
    if not rows:
        return 0
    paired = np.where(scores < 0, BARRED, scores.astype(np.float64))[:, np.repeat(np.arange(len(seats)), seats)]
    worth = np.hstack([paired, np.repeat(waiting[:, None].astype(np.float64), rows, axis=1)])
    return int(worth[linear_sum_assignment(worth, maximize=True)].sum())


class Rehearsal:
    """A made-up cohort under made-up edits, and beside it what is given, to be solved afresh."""

    def __init__(self, seed: int) -> None:
        self.chance = chance = np.random.default_rng(seed)
        rows, columns = int(chance.integers(1, 11)), int(chance.integers(1, 8))
        self.most = int(chance.choice([1, 3, 10, 100, 5_000, 100_000]))
        self.unpleasant = float(chance.choice([0.0, 0.2, 0.6]))
        self.scores = self._scores((rows, columns))
        self.seats = chance.integers(0, 4, columns)
        self.waiting = self._waiting(rows)
        self.pins = np.full(rows, ABSENT)
        """(rows,): the column or NOBODY each is pinned to, or ABSENT without a pin."""
        self.gone = np.zeros(rows, np.bool_)
        kind = np.int16 if self.most < 2**15 else np.int32
        instance = Instance(self.scores.astype(kind), self.seats.copy(), self.waiting.copy())
        self.live = Live(instance, best_plan(self.scores, self.seats, self.waiting))

    def best(self, without: int | None = None, seats: np.ndarray | None = None) -> int:
        """The worth of the best plan for all but one row, with other seats."""
        free = (self.pins == ABSENT) & ~self.gone
        held = ~free & ~self.gone
        if without is not None:
            free[without] = held[without] = False
        left = (self.seats if seats is None else seats).copy()
        total = 0
        for row in np.flatnonzero(held):
            if self.pins[row] == NOBODY:
                total += int(self.waiting[row])
            else:
                total += int(self.scores[row, self.pins[row]])
                left[self.pins[row]] -= 1
        if (left < 0).any():
            return int(BARRED)
        return total + best_total(self.scores[free], left, self.waiting[free])

    def forced(self, row: int, column: int) -> int:
        """The worth of the best plan in which the row has this column, or waits; far below 0 if that cannot be."""
        if column == NOBODY:
            return int(self.waiting[row]) + self.best(row)
        if self.scores[row, column] < 0:
            return int(BARRED)
        return int(self.scores[row, column]) + self.best(row, self.seats - (np.arange(len(self.seats)) == column))

    def edit(self) -> bool:
        """One edit in the live plan and in what is given; False if it contradicts others."""
        edit = self._any_edit()
        try:
            self.live.do(edit)
        except Contradiction:
            return False
        self._follow(edit)
        return True

    def edit_and_compare(self) -> str:
        """What is wrong after an edit and its price; empty if all is right."""
        edit, before = self._any_edit(), self.picture()
        try:
            priced = self.live.price(edit)
        except Contradiction:
            return "" if self.picture() == before else "a refused edit left something behind"
        if self.picture() != before:
            return "the price left something behind"
        outcome, total = self.live.do(edit), before[-1]
        self._follow(edit)
        _, instance, solution = self.live.free()
        if outcome != priced or self.live.total != total + outcome.gain:
            return "the price was wrong"
        if self.live.total != self.best():
            return f"{self.live.total} after {edit}, afresh {self.best()}"
        if not check(instance, solution).proven:
            return "the certificate does not hold"
        assigned = self.live.assigned
        if not (assigned[~self.gone & (self.pins != ABSENT)] == self.pins[~self.gone & (self.pins != ABSENT)]).all():
            return "a pin was not kept"
        return ""

    def picture(self) -> tuple[list[int], list[bool], list[object], int]:
        """All one can see of the live plan."""
        live = self.live
        every = live.what_if.every_loss()
        return live.assigned.tolist(), live.pinned.tolist(), [every[0].tolist(), every[1].tolist()], live.total

    def compare_edits(self, edits: int) -> tuple[int, int]:
        """How many edits were compared, and how many were wrong."""
        wrong = [message for _ in range(edits) if (message := self.edit_and_compare())]
        if wrong:
            print(wrong[0])
        return edits, len(wrong)

    def compare_losses(self, edits: int) -> tuple[int, int]:
        """After some edits, every pair and every wait and every seat: how many were compared, and how many differ."""
        for _ in range(int(self.chance.integers(0, edits + 1))):
            self.edit()
        rows = np.flatnonzero(~self.gone).tolist()
        (columns, waits), tied = self.live.what_if.every_loss(), self.live.what_if.equally_good()
        wrong = sum(self._wrong_losses(row, [waits[row], *columns[row]], bool(tied[row])) for row in rows)
        wrong += sum(map(self._wrong_gain, range(len(self.seats))))
        return len(rows) * (1 + len(self.seats)) + len(self.seats), wrong

    def _wrong_losses(self, row: int, among_all: list[int], tied: bool) -> int:
        """How many answers about a row differ: alone, among all, whether another is as good, and who moves."""
        what_if, places = self.live.what_if, (NOBODY, *range(len(self.seats)))
        totals = [self.forced(row, column) for column in places]
        losses = [max(totals) - total if total > BARRED / 2 else IMPOSSIBLE for total in totals]
        alone = what_if.losses(row)
        wrong = (among_all != losses) + ([alone.waits, *alone.columns] != losses)
        wrong += self.pins[row] == ABSENT and tied != bool(alone.equally_good)
        for column, total, loss in zip(places, totals, losses, strict=True):
            wrong += loss != IMPOSSIBLE and self._worth_after(what_if.moves(row, column), self.seats) != total
        return int(wrong)

    def _wrong_gain(self, column: int) -> int:
        """How many answers about one more seat differ: its gain, and who moves."""
        what_if, seats = self.live.what_if, self.seats + (np.arange(len(self.seats)) == column)
        total = self.best(seats=seats)
        wrong = self.live.total + what_if.seat_gains()[column] != total
        return int(wrong) + (self._worth_after(what_if.seat_moves(column), seats) != total)

    def _worth_after(self, moves: tuple[Move, ...], seats: np.ndarray) -> int | None:
        """What the plan is worth after these moves; None if one of them cannot be made, or seats are too few."""
        after = self.live.assigned
        for row, origin, target in moves:
            if after[row] != origin or (target >= 0 and self.scores[row, target] < 0):
                return None
            after[row] = target
        seated = np.flatnonzero(after >= 0)
        if (np.bincount(after[seated], minlength=len(seats)) > seats).any():
            return None
        return int(self.scores[seated, after[seated]].sum() + self.waiting[after == NOBODY].sum())

    def _any_edit(self) -> Edit:
        chance, (rows, columns) = self.chance, self.scores.shape
        row, column = int(chance.integers(rows)), int(chance.integers(columns))
        here = int(self.live.assigned[row])
        match int(chance.integers(12 if rows < 12 and columns < 9 else 10)):
            case 0 | 1:
                return Forbid(row, here if here >= 0 else column)
            case 2:
                return Allow(row, column, int(chance.integers(self.most + 1)))
            case 3 | 4:
                return Pin(row, int(chance.integers(-1, columns)))
            case 5:
                pinned = np.flatnonzero((self.pins != ABSENT) & ~self.gone)
                return Unpin(int(chance.choice(pinned)) if len(pinned) else row)
            case 6:
                return RowChanges(row, self._scores((columns,)), int(self._waiting(1)[0]))
            case 7:
                return ColumnChanges(column, self._scores((rows,)))
            case 8:
                return Seats(column, int(chance.integers(0, 4)))
            case 9:
                return RowLeaves(row)
            case 10:
                return RowJoins(self._scores((columns,)), int(self._waiting(1)[0]))
            case _:
                return ColumnJoins(self._scores((rows,)), int(chance.integers(0, 4)))

    def _follow(self, edit: Edit) -> None:
        match edit:
            case Forbid(row, column):
                self.scores[row, column] = IMPOSSIBLE
            case Allow(row, column, score):
                self.scores[row, column] = score
            case Pin(row, column):
                self.pins[row] = column
            case Unpin(row):
                self.pins[row] = ABSENT
            case RowChanges(row, scores, waiting):
                self.scores[row], self.waiting[row] = scores, waiting
            case ColumnChanges(column, scores):
                self.scores[:, column] = scores
            case Seats(column, seats):
                self.seats[column] = seats
            case RowLeaves(row):
                self.gone[row], self.pins[row] = True, ABSENT
            case RowJoins(scores, waiting):
                self.scores = np.vstack([self.scores, scores])
                self.waiting, self.pins = np.append(self.waiting, waiting), np.append(self.pins, ABSENT)
                self.gone = np.append(self.gone, False)
            case ColumnJoins(scores, seats):
                self.scores = np.hstack([self.scores, scores[:, None]])
                self.seats = np.append(self.seats, seats)

    def _scores(self, shape: tuple[int, ...]) -> np.ndarray:
        scores = self.chance.integers(0, self.most + 1, shape)
        return np.where(self.chance.random(shape) < self.unpleasant, IMPOSSIBLE, scores)

    def _waiting(self, rows: int) -> np.ndarray:
        levels = np.array([0, -1, 50, -100, -1_000, -50_000, -(10**6), -(2**30)])
        return levels[self.chance.integers(0, len(levels), rows)]


def best_plan(scores: np.ndarray, seats: np.ndarray, waiting: np.ndarray) -> np.ndarray:
    """(rows,): the column of each row in a best plan, or NOBODY."""
    column_of_seat = np.repeat(np.arange(len(seats)), seats)
    paired = np.where(scores < 0, BARRED, scores.astype(np.float64))[:, column_of_seat]
    worth = np.hstack([paired, np.repeat(waiting[:, None].astype(np.float64), len(scores), axis=1)])
    taken = linear_sum_assignment(worth, maximize=True)[1]
    return np.append(column_of_seat, np.full(len(scores), NOBODY))[taken]
