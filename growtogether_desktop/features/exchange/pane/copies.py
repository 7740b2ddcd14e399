"""The copies of what the hub has, as a card: whether each is whole, and the way to put it right."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from growtogether_desktop.base.formats import number
from growtogether_desktop.base.i18n import N_, _, say_n
from growtogether_desktop.features.exchange.model.copies import CopiesModel, CopyRow, Worth
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card, CardAside, CardRow
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.theme import Tone

SHOWN = 12
_PILLS: dict[Worth, tuple[str, Tone]] = {
    Worth.DIFFERENT: (N_("differs from the hub"), "blocking"),
    Worth.ANEW: (N_("being fetched anew"), "information"),
    Worth.ASKED: (N_("being compared"), "information"),
    Worth.WHOLE: (N_("same as the hub"), "resolved"),
}


class CopiesCard(Card):
    def __init__(self, model: CopiesModel, start: Callable[[Coroutine[Any, Any, Any]], object]) -> None:
        super().__init__(_("Copies on this computer"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._model = model
        self._start = start
        self._shown: tuple[tuple[CopyRow, ...], bool] | None = None

    def show_model(self) -> None:
        rows = self._model.rows
        if (rows, self._model.comparable) == self._shown:
            return
        self._shown = rows, self._model.comparable
        lines: list[QWidget] = [self._line(row) for row in rows[:SHOWN]]
        if len(rows) > SHOWN:
            lines.append(CardAside(str(say_n("And {n} more.", "And {n} more.", len(rows) - SHOWN))))
        if not rows:
            lines.append(CardAside(_("Nothing has come from a hub yet.")))
        self.show_rows(*lines)

    def _line(self, row: CopyRow) -> CardRow:
        kind = _(row.kind) if row.kind else row.scope
        facts = [kind] if row.title else []
        facts.append(str(say_n("{count} entry", "{count} entries", row.rows, count=number(row.rows))))
        if row.lacking:
            facts.append(str(say_n("{n} file on its way", "{n} files on their way", row.lacking)))
        return CardRow(row.title or kind, " · ".join(facts), after=self._after(row))

    def _after(self, row: CopyRow) -> QWidget:
        after = QWidget()
        box = QHBoxLayout(after)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        if row.worth in _PILLS:
            words, tone = _PILLS[row.worth]
            box.addWidget(Pill(_(words), tone))
        if row.worth is Worth.DIFFERENT:
            box.addWidget(Button(_("Fetch anew"), lambda: self._start(self._model.fetch_anew(row.scope))))
        elif row.worth in (Worth.UNKNOWN, Worth.WHOLE) and self._model.comparable:
            box.addWidget(Button(_("Compare"), lambda: self._start(self._model.compare(row.scope)), kind="quiet"))
        return after
