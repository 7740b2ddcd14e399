"""Tuples of frozen rows as a Qt table; sorting and filtering happen in lists, where they are quick.

(A QSortFilterProxyModel over a Python model needs seconds for 10,000 rows; a list needs milliseconds.)
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.ui.theme import Tone

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Voice = Literal["text", "strong", "muted"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows, from left to right."""

    text: str = ""
    voice: Voice = "text"
    avatar: str = ""
    """A name, shown by its initials."""
    icon: str = ""
    icon_role: str = "muted"
    """A role of the theme."""
    bar: float | None = None
    """A share of 0 to 1, shown as a bar."""
    pill: str = ""
    """A word behind the text, with a meaning."""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: what it is called, what it shows of a row, and how it yields when there is no room."""

    title: str
    """Marked with `N_`."""
    show: Callable[[Row], Cell]
    sort: Callable[[Row], Any] | None = None
    """What to sort by; None sorts by the words shown, in any spelling: where there are thousands, give a ready text or
    number."""
    width: int = 120
    """Pixels it needs at least, before zoom."""
    stretch: int = 1
    """Its share of the room that is left; 0 keeps it at `width`."""
    yields: int = 0
    """0 always stays; when room is short, columns with a higher number are hidden first."""
    right: bool = False
    """Figures stand right."""


class _Held(Generic[Row]):
    """All rows, with what they are found and sorted by.

    What is sorted and sifted are their numbers: a row is no longer in the processor's cache when its turn comes, and
    fetching thousands takes longer than comparing them.
    """

    def __init__(self, rows: Sequence[Row], key: Callable[[Row], Hashable]) -> None:
        self.rows = tuple(rows)
        self.keys = [key(row) for row in self.rows]
        self.numbers = dict(zip(self.keys, range(len(self.keys)), strict=True))
        self._sort_keys: dict[int, list[Any]] = {}

    def sorted_by(self, at: int, column: Column[Row], descending: bool) -> list[int]:
        if at not in self._sort_keys:
            by = column.sort or _by_words(column)
            self._sort_keys[at] = [by(row) for row in self.rows]
        return sorted(range(len(self.rows)), key=self._sort_keys[at].__getitem__, reverse=descending)


def _by_words(column: Column[Row]) -> Callable[[Row], Any]:
    key_of = cache(spelling_key)  # many rows say the same
    return lambda row: key_of(column.show(row).text)


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows rows, remembers how they are sorted and filtered, and finds them again by key."""

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._held: _Held[Row] = _Held((), key)
        self._in_order: list[int] = []
        """All rows, sorted: whoever types into a search only has them sifted."""
        self._shown: list[int] = []
        self._places: dict[int, int] | None = None
        """Where a row is shown; worked out when somebody asks."""
        self._passes: Callable[[Row], bool] | None = None
        self._sorted_by: int | None = None
        self._descending = False

    # --- rows ---

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that pass the filter, in the order shown."""
        return tuple(self._held.rows[number] for number in self._shown)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows. When the same ones come again in the same order, the view keeps its place."""
        held = _Held(rows, self._key)
        in_order = self._order(held)
        shown = self._sift(held, in_order)
        keys = self._held.keys
        if [keys[number] for number in self._shown] == [held.keys[number] for number in shown]:
            self._held, self._in_order, self._shown, self._places = held, in_order, shown, None
            if shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._held, self._in_order, self._shown, self._places = held, in_order, shown, None
        self.endResetModel()

    def filter(self, passes: Callable[[Row], bool] | None) -> None:
        """Show only the rows that pass; None shows all."""
        self._passes = passes
        self._show(self._sift(self._held, self._in_order))

    def at(self, place: int) -> Row:
        """The row shown there."""
        return self._held.rows[self._shown[place]]

    def row(self, index: Index) -> Row | None:
        return self.at(index.row()) if index.isValid() else None

    def key(self, index: Index) -> Hashable | None:
        return self._held.keys[self._shown[index.row()]] if index.isValid() else None

    def place(self, key: Hashable) -> QModelIndex:
        """Where the row with this key stands; an invalid index when it isn't shown."""
        if self._places is None:
            self._places = dict(zip(self._shown, range(len(self._shown)), strict=True))
        number = self._held.numbers.get(key)
        at = self._places.get(number) if number is not None else None
        return QModelIndex() if at is None else self.index(at, 0)

    def cell(self, index: Index) -> Cell:
        """What stands there."""
        return self.columns[index.column()].show(self.at(index.row()))

    # --- Qt's side ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(self.cell(index))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = column if 0 <= column < len(self.columns) else None
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._in_order = self._order(self._held)
        self._show(self._sift(self._held, self._in_order))

    # --- order ---

    def _order(self, held: _Held[Row]) -> list[int]:
        if self._sorted_by is None:
            return list(range(len(held.rows)))
        return held.sorted_by(self._sorted_by, self.columns[self._sorted_by], self._descending)

    def _sift(self, held: _Held[Row], in_order: list[int]) -> list[int]:
        if self._passes is None:
            return in_order
        passing = [self._passes(row) for row in held.rows]
        return [number for number in in_order if passing[number]]

    def _show(self, shown: list[int]) -> None:
        if shown != self._shown:
            self.beginResetModel()
            self._shown, self._places = shown, None
            self.endResetModel()


def _spoken(cell: Cell) -> str:
    """What a screen reader says of a cell."""
    return ", ".join(part for part in (cell.text or cell.avatar, cell.pill) if part)
