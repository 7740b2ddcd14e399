"""Carrying remarks over from one version of a file to a later one: where each belongs now, and how sure that is.

A remark goes where most of its telling lines went. Code that was deleted is never placed on something
else: its remarks are gone, and shown where it used to be. A place is only sure if it can be no other: one of its
lines stands nowhere else, or a neighbour came along that is itself beyond doubt.
"""

from collections import Counter
from collections.abc import Sequence, Set

from growtogether_desktop.domain.threads import Anchor
from growtogether_desktop.sourcecode.anchors import CONTEXT, Certainty, Placed
from growtogether_desktop.sourcecode.lineage import How, Lineage, There
from growtogether_desktop.sourcecode.moves import TELLING, letters, tells
from growtogether_desktop.sourcecode.text import Text

CLEARLY_ALIKE = 0.7
"""A place that is known by edited lines alone is only sure with one that is more like its line than this."""
APART = 8
"""So many lines may have come between two of a remark; with more, they are no longer together."""

_Line = tuple[int, There]
"""An old line, counted from 0, and where it is now."""


class Carrier:
    """Places remarks on one version of a file in another; comparing is done once for all of them."""

    def __init__(self, old: Text, new: Text) -> None:
        self._same = old.sha == new.sha
        self._lines = Lineage(old, new)
        self._often = Counter(self._lines.new)

    def place(self, anchor: Anchor) -> Placed:
        """Where the lines of this anchor, which was made on the old version, are in the new one."""
        if self._same or anchor.first == 0:
            return Placed(anchor.first, anchor.last, Certainty.EXACT)
        lines = range(anchor.first - 1, min(anchor.last, len(self._lines.old)))
        if unbroken := self._unbroken(lines):
            how = Certainty.EXACT if unbroken[0][1].how is How.KEPT else Certainty.MOVED
            return self._placed(unbroken, how)
        self._lines.edit(lines)
        telling = self._telling(lines)
        cluster = _largest_cluster([one for one in self._found(lines) if self._lines.old[one[0]]], telling)
        if not any(line in telling for line, _ in cluster):
            return self._gone(anchor)
        return self._placed(cluster, _certainty(len(lines), telling, cluster))

    def _telling(self, lines: range) -> set[int]:
        """Those that say something, or else what says most among them."""
        say = {line: letters(self._lines.old[line]) for line in lines}
        least = min(TELLING, max(say.values(), default=0))
        return {line for line, count in say.items() if count >= least}

    def _found(self, lines: range) -> list[_Line]:
        return [(line, self._lines.there[line]) for line in lines if line in self._lines.there]

    def _unbroken(self, lines: range) -> list[_Line]:
        """All the lines, where they stand word for word and together; none otherwise."""
        found = self._found(lines)
        together = len(found) == len(lines) and all(
            there.how is not How.EDITED and there.line == found[0][1].line + by for by, (_, there) in enumerate(found)
        )
        return found if together else []

    def _placed(self, lines: Sequence[_Line], how: Certainty) -> Placed:
        where = [there.line for _, there in lines]
        return Placed(min(where) + 1, max(where) + 1, how if self._no_other_place(lines) else Certainty.UNSURE)

    def _no_other_place(self, lines: Sequence[_Line]) -> bool:
        """Whether one of the lines stands nowhere else, or a neighbour came along that cannot be another."""
        if any(self._often[self._lines.new[there.line]] == 1 for at, there in lines if tells(self._lines.old[at])):
            return True
        (first, top), (last, bottom) = lines[0], lines[-1]
        above = self._found(range(max(first - CONTEXT, 0), first))
        below = self._found(range(last + 1, min(last + 1 + CONTEXT, len(self._lines.old))))
        return any(self._vouches(at) and 0 < top.line - there.line <= CONTEXT + 1 for at, there in above) or any(
            self._vouches(at) and 0 < there.line - bottom.line <= CONTEXT + 1 for at, there in below
        )

    def _vouches(self, at: int) -> bool:
        there = self._lines.there[at]
        return tells(self._lines.old[at]) and (there.how is How.KEPT or self._often[self._lines.new[there.line]] == 1)

    def _gone(self, anchor: Anchor) -> Placed:
        there = self._lines.there
        before = next((there[at].line for at in range(anchor.first - 2, -1, -1) if at in there), -1)
        line = min(before + 2, max(len(self._lines.new), 1))
        return Placed(line, line, Certainty.GONE)


def _largest_cluster(found: list[_Line], telling: Set[int]) -> list[_Line]:
    """The most telling lines that are still together, with the brackets between and around them."""
    clusters: list[list[_Line]] = []
    for one in sorted(found, key=lambda found: found[1].line):
        if clusters and one[1].line - clusters[-1][-1][1].line <= abs(one[0] - clusters[-1][-1][0]) + APART:
            clusters[-1].append(one)
        else:
            clusters.append([one])
    return max(clusters, key=lambda cluster: (sum(line in telling for line, _ in cluster), len(cluster)), default=[])


def _certainty(lines: int, telling: Set[int], cluster: Sequence[_Line]) -> Certainty:
    """How sure a place is, of a remark's `lines`, some of them `telling`, and the `cluster` that is there of them."""
    here = [there for line, there in cluster if line in telling]
    edited = [there.alike for there in here if there.how is How.EDITED]
    if 2 * len(here) < len(telling) or (len(edited) == len(here) and max(edited) < CLEARLY_ALIKE):
        return Certainty.UNSURE
    if edited or len(here) < len(telling) or cluster[-1][1].line - cluster[0][1].line != lines - 1:
        return Certainty.EDITED
    return Certainty.MOVED if any(there.how is How.MOVED for there in here) else Certainty.EXACT
