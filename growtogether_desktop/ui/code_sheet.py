"""Which rows a code pane shows: every line of a text, or two versions of it against each other."""

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum, auto
from operator import attrgetter
from typing import NamedTuple, overload

from growtogether_desktop.sourcecode.comparison import Comparison, Kind, Layout, Run, Window
from growtogether_desktop.sourcecode.intraline import Columns
from growtogether_desktop.sourcecode.moves import Move
from growtogether_desktop.sourcecode.text import Text


class Ground(Enum):
    """What a row lies on."""

    PLAIN = auto()
    ADDED = auto()
    REMOVED = auto()
    NOTHING = auto()
    """The other version has lines here."""
    FOLDED = auto()


class Row(NamedTuple):
    """How a row stands in the pane."""

    ground: Ground
    numbers: tuple[int, ...]
    """One for each column of numbers; 0 where there is none."""
    words: Columns = ()
    """Columns that the other version has not."""
    folded: int = 0
    """So many lines it stands for."""
    moved: int = 0
    """The line, from 1, of the other version to which or from which it moved."""


class Source(NamedTuple):
    """Where the words of a row come from."""

    old: bool
    line: int
    """From 1."""


class Sheet:
    """The rows of one text. Rows and lines count from 1, and here they are the same."""

    compares = False
    """Whether rows can differ from those of another version."""

    def __init__(self, text: Text) -> None:
        self.text = text
        """The one that people speak about."""
        self.lines: Sequence[str] = text.lines
        """The words of every row."""
        self.columns = text.columns
        self.numbers: tuple[int, ...] = (len(text.lines),)
        """The largest of each column of numbers."""

    def row_of(self, line: int) -> int:
        """The row of a line of `text`; of one that is folded away, the row that stands for it."""
        return line

    def line_of(self, row: int) -> int:
        """The line of `text` in this row, else the one before; at least 1."""
        return row

    def source(self, row: int) -> Source | None:
        """None when the row has no words."""
        return Source(old=False, line=row)

    def rows_of(self, first: int, last: int, old: bool) -> range:
        """The rows among which all of these lines are that are shown, of `text` or of the `old` version."""
        return range(0) if old else range(first, last + 1)

    def row(self, row: int) -> Row:
        return Row(Ground.PLAIN, (row,))

    def window(self, row: int) -> Window | None:
        """What would have to be shown to have this row's lines; None when they are there."""
        return None

    def changes(self, most: int = 1 << 31) -> Sequence[tuple[int, int, Ground]]:
        """(first row, last row, ground) of what differs: all of it, or about as many as asked for."""
        return ()

    def next_change(self, row: int) -> int | None:
        """The first row of the change that begins next after this row."""
        return None

    def change_before(self, row: int) -> int | None:
        """The first row of the change that ends next before this row."""
        return None


class Side(Enum):
    BOTH = auto()
    OLD = auto()
    NEW = auto()


