"""What a plan's file says, read with suspicion: whatever makes no sense raises one of a few plain errors."""

import base64
import sys
import zlib
from array import array
from typing import Any

FULL = 100
NO_PAIRS = FULL + 1
MOST_CELLS = 40_000_000
IMPOSSIBLE = -1
WAITS = -1

Row = list[int | None]
"""What each mentor is to a mentee; None where the pair is impossible."""


class Written:
    """The file, read; still as it says."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.policy: str = told["rules"]["policy"]
        self.mentee_ids = _ids(told["mentees"])
        self.mentor_ids = _ids(told["mentors"])
        self.mentees: list[str] = [str(one.get("name") or one["id"]) for one in told["mentees"]]
        self.mentors: list[str] = [str(one.get("name") or one["id"]) for one in told["mentors"]]
        self.priority = [whole(one["priority"]) for one in told["mentees"]]
        self.seats = [whole(one["seats"]) for one in told["mentors"]]
        self.least = [whole(one["least"]) for one in told["mentors"]]
        self.points = _matrix(told["points"], len(self.mentees), len(self.mentors))
        self.pins = {whole(row): whole(column) for row, column in told["pins"]}
        self.bans = [(str(mentee), str(mentor)) for mentee, mentor in told["bans"]]
        self.together = [[whole(row) for row in group] for group in told["together"]]
        self.apart = [(whole(one), whole(other)) for one, other in told["apart"]]
        self.extra = _extra(told)
        self.assigned = [WAITS if column == WAITS else whole(column) for column in told["assigned"]]
        self.totals = {name: whole(told["totals"][name]) for name in ("placed", "points", "lowest")}
        if len(self.pins) != len(told["pins"]):
            raise ValueError("somebody is pinned twice")
        if len({row for group in self.together for row in group}) != sum(map(len, self.together)):
            raise ValueError("somebody is in two groups")
        if len(self.assigned) != len(self.mentees) or max(self.assigned, default=WAITS) >= len(self.mentors):
            raise ValueError("not everybody has a place in the plan")

    def pairs(self) -> list[tuple[int, int]]:
        return [(row, column) for row, column in enumerate(self.assigned) if column != WAITS]

    def fits(self) -> list[int]:
        return [fit for row, column in self.pairs() if (fit := self.points[row][column]) is not None]


def _ids(people: list[dict[str, Any]]) -> dict[str, int]:
    place = {str(one["id"]): at for at, one in enumerate(people)}
    if len(place) != len(people):
        raise ValueError("somebody is there twice")
    return place


def _extra(told: dict[str, Any]) -> dict[tuple[int, int], int]:
    """(row, column) → what counts for a pair besides its fit: ranks, and what it is worth to keep an earlier pair."""
    extra = {(whole(row), whole(column)): whole(more) for row, column, more in told["ranks"]}
    keep = whole(told["rules"]["keep"])
    for row, column in told["before"]:
        extra[whole(row), whole(column)] = extra.get((row, column), 0) + keep
    return extra


def whole(number: object) -> int:
    """A whole number, 0 or more."""
    if type(number) is not int or number < 0:
        raise ValueError(number)
    return number


def _matrix(told: dict[str, Any], rows: int, columns: int) -> list[Row]:
    """Every pair's points: 16-bit little-endian numbers, packed by zlib, in base64."""
    if rows * columns > MOST_CELLS:
        raise ValueError("too many pairs")
    unpacked = zlib.decompressobj().decompress(base64.b64decode(told["data"], validate=True), 2 * rows * columns + 1)
    numbers = array("h", unpacked)
    if len(numbers) != rows * columns:
        raise ValueError("the points are not those of these people")
    if sys.byteorder == "big":
        numbers.byteswap()
    if numbers and not IMPOSSIBLE <= min(numbers) <= max(numbers) <= FULL:
        raise ValueError("points are 0 to 100")
    shown = [*range(FULL + 1), None]  # IMPOSSIBLE is the last
    return [[shown[points] for points in numbers[row * columns : (row + 1) * columns]] for row in range(rows)]
