"""Places in code and what lies between two of them; how the keyboard moves from one to the next."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTextBoundaryFinder

from growtogether_desktop.sourcecode.text import shown

Lines = Sequence[str]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Before a character. Lines from 1, columns in code points from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Selection:
    """From where it began to where the cursor is, in either direction; empty when they are the same."""

    begin: Place
    cursor: Place

    @property
    def first(self) -> Place:
        return min(self.begin, self.cursor)

    @property
    def last(self) -> Place:
        return max(self.begin, self.cursor)

    @property
    def empty(self) -> bool:
        return self.begin == self.cursor

    def moved(self, cursor: Place, extending: bool) -> "Selection":
        """With the cursor elsewhere: alone, or with everything from where it began."""
        return Selection(self.begin if extending else cursor, cursor)

    def span(self, lines: Lines) -> tuple[int, int, int, int]:
        """(first line, last line, first column, last column) as an `Anchor` has them.

        Without a selection, the cursor's line. A newline at the end selects nothing of the next line.
        """
        first, last = self.first, self.last
        if self.empty:
            return first.line, first.line, 0, 0
        if last.column == 0 and last.line > first.line:
            last = Place(last.line - 1, len(lines[last.line - 2]))
        if first.column == 0 and last.column == len(lines[last.line - 1]):
            return first.line, last.line, 0, 0
        return first.line, last.line, first.column, last.column

    def columns(self, line: int, length: int) -> tuple[int, int] | None:
        """From and up to which column of a line of this length; one beyond its end when its newline is selected."""
        first, last = self.first, self.last
        if self.empty or not first.line <= line <= last.line:
            return None
        return first.column if line == first.line else 0, last.column if line == last.line else length + 1

    def words(self, lines: Lines) -> str:
        first, last = self.first, self.last
        if first.line == last.line:
            return lines[first.line - 1][first.column : last.column]
        between = lines[first.line : last.line - 1]
        return "\n".join((lines[first.line - 1][first.column :], *between, lines[last.line - 1][: last.column]))


def whole_lines(lines: Lines, begin: int, end: int) -> Selection:
    """Two lines and all between them; the cursor is on the side of `end`."""
    if end >= begin:
        return Selection(Place(begin, 0), Place(end, len(lines[end - 1])))
    return Selection(Place(begin, len(lines[begin - 1])), Place(end, 0))


def within(lines: Lines, line: int, column: int) -> Place:
    """The nearest place that there is."""
    line = min(max(line, 1), max(len(lines), 1))
    length = len(lines[line - 1]) if lines else 0
    return Place(line, min(max(column, 0), length))


# Moves: where the cursor goes from a place. Up and down keep to the column where they began.

Move = Callable[[Lines, Place], Place]
_GRAPHEME = QTextBoundaryFinder.BoundaryType.Grapheme
_CLUSTER = 64
"""So many characters are looked at for what is drawn as one."""
_WORD = re.compile(r"\w+|[^\w\s]+")


def right(lines: Lines, at: Place) -> Place:
    if at.column < len(lines[at.line - 1]):
        return Place(at.line, _column_after(lines[at.line - 1], at.column))
    return Place(at.line + 1, 0) if at.line < len(lines) else at


def left(lines: Lines, at: Place) -> Place:
    if at.column:
        return Place(at.line, _column_before(lines[at.line - 1], at.column))
    return line_end(lines, Place(at.line - 1, 0)) if at.line > 1 else at


def _column_after(line: str, column: int) -> int:
    """Behind what is drawn as one: a letter with its accents, an emoji of several, the name of a hidden character."""
    seen = shown(line[column : column + _CLUSTER])
    if seen.text.isascii() and not seen.labels:
        return column + 1
    end = QTextBoundaryFinder(_GRAPHEME, seen.text).toNextBoundary()
    return column + max(bisect_left(seen.units, end), 1)


def _column_before(line: str, column: int) -> int:
    begin = max(column - _CLUSTER, 0)
    seen = shown(line[begin:column])
    if seen.text.isascii() and not seen.labels:
        return column - 1
    finder = QTextBoundaryFinder(_GRAPHEME, seen.text)
    finder.toEnd()
    return begin + min(seen.column(max(finder.toPreviousBoundary(), 0)), column - begin - 1)


def word_right(lines: Lines, at: Place) -> Place:
    """To where the next word begins, or to the end of the line and then on."""
    line = lines[at.line - 1]
    if at.column == len(line):
        return right(lines, at)
    here = _WORD.match(line, at.column)
    following = _WORD.search(line, here.end() if here else at.column)
    return Place(at.line, following.start() if following else len(line))


def word_left(lines: Lines, at: Place) -> Place:
    """To where this word or the one before begins, or to the start of the line and then on."""
    if at.column == 0:
        return left(lines, at)
    begins = [word.start() for word in _WORD.finditer(lines[at.line - 1], max(at.column - 2_000, 0), at.column)]
    return Place(at.line, begins[-1] if begins else 0)


def line_start(lines: Lines, at: Place) -> Place:
    """To the first character that is no space; from there to the very start."""
    line = lines[at.line - 1]
    indent = len(line) - len(line.lstrip())
    return Place(at.line, 0 if at.column == indent else indent)


def line_end(lines: Lines, at: Place) -> Place:
    return Place(at.line, len(lines[at.line - 1]))


def start(lines: Lines, at: Place) -> Place:
    return Place(1, 0)


def end(lines: Lines, at: Place) -> Place:
    return line_end(lines, Place(len(lines), 0))
