"""What a coordinator may change about a plan that lives, in numbers; and what it does."""

from dataclasses import dataclass
from typing import TypeAlias

from growtogether_desktop.pairing.solving.exchanges import Integers, Move


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
