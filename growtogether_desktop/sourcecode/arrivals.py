"""Where lines that are gone from one file stand now, when they went to another one."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from growtogether_desktop.domain.threads import Anchor
from growtogether_desktop.sourcecode.anchors import Certainty, Placed
from growtogether_desktop.sourcecode.moves import LEAST_LETTERS, LEAST_LINES, PLACES, bare, letters, tells
from growtogether_desktop.sourcecode.text import Text


class Arrivals:
    """Knows the lines that are new in a work, in whatever file; made once, asked for each remark."""

    def __init__(self, files: Iterable[tuple[str, Text | None, Text]]) -> None:
        """(path, what it was, what it is) of each file that is not as it was."""
        self._files: dict[str, list[str]] = {}
        """Path → its lines without their indent."""
        self._places: dict[str, list[tuple[str, int]]] = defaultdict(list)
        """Telling line → (path, line) of where it came."""
        for path, was, now in files:
            if now.binary:
                continue
            self._files[path] = lines = bare(now.lines)
            had, has = Counter(bare(was.lines) if was is not None else ()), Counter(lines)
            for at, line in enumerate(lines):
                if has[line] > had[line] and tells(line):
                    self._places[line].append((path, at))

    def place(self, anchor: Anchor, old: Text) -> tuple[str, Placed] | None:
        """(path, lines) of where all the lines of this anchor came to, word for word; None if they did not.

        With their neighbours that came along they have to be two telling lines or 30 letters; where they are less
        than both, or came to more places than one, it is not sure that this is the one.
        """
        lines = bare(old.lines)
        asked = range(anchor.first - 1, min(anchor.last, len(lines)))
        telling = [at for at in asked if tells(lines[at])]
        if not telling:
            return None
        rarest = min(telling, key=lambda at: len(self._places.get(lines[at], ())))
        places = self._places.get(lines[rarest], ())
        if len(places) > PLACES:
            return None
        blocks = [self._block(lines, rarest, path, where) for path, where in places]
        whole = [block for block in blocks if block.first <= telling[0] and telling[-1] < block.end]
        best = max(whole, key=lambda block: (block.telling, block.letters), default=None)
        if best is None or (best.telling < LEAST_LINES and best.letters < LEAST_LETTERS):
            return None
        sure = best.telling >= LEAST_LINES and best.letters >= LEAST_LETTERS and len(whole) == 1
        by = best.there - best.first + 1
        how = Certainty.MOVED if sure else Certainty.UNSURE
        return best.path, Placed(telling[0] + by, telling[-1] + by, how)

    def _block(self, old: list[str], at: int, path: str, where: int) -> "_Block":
        """What stands around old line `at` and, the same, around line `where` of this file."""
        new = self._files[path]
        above, below = 0, 1
        while above < min(at, where) and old[at - above - 1] == new[where - above - 1]:
            above += 1
        while at + below < len(old) and where + below < len(new) and old[at + below] == new[where + below]:
            below += 1
        block = old[at - above : at + below]
        return _Block(path, at - above, at + below, where - above, sum(map(tells, block)), sum(map(letters, block)))


class _Block(NamedTuple):
    """Old lines `first` to before `end`, which stand in the file from `there` on; counted from 0."""

    path: str
    first: int
    end: int
    there: int
    telling: int
    letters: int
