"""A roster laid out for the live plan, and the edits that lead from one roster to the next.

Rows and columns keep their numbers for as long as the plan is followed: whoever comes later stands last,
whoever has left keeps a place.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.question import Matrix
from growtogether_desktop.pairing.plans.scale import Scale
from growtogether_desktop.pairing.plans.wishes import Asked
from growtogether_desktop.pairing.solving.edits import (
    ColumnChanges,
    ColumnJoins,
    Edit,
    Pin,
    RowChanges,
    RowJoins,
    RowLeaves,
    Seats,
    Unpin,
)
from growtogether_desktop.pairing.solving.exchanges import Integers
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY

GONE = MenteeId("")
"""In a layout, instead of a mentee who has left."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Everybody's row or column, and all that the live plan knows of them."""

    mentees: tuple[MenteeId, ...]
    """By row; GONE where somebody has left."""
    mentors: tuple[MentorId, ...]
    worth: Matrix
    """(rows, columns): what counts for a pair, from a floor up, not yet by the scale; who is pinned has one place."""
    waiting: Integers
    """(rows,): by the scale."""
    seats: NDArray[np.int64]
    least: NDArray[np.int64]
    pins: NDArray[np.int64]
    """(rows,): a column, or NOBODY."""


def lay_out(
    asked: Asked, scale: Scale, floor: int, mentees: tuple[MenteeId, ...], mentors: tuple[MentorId, ...]
) -> Layout:
    """The roster in this order of rows and columns."""
    rows, columns, from_rows, from_columns = _places(asked, mentees, mentors)
    seats, least = np.zeros((2, len(mentors)), np.int64)
    known = scale.waiting(one.priority for one in asked.mentees)
    waiting = np.zeros(len(mentees), known.dtype)
    waiting[rows] = known[from_rows]
    seats[columns] = [asked.mentors[column].capacity for column in from_columns]
    least[columns] = [min(asked.mentors[column].least, asked.mentors[column].capacity) for column in from_columns]
    place = np.full(len(asked.mentors) + 1, NOBODY)  # the last is for NOBODY
    place[from_columns] = columns
    pins = np.full(len(mentees), NOBODY)
    pins[rows] = place[asked.pinned[from_rows]]
    worth = spread(asked, _worth(asked, scale, floor), mentees, mentors)
    return Layout(mentees, mentors, worth, waiting, seats, least, pins)


def spread(asked: Asked, of_each: Matrix, mentees: tuple[MenteeId, ...], mentors: tuple[MentorId, ...]) -> Matrix:
    """(rows, columns): a table of mentees and mentors as the layout has them; IMPOSSIBLE for who is not there."""
    rows, columns, from_rows, from_columns = _places(asked, mentees, mentors)
    as_they_are = len(mentors) == len(asked.mentors) and columns == from_columns
    if as_they_are and len(mentees) == len(asked.mentees) and rows == from_rows:
        return of_each
    laid = np.full((len(mentees), len(mentors)), IMPOSSIBLE, of_each.dtype)
    if as_they_are:
        laid[rows] = of_each[from_rows]  # whole rows are copied five times as fast as single pairs
    else:
        laid[np.ix_(rows, columns)] = of_each[np.ix_(from_rows, from_columns)]
    return laid


def relaid(was: Layout, asked: Asked, scale: Scale, floor: int) -> Layout:
    """The roster as it is now, everybody where they were; what is known of whoever has left stays."""
    mentees = [MenteeId(one.id) for one in asked.mentees]
    mentors = [MentorId(one.id) for one in asked.mentors]
    there, offered, known, seen = set(mentees), set(mentors), set(was.mentees), set(was.mentors)
    rows = (*(id if id in there else GONE for id in was.mentees), *(id for id in mentees if id not in known))
    laid = lay_out(asked, scale, floor, rows, (*was.mentors, *(id for id in mentors if id not in seen)))
    old = laid.worth[: len(was.mentees), : len(was.mentors)]
    left = [row for row, id in enumerate(rows[: len(was.mentees)]) if id == GONE]
    old[left] = was.worth[left]
    gone = [column for column, id in enumerate(was.mentors) if id not in offered]
    old[:, gone] = was.worth[:, gone]
    return laid


def edits_between(was: Layout, laid: Layout, scale: Scale) -> list[Edit]:
    """What leads from one layout to the other, of which it is a part: what frees first, what binds last."""
    rows, columns = len(was.mentees), len(was.mentors)
    left = [row for row in range(rows) if laid.mentees[row] != was.mentees[row]]
    stays = np.array([row for row in range(rows) if laid.mentees[row] != GONE], np.int64)
    more = np.flatnonzero(laid.seats[:columns] > was.seats).tolist()
    fewer = np.flatnonzero(laid.seats[:columns] < was.seats).tolist()
    lifted = stays[(was.pins[stays] != NOBODY) & (was.pins[stays] != laid.pins[stays])].tolist()
    before = np.full(len(laid.mentees), NOBODY)
    before[:rows] = was.pins
    pins = np.flatnonzero((laid.pins != NOBODY) & (laid.pins != before)).tolist()
    changed = laid.worth[stays, :columns] != was.worth[stays]
    others = laid.waiting[stays] != was.waiting[stays]
    their_rows = stays[changed.any(axis=1) | others].tolist()
    their_columns = np.flatnonzero(changed.any(axis=0)).tolist()
    edits: list[Edit] = [RowLeaves(row) for row in left]
    edits += [Unpin(row) for row in lifted]
    edits += [Seats(column, int(laid.seats[column])) for column in more]
    edits += [
        ColumnJoins(scale.pairs(laid.worth[:rows, column]), int(laid.seats[column]))
        for column in range(columns, len(laid.mentors))
    ]
    if len(their_columns) < len(their_rows) and not others.any() and not laid.least.any():
        edits += [ColumnChanges(column, scale.pairs(laid.worth[:rows, column])) for column in their_columns]
    else:
        edits += [RowChanges(row, scale.pairs(laid.worth[row]), int(laid.waiting[row])) for row in their_rows]
    edits += [RowJoins(scale.pairs(laid.worth[row]), int(laid.waiting[row])) for row in range(rows, len(laid.mentees))]
    edits += [Pin(row, int(laid.pins[row])) for row in pins]
    return edits + [Seats(column, int(laid.seats[column])) for column in fewer]


def _places(
    asked: Asked, mentees: tuple[MenteeId, ...], mentors: tuple[MentorId, ...]
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Rows and columns of the layout with somebody in them, and where these stand in what was asked."""
    at = {MenteeId(one.id): row for row, one in enumerate(asked.mentees)}
    by = {MentorId(one.id): column for column, one in enumerate(asked.mentors)}
    rows = [row for row, id in enumerate(mentees) if id in at]
    columns = [column for column, id in enumerate(mentors) if id in by]
    return rows, columns, [at[mentees[row]] for row in rows], [by[mentors[column]] for column in columns]


def _worth(asked: Asked, scale: Scale, floor: int) -> Matrix:
    """(mentees, mentors): what counts for a pair, from the floor up; who is pinned has one place."""
    question, counts = asked.question, scale.of(asked)
    may = question.levels >= floor if floor > 0 else question.possible
    if len(asked.free) == len(counts):
        return np.where(may, counts, IMPOSSIBLE)
    worth = np.full(asked.points.shape, IMPOSSIBLE, counts.dtype)
    worth[asked.free] = np.where(may, counts[asked.free], IMPOSSIBLE)
    held = np.flatnonzero(asked.pinned != NOBODY)
    worth[held, asked.pinned[held]] = counts[held, asked.pinned[held]]
    return worth
