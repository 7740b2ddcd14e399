"""The rows of a text, shaped when they are asked for. Only those in demand are kept."""

import re
from collections import OrderedDict
from collections.abc import Callable, Container, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from growtogether_desktop.sourcecode.highlight import Span
from growtogether_desktop.ui.code_place import Place
from growtogether_desktop.ui.code_row import CodeRow, Shaped, Stretch

SLICE = 2_000
"""Columns that are shaped together; longer lines are shown in slices."""
_SHORT_SLICE = 500
"""The same where slices fit seamlessly beside each other: little of a long line is in sight."""
_SHORT = 100
"""Columns of a line that is no trouble, whatever it is made of."""
_KEPT = 400
_ASKED = 400
"""So many lines say how long lines usually are; `_STRIDE` keeps what repeats in the text from repeating here."""
_STRIDE = 7_919
_FILLED = 0.9
"""So much of a line on screen that goes on is filled with words; before it is room."""
_MANY = 40
"""Lines on screen beyond the first, of a line that takes more: there are few of those."""
_WIDEST = 8
"""Columns that a character takes at most: a tab takes four, the name of a hidden one eight."""
_LOOKED_THROUGH = 1_000_000
"""So long may a line with characters beyond ASCII be; of longer ones it is not known how wide they are."""
_PRINTABLE = bytes(range(0x20, 0x7F))
_NARROW = re.compile("[\u00a0-\u00ac\u00ae-\u02ff\u0370-\u052f\u2010-\u2027]*")
"""Characters beyond ASCII that take one column each."""

SpansOf = Callable[[int, int, int], Sequence[Span]]
"""The colours of a row, from one column up to another."""


class _Cut(NamedTuple):
    """How a line is cut into slices, and how far apart these begin."""

    slices: int
    columns: int
    across: float
    down: float
    wide: bool = False
    """Whether Qt has to look at every character."""


