"""A row of code: shaped, coloured, and able to say what is where; one line on screen, or several beneath each other."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast
from weakref import WeakValueDictionary

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout, QTextLine

from growtogether_desktop.sourcecode.highlight import Span
from growtogether_desktop.sourcecode.text import shown
from growtogether_desktop.ui.code_look import CodeLook

_HANG = 2
"""Columns by which lines that go on stand further right than where their row begins."""


_BOXED = 32
"""So many hidden characters of a piece have boxes, and so many doubtful words a line of their own; from there to the
last one all has one look, for Qt would look for the place of each among all of them."""


class Stretch(NamedTuple):
    """Part of a line on screen, from where the row begins."""

    left: float
    right: float
    top: float


class CodeRow:
    """A line of text, or a piece of a long one. Distances are from where it begins."""

    def __init__(self, piece: str, first: int, spans: Sequence[Span], look: CodeLook, width: float = 0) -> None:
        """`first` is its first column; it is broken where it gets wider than `width`, nowhere when that is 0."""
        self._first = first
        self._shown = shown(piece)
        self._look = look
        self._layout = QTextLayout(self._shown.text, look.font)
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(look.broken if width else look.unbroken)
        if spans or self._shown.labels or self._shown.doubtful:
            self._layout.setFormats(self._formats(spans))
        self._lines = self._broken(width) if width else self._whole()
        self._starts = [line.textStart() for line in self._lines] if width else [0]
        self._boxes = [
            part for unit, length in self._shown.labels[:_BOXED] for part in self._stretches(unit, unit + length)
        ]
        self.width = max(line.naturalTextWidth() for line in self._lines)

    @property
    def lines(self) -> int:
        """On screen."""
        return len(self._lines)

    def point(self, column: int) -> QPointF:
        """Where the column begins, and the top of its line."""
        unit = self._unit(column)
        number = bisect_right(self._starts, unit) - 1
        return QPointF(_x(self._lines[number], unit), number * self._look.row)

    def column_at(self, x: float, y: float) -> int:
        number = min(max(int(y // self._look.row), 0), len(self._lines) - 1)
        unit = self._lines[number].xToCursor(x)
        if number + 1 < len(self._lines):
            unit = min(unit, self._starts[number + 1] - 1)  # what comes after it stands in the next line
        return self._first + self._shown.column(unit)

    def stretches(self, first: int, after: int) -> Iterator[Stretch]:
        """What lies between two columns, line by line."""
        return self._stretches(self._unit(first), self._unit(after))

    def paint(self, painter: QPainter, left: float, top: float, sight: QRectF) -> None:
        """Draw it from `left` and `top` on, names in their boxes as far as they are in `sight`."""
        if self._boxes:
            self._paint_boxes(painter, left, top, sight)
        painter.setPen(self._look.theme.code["plain"])
        self._layout.draw(painter, QPointF(left, top))

    def _paint_boxes(self, painter: QPainter, left: float, top: float, sight: QRectF) -> None:
        painter.setPen(self._look.theme.ink("waiting"))
        painter.setBrush(self._look.theme.ground("waiting"))
        for part in self._boxes:
            box = QRectF(left + part.left, top + part.top + 2, part.right - part.left, self._look.row - 4)
            if box.right() >= sight.left() and box.left() <= sight.right():
                painter.drawRoundedRect(box, 3, 3)

    def _whole(self) -> list[QTextLine]:
        self._layout.beginLayout()
        line = self._layout.createLine()
        self._layout.endLayout()
        line.setPosition(QPointF(0, self._look.baseline - line.ascent()))  # known only now: it has no width to fill
        return [line]

    def _broken(self, width: float) -> list[QTextLine]:
        lines: list[QTextLine] = []
        hang = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width - hang)
            line.setPosition(QPointF(hang, len(lines) * self._look.row + self._look.baseline - line.ascent()))
            if not lines:
                hang = self._hang(line, width)
            lines.append(line)
        self._layout.endLayout()
        return lines

    def _hang(self, line: QTextLine, width: float) -> float:
        """Where lines that go on begin: right of the indent, but never so far that little room is left."""
        text = self._shown.text
        x = _x(line, len(text) - len(text.lstrip())) + _HANG * self._look.column
        return x if x <= width / 2 else _HANG * self._look.column

    def _stretches(self, begins: int, ends: int) -> Iterator[Stretch]:
        for number in range(max(bisect_right(self._starts, begins) - 1, 0), bisect_left(self._starts, ends)):
            line, first = self._lines[number], self._starts[number]
            after = first + line.textLength()
            if begins < after:
                left, right = sorted(_x(line, unit) for unit in (max(begins, first), min(ends, after)))
                yield Stretch(left, right, number * self._look.row)

    def _formats(self, spans: Sequence[Span]) -> list[QTextLayout.FormatRange]:
        ranges = []
        for span in spans:
            begins, ends = self._unit(span.column), self._unit(span.column + span.length)
            ranges.append(_range(begins, ends - begins, self._look.formats[span.role]))
        for parts, one, crowd in (
            (self._shown.labels, self._look.label, self._look.crowded),
            (self._shown.doubtful, self._look.doubtful, self._look.doubtful),
        ):
            ranges += [_range(unit, length, one) for unit, length in parts[:_BOXED]]
            if many := parts[_BOXED:]:
                begins, (last, length) = many[0][0], many[-1]
                ranges.append(_range(begins, last + length - begins, crowd))
        return ranges

    def _unit(self, column: int) -> int:
        return self._shown.units[min(max(column - self._first, 0), len(self._shown.units) - 1)]


class Shaped:
    """Rows of one look that somebody shows: what reads the same is shaped once, also for two versions side by side."""

    def __init__(self, look: CodeLook) -> None:
        self.look = look
        self._rows: WeakValueDictionary[tuple[object, ...], CodeRow] = WeakValueDictionary()

    def row(self, piece: str, first: int, spans: tuple[Span, ...], width: float) -> CodeRow:
        key = piece, first, spans, width
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = CodeRow(piece, first, spans, self.look, width)
        return row


def _x(line: QTextLine, unit: int) -> float:
    return cast("tuple[float, int]", line.cursorToX(unit))[0]  # the stubs have another answer


def _range(begins: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = begins, length, look
    return made
