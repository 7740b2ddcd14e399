"""Which of two lists of numbers are the same, as many as keep their order and mean something.

Numbers that are unique on both sides are matched first (patience), then, in long lists of few different ones, unique
runs of them, then the rarest common ones (histogram), and what is left between them is small enough for difflib, or
for all pairs of equal ones where those are few. Hostile input, long and without order, runs into a limit of work: the
rest then counts as changed, which is never wrong, only less helpful.

Sources: B. Cohen, patience diff, 2005; S. Pearce, JGit's histogram diff, 2010; P. Heckel 1978.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from difflib import SequenceMatcher
from itertools import count, islice
from operator import add, lt

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
HANDY = 1 << 31
"""Numbers of runs are made of those of their halves, and counted anew where they would get larger than a word."""
KINDS = 4
"""Where there are fewer than one kind of run in so many lines, hardly any is unique."""
RAREST = 4
"""So many of the rarest common lines are tried, and so many of the places of each."""


Run = tuple[int, int, int]
"""Where it begins on either side, and how long it is; no class, for there are tens of thousands."""
_Part = tuple[int, int, int, int]
"""From and up to where, on either side."""


def common_runs(old: list[int], new: list[int]) -> list[Run]:
    """What both have, in no order; equal numbers are equal lines."""
    return _Comparison(old, new).found()


class _Comparison:
    """Two lists of numbers; equal numbers are equal lines."""

    def __init__(self, old: list[int], new: list[int]) -> None:
        self._old = old
        self._new = new
        self._found: list[Run] = []
        self._work = WORK + 4 * (len(old) + len(new))

    def found(self) -> list[Run]:
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
        return _longest_rising(_unique_pairs(self._old[first:end], self._new[there:there_end], first, there))

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
                if at - first == 1 == where - there:
                    if self._old[first] == self._new[there]:
                        self._found.append((first, there, 1))
                elif first < at and there < where:
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
        kinds, length = max(*ours, *theirs) + 1, 1
        while length < LONGEST_RUN and len(best) * RUNS_APART < min(len(ours), len(theirs)):
            self._work -= len(ours) + len(theirs)
            if kinds > HANDY:
                numbers = defaultdict[int, int](count().__next__)
                ours, theirs = list(map(numbers.__getitem__, ours)), list(map(numbers.__getitem__, theirs))
                kinds = len(numbers)
            ours, theirs = (list(map(add, map(kinds.__mul__, runs), runs[length:])) for runs in (ours, theirs))
            kinds, length = kinds * kinds, 2 * length
            if KINDS * kinds < len(ours):
                continue
            best = max(best, _longest_rising(_unique_pairs(ours, theirs, first, there)), key=len)
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

    def _run_through(self, part: _Part, at: int, where: int) -> Run:
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


def _unique_pairs(ours: list[int], theirs: list[int], first: int, there: int) -> list[tuple[int, int]]:
    """Where everything stands that stands on both sides only once; sides begin at `first` and `there`."""
    last, last_there = dict(zip(ours, count(first))), dict(zip(theirs, count(there)))
    once, once_there = _once(ours, last), _once(theirs, last_there)
    if once.isdisjoint(once_there):
        return []
    return [(at, last_there[one]) for one, at in last.items() if one in once and one in once_there]


def _once(lines: list[int], kinds: Mapping[int, int]) -> Set[int]:
    """What stands there once."""
    if len(kinds) == len(lines):
        return kinds.keys()
    return {one for one, often in Counter(lines).items() if often == 1}


def _places(lines: list[int], first: int, end: int) -> dict[int, list[int]]:
    places = defaultdict[int, list[int]](list)
    for at, line in enumerate(lines[first:end], first):
        places[line].append(at)
    return places


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs`, which rise in their first number, that rises in the second too."""
    places = [where for _, where in pairs]
    if all(map(lt, places, islice(places, 1, None))):
        return pairs  # most files only have lines that came and went
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
