"""Which line of a later version each line of an earlier one has become.

1. Lines that the diff keeps.
2. Blocks that are gone here and stand verbatim elsewhere, whatever their indent: moved; edited, where they stayed.
3. Inside what was replaced, between those, the lines that resemble each other most, in order: edited.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from operator import attrgetter

from growtogether_desktop.sourcecode.diff import Hunk, hunks, kept_blocks
from growtogether_desktop.sourcecode.moves import bare, letters, moves
from growtogether_desktop.sourcecode.text import Text

ALIKE = 0.6
"""Two lines are one that was edited, from this share of their letters on."""
LONG = 400
"""Letters of a line that are compared; the rest of a longer one says little more."""
LARGE_HUNK = 10_000
"""Lines of one side times those of the other; in larger replacements nobody looks for edited lines."""


class How(IntEnum):
    KEPT = 0
    MOVED = 1
    EDITED = 2


@dataclass(frozen=True, slots=True)
class There:
    """Where a line is in the new version, counted from 0."""

    line: int
    how: How
    alike: float = 1.0
    """The share of their letters that the old line and this one have in common."""


class Lineage:
    """Compares two versions once; edited lines are looked for only where somebody asks."""

    def __init__(self, old: Text, new: Text) -> None:
        self.old = bare(old.lines)
        """The lines without their indent."""
        self.new = bare(new.lines)
        self.there: dict[int, There] = {}
        """Old line → where it is, counted from 0, as far as anybody has looked."""
        self._taken: set[int] = set()
        blocks = kept_blocks(old.lines, new.lines)
        for block in blocks:
            self._match(block.old, block.new, block.lines, How.KEPT)
        changes = tuple(hunks(blocks, len(self.old), len(self.new)))
        for move in moves(self.old, self.new, changes):
            hunk = changes[bisect_right(changes, move.old, key=attrgetter("old_first")) - 1]
            stays = hunk.new_first <= move.new < hunk.new_end
            self._match(move.old, move.new, move.lines, How.EDITED if stays else How.MOVED)
        self._waiting = [hunk for hunk in changes if hunk.old_first < hunk.old_end and hunk.new_first < hunk.new_end]
        """Replaced lines among which nobody has looked for edited ones yet."""

    def _match(self, old: int, new: int, lines: int, how: How) -> None:
        for by in range(lines):
            self.there[old + by] = There(new + by, how)
            self._taken.add(new + by)

    def edit(self, lines: range) -> None:
        """Look for edited lines in the replacements that touch these lines."""
        for hunk in [hunk for hunk in self._waiting if hunk.old_first < lines.stop and lines.start < hunk.old_end]:
            self._waiting.remove(hunk)
            for ours, theirs in self._open(hunk):
                for old, new, alike in _most_alike(ours, theirs, self.old, self.new):
                    self.there[old] = There(new, How.EDITED, alike)
                    self._taken.add(new)

    def _open(self, hunk: Hunk) -> Iterator[tuple[list[int], list[int]]]:
        """Lines of both versions that have none in the other yet, between those of the replacement that have."""
        old: list[int] = []
        start = hunk.new_first
        for at in range(hunk.old_first, hunk.old_end + 1):
            there = self.there.get(at)
            ends = at == hunk.old_end
            inside = there is not None and start <= there.line < hunk.new_end
            if not ends and not inside:
                if there is None and self.old[at]:
                    old.append(at)
                continue
            end = hunk.new_end if ends or there is None else there.line
            new = [where for where in range(start, end) if where not in self._taken and self.new[where]]
            if old and new:
                yield old, new
            old, start = [], end + 1


def _most_alike(
    old: list[int], new: list[int], old_lines: Sequence[str], new_lines: Sequence[str]
) -> list[tuple[int, int, float]]:
    """Pairs that rise on both sides and are most alike together, and how much; none less than ALIKE."""
    if len(old) * len(new) > LARGE_HUNK:
        return []
    alike = _alike([old_lines[at] for at in old], [new_lines[at] for at in new])
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((old[i], new[j], alike[i][j]))
            i, j = i + 1, j + 1
    return pairs


def _alike(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """How alike each old line (rows) and each new one (columns) are, 0 to 1; 0 also for what is less than ALIKE."""
    alike = [[0.0] * len(new) for _ in old]
    matcher = SequenceMatcher(autojunk=False)
    for column, theirs in enumerate(new):
        matcher.set_seq2(theirs[:LONG])
        for row, ours in enumerate(old):
            if not letters(ours):
                alike[row][column] = float(ours == theirs)
                continue
            matcher.set_seq1(ours[:LONG])
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                ratio = matcher.ratio()
                alike[row][column] = ratio if ratio >= ALIKE else 0.0
    return alike