class CodeRows:
    """Distances are from where a row begins."""

    def __init__(self, lines: Sequence[str], spans_of: SpansOf, shaped: Shaped, width: float = 0) -> None:
        """Rows are broken where they get wider than `width`; nowhere when that is 0."""
        self.widest = 0.0
        """Of the rows seen so far."""
        self.width = width
        self._lines = lines
        self._spans_of = spans_of
        self._look = shaped.look
        self._shaped = shaped
        self._rows: OrderedDict[tuple[int, int], CodeRow] = OrderedDict()
        self._cuts: dict[int, _Cut] = {}
        self._read = 0, ""

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._rows)

    def words(self, line: int) -> str:
        """Of a line; read once, though whoever shows it asks several times."""
        if line != self._read[0]:
            self._read = line, self._lines[line - 1]
        return self._read[1]

    def lines_of(self, line: int) -> int:
        """How many lines on screen a line of the text takes."""
        if not self.width:
            return 1
        cut = self._cut(line)
        return cut.slices if cut.slices > 1 else self._row(line, 0).lines

    def usual_lines(self) -> float:
        """About how many lines on screen a line of the text takes, by the length of some of them."""
        if not self.width or not self._lines:
            return 1
        columns = self.width / self._look.column
        step = len(self._lines) // _ASKED + 1
        some = range(0, len(self._lines) - step + 1, step)
        longer = [len(self._lines[at + at * _STRIDE % step]) - columns for at in some]
        beyond = sum(min(ceil(more / columns / _FILLED), _MANY) for more in longer if more > 0)
        return 1 + beyond / max(len(longer), 1)

    def toil(self, line: int) -> int:
        """Characters of this line that have to be shaped and drawn one by one, in sight or not."""
        cut = self._cut(line)
        return min(len(self.words(line)), cut.columns) if cut.wide else 0

    def step(self, line: int, number: int) -> tuple[int, int]:
        """The line of text and the line of it on screen that is the `number`th from where `line` begins."""
        while number < 0 and line > 1:
            line -= 1
            number += self.lines_of(line)
        while line < len(self._lines) and number >= (lines := self.lines_of(line)):
            line += 1
            number -= lines
        return line, number

    def paint(self, painter: QPainter, line: int, left: float, top: float, sight: QRectF) -> None:
        """Draw what is in sight of a line that begins at `left` and `top`."""
        cut = self._cut(line)
        if cut.slices == 1:
            self._row(line, 0).paint(painter, left, top, sight)
            return
        first = self._number_at(cut, sight.left() - left, sight.top() - top)
        last = self._number_at(cut, sight.right() - left, sight.bottom() - top)
        for number in range(first, last + 1):
            self._row(line, number).paint(painter, left + number * cut.across, top + number * cut.down, sight)

    def point(self, place: Place) -> QPointF:
        """Where the character begins, and the top of its line on screen."""
        cut = self._cut(place.line)
        number = min(place.column // cut.columns, cut.slices - 1)
        return self._row(place.line, number).point(place.column) + _corner(cut, number)

    def column_at(self, line: int, x: float, y: float) -> int:
        cut = self._cut(line)
        number = self._number_at(cut, x, y)
        corner = _corner(cut, number)
        return self._row(line, number).column_at(x - corner.x(), y - corner.y())

    def stretches(self, line: int, first: int, after: int, sight: QRectF) -> Iterator[Stretch]:
        """What lies between two columns, line by line on screen, as far as `sight`, from where the row begins."""
        cut = self._cut(line)
        seen = self._number_at(cut, sight.left(), sight.top()), self._number_at(cut, sight.right(), sight.bottom())
        for number in range(max(first // cut.columns, seen[0]), min((after - 1) // cut.columns, seen[1]) + 1):
            corner = _corner(cut, number)
            for left, right, top in self._row(line, number).stretches(first, after):
                yield Stretch(left + corner.x(), right + corner.x(), top + corner.y())

    def forget(self, lines: Container[int]) -> bool:
        """Make these lines anew when they are next asked for: their colours have come. Whether any was kept."""
        gone = [key for key in self._rows if key[0] in lines]
        for key in gone:
            del self._rows[key]
        return bool(gone)

    def _row(self, line: int, number: int) -> CodeRow:
        key = line, number
        if key in self._rows:
            self._rows.move_to_end(key)
            return self._rows[key]
        cut = self._cut(line)
        first, after = number * cut.columns, (number + 1) * cut.columns
        spans, width = self._spans_of(line, first, after), 0 if cut.down else self.width
        row = self._rows[key] = self._shaped.row(self.words(line)[first:after], first, tuple(spans), width)
        if len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        self.widest = max(self.widest, cut.slices * cut.across or row.width)
        return row

    def _number_at(self, cut: _Cut, x: float, y: float) -> int:
        number = x // cut.across if cut.across else y // cut.down if cut.down else 0
        return min(max(int(number), 0), cut.slices - 1)

    def _cut(self, line: int) -> _Cut:
        """Where characters may be wide there is room for the widest: no slice must cover another one.

        It could hide something. Where rows are broken, slices stand beneath each other and each is one line.
        """
        if line not in self._cuts:
            self._cuts[line] = self._cut_anew(self.words(line))
        return self._cuts[line]

    def _cut_anew(self, words: str) -> _Cut:
        if len(words) <= _SHORT:
            return _UNCUT
        narrow = _is_narrow(words)
        if len(words) <= (SLICE if self.width or not narrow else _SHORT_SLICE):
            return _UNCUT if narrow else _WIDE
        wide = self._look.column * (1 if narrow else _WIDEST)
        if self.width:
            columns = max(int(self.width // wide), 1)
            return _Cut(-(-len(words) // columns), columns, 0, self._look.row)
        columns = _SHORT_SLICE if narrow else SLICE
        return _Cut(-(-len(words) // columns), columns, columns * wide, 0, not words.isascii())


_UNCUT = _Cut(1, SLICE + 1, 0, 0)
_WIDE = _UNCUT._replace(wide=True)


def _corner(cut: _Cut, number: int) -> QPointF:
    return QPointF(number * cut.across, number * cut.down)


def _is_narrow(words: str) -> bool:
    """Whether every character takes one column. Of ten megabytes of ASCII this is known in five milliseconds."""
    if len(words) > _LOOKED_THROUGH and not words.isascii():
        return False
    foreign = words.encode("utf-8", "surrogatepass").translate(None, _PRINTABLE)
    return not foreign or _NARROW.fullmatch(foreign.decode("utf-8", "surrogatepass")) is not None
