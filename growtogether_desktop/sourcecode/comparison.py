"""Two versions of a file beside each other: what changed, which words, what moved, and in which rows it is shown."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import accumulate
from typing import NamedTuple

from growtogether_desktop.sourcecode.diff import Block, Hunk, hunks, kept_blocks
from growtogether_desktop.sourcecode.intraline import Columns, differing_words, pairs
from growtogether_desktop.sourcecode.moves import Move, moves
from growtogether_desktop.sourcecode.text import Text

CONTEXT = 3
"""So many unchanged lines stay around what changed."""
LEAST_FOLDED = 4
"""Fewer lines are not worth folding away."""
MOST_PAIRS = 20_000
"""In how many changed lines words are looked for; the rest differs as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What became of `old`. Lines count from 0."""

    old: Text
    new: Text
    kept: tuple[Block, ...]
    changes: tuple[Hunk, ...]
    moved: tuple[Move, ...]
    """In the order of the new version."""
    moved_away: tuple[Move, ...] = field(repr=False)
    """The same, in the order of the old version."""
    became: Mapping[int, int] = field(repr=False)
    """Old line → new line, of those that were edited."""
    gone_words: Mapping[int, Columns] = field(repr=False)
    """Old line → its columns that differ."""
    come_words: Mapping[int, Columns] = field(repr=False)
    _layouts: dict[bool, "Layout"] = field(default_factory=dict, repr=False)
    _wholes: dict[bool, "Layout"] = field(default_factory=dict, repr=False)

    def layout(self, beside: bool) -> "Layout":
        """In which rows it is shown, side by side or in one column; made once."""
        if beside not in self._layouts:
            self._layouts[beside] = side_by_side(self) if beside else unified(self)
        return self._layouts[beside]

    def whole(self, beside: bool) -> "Layout":
        """The same with every line in sight; made once."""
        if beside not in self._wholes:
            runs = self.layout(beside).runs
            opened = (Run(Kind.KEPT, *run[1:]) if run.kind is Kind.FOLDED else run for run in runs)
            self._wholes[beside] = Layout(tuple(opened))
        return self._wholes[beside]

    @property
    def added(self) -> int:
        """Lines."""
        return sum(hunk.new_end - hunk.new_first for hunk in self.changes)

    @property
    def removed(self) -> int:
        return sum(hunk.old_end - hunk.old_first for hunk in self.changes)


def compare(old: Text, new: Text, blanks: bool = True) -> Comparison:
    """Compare two versions; without `blanks`, lines that differ in spaces alone count as the same."""
    ours, theirs = (text.lines if blanks else _without_blanks(text) for text in (old, new))
    kept = tuple(kept_blocks(ours, theirs))
    changes = tuple(hunks(kept, len(ours), len(theirs)))
    became: dict[int, int] = {}
    for hunk in changes:
        if len(became) < MOST_PAIRS and hunk.old_first < hunk.old_end and hunk.new_first < hunk.new_end:
            before, after = old.lines[hunk.old_first : hunk.old_end], new.lines[hunk.new_first : hunk.new_end]
            became |= {hunk.old_first + i: hunk.new_first + j for i, j in pairs(before, after)}
    words = {(i, j): differing_words(old.lines[i], new.lines[j]) for i, j in became.items()}
    gone = {i: columns for (i, _), (columns, _) in words.items()}
    come = {j: columns for (_, j), (_, columns) in words.items()}
    moved = moves(old.lines, new.lines, changes)
    made = Comparison(old, new, kept, changes, moved, tuple(sorted(moved)), became, gone, come)
    for beside in (False, True):
        made.whole(beside)  # here, where nobody waits for a frame
    return made


def _without_blanks(text: Text) -> list[str]:
    return ["".join(line.split()) for line in text.lines]


# Rows: what a pane shows beneath each other


class Kind(Enum):
    KEPT = auto()
    REMOVED = auto()
    ADDED = auto()
    REPLACED = auto()
    """An old line beside what became of it; only where both versions stand side by side."""
    FOLDED = auto()
    """One row for many lines that stayed."""


class Run(NamedTuple):
    """Rows of one kind. Lines count from 0; where a version has no line in these rows, its next one is named."""

    kind: Kind
    old: int
    new: int
    lines: int

    @property
    def rows(self) -> int:
        return 1 if self.kind is Kind.FOLDED else self.lines


Window = tuple[int, int]
"""New lines, from 0, from one up to another, that are shown though they stayed."""


class Layout:
    """Runs from the top down, and which of them a row or a line belongs to; opening a fold costs little."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = tuple(runs)
        rows = [1 if kind is Kind.FOLDED else lines for kind, _old, _new, lines in self.runs]
        self.starts = array("I", accumulate(rows, initial=1))
        """The first row of each run, from 1, and the one after the last."""
        self.news = array("I", [run[2] for run in self.runs])

    @property
    def rows(self) -> int:
        return self.starts[-1] - 1

    def opened(self, windows: Iterable[Window]) -> "Layout":
        """With these new lines in sight."""
        runs, changed = list(self.runs), False
        folds = sorted({at for window in windows for at in self._folds(*window)}, reverse=True)
        open_ = sorted(windows)
        for at in folds:
            runs[at : at + 1] = _split(runs[at], open_)
            changed = True
        return Layout(runs) if changed else self

    def _folds(self, first: int, end: int) -> Iterator[int]:
        """The folded runs that have some of these new lines."""
        for at in range(max(bisect_right(self.news, first) - 1, 0), bisect_left(self.news, end)):
            run = self.runs[at]
            if run.kind is Kind.FOLDED and run.new < end and first < run.new + run.lines:
                yield at


