"""A plan that stays the best there is while a coordinator changes things, and that says who moves and what it costs.

Every edit is one shortest path, or one for each seat that comes or goes. `Live.price` tells what edits would do
and does none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.pairing.solving.exchanges import (
    ABSENT,
    WAITING_LIST,
    Arrangement,
    Exchanges,
    Integers,
    Move,
    path_to,
)
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance, Solution
from growtogether_desktop.pairing.solving.losses import WhatIf


@dataclass(frozen=True, slots=True)
class Forbid:
    """The row may not go to the column."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Allow:
    """The row may go to the column after all, and is worth `score` there."""

    row: int
    column: int
    score: int


@dataclass(frozen=True, slots=True)
class Pin:
    """The row goes to the column, or waits (NOBODY), whatever it costs, until `Unpin` or another pin."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Unpin:
    """The row goes where the plan is worth most."""

    row: int


@dataclass(frozen=True, slots=True, eq=False)
class RowJoins:
    """One row more, the last."""

    scores: Integers
    """(columns,)"""
    waiting: int


@dataclass(frozen=True, slots=True)
class RowLeaves:
    """The row neither sits nor waits any more. It keeps its number, and no other edit names it."""

    row: int


@dataclass(frozen=True, slots=True, eq=False)
class RowChanges:
    """All scores of a row are others, and what its waiting is worth."""

    row: int
    scores: Integers
    """(columns,)"""
    waiting: int


@dataclass(frozen=True, slots=True, eq=False)
class ColumnJoins:
    """One column more, the last."""

    scores: Integers
    """(rows,)"""
    seats: int


@dataclass(frozen=True, slots=True, eq=False)
class ColumnChanges:
    """All scores of a column are others."""

    column: int
    scores: Integers
    """(rows,)"""


@dataclass(frozen=True, slots=True)
class Seats:
    """The column takes so many rows. With 0 it has left; it keeps its number, and may come back."""

    column: int
    seats: int


Edit: TypeAlias = Forbid | Allow | Pin | Unpin | RowJoins | RowLeaves | RowChanges | ColumnJoins | ColumnChanges | Seats


class Contradiction(Exception):
    """Raised for an edit nobody can follow: an impossible pair pinned, too many pins, a least number not filled."""

    def __init__(self, edit: Edit) -> None:
        super().__init__(f"{edit} contradicts a pin, an impossible pair or a least number")
        self.edit = edit


@dataclass(frozen=True, slots=True)
class Outcome:
    """What edits did to the plan, or would do."""

    moves: tuple[Move, ...]
    """Everybody who is elsewhere afterwards, by row. Who joins comes from ABSENT, who leaves goes there."""
    gain: int
    """By how much the plan is worth more; mostly below 0, as most edits take freedom away."""


@dataclass(slots=True)
class _Before:
    """What is needed to go back to before an edit."""

    assigned: NDArray[np.int64]
    pinned: NDArray[np.bool_]
    seats: NDArray[np.int64]
    least: NDArray[np.int64]
    waiting: NDArray[np.int64]
    prices: Integers
    puts_back: list[Callable[[], None]] = field(default_factory=list)
    """Each puts scores back; the last goes first."""
    columns: set[int] = field(default_factory=set)
    """Whose scores changed."""
    places: set[int] = field(default_factory=set)
    """Which were mended."""


class Live:
    """The plan as it stands, always the best under all edits so far. One thread at a time."""

    def __init__(
        self,
        instance: Instance,
        assigned: NDArray[np.int64],
        pinned: NDArray[np.bool_] | None = None,
        least: NDArray[np.int64] | None = None,
    ) -> None:
        """From a plan that is the best there is, given what is `pinned` (rows,) and what columns take at `least`
        (columns,), pinned rows among them. It works on copies.

        Raises: NotOptimal, if some moves would better the plan.
        """
        self._now = Arrangement.of(instance, assigned, pinned, least).copy()
        self._exchanges = Exchanges(self._now)
        self._total = self._now.total()
        self._done: list[_Before] = []

    @property
    def assigned(self) -> NDArray[np.int64]:
        """(rows,): the column of each row, NOBODY, or ABSENT."""
        return self._now.assigned.copy()

    @property
    def pinned(self) -> NDArray[np.bool_]:
        """(rows,): who is pinned where they are."""
        return self._now.pinned.copy()

    @property
    def total(self) -> int:
        """The scores of all pairs, pinned ones too, and the worth of all who wait."""
        return self._total

    @property
    def what_if(self) -> WhatIf:
        """Questions about the plan as it is now; ask anew after an edit."""
        return WhatIf(self._exchanges)

    def free(self) -> tuple[NDArray[np.int64], Instance, Solution]:
        """The rows nobody pinned, the instance they are with the seats that are left, and their plan with its prices.

        `certificate.check` proves it. A pin is no part of it: a pinned pair is not the best there is, it is given.
        """
        now = self._now
        rows = np.flatnonzero((now.assigned != ABSENT) & ~now.pinned)
        held = now.assigned[now.pinned & (now.assigned >= 0)]
        left = now.seats - np.bincount(held, minlength=len(now.seats))
        instance = Instance(now.scores[rows], seats=left, waiting=now.waiting[rows])
        return rows, instance, Solution(now.assigned[rows], self.what_if.seat_gains())

    def do(self, *edits: Edit) -> Outcome:
        """Follow the edits, one after the other, as one step for `undo`.

        Raises: Contradiction, and then nothing has been done.
        """
        now, total = self._now, self._total
        before = _Before(
            now.assigned.copy(),
            now.pinned.copy(),
            now.seats.copy(),
            now.least.copy(),
            now.waiting.copy(),
            self._exchanges.prices.copy(),
        )
        try:
            for edit in edits:
                self._follow(edit, before)
        except Contradiction:
            self._restore(before)
            raise
        self._done.append(before)
        self._total = self._now.total()
        return Outcome(_moves(before.assigned, self._now.assigned), self._total - total)

    def price(self, *edits: Edit) -> Outcome:
        """What `do` would answer. The plan stays as it is, but only once this has returned.

        Raises: Contradiction.
        """
        outcome = self.do(*edits)
        self.undo()
        return outcome

    def undo(self) -> Outcome:
        """Everything is exactly as it was before the last `do`, of which there is one."""
        after, total = self._now.assigned, self._total
        self._restore(self._done.pop())
        self._total = self._now.total()
        return Outcome(_moves(after, self._now.assigned), self._total - total)

    def _follow(self, edit: Edit, before: _Before) -> None:
        if isinstance(edit, Forbid | Allow | Pin | Unpin | RowLeaves | RowChanges) and self._column(edit.row) == ABSENT:
            raise Contradiction(edit)
        match edit:
            case Forbid(row, column):
                self._rescore(before, edit, _with(self._now.scores[row], column, IMPOSSIBLE), self._now.waiting[row])
            case Allow(row, column, score):
                self._rescore(before, edit, _with(self._now.scores[row], column, score), self._now.waiting[row])
            case RowChanges(_, scores, waiting):
                self._rescore(before, edit, scores, waiting)
            case Pin():
                self._pin(before, edit)
            case Unpin(row):
                self._now.pinned[row] = False
                self._reseat(before, edit)
            case RowJoins(scores, waiting):
                self._join(before, scores, waiting)
            case RowLeaves():
                self._leave(before, edit)
            case Seats(column, seats):
                self._seat(before, edit, column, seats)
            case ColumnJoins(scores, seats):
                self._open(before, scores)
                self._seat(before, edit, len(self._now.seats) - 1, seats)
            case ColumnChanges():
                self._change_column(before, edit)

    def _rescore(self, before: _Before, edit: Forbid | Allow | RowChanges, scores: Integers, waiting: int) -> None:
        now, row, column = self._now, edit.row, self._column(edit.row)
        if now.pinned[row] and column != NOBODY and scores[column] < 0:
            raise Contradiction(edit)
        self._make_room(scores, waiting)
        before.puts_back.append(partial(_put_row, now, row, now.scores[row].copy()))
        now.scores[row], now.waiting[row] = scores, waiting
        if not now.pinned[row]:
            self._reseat(before, edit)

    def _pin(self, before: _Before, edit: Pin) -> None:
        now, row, here = self._now, edit.row, self._column(edit.row)
        if edit.column != NOBODY and now.scores[row, edit.column] < 0:
            raise Contradiction(edit)
        path = self._path(self._exchanges.entering_at(edit.column + 1), here + 1)
        if path is None:
            raise Contradiction(edit)
        self._along(before, path, Move(row, here, edit.column))
        now.pinned[row] = True
        self._mend(before, edit.column + 1)

    def _reseat(self, before: _Before, edit: Forbid | Allow | RowChanges | Unpin) -> None:
        """The row goes where the plan is worth most; where it is, if that is as good."""
        here = self._column(edit.row)
        path = self._path(self._entering(edit.row), here + 1)
        if path is None:
            raise Contradiction(edit)  # its seat has to be filled
        self._along(before, path, Move(edit.row, here, path[0] - 1))

    def _join(self, before: _Before, scores: Integers, waiting: int) -> None:
        now = self._now
        self._make_room(scores, waiting)
        row = len(now.scores)
        before.puts_back.append(partial(_drop_row, now, row))
        now.scores = np.concatenate([now.scores, scores[None].astype(now.scores.dtype)])
        now.waiting = np.append(now.waiting, waiting)
        now.assigned, now.pinned = np.append(now.assigned, ABSENT), np.append(now.pinned, False)
        path = self._path(self._entering(row), WAITING_LIST)
        assert path is not None  # it can always wait
        self._along(before, path, Move(row, ABSENT, path[0] - 1))

    def _leave(self, before: _Before, edit: RowLeaves) -> None:
        here = self._column(edit.row)
        path = self._path(self._exchanges.entering_at(WAITING_LIST), here + 1)
        if path is None:
            raise Contradiction(edit)  # its seat has to be filled
        self._now.pinned[edit.row] = False
        self._along(before, path, Move(edit.row, here, ABSENT))

    def _seat(self, before: _Before, edit: Seats | ColumnJoins | ColumnChanges, column: int, seats: int) -> None:
        """The column takes so many rows: one path for each seat that is filled or emptied."""
        now, place = self._now, column + 1
        if seats < now.least[column]:
            raise Contradiction(edit)
        taken = int(np.count_nonzero(now.assigned == column))
        while taken == now.seats[column] < seats:
            entry = self._exchanges.entering_at(WAITING_LIST)
            entry[place] = 0
            path = self._path(entry, place)
            assert path is not None  # at worst the seat stays free
            self._along(before, path)
            now.seats[column] += 1
            self._mend(before, place)
            taken = int(np.count_nonzero(now.assigned == column))
        now.seats[column] = max(seats, taken)
        self._mend(before, place)
        while seats < now.seats[column]:
            path = self._path(self._exchanges.entering_at(place), WAITING_LIST)
            if path is None:
                raise Contradiction(edit)
            self._along(before, path)
            now.seats[column] -= 1
            self._mend(before, place)

    def _open(self, before: _Before, scores: Integers) -> None:
        """A new column, without a seat yet."""
        now = self._now
        self._make_room(scores, 0)
        before.puts_back.append(partial(_drop_column, now, self._exchanges))
        now.scores = np.concatenate([now.scores, scores[:, None].astype(now.scores.dtype)], axis=1)
        now.seats, now.least = np.append(now.seats, 0), np.append(now.least, 0)
        self._exchanges.add_column()

    def _change_column(self, before: _Before, edit: ColumnChanges) -> None:
        """All who may leave do, the scores change, and whoever is best comes. If nobody need have moved, nobody did."""
        now, column = self._now, edit.column
        held = now.pinned & (now.assigned == column)
        if now.least[column] or (edit.scores[held] < 0).any():
            raise Contradiction(edit)
        self._make_room(edit.scores, 0)
        seats, assigned = int(now.seats[column]), now.assigned.copy()
        self._seat(before, edit, column, int(np.count_nonzero(held)))
        before.puts_back.append(partial(_put_column, now, column, now.scores[:, column].copy()))
        before.columns.add(column)
        now.scores[:, column] = edit.scores
        self._exchanges.mend_column(column)
        self._exchanges.price_column(column)
        self._seat(before, edit, column, seats)
        if (edit.scores[assigned == column] >= 0).all() and replace(now, assigned=assigned).total() == now.total():
            now.assigned = assigned
            self._mend(before, *before.places)

    def _column(self, row: int) -> int:
        return int(self._now.assigned[row])

    def _entering(self, row: int) -> Integers:
        """(places,): what it costs to be given this row."""
        scores = self._now.scores[row]
        entry = self._exchanges.entering_at(WAITING_LIST)
        entry[WAITING_LIST] = -int(self._now.waiting[row])
        entry[1:][scores >= 0] = -scores[scores >= 0]
        return entry

    def _path(self, entry: Integers, target: int) -> list[int] | None:
        """The places on the cheapest way from entering to the target, which is then gone; None if there is no way."""
        distance, before = self._exchanges.search(entry, target)
        if distance[target] >= self._exchanges.far // 2:
            return None
        self._exchanges.reprice(distance, target)
        return path_to(target, before)

    def _along(self, before: _Before, path: list[int], *first: Move) -> None:
        moves = (*first, *self._exchanges.moves(path))
        for row, _, target in moves:
            self._now.assigned[row] = target
        self._mend(before, *path, *(move.origin + 1 for move in first))

    def _mend(self, before: _Before, *places: int) -> None:
        mended = {place for place in places if 0 <= place < len(self._exchanges.loss)}
        before.places |= mended
        self._exchanges.mend(np.array(sorted(mended), np.int64))

    def _make_room(self, scores: Integers, waiting: int) -> None:
        """For numbers greater than there were."""
        now, worth = self._now, np.array([waiting], self._now.waiting.dtype)
        if not self._exchanges.covers(scores, worth):
            self._exchanges.widen()
        if now.scores.dtype != np.object_ and scores.max(initial=0) > np.iinfo(now.scores.dtype).max:
            now.scores = now.scores.astype(np.int64)

    def _restore(self, before: _Before) -> None:
        now = self._now
        for put_back in reversed(before.puts_back):
            put_back()
        now.assigned, now.pinned, now.waiting = before.assigned, before.pinned, before.waiting
        now.seats, now.least = before.seats, before.least
        self._mend(before, *before.places)
        for column in before.columns:
            if column < len(now.seats):
                self._exchanges.mend_column(column)
        self._exchanges.prices = before.prices.astype(self._exchanges.loss.dtype)


def _with(scores: Integers, column: int, score: int) -> NDArray[np.int64]:
    changed = scores.copy() if scores.dtype == np.object_ else scores.astype(np.int64)
    changed[column] = score
    return changed


def _put_row(now: Arrangement, row: int, scores: Integers) -> None:
    now.scores[row] = scores


def _put_column(now: Arrangement, column: int, scores: Integers) -> None:
    now.scores[:, column] = scores


def _drop_row(now: Arrangement, rows: int) -> None:
    now.scores = now.scores[:rows]


def _drop_column(now: Arrangement, exchanges: Exchanges) -> None:
    now.scores = now.scores[:, :-1]
    exchanges.drop_column()


def _moves(before: NDArray[np.int64], after: NDArray[np.int64]) -> tuple[Move, ...]:
    """Who is elsewhere; a row that is not in one of them is ABSENT there."""
    rows = max(len(before), len(after))
    origin, target = (np.pad(one, (0, rows - len(one)), constant_values=ABSENT) for one in (before, after))
    moved = np.flatnonzero(origin != target)
    return tuple(Move(row, int(origin[row]), int(target[row])) for row in moved.tolist())
