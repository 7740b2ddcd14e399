"""Finding the place of a remark again in a file that has changed since.

A place is remembered by its words and their neighbours, and searched by them; how sure the answer is
is always said. Nothing is ever placed on words that differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from growtogether_desktop.domain.threads import Anchor
from growtogether_desktop.sourcecode.text import Text

CONTEXT = 3
"""So many lines before and after are remembered."""
QUOTED_LINES = 200
QUOTED_COLUMNS = 2_000
"""Of longer places only the beginning is quoted, so that a remark on a whole file stays small."""


class Certainty(StrEnum):
    """How sure it is that this is the place that was meant."""

    EXACT = "exact"
    """The same lines, where they were or pushed up and down."""
    MOVED = "moved"
    """The same lines, elsewhere."""
    EDITED = "edited"
    """The same place, other words."""
    UNSURE = "unsure"
    """It may be here; a person should look."""
    GONE = "gone"
    """Not here any more; the lines are where it used to be."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a remark belongs now. Lines as in `Anchor`."""

    first: int
    last: int
    certainty: Certainty


def anchor_at(path: str, text: Text, first: int, last: int, first_column: int = 0, last_column: int = 0) -> Anchor:
    """The anchor of these lines, to be found again later. Lines and columns as in `Anchor`."""
    return Anchor(
        path,
        first,
        last,
        first_column,
        last_column,
        quote="\n".join(_quoted(text, first, min(last, first + QUOTED_LINES - 1))),
        prefix="\n".join(_quoted(text, first - CONTEXT, first - 1)),
        suffix="\n".join(_quoted(text, last + 1, last + CONTEXT)),
        sha=text.sha,
    )


def place(anchor: Anchor, text: Text) -> Placed:
    """Where the anchor's lines are in this text, which may be a later state of its file."""
    if anchor.sha == text.sha or anchor.first == 0:
        return Placed(anchor.first, anchor.last, Certainty.EXACT)
    ranked = sorted((_rank(anchor, text, first), first) for first in _found(anchor, text))
    if not ranked:
        return _gone(anchor, text)
    (neighbours, distance), first = ranked[0]
    last = min(first + anchor.last - anchor.first, len(text.lines))
    if _is_cut(anchor) or (len(ranked) > 1 and ranked[1][0][0] == neighbours):
        return Placed(first, last, Certainty.UNSURE)
    if not neighbours and not anchor.quote.strip():
        return _gone(anchor, text)
    return Placed(first, last, Certainty.EXACT if neighbours or not distance else Certainty.MOVED)


def _found(anchor: Anchor, text: Text) -> Iterator[int]:
    """Every line at which the quote begins."""
    quote = anchor.quote.split("\n")
    for first in range(1, len(text.lines) - len(quote) + 2):
        if _quoted(text, first, first) == quote[:1] and _quoted(text, first, first + len(quote) - 1) == quote:
            yield first


def _rank(anchor: Anchor, text: Text, first: int) -> tuple[int, int]:
    """Smaller is better: (minus the neighbouring lines that are the same, lines away from where it was)."""
    last = first + anchor.last - anchor.first
    before = zip(reversed(_lines(anchor.prefix)), reversed(_quoted(text, first - CONTEXT, first - 1)), strict=False)
    after = zip(_lines(anchor.suffix), _quoted(text, last + 1, last + CONTEXT), strict=False)
    return -sum(old == new and bool(old.strip()) for old, new in (*before, *after)), abs(first - anchor.first)


def _is_cut(anchor: Anchor) -> bool:
    """Whether the quote is only the beginning of what was meant."""
    return anchor.last - anchor.first >= QUOTED_LINES or any(
        len(line) == QUOTED_COLUMNS for line in _lines(anchor.quote)
    )


def _gone(anchor: Anchor, text: Text) -> Placed:
    count = len(text.lines)
    return Placed(min(anchor.first, count), min(anchor.last, count), Certainty.GONE)


def _quoted(text: Text, first: int, last: int) -> list[str]:
    """Lines first to last, as far as there are such, in quotable length."""
    return [line[:QUOTED_COLUMNS] for line in text.lines[max(first - 1, 0) : max(last, 0)]]


def _lines(joined: str) -> list[str]:
    return joined.split("\n") if joined else []
