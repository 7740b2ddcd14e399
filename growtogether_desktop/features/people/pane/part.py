"""A part of the page, shown one at a time; most are a list, what stands above it, and an explanation."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.people.model.listing import Listing
from growtogether_desktop.features.people.pane.strip import Start, Strip
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.pane import Aside
from growtogether_desktop.ui.rows_model import RowsModel
from growtogether_desktop.ui.table import RowsTable

Row = TypeVar("Row")


class Part(QWidget):
    def __init__(self, start: Start) -> None:
        super().__init__()
        self.dressed: Signal[None] = Signal()
        """Head and explanation are to be looked at again."""
        self.start = start
        self.strip = Strip(start, self.setFocus)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        self.box.addWidget(self.strip)

    def leave(self) -> None:
        """The page goes away."""
        self.strip.leave()

    def facts(self) -> str:
        """The line in the head."""
        raise NotImplementedError

    def dress(self) -> object:
        """What the buttons depend on: as long as it stays the same they stay, and keep the keyboard."""
        return None

    def buttons(self) -> tuple[Button, ...]:
        raise NotImplementedError

    def topic(self) -> object:
        """What the explanation depends on: as long as it stays the same it stays, and keeps the keyboard."""
        return None

    def explain(self, aside: Aside) -> None:
        """Put the explanation into the empty aside."""
        raise NotImplementedError

    def offers(self) -> Mapping[str, Callable[[], object]]:
        """What can be done here now, by the ids of the commands."""
        raise NotImplementedError


class ListPart(Part, Generic[Row]):
    """A list that the hub keeps."""

    def __init__(self, listing: Listing, rows: RowsModel[Row], name: str, start: Start, *, many: bool = False) -> None:
        super().__init__(start)
        rows.setParent(self)
        self.rows = rows
        self.table: RowsTable[Row] = RowsTable(rows, name, many)
        self._listing = listing
        self._emptiness = ""
        self.box.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.table.chosen.connect(lambda row: self.dressed.emit(None))

    def show_model(self) -> None:
        """Take over what the model has."""
        raise NotImplementedError

    def nothing(self) -> EmptyState:
        """What stands in an empty list that the hub has told of."""
        raise NotImplementedError

    def topic(self) -> object:
        return self.table.current()

    def look_again(self) -> None:
        self.start(self._listing.load())

    def stand_somewhere(self) -> None:
        """On the first row, unless one stands on another."""
        if self.table.current() is None and self.rows.rows:
            self.table.go_to(self.rows.key(self.rows.index(0, 0)))

    def say_nothing(self, kind: str) -> None:
        """What an empty list says; `kind` tells one emptiness from another, which are made only once."""
        listing = self._listing
        if not listing.reachable:
            kind = "no hub"
        elif listing.told is None:
            kind = f"trouble {listing.trouble}" if listing.trouble is not None else "asking"
        if kind == self._emptiness:
            return
        self._emptiness = kind
        if (old := self.table.findChild(EmptyState)) is not None:
            old.deleteLater()
        self.table.when_empty(self._empty(kind))

    def _empty(self, kind: str) -> EmptyState:
        trouble = self._listing.trouble
        if kind == "no hub":
            words = _("The hub knows who belongs to the programme. Connect to one, or host one on this computer.")
            return EmptyState("server", _("This desk has no hub"), words)
        if kind == "asking":
            return EmptyState("cloud", _("The hub is being asked…"))
        if trouble is not None and self._listing.told is None:
            again = Button(_("Try again"), self.look_again, icon="refresh-cw")
            words = _("This list is kept by the hub alone, and shown as soon as it answers. Nothing is lost.")
            return EmptyState("cloud-off", str(trouble.what), words, again)
        return self.nothing()
