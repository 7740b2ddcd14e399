"""Rows of code: shaped, coloured, and able to say what is where. Only those in demand are kept."""

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from growtogether_desktop.sourcecode.highlight import Role, Span
from growtogether_desktop.sourcecode.text import shown
from growtogether_desktop.ui.code_place import Place
from growtogether_desktop.ui.theme import Theme

SLICE = 2_000
"""Columns that are shaped together; longer lines are shown in slices."""
_KEPT = 400
_TAB = 4
_WIDEST = 8
"""Columns that a character takes at most: a tab takes four, the name of a hidden one eight."""
_PRINTABLE = bytes(range(0x20, 0x7F))
_NARROW = re.compile("[\u00a0-\u00ac\u00ae-\u02ff\u0370-\u052f\u2010-\u2027]*")
"""Characters beyond ASCII that take one column each."""

SpansOf = Callable[[int, int, int], Sequence[Span]]
"""The colours of a row, from one column up to another."""


class CodeLook:
    """How code looks in a theme at a zoom: font, sizes, and a format for every role."""

    def __init__(self, theme: Theme, zoom: int, spaces: bool = False) -> None:
        """`spaces` draws dots for spaces and arrows for tabs."""
        self.theme = theme
        self.zoom = zoom
        self.font = theme.code_font(13 * zoom / 100)
        self.row = theme.px(20 * zoom / 100)
        metrics = QFontMetricsF(self.font)
        self.column = metrics.horizontalAdvance("0" * 100) / 100
        self.baseline = (self.row - metrics.height()) / 2 + metrics.ascent()
        self.option = QTextOption()
        self.option.setWrapMode(QTextOption.WrapMode.NoWrap)
        self.option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.option.setTabStopDistance(_TAB * self.column)
        if spaces:
            self.option.setFlags(QTextOption.Flag.ShowTabsAndSpaces)
        self.formats = {role: self._format(role) for role in Role}
        self.label = QTextCharFormat()
        self.label.setForeground(theme.ink("waiting"))
        self.doubtful = QTextCharFormat()
        self.doubtful.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self.doubtful.setUnderlineColor(theme.ink("waiting"))

    def _format(self, role: Role) -> QTextCharFormat:
        others: dict[Role, QColor] = {
            Role.ADDED: self.theme.ink("resolved"),
            Role.REMOVED: self.theme.ink("blocking"),
            Role.HEADING: self.theme.code[Role.FUNCTION],
        }
        made = QTextCharFormat()
        made.setForeground(others.get(role) or self.theme.code[role])
        if role is Role.HEADING:
            made.setFontWeight(QFont.Weight.Bold)
        return made


class CodeRow:
    """A line, or columns `first` and after of a long one. Distances are from where it begins."""

    def __init__(self, piece: str, first: int, spans: Sequence[Span], look: CodeLook) -> None:
        self._first = first
        self._shown = shown(piece)
        self._look = look
        self._layout = QTextLayout(self._shown.text, look.font)
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(look.option)
        self._layout.setFormats(self._formats(spans))
        self._layout.beginLayout()
        self._line = self._layout.createLine()
        self._layout.endLayout()
        self._top = look.baseline - self._line.ascent()
        self.width = self._line.naturalTextWidth()

    def x_of(self, column: int) -> float:
        return self._x(self._unit(column))

    def column_at(self, x: float) -> int:
        return self._first + self._shown.column(self._line.xToCursor(x))

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        for unit, length in self._shown.labels:
            box = QRectF(left + self._x(unit), top + 2, self._x(unit + length) - self._x(unit), self._look.row - 4)
            painter.setPen(self._look.theme.ink("waiting"))
            painter.setBrush(self._look.theme.ground("waiting"))
            painter.drawRoundedRect(box, 3, 3)
        painter.setPen(self._look.theme.code["plain"])
        self._layout.draw(painter, QPointF(left, top + self._top))

    def _formats(self, spans: Sequence[Span]) -> list[QTextLayout.FormatRange]:
        ranges = []
        for span in spans:
            begins, ends = self._unit(span.column), self._unit(span.column + span.length)
            ranges.append(_range(begins, ends - begins, self._look.formats[span.role]))
        ranges += [_range(unit, length, self._look.label) for unit, length in self._shown.labels]
        ranges += [_range(unit, length, self._look.doubtful) for unit, length in self._shown.doubtful]
        return ranges

    def _unit(self, column: int) -> int:
        return self._shown.units[min(max(column - self._first, 0), len(self._shown.units) - 1)]

    def _x(self, unit: int) -> float:
        return cast("tuple[float, int]", self._line.cursorToX(unit))[0]  # the stubs have another answer


