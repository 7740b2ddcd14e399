"""Which lines two versions of a file have in common, as a person would say it.

Lines that are unique on both sides are matched first (patience), then, in long files of few different lines, unique
runs of lines, then the rarest common ones (histogram), and what is left between them is small enough for difflib, or
for all pairs of equal lines where those are few. Hostile input, long and without order, runs into a limit of work: the
rest then counts as changed, which is never wrong, only less helpful.

Sources: B. Cohen, patience diff, 2005; S. Pearce, JGit's histogram diff, 2010; P. Heckel 1978.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

SMALL = 10_000
"""Left-over lines of one side times those of the other: up to here difflib is quick."""
LITTLE = 2
"""Up to one pair of equal lines in so many lines is little."""
LARGE = 1_000_000
"""The same: from here on unique runs are looked for where no line is unique: the rarest are too often."""
WORK = 400_000
"""Lines looked at, beyond a first look at each: enough for a file of 50,000 lines whose every line moved."""
LONGEST_RUN = 64
"""Lines of a run that is looked for when no line is unique."""
RUNS_APART = 8
"""One unique run in so many lines is enough; with fewer, longer ones are tried."""
RAREST = 4
"""So many of the rarest common lines are tried, and so many of the places of each."""

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
    lines = {**dict.fromkeys(old), **dict.fromkeys(new)}
    numbers = dict(zip(lines, range(len(lines)), strict=True))
    ours, theirs = list(map(numbers.__getitem__, old)), list(map(numbers.__getitem__, new))
    return _slid(_joined(_Comparison(ours, theirs).found()), old, new)


def hunks(blocks: Sequence[Block], old_lines: int, new_lines: int) -> Iterator[Hunk]:
    """What lies between the blocks: the changes."""
    old = new = 0
    for block in (*blocks, Block(old_lines, new_lines, 0)):
        if old < block.old or new < block.new:
            yield Hunk(old, block.old, new, block.new)
        old, new = block.old + block.lines, block.new + block.lines


def _slid(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Where lines were only added, or only removed, the same change can often be told one line up or down.

    It is told so that it begins and ends where code does: at the least indent, behind a blank line.
    Source: M. Haggerty, the indent heuristic of git's diff, 2016; this is a simpler one.
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
            by = 0
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


_Run = tuple[int, int, int]
"""A `Block`, and a `_Part` is a `Hunk`, before there is time to give their numbers names."""
_Part = tuple[int, int, int, int]


def _joined(found: list[_Run]) -> list[Block]:
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


class _Comparison:
    """Two lists of numbers; equal numbers are equal lines."""

    def __init__(self, old: list[int], new: list[int]) -> None:
        self._old = old
        self._new = new
        self._found: list[_Run] = []
        self._work = WORK + 4 * (len(old) + len(new))

    def found(self) -> list[_Run]:
        waiting: list[_Part] = [(0, len(self._old), 0, len(self._new))]
        while waiting:
            first, end, there, there_end = part = self._trimmed(waiting.pop())
            if first == end or there == there_end:
                continue
            self._work -= end - first + there_end - there
            if self._work < 0:
                continue
            if end - first == 1 or there_end - there == 1:
                self._keep_one(part)
            elif chain := self._unique_lines(part):
                waiting.extend(self._between(part, chain))
            elif (end - first) * (there_end - there) <= SMALL:
                self._keep_small(part)
            elif (end - first) * (there_end - there) > LARGE and (chain := self._unique_runs(part)):
                waiting.extend(self._between(part, chain))
            else:
                waiting.extend(self._by_rarest_lines(part))
        return self._found

    def _trimmed(self, part: _Part) -> _Part:
        """The part without what is equal at its beginning and end."""
        old, new = self._old, self._new
        first, end, there, there_end = part
        while first < end and there < there_end and old[first] == new[there]:
            first, there = first + 1, there + 1
        if first > part[0]:
            self._found.append((part[0], part[2], first - part[0]))
        while first < end and there < there_end and old[end - 1] == new[there_end - 1]:
            end, there_end = end - 1, there_end - 1
        if end < part[1]:
            self._found.append((end, there_end, part[1] - end))
        return first, end, there, there_end

    def _keep_one(self, part: _Part) -> None:
        """One side has a single line: wherever the other has it, too."""
        first, end, there, there_end = part
        ours, theirs = self._old[first:end], self._new[there:there_end]
        if len(ours) == 1 and ours[0] in theirs:
            self._found.append((first, there + theirs.index(ours[0]), 1))
        elif len(theirs) == 1 and theirs[0] in ours:
            self._found.append((first + ours.index(theirs[0]), there, 1))

    def _unique_lines(self, part: _Part) -> list[tuple[int, int]]:
        """The lines that are unique on both sides, as many as keep their order."""
        first, end, there, there_end = part
        theirs = _unique(self._new, there, there_end)
        ours = _unique(self._old, first, end)
        return _longest_rising([(at, theirs[line]) for line, at in ours.items() if line in theirs])

    def _between(self, part: _Part, chain: list[tuple[int, int]]) -> list[_Part]:
        """Keep the lines of the chain; what lies between them."""
        waiting: list[_Part] = []
        first, end, there, there_end = part
        run, start = first, there
        for at, where in (*chain, (end, there_end)):
            if at != first or where != there:
                if run < first:
                    self._found.append((run, start, first - run))
                run, start = at, where
                if first < at and there < where:
                    waiting.append((first, at, there, where))
            first, there = at + 1, where + 1
        if run < end:
            self._found.append((run, start, end - run))
        return waiting

    def _keep_small(self, part: _Part) -> None:
        """Where little is equal, as many lines as keep their order; a long run of them means nothing there."""
        first, end, there, there_end = part
        places = _places(self._new, there, there_end)
        pairs = [(at, where) for at in range(first, end) for where in reversed(places.get(self._old[at], ()))]
        if LITTLE * len(pairs) <= min(end - first, there_end - there):
            self._found.extend((at, where, 1) for at, where in _longest_rising(pairs))
            return
        self._work -= (end - first) * (there_end - there) // 4
        matcher = SequenceMatcher(None, self._old[first:end], self._new[there:there_end], autojunk=False)
        self._found.extend(
            (first + old, there + new, lines) for old, new, lines in matcher.get_matching_blocks() if lines
        )

    def _unique_runs(self, part: _Part) -> list[tuple[int, int]]:
        """Where runs of lines begin that are unique on both sides, though none of their lines is.

        Runs are as short as tell enough places: of 2 lines, 4, 8, ….
        """
        first, end, there, there_end = part
        ours, theirs = self._old[first:end], self._new[there:there_end]
        best: list[tuple[int, int]] = []
        if 2 * sum(map(set(theirs).__contains__, ours)) < len(ours):
            return best
        length = 1
        while length < LONGEST_RUN and len(best) * RUNS_APART < min(len(ours), len(theirs)):
            self._work -= len(ours) + len(theirs)
            ours, theirs = _twice_as_long(ours, theirs, length)
            length *= 2
            places = _unique(theirs, 0, len(theirs))
            pairs = [
                (first + at, there + places[run]) for run, at in _unique(ours, 0, len(ours)).items() if run in places
            ]
            best = max(best, _longest_rising(pairs), key=len)
        return best

    def _by_rarest_lines(self, part: _Part) -> list[_Part]:
        """Keep the longest run through one of the rarest common lines; what lies before and behind it."""
        first, end, there, there_end = part
        ours, theirs = _places(self._old, first, end), _places(self._new, there, there_end)
        common = sorted(ours.keys() & theirs.keys(), key=lambda line: (len(ours[line]) * len(theirs[line]), line))
        runs = [
            self._run_through(part, at, where)
            for line in common[:RAREST]
            for at in ours[line][:RAREST]
            for where in theirs[line][:RAREST]
        ]
        if not runs:
            return []
        old, new, lines = max(runs, key=lambda run: (run[2], -abs(run[0] - run[1])))
        self._found.append((old, new, lines))
        return [(first, old, there, new), (old + lines, end, new + lines, there_end)]

    def _run_through(self, part: _Part, at: int, where: int) -> _Run:
        old, new = self._old, self._new
        first, end, there, there_end = part
        before = 0
        while first < at - before and there < where - before and old[at - before - 1] == new[where - before - 1]:
            before += 1
        behind = 1
        while at + behind < end and where + behind < there_end and old[at + behind] == new[where + behind]:
            behind += 1
        self._work -= before + behind
        return at - before, where - before, before + behind


def _twice_as_long(ours: list[int], theirs: list[int], length: int) -> tuple[list[int], list[int]]:
    """From numbers of runs of this many lines, the numbers of runs of twice as many."""
    numbers: dict[tuple[int, int], int] = {}
    old, new = (
        [numbers.setdefault(pair, len(numbers)) for pair in zip(runs, runs[length:], strict=False)]
        for runs in (ours, theirs)
    )
    return old, new


def _unique(lines: list[int], first: int, end: int) -> dict[int, int]:
    """Where every line stands that stands there only once, in order."""
    part = lines[first:end]
    often = Counter(part)
    return {line: at for at, line in enumerate(part, first) if often[line] == 1}


def _places(lines: list[int], first: int, end: int) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for at in range(first, end):
        places.setdefault(lines[at], []).append(at)
    return places


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs`, which rise in their first number, that rises in the second too."""
    ends: list[int] = []
    last_of: list[int] = []
    before: list[int] = []
    for index, (_, where) in enumerate(pairs):
        length = bisect_left(ends, where)
        before.append(last_of[length - 1] if length else -1)
        if length == len(ends):
            ends.append(where)
            last_of.append(index)
        elif where < ends[length]:
            ends[length] = where
            last_of[length] = index
    chain: list[tuple[int, int]] = []
    index = last_of[-1] if last_of else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
