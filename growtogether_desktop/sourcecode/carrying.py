"""Carrying remarks over from one version of a file to a later one: where each belongs now, and how sure that is.

Every line of the old version gets its line in the new one, if it has one:

1. lines that the diff keeps, and those between them of which only the indent changed;
2. blocks that are gone here and stand verbatim elsewhere, whatever their indent: moved;
3. inside what was replaced, the lines that resemble each other most, in order: edited.

A remark goes where most of its telling lines went. Code that was deleted is never placed on something
else: its remarks are gone, and shown where it used to be.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from growtogether_desktop.domain.threads import Anchor
from growtogether_desktop.sourcecode.anchors import Certainty, Placed
from growtogether_desktop.sourcecode.diff import Hunk, hunks, kept_blocks
from growtogether_desktop.sourcecode.text import Text

ALIKE = 0.6
"""Two lines are one that was edited, from this share of their letters on."""
CLEARLY_ALIKE = 0.7
"""A place that is known by edited lines alone is only sure with one that is more like its line than this."""
LONG = 400
"""Letters of a line that are compared; the rest of a longer one says little more."""
MOVED_LINES, MOVED_LETTERS = 2, 30
"""So much has to stand elsewhere word for word to have moved there; less stands anywhere by chance."""
PLACES = 16
"""So many places of a line are tried when a block is looked for."""
LARGE_HUNK = 10_000
"""Lines of one side times those of the other; in larger replacements nobody looks for edited lines."""

APART = 8
"""So many lines may have come between two of a remark; with more, they are no longer together."""


class _How(IntEnum):
    KEPT = 0
    MOVED = 1
    EDITED = 2


@dataclass(frozen=True, slots=True)
class _There:
    """Where a line is in the new version, counted from 0."""

    line: int
    how: _How
    alike: float = 1.0
    """The share of their letters that the old line and this one have in common."""


class Carrier:
    """Places remarks on one version of a file in another; comparing is done once for all of them."""

    def __init__(self, old: Text, new: Text) -> None:
        self._same = old.sha == new.sha
        self._old = [" ".join(line.split()) for line in old.lines]
        self._new = [" ".join(line.split()) for line in new.lines]
        self._there: dict[int, _There] = {}
        self._taken: set[int] = set()
        self._waiting: list[Hunk] = []
        """Replaced lines among which nobody has looked for edited ones yet."""
        if not self._same:
            self._keep(old.lines, new.lines)
            self._move()

    def place(self, anchor: Anchor) -> Placed:
        """Where the lines of this anchor, which was made on the old version, are in the new one."""
        if self._same or anchor.first == 0:
            return Placed(anchor.first, anchor.last, Certainty.EXACT)
        lines = range(anchor.first - 1, min(anchor.last, len(self._old)))
        kept = [self._there[line] for line in lines if line in self._there]
        if (
            len(kept) == len(lines)
            and all(there.how is not _How.EDITED for there in kept)
            and kept[-1].line - kept[0].line == len(lines) - 1
        ):
            how = Certainty.EXACT if kept[0].how is _How.KEPT else Certainty.MOVED
            return Placed(kept[0].line + 1, kept[-1].line + 1, how)
        self._edit(lines)
        found = [(line, self._there[line]) for line in lines if self._old[line] and line in self._there]
        telling = {line for line in lines if _telling(self._old[line])} or set(lines)
        cluster = _largest_cluster(found, telling)
        if not any(line in telling for line, _ in cluster):
            return self._gone(anchor)
        first, last = min(there.line for _, there in cluster), max(there.line for _, there in cluster)
        how = _certainty(len(lines), len(telling), [one for one in cluster if one[0] in telling], last - first + 1)
        return Placed(first + 1, last + 1, how)

    # --- every line and its line ----------------------------------------------------------------

    def _keep(self, old: Sequence[str], new: Sequence[str]) -> None:
        blocks = kept_blocks(old, new)
        for block in blocks:
            self._match(block.old, block.new, block.lines, _How.KEPT)
        for hunk in hunks(blocks, len(old), len(new)):
            if hunk.old_first == hunk.old_end or hunk.new_first == hunk.new_end:
                continue
            self._waiting.append(hunk)
            ours, theirs = self._old[hunk.old_first : hunk.old_end], self._new[hunk.new_first : hunk.new_end]
            for block in kept_blocks(ours, theirs):
                if any(map(_telling, ours[block.old : block.old + block.lines])):
                    self._match(hunk.old_first + block.old, hunk.new_first + block.new, block.lines, _How.EDITED)

    def _match(self, old: int, new: int, lines: int, how: _How) -> None:
        for by in range(lines):
            self._there[old + by] = _There(new + by, how)
            self._taken.add(new + by)

    def _move(self) -> None:
        places: dict[str, list[int]] = {}
        for at, line in enumerate(self._new):
            if at not in self._taken and _telling(line):
                places.setdefault(line, []).append(at)
        for at, line in enumerate(self._old):
            if at in self._there or line not in places:
                continue
            blocks = [self._block(at, where) for where in places[line][:PLACES] if where not in self._taken]
            letters, _, where, lines = max(blocks, default=(0, 0, 0, 0))
            telling = sum(map(_telling, self._old[at : at + lines]))
            if telling >= MOVED_LINES or letters >= MOVED_LETTERS:
                self._match(at, where, lines, _How.MOVED)

    def _block(self, at: int, where: int) -> tuple[int, int, int, int]:
        """(letters, minus the way, where, lines) of what is gone from `at` on and stands free from `where` on."""
        lines = letters = 0
        while (
            at + lines < len(self._old)
            and where + lines < len(self._new)
            and self._old[at + lines] == self._new[where + lines]
            and at + lines not in self._there
            and where + lines not in self._taken
        ):
            letters += len(self._old[at + lines])
            lines += 1
        return letters, -abs(at - where), where, lines

    def _edit(self, lines: range) -> None:
        """Look for edited lines in the replacements that touch these lines."""
        touched = [hunk for hunk in self._waiting if hunk.old_first < lines.stop and lines.start < hunk.old_end]
        for hunk in touched:
            self._waiting.remove(hunk)
            for part in self._between_matches(hunk):
                for old, new, alike in _most_alike(part.old, part.new, self._old, self._new):
                    self._there[old] = _There(new, _How.EDITED, alike)
                    self._taken.add(new)

    def _between_matches(self, hunk: Hunk) -> Iterator["_Open"]:
        """What is left of a replacement between the lines whose place in it is known."""
        old: list[int] = []
        start = hunk.new_first
        for at in range(hunk.old_first, hunk.old_end + 1):
            there = self._there.get(at)
            ends = at == hunk.old_end
            inside = there is not None and there.how is not _How.MOVED and start <= there.line < hunk.new_end
            if not ends and not inside:
                if there is None and _telling(self._old[at]):
                    old.append(at)
                continue
            end = hunk.new_end if ends or there is None else there.line
            new = [where for where in range(start, end) if where not in self._taken and _telling(self._new[where])]
            if old and new:
                yield _Open(old, new)
            old, start = [], end + 1

    # --- from lines to a place ------------------------------------------------------------------

    def _gone(self, anchor: Anchor) -> Placed:
        before = next((self._there[at].line for at in range(anchor.first - 2, -1, -1) if at in self._there), -1)
        line = min(before + 2, max(len(self._new), 1))
        return Placed(line, line, Certainty.GONE)


@dataclass(frozen=True, slots=True)
class _Open:
    """Lines of both versions, in order, that have no line in the other yet."""

    old: list[int]
    new: list[int]


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
            matcher.set_seq1(ours[:LONG])
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                ratio = matcher.ratio()
                alike[row][column] = ratio if ratio >= ALIKE else 0.0
    return alike


def _telling(line: str) -> bool:
    """Whether the line is more than brackets and punctuation."""
    return any(map(str.isalnum, line))


def _largest_cluster(found: list[tuple[int, _There]], telling: Set[int]) -> list[tuple[int, _There]]:
    """The most telling lines that are still together, with the brackets between and around them."""
    clusters: list[list[tuple[int, _There]]] = []
    for one in sorted(found, key=lambda found: found[1].line):
        if clusters and one[1].line - clusters[-1][-1][1].line <= abs(one[0] - clusters[-1][-1][0]) + APART:
            clusters[-1].append(one)
        else:
            clusters.append([one])
    return max(clusters, key=lambda cluster: (sum(line in telling for line, _ in cluster), len(cluster)), default=[])


def _certainty(lines: int, telling: int, cluster: list[tuple[int, _There]], now: int) -> Certainty:
    """How sure a place is: of a remark's `lines`, `telling` ones tell it, and `cluster` of those are here, on `now`."""
    edited = [there.alike for _, there in cluster if there.how is _How.EDITED]
    if 2 * len(cluster) < telling or (len(edited) == len(cluster) and max(edited) < CLEARLY_ALIKE):
        return Certainty.UNSURE
    if edited or len(cluster) < telling or now != lines:
        return Certainty.EDITED
    return Certainty.MOVED if any(there.how is _How.MOVED for _, there in cluster) else Certainty.EXACT