class DiffSheet(Sheet):
    """Two versions in one pane, or one of them beside the other; `text` is the new one always."""

    compares = True

    def __init__(self, comparison: Comparison, layout: Layout, side: Side) -> None:
        self._comparison = comparison
        self._layout = layout
        self._runs = layout.runs
        self._starts = layout.starts
        self._side = side
        self._asked: tuple[int, tuple[Run, int]] = (0, (Run(Kind.KEPT, 0, 0, 0), 0))
        old, new = comparison.old, comparison.new
        self.text = new
        self.lines = _Rows(self, layout.rows)
        self.columns = {Side.BOTH: max(old.columns, new.columns), Side.OLD: old.columns, Side.NEW: new.columns}[side]
        both = len(old.lines), len(new.lines)
        self.numbers = {Side.BOTH: both, Side.OLD: both[:1], Side.NEW: both[1:]}[side]

    def row_of(self, line: int) -> int:
        if not self._runs or line < 1:
            return min(line, 1)
        at = bisect_right(self._layout.news, line - 1) - 1
        while at > 0 and self._runs[at].kind is Kind.REMOVED:  # it names the next new line
            at -= 1
        run = self._runs[max(at, 0)]
        into = 0 if run.kind in (Kind.FOLDED, Kind.REMOVED) else min(line - 1 - run.new, run.lines - 1)
        return self._starts[max(at, 0)] + max(into, 0)

    def line_of(self, row: int) -> int:
        run, into = self._at(row)
        if run.kind is Kind.REMOVED:
            return max(run.new, 1)
        return run.new + (0 if run.kind is Kind.FOLDED else into) + 1

    def source(self, row: int) -> Source | None:
        run, into = self._at(row)
        old = self._side is Side.OLD or (self._side is Side.BOTH and run.kind is Kind.REMOVED)
        missing = run.kind is (Kind.ADDED if old else Kind.REMOVED)
        if missing or run.kind is Kind.FOLDED:
            return None
        return Source(old, (run.old if old else run.new) + into + 1)

    def rows_of(self, first: int, last: int, old: bool) -> range:
        if not self._runs or self._side is (Side.NEW if old else Side.OLD):
            return range(0)
        return range(self._row_near(first - 1, old), self._row_near(last - 1, old) + 1)

    def _row_near(self, line: int, old: bool) -> int:
        at = max(bisect_right(self._runs, line, key=attrgetter("old" if old else "new")) - 1, 0)
        run = self._runs[at]
        return self._starts[at] + max(min(line - (run.old if old else run.new), run.rows - 1), 0)

    def row(self, row: int) -> Row:
        run, into = self._at(row)
        old = 0 if run.kind is Kind.ADDED else run.old + into + 1
        new = 0 if run.kind is Kind.REMOVED else run.new + into + 1
        numbers = (old, new) if self._side is Side.BOTH else (old if self._side is Side.OLD else new,)
        if run.kind is Kind.FOLDED:
            return Row(Ground.FOLDED, tuple(0 for _ in numbers), folded=run.lines)
        if run.kind is Kind.KEPT:
            return Row(Ground.PLAIN, numbers)
        source = self.source(row)
        if source is None:
            return Row(Ground.NOTHING, numbers)
        if source.old:
            words = self._comparison.gone_words.get(source.line - 1, ())
            return Row(Ground.REMOVED, numbers, words, moved=_moved_to(self._comparison.moved_away, source.line - 1))
        words = self._comparison.come_words.get(source.line - 1, ())
        return Row(Ground.ADDED, numbers, words, moved=_moved_from(self._comparison.moved, source.line - 1))

    def window(self, row: int) -> Window | None:
        run, _into = self._at(row)
        return (run.new, run.new + run.lines) if run.kind is Kind.FOLDED else None

    def changes(self, most: int = 1 << 31) -> Sequence[tuple[int, int, Ground]]:
        step = len(self._runs) // most + 1
        return [
            (start, start + run.rows - 1, _GROUNDS[run.kind])
            for start, run in zip(self._starts[::step], self._runs[::step], strict=False)
            if run.kind in _GROUNDS
        ]

    def next_change(self, row: int) -> int | None:
        at = self._run_at(row)
        while at < len(self._runs) and self._runs[at].kind in _DIFFER:
            at += 1
        while at < len(self._runs) and self._runs[at].kind not in _DIFFER:
            at += 1
        return self._starts[at] if at < len(self._runs) else None

    def change_before(self, row: int) -> int | None:
        at = self._run_at(row)
        while at >= 0 and self._runs[at].kind in _DIFFER:
            at -= 1
        while at >= 0 and self._runs[at].kind not in _DIFFER:
            at -= 1
        while at > 0 and self._runs[at - 1].kind in _DIFFER:
            at -= 1
        return self._starts[at] if at >= 0 else None

    def words(self, row: int) -> str:
        source = self.source(row)
        if source is None:
            return ""
        text = self._comparison.old if source.old else self._comparison.new
        return text.lines[source.line - 1]

    def _run_at(self, row: int) -> int:
        return min(bisect_right(self._starts, row), len(self._runs)) - 1

    def _at(self, row: int) -> tuple[Run, int]:
        """The run of a row, and how far into it that is. Whoever shows a row asks several times."""
        if row != self._asked[0]:
            at = self._run_at(row)
            self._asked = row, (self._runs[at], row - self._starts[at])
        return self._asked[1]


_GROUNDS = {Kind.REMOVED: Ground.REMOVED, Kind.ADDED: Ground.ADDED, Kind.REPLACED: Ground.ADDED}
_DIFFER = tuple(_GROUNDS)
"""Kinds of rows that differ; found in a tuple ten times as fast as in what hashes."""


class _Rows(Sequence[str]):
    """The words of the rows, read when they are asked for."""

    def __init__(self, sheet: DiffSheet, rows: int) -> None:
        self._sheet = sheet
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(self._rows)))
        return self._sheet.words(range(self._rows)[index] + 1)


def _moved_to(moves: Sequence[Move], line: int) -> int:
    """The new line, from 1, where the old one stands now; 0 when it did not move."""
    at = bisect_right(moves, line, key=attrgetter("old")) - 1
    return moves[at].new + line - moves[at].old + 1 if at >= 0 and line < moves[at].old + moves[at].lines else 0


def _moved_from(moves: Sequence[Move], line: int) -> int:
    """The old line, from 1, where the new one stood; 0 when it did not move."""
    at = bisect_right(moves, line, key=attrgetter("new")) - 1
    return moves[at].old + line - moves[at].new + 1 if at >= 0 and line < moves[at].new + moves[at].lines else 0
