"""What can be wished for the rows one has chosen in the plan: one of them with all there is, or several in one step."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.cohorts import Mentor
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import PlanRow
from growtogether_desktop.features.matching.model.wish import (
    Wish,
    to_forbid,
    to_let_go,
    to_let_mentor_go,
    to_lift_pins,
    to_pin,
)
from growtogether_desktop.features.matching.pane.dragging import PlanTable
from growtogether_desktop.features.matching.pane.wish_menu import WishMenu
from growtogether_desktop.features.matching.pane.wishes import wishes_menu

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]
_Pairs = list[tuple[PlanRow, Mentor]]


class Chosen:
    """P pins what is chosen, or lifts the pins where all are pinned; F forbids. Each is one step for undo."""

    def __init__(self, table: PlanTable, model: MatchingModel, start: Start, ask_what_if: Callable[[], object]) -> None:
        self._table = table
        self._model = model
        self._start = start
        self._ask_what_if = ask_what_if
        for key, run in (("P", self.toggle_pin), ("F", self.forbid)):
            QShortcut(QKeySequence(key), table, run, context=Qt.ShortcutContext.WidgetShortcut)

    @property
    def can_wish(self) -> bool:
        """Whether there is a pair among them that is not told yet."""
        return bool(self._pairs(self._rows()))

    @property
    def can_ask(self) -> bool:
        """Whether one stands on a mentee who has not been told of a mentor."""
        row = self._table.current()
        return row is not None and row.standing != "told"

    def toggle_pin(self) -> None:
        if pairs := self._pairs(self._rows()):
            self._do(self._model.wishes.ask(_pin_or_not(pairs)))

    def forbid(self) -> None:
        """These pairs not; the plan looks for other mentors at once."""
        if pairs := self._pairs(self._rows()):
            self._do(self._model.wishes.ask(_forbid(pairs)))

    def menu_of(self, row: PlanRow) -> QMenu | None:
        """Everything that can be wished for a mentee and the mentor they have, or for all who are chosen."""
        rows = self._rows(row)
        if not rows:
            return None
        menu, pairs = WishMenu(self._table, self._model, self._start), self._pairs(rows)
        if pairs:
            pinned = all(one.standing == "pinned" for one, _mentor in pairs)
            menu.offer(_("Unpin") if pinned else _("Pin"), _pin_or_not(pairs), self._do)
            menu.offer(_("Forbid"), _forbid(pairs), self._do)
        if len(rows) == 1:
            menu.addAction(_("What if it were another mentor…")).triggered.connect(self._ask_what_if)
            menu.addSeparator()
            wishes_menu(menu, self._model, row, self._start)
        menu.addSeparator()
        leaving = [to_let_go([one.mentee for one in rows])]
        if len(rows) == 1 and pairs and not self._model.has_told(pairs[0][1]):
            leaving.append(to_let_mentor_go(pairs[0][1], self._model.people.mentees))
        for wish in leaving:
            menu.offer(str(wish.title), wish, self._do)
        return menu

    def _rows(self, here: PlanRow | None = None) -> list[PlanRow]:
        """Whom nobody has told yet of those that are chosen; of the one that is pointed at, if it is none of them."""
        here = here or self._table.current()
        marked = self._table.marked()
        rows = marked if here is None or any(row.mentee.id == here.mentee.id for row in marked) else (here,)
        return [row for row in rows if row.standing != "told"]

    def _pairs(self, rows: list[PlanRow]) -> _Pairs:
        """Those of them who have a mentor by the plan."""
        proposal = self._model.proposal
        mentors = proposal.mentors if proposal is not None else {}
        placed = [row for row in rows if row.standing in ("proposed", "pinned")]
        return [(row, mentor) for row in placed if (mentor := mentors.get(row.mentor or "")) is not None]

    def _do(self, wish: Coroutine[Any, Any, None]) -> None:
        """One stays on the row one stands on; thousands that were chosen would be looked for again one by one."""
        if (here := self._table.current()) is not None:
            self._table.go_to(here.mentee.id)
        self._start(wish)


def _pin_or_not(pairs: _Pairs) -> Wish:
    """Pins for those who have none; where all have, no pins."""
    loose = [(row.mentee, mentor) for row, mentor in pairs if row.standing == "proposed"]
    return to_pin(*loose) if loose else to_lift_pins(*(row.mentee for row, _mentor in pairs))


def _forbid(pairs: _Pairs) -> Wish:
    return to_forbid(*((row.mentee, mentor) for row, mentor in pairs))
