"""Blocks that are gone in one place and stand, word for word, in another."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from growtogether_desktop.sourcecode.diff import Hunk

TELLING = 4
"""Letters of a line that is more than what stands anywhere."""
LEAST_LINES, LEAST_LETTERS = 2, 30
"""So many telling lines or letters have to stand elsewhere to have moved there; less stands anywhere by chance."""
PLACES = 16
"""So many places of a line are tried."""


class Move(NamedTuple):
    """`lines` lines from `old` on stand now from `new` on; counted from 0."""

    old: int
    new: int
    lines: int


def moves(old: Sequence[str], new: Sequence[str], changes: Iterable[Hunk]) -> tuple[Move, ...]:
    """What moved, in the order of the new version; the indent may have changed on the way."""
    gone: dict[int, str] = {}
    come: dict[int, str] = {}
    for hunk in changes:
        gone |= {at: " ".join(old[at].split()) for at in range(hunk.old_first, hunk.old_end)}
        come |= {at: " ".join(new[at].split()) for at in range(hunk.new_first, hunk.new_end)}
    where: dict[str, list[int]] = {}
    for at, line in come.items():
        if tells(line):
            where.setdefault(line, []).append(at)
    found: list[Move] = []
    done = -1
    for at, line in gone.items():
        if at <= done or line not in where:
            continue
        lengths = ((_length(gone, come, at, place), -abs(place - at), place) for place in where[line][:PLACES])
        lines, _, place = max(lengths)
        if enough([gone[at + by] for by in range(lines)]):
            found.append(Move(at, place, lines))
            for by in range(lines):
                del come[place + by]
            done = at + lines - 1
    return tuple(sorted(found, key=attrgetter("new")))


def bare(lines: Iterable[str]) -> list[str]:
    """The lines without their indent."""
    return [" ".join(line.split()) for line in lines]


def letters(line: str) -> int:
    """And digits; brackets and punctuation tell nothing."""
    return sum(map(str.isalnum, line))


def tells(line: str) -> bool:
    """Whether the line is more than brackets, punctuation and `if x`."""
    return letters(line) >= TELLING


def enough(lines: Sequence[str]) -> bool:
    """Whether lines that stand elsewhere word for word have moved there."""
    return sum(map(tells, lines)) >= LEAST_LINES or sum(map(letters, lines)) >= LEAST_LETTERS


def _length(gone: dict[int, str], come: dict[int, str], old: int, new: int) -> int:
    lines = 0
    while old + lines in gone and gone[old + lines] == come.get(new + lines):
        lines += 1
    return lines
