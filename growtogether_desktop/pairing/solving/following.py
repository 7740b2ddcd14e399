"""How edits are followed: one shortest path each, or one for each seat that comes or goes; and the way back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

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
from growtogether_desktop.pairing.solving.exchanges import (
    ABSENT,
    WAITING_LIST,
    Arrangement,
    Exchanges,
    Integers,
    Move,
    path_to,
)
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY


class Step:
    """Edits that are taken back together. Whatever contradicts itself leaves the step to be taken back at once."""

    def __init__(self, now: Arrangement, exchanges: Exchanges) -> None:
        """It changes both."""
        self._now, self._exchanges = now, exchanges
        self.assigned = now.assigned.copy()
        """(rows,): as it was before."""
        self._pinned, self._seats, self._least = now.pinned.copy(), now.seats.copy(), now.least.copy()
        self._waiting, self._prices = now.waiting.copy(), exchanges.prices.copy()
        self._puts_back: list[Callable[[], None]] = []
        """Each puts scores back; the last goes first."""
        self._columns: set[int] = set()
        """Whose scores changed."""
        self._places: set[int] = set()
        """Which were mended."""

    def follow(self, edit: Edit) -> None:
        """Raises: Contradiction."""
        if isinstance(edit, Forbid | Allow | Pin | Unpin | RowLeaves | RowChanges) and self._column(edit.row) == ABSENT:
            raise Contradiction(edit)
        match edit:
            case Forbid(row, column):
                self._rescore(edit, _with(self._now.scores[row], column, IMPOSSIBLE), self._now.waiting[row])
            case Allow(row, column, score):
                self._rescore(edit, _with(self._now.scores[row], column, score), self._now.waiting[row])
            case RowChanges(_, scores, waiting):
                self._rescore(edit, scores, waiting)
            case Pin():
                self._pin(edit)
            case Unpin(row):
                self._now.pinned[row] = False
                self._reseat(edit)
            case RowJoins(scores, waiting):
                self._join(scores, waiting)
            case RowLeaves():
                self._leave(edit)
            case Seats(column, seats):
                self._seat(edit, column, seats)
            case ColumnJoins(scores, seats):
                self._open(scores)
                self._seat(edit, len(self._now.seats) - 1, seats)
            case ColumnChanges():
                self._change_column(edit)

    def take_back(self) -> None:
        """Everything is exactly as it was before."""
        now = self._now
        for put_back in reversed(self._puts_back):
            put_back()
        now.assigned, now.pinned, now.waiting = self.assigned, self._pinned, self._waiting
        now.seats, now.least = self._seats, self._least
        self._mend(*self._places)
        for column in self._columns:
            if column < len(now.seats):
                self._exchanges.mend_column(column)
        self._exchanges.prices = self._prices.astype(self._exchanges.loss.dtype)

    def _rescore(self, edit: Forbid | Allow | RowChanges, scores: Integers, waiting: int) -> None:
        now, row, column = self._now, edit.row, self._column(edit.row)
        if now.pinned[row] and column != NOBODY and scores[column] < 0:
            raise Contradiction(edit)
        self._make_room(scores, waiting)
        self._puts_back.append(partial(_put_row, now, row, now.scores[row].copy()))
        now.scores[row], now.waiting[row] = scores, waiting
        if not now.pinned[row]:
            self._reseat(edit)

    def _pin(self, edit: Pin) -> None:
        now, row, here = self._now, edit.row, self._column(edit.row)
        if edit.column != NOBODY and now.scores[row, edit.column] < 0:
            raise Contradiction(edit)
        path = self._path(self._exchanges.entering_at(edit.column + 1), here + 1)
        if path is None:
            raise Contradiction(edit)
        self._along(path, Move(row, here, edit.column))
        now.pinned[row] = True
        self._mend(edit.column + 1)

    def _reseat(self, edit: Forbid | Allow | RowChanges | Unpin) -> None:
        """The row goes where the plan is worth most; where it is, if that is as good."""
        here = self._column(edit.row)
        path = self._path(self._entering(edit.row), here + 1)
        if path is None:
            raise Contradiction(edit)  # its seat has to be filled
        self._along(path, Move(edit.row, here, path[0] - 1))

    def _join(self, scores: Integers, waiting: int) -> None:
        now = self._now
        self._make_room(scores, waiting)
        row = len(now.scores)
        self._puts_back.append(partial(_drop_row, now, row))
        now.scores = np.concatenate([now.scores, scores[None].astype(now.scores.dtype)])
        now.waiting = np.append(now.waiting, waiting)
        now.assigned, now.pinned = np.append(now.assigned, ABSENT), np.append(now.pinned, False)
        path = self._path(self._entering(row), WAITING_LIST)
        assert path is not None  # it can always wait
        self._along(path, Move(row, ABSENT, path[0] - 1))

    def _leave(self, edit: RowLeaves) -> None:
        here = self._column(edit.row)
        path = self._path(self._exchanges.entering_at(WAITING_LIST), here + 1)
        if path is None:
            raise Contradiction(edit)  # its seat has to be filled
        self._now.pinned[edit.row] = False
        self._along(path, Move(edit.row, here, ABSENT))

    def _seat(self, edit: Seats | ColumnJoins | ColumnChanges, column: int, seats: int) -> None:
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
            self._along(path)
            now.seats[column] += 1
            self._mend(place)
            taken = int(np.count_nonzero(now.assigned == column))
        now.seats[column] = max(seats, taken)
        self._mend(place)
        while seats < now.seats[column]:
            path = self._path(self._exchanges.entering_at(place), WAITING_LIST)
            if path is None:
                raise Contradiction(edit)
            self._along(path)
            now.seats[column] -= 1
            self._mend(place)

    def _open(self, scores: Integers) -> None:
        """A new column, without a seat yet."""
        now = self._now
        self._make_room(scores, 0)
        self._puts_back.append(partial(_drop_column, now, self._exchanges))
        now.scores = np.concatenate([now.scores, scores[:, None].astype(now.scores.dtype)], axis=1)
        now.seats, now.least = np.append(now.seats, 0), np.append(now.least, 0)
        self._exchanges.add_column()

    def _change_column(self, edit: ColumnChanges) -> None:
        """All who may leave do, the scores change, and whoever is best comes. If nobody need have moved, nobody did."""
        now, column = self._now, edit.column
        held = now.pinned & (now.assigned == column)
        if now.least[column] or (edit.scores[held] < 0).any():
            raise Contradiction(edit)
        self._make_room(edit.scores, 0)
        seats, assigned = int(now.seats[column]), now.assigned.copy()
        self._seat(edit, column, int(np.count_nonzero(held)))
        self._puts_back.append(partial(_put_column, now, column, now.scores[:, column].copy()))
        self._columns.add(column)
        now.scores[:, column] = edit.scores
        self._exchanges.mend_column(column)
        self._exchanges.price_column(column)
        self._seat(edit, column, seats)
        if (edit.scores[assigned == column] >= 0).all() and replace(now, assigned=assigned).total() == now.total():
            now.assigned = assigned
            self._mend(*self._places)

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

    def _along(self, path: list[int], *first: Move) -> None:
        moves = (*first, *self._exchanges.moves(path))
        for row, _, target in moves:
            self._now.assigned[row] = target
        self._mend(*path, *(move.origin + 1 for move in first))

    def _mend(self, *places: int) -> None:
        mended = {place for place in places if 0 <= place < len(self._exchanges.loss)}
        self._places |= mended
        self._exchanges.mend(np.array(sorted(mended), np.int64))

    def _make_room(self, scores: Integers, waiting: int) -> None:
        """For numbers greater than there were."""
        now, worth = self._now, np.array([waiting], self._now.waiting.dtype)
        if not self._exchanges.covers(scores, worth):
            self._exchanges.widen()
        if now.scores.dtype != np.object_ and scores.max(initial=0) > np.iinfo(now.scores.dtype).max:
            now.scores = now.scores.astype(np.int64)


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
