"""Which words differ between a line and what became of it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Columns = tuple[tuple[int, int], ...]
"""(first column, column after) of each stretch, in order."""

MOST_TOKENS = 500
"""Of longer lines nobody looks for words: the whole of both differs."""
JOINED_GAP = 2
"""Stretches with so few letters between them read as one."""
ALIKE = 0.4
"""Lines that share less of their words have nothing to say to each other."""
LARGE = 4_000
"""Lines of one side times those of the other: in larger replacements lines are paired as they stand."""

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def differing_words(old: str, new: str) -> tuple[Columns, Columns]:
    """The columns of both lines that the other has not; none of either when they are not alike."""
    indent = _common_indent(old, new)  # of an indent that grew, only what came on top differs
    ours, theirs = _TOKEN.findall(old[indent:]), _TOKEN.findall(new[indent:])
    if len(ours) > MOST_TOKENS or len(theirs) > MOST_TOKENS:
        return (), ()
    old_at, new_at = _starts(ours, indent), _starts(theirs, indent)
    gone: list[tuple[int, int]] = []
    come: list[tuple[int, int]] = []
    for tag, first, end, there, there_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if first < end:
            gone.append((old_at[first], old_at[end]))
        if there < there_end:
            come.append((new_at[there], new_at[there_end]))
    return _joined(gone), _joined(come)


def pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which of the old lines became which of the new ones, counted from 0; both rise, and some stay alone."""
    if len(old) * len(new) > LARGE:
        same_place = zip(range(len(old)), range(len(new)), strict=False)
        return [(at, at) for at, _ in same_place if len(old) == len(new) and alike(old[at], new[at]) >= ALIKE]
    ours, theirs = [_words(line) for line in old], [_words(line) for line in new]
    shares = [[_share(mine, other) for other in theirs] for mine in ours]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = best[i + 1][j + 1] + shares[i][j] if shares[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    return list(_walk(best))


def alike(old: str, new: str) -> float:
    """The share of their words that two lines have in common, 0 to 1."""
    return _share(_words(old), _words(new))


def _walk(best: list[list[float]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(best) - 1 and j < len(best[0]) - 1:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _words(line: str) -> Counter[str]:
    """How many letters each of its words brings to the line."""
    counted: Counter[str] = Counter()
    for token in _TOKEN.findall(line[:2_000]):
        if not token.isspace():
            counted[token] += len(token)
    return counted


def _share(ours: Counter[str], theirs: Counter[str]) -> float:
    letters = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / letters if letters else 0.0


def _common_indent(old: str, new: str) -> int:
    least = min(len(line) - len(line.lstrip()) for line in (old, new))
    return next((at for at in range(least) if old[at] != new[at]), least)


def _starts(tokens: Sequence[str], begins: int) -> list[int]:
    starts = [begins]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts


def _joined(stretches: Sequence[tuple[int, int]]) -> Columns:
    joined: list[tuple[int, int]] = []
    for first, end in stretches:
        if joined and first - joined[-1][1] <= JOINED_GAP:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((first, end))
    return tuple(joined)