class CodeRows:
    """The rows of a text, made when they are asked for. Distances are from where code begins."""

    def __init__(self, lines: Sequence[str], spans_of: SpansOf, look: CodeLook) -> None:
        self.widest = 0.0
        """Of the rows seen so far."""
        self._lines = lines
        self._spans_of = spans_of
        self._look = look
        self._rows: OrderedDict[tuple[int, int], CodeRow] = OrderedDict()
        self._slice_widths: dict[int, float] = {}

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._rows)

    def paint(self, painter: QPainter, line: int, left: float, top: float, sight: tuple[float, float]) -> None:
        """Draw what is in sight of a line that begins at `left`."""
        wide = self._slice_width(line)
        if not wide:
            self._row(line, 0).paint(painter, left, top)
            return
        first, last = (self._number_at(line, x - left) for x in sight)
        for number in range(first, last + 1):
            self._row(line, number).paint(painter, left + number * wide, top)

    def x_of(self, place: Place) -> float:
        number = min(place.column // SLICE, self._slices(self._lines[place.line - 1]) - 1)
        return number * self._slice_width(place.line) + self._row(place.line, number).x_of(place.column)

    def column_at(self, line: int, x: float) -> int:
        number = self._number_at(line, x)
        return self._row(line, number).column_at(x - number * self._slice_width(line))

    def forget(self, outdated: Callable[[int], bool]) -> bool:
        """Make these lines anew when they are next asked for: their colours have come. Whether any was kept."""
        gone = [key for key in self._rows if outdated(key[0])]
        for key in gone:
            del self._rows[key]
        return bool(gone)

    def _row(self, line: int, number: int) -> CodeRow:
        key = line, number
        if key in self._rows:
            self._rows.move_to_end(key)
            return self._rows[key]
        first = number * SLICE
        spans = self._spans_of(line, first, first + SLICE)
        words = self._lines[line - 1]
        row = self._rows[key] = CodeRow(words[first : first + SLICE], first, spans, self._look)
        if len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        if len(words) > SLICE:
            self.widest = max(self.widest, self._slices(words) * self._slice_width(line))
        else:
            self.widest = max(self.widest, row.width)
        return row

    def _slices(self, words: str) -> int:
        return max(-(-len(words) // SLICE), 1)

    def _number_at(self, line: int, x: float) -> int:
        wide = self._slice_width(line)
        return min(max(int(x // wide), 0), self._slices(self._lines[line - 1]) - 1) if wide else 0

    def _slice_width(self, line: int) -> float:
        """How far apart slices of this line begin; 0 when it is no longer than one.

        Where characters may be wide there is room for the widest: no slice must cover the next one,
        for it could hide something.
        """
        if line not in self._slice_widths:
            words = self._lines[line - 1]
            wide = 0 if len(words) <= SLICE else 1 if _is_narrow(words) else _WIDEST
            self._slice_widths[line] = SLICE * self._look.column * wide
        return self._slice_widths[line]


def _is_narrow(words: str) -> bool:
    """Whether every character takes one column. Of ten megabytes of ASCII this is known in five milliseconds."""
    foreign = words.encode().translate(None, _PRINTABLE)
    return not foreign or _NARROW.fullmatch(foreign.decode()) is not None


def _range(begins: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = begins, length, look
    return made