def _split(fold: Run, windows: Sequence[Window]) -> Iterator[Run]:
    """What stays folded of it, and the lines that are asked for."""
    at, ends = fold.new, fold.new + fold.lines
    begins = at
    for first, end in (*(w for w in windows if w[0] < ends and w[1] > fold.new), (ends, ends)):
        if first - at >= LEAST_FOLDED:
            if begins < at:
                yield Run(Kind.KEPT, fold.old + begins - fold.new, begins, at - begins)
            yield Run(Kind.FOLDED, fold.old + at - fold.new, at, first - at)
            begins = first
        at = max(at, min(end, ends))
    if begins < ends:
        yield Run(Kind.KEPT, fold.old + begins - fold.new, begins, ends - begins)


def unified(comparison: Comparison) -> Layout:
    """What was removed stands above what was added."""

    def changed(hunk: Hunk) -> Iterator[Run]:
        if hunk.old_first < hunk.old_end:
            yield Run(Kind.REMOVED, hunk.old_first, hunk.new_first, hunk.old_end - hunk.old_first)
        if hunk.new_first < hunk.new_end:
            yield Run(Kind.ADDED, hunk.old_end, hunk.new_first, hunk.new_end - hunk.new_first)

    parts = {hunk.new_end: tuple(changed(hunk)) for hunk in comparison.changes}
    return _rows(comparison, parts)


def side_by_side(comparison: Comparison) -> Layout:
    """A line stands beside what became of it, and beside nothing when nothing did."""
    parts = {hunk.new_end: tuple(_aligned(hunk, comparison.became)) for hunk in comparison.changes}
    return _rows(comparison, parts)


def _aligned(hunk: Hunk, became: Mapping[int, int]) -> Iterator[Run]:
    old, new = hunk.old_first, hunk.new_first
    paired = [(at, became[at]) for at in range(old, hunk.old_end) if at in became]
    for at, where in (*paired, (hunk.old_end, hunk.new_end)):
        together = min(at - old, where - new)
        if together:
            yield Run(Kind.REPLACED, old, new, together)
        if at - old > together:
            yield Run(Kind.REMOVED, old + together, new + together, at - old - together)
        if where - new > together:
            yield Run(Kind.ADDED, at, new + together, where - new - together)
        if at < hunk.old_end:
            yield Run(Kind.REPLACED, at, where, 1)
        old, new = at + 1, where + 1


def _rows(comparison: Comparison, changed: Mapping[int, Sequence[Run]]) -> Layout:
    rows: list[Run] = []
    for block in comparison.kept:
        rows += changed.get(block.new, ())
        rows += _folded(block, comparison) if comparison.changes else [Run(Kind.KEPT, *block)]
    return Layout((*rows, *changed.get(len(comparison.new.lines), ())))


def _folded(block: Block, comparison: Comparison) -> Iterator[Run]:
    """The lines of a block that stayed, without most of those that are far from any change."""
    old, new, lines = block
    last = new + lines == len(comparison.new.lines) and old + lines == len(comparison.old.lines)
    head, tail = CONTEXT if old or new else 0, 0 if last else CONTEXT
    folded = lines - head - tail
    if folded < LEAST_FOLDED:
        yield Run(Kind.KEPT, old, new, lines)
        return
    if head:
        yield Run(Kind.KEPT, old, new, head)
    yield Run(Kind.FOLDED, old + head, new + head, folded)
    if tail:
        yield Run(Kind.KEPT, old + head + folded, new + head + folded, tail)
