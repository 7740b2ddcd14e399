"""Which lines two versions of a file have in common, as a person would say it: what stays, and what lies between.

Source of how changes are told: M. Haggerty, the indent heuristic of git's diff, 2016; this is a simpler one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from growtogether_desktop.sourcecode.common_lines import Run, common_runs

SLIDE = 100
"""So many lines up and down a change may be told elsewhere."""


class Block(NamedTuple):
    """A run of lines that both versions have, counted from 0."""

    old: int
    new: int
    lines: int


class Hunk(NamedTuple):
    """Lines `old_first` up to, not including, `old_end` became `new_first` up to `new_end`; counted from 0."""

    old_first: int
    old_end: int
    new_first: int
    new_end: int


def kept_blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """What stays, in order: runs that touch on both sides are one."""
    numbers = defaultdict[str, int](count().__next__)
    ours, theirs = list(map(numbers.__getitem__, old)), list(map(numbers.__getitem__, new))
    return _slid(_joined(common_runs(ours, theirs)), old, new)


def hunks(blocks: Sequence[Block], old_lines: int, new_lines: int) -> Iterator[Hunk]:
    """What lies between the blocks: the changes."""
    old = new = 0
    for block in (*blocks, Block(old_lines, new_lines, 0)):
        if old < block.old or new < block.new:
            yield Hunk(old, block.old, new, block.new)
        old, new = block.old + block.lines, block.new + block.lines


def _joined(found: list[Run]) -> list[Block]:
    found.sort()
    joined: list[Block] = []
    first = there = end = there_end = 0
    for old, new, lines in found:
        if old != end or new != there_end:
            if first < end:
                joined.append(Block(first, there, end - first))
            first, there = old, new
        end, there_end = old + lines, new + lines
    if first < end:
        joined.append(Block(first, there, end - first))
    return joined


def _slid(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Where lines were only added, or only removed, the same change can often be told one line up or down.

    It is told so that it begins and ends where code does: at the least indent, behind a blank line.
    """
    slid = blocks[:1]
    for block in blocks[1:]:
        last = slid[-1]
        old_gap, new_gap = block.old - last.old - last.lines, block.new - last.new - last.lines
        if not old_gap:
            by = _best_slide(new, block.new - new_gap, block.new, last.lines, block.lines)
        elif not new_gap:
            by = _best_slide(old, block.old - old_gap, block.old, last.lines, block.lines)
        else:
            slid.append(block)
            continue
        slid[-1] = Block(last.old, last.new, last.lines + by)
        if not slid[-1].lines:
            slid.pop()
        if by < block.lines:
            slid.append(Block(block.old + by, block.new + by, block.lines - by))
    return slid


def _best_slide(lines: Sequence[str], first: int, end: int, most_up: int, most_down: int) -> int:
    """By how many lines to move the group from `first` up to `end`, which was added or removed; below 0 is up."""
    up = down = 0
    while up < min(most_up, SLIDE) and lines[first - 1 - up] == lines[end - 1 - up]:
        up += 1
    while down < min(most_down, SLIDE) and lines[first + down] == lines[end + down]:
        down += 1
    if not up and not down:
        return 0
    return min(range(-up, down + 1), key=lambda by: (*_roughness(lines, first + by, end + by), -by))


def _roughness(lines: Sequence[str], first: int, end: int) -> tuple[int, bool]:
    """The indent of the group and of what follows it, and whether it stands right behind something else."""
    return _indent(lines, first) + _indent(lines, end), first > 0 and bool(lines[first - 1].strip())


def _indent(lines: Sequence[str], at: int) -> int:
    """Of the next line that is not blank."""
    for line in lines[at : at + SLIDE]:
        if bare := line.lstrip():
            return len(line) - len(bare)
    return 0
