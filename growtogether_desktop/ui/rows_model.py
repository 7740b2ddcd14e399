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
        self._all: tuple[Row, ...] = ()
        self._in_order: list[Row] = []
        """All rows, sorted: whoever types into a search only has them sifted."""
        self._shown: tuple[Row, ...] = ()
        self._places: dict[Hashable, int] = {}
        self._passes: Callable[[Row], bool] | None = None
        self._sorted_by: int | None = None
        self._descending = False

    # --- rows ---

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that pass the filter, in the order shown."""
        return self._shown

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows. When the same ones come again in the same order, the view keeps its place."""
        self._all = tuple(rows)
        self._order()
        self._arrange()

    def filter(self, passes: Callable[[Row], bool] | None) -> None:
        """Show only the rows that pass; None shows all."""
        self._passes = passes
        self._arrange()

    def row(self, index: Index) -> Row | None:
        return self._shown[index.row()] if index.isValid() else None

    def key(self, index: Index) -> Hashable | None:
        row = self.row(index)
        return None if row is None else self._key(row)

    def place(self, key: Hashable) -> QModelIndex:
        """Where the row with this key stands; an invalid index when it isn't shown."""
        at = self._places.get(key)
        return QModelIndex() if at is None else self.index(at, 0)

    def cell(self, index: Index) -> Cell:
        """What stands there."""
        return self.columns[index.column()].show(self._shown[index.row()])

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
        self._order()
        self._arrange()

    # --- order ---

    def _order(self) -> None:
        self._in_order = list(self._all)
        if self._sorted_by is not None:
            column = self.columns[self._sorted_by]
            self._in_order.sort(key=column.sort or _by_words(column), reverse=self._descending)

    def _arrange(self) -> None:
        passes = self._passes
        shown = self._in_order if passes is None else [row for row in self._in_order if passes(row)]
        keys = [self._key(row) for row in shown]
        if keys == list(self._places):
            self._shown = tuple(shown)
            if shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._shown = tuple(shown)
        self._places = dict(zip(keys, range(len(keys)), strict=True))
        self.endResetModel()


def _spoken(cell: Cell) -> str:
    """What a screen reader says of a cell."""
    return ", ".join(part for part in (cell.text or cell.avatar, cell.pill) if part)
