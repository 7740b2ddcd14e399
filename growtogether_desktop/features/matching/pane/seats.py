"""What one more seat is worth, mentor by mentor, with the button that asks for it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.domain.cohorts import Mentor
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import Proposal
from growtogether_desktop.features.matching.pane.lines import KeptLines
from growtogether_desktop.features.matching.pane.telling import figure
from growtogether_desktop.pairing.plans.prices import SeatValue
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.turns import Turns
from growtogether_desktop.ui.words import Elided, Words, tip

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]

_SEATS = 5
"""So many mentors are told whose seat would be worth most."""


class SeatsWorth(QWidget):
    """The mentors whose seat would be worth most; away while nobody's is."""

    def __init__(self, model: MatchingModel, start: Start) -> None:
        super().__init__()
        self._model = model
        self._start = start
        self._shown: Proposal | None = None
        self._said: tuple[tuple[Mentor, SeatValue, str], ...] = ()
        self._lines: KeptLines[_Seat, tuple[Mentor, SeatValue, str]] = KeptLines(
            _("One more seat is worth"), lambda: _Seat(self._add), lambda line, said: line.say(*said)
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._lines)
        self._showing = Turns(self, *(self._prepare for _seat in range(_SEATS)), self._fill)
        self.hide()

    def show_worth(self) -> None:
        """Take over what the plan's seats are worth."""
        proposal = self._model.proposal
        if proposal is self._shown:
            return
        self._shown = proposal
        values = proposal.seat_values if proposal is not None else {}
        best = sorted(values.items(), key=lambda one: (-one[1].placed, -one[1].points, one[0]))[:_SEATS]
        mentors = proposal.mentors if proposal is not None else {}
        self._said = tuple((mentors[id], worth, self._named(worth)) for id, worth in best if id in mentors)
        self._showing.begin()

    def _prepare(self) -> None:
        self._lines.prepare(len(self._said))

    def _fill(self) -> None:
        self._lines.fill(self._said)
        self.setVisible(bool(self._said))

    def _named(self, worth: SeatValue) -> str:
        row = self._model.row_of(worth.who) if worth.who is not None else None
        return row.mentee.name if row is not None else ""

    def _add(self, mentor: Mentor) -> None:
        self._start(self._model.wishes.more_seats(mentor))


class _Seat(QWidget):
    """A mentor, what a seat more is worth, and the button for it."""

    def __init__(self, add: Callable[[Mentor], object]) -> None:
        super().__init__()
        self._add = add
        self._mentor: Mentor | None = None
        self._name = Elided()
        self._worth = Words("", "strong")
        self._who = Words("", "aside", wraps=True)
        self._button = Button(icon="plus", kind="quiet", run=self._ask)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        box.addLayout(row)
        box.addWidget(self._who)
        row.addWidget(self._name, 1)
        row.addWidget(self._worth)
        row.addWidget(self._button)

    def say(self, mentor: Mentor, value: SeatValue, who: str) -> None:
        """`who` would have a mentor then; nobody more, if it is empty."""
        self._mentor = mentor
        worth = figure(value.points)
        name = str(say("Ask {mentor} to take one more: {worth}", mentor=mentor.name, worth=worth))
        self._name.setText(mentor.name)
        self._worth.setText(worth)
        self._who.setText(str(say("{mentee} would have a mentor", mentee=who)) if who else "")
        self._who.setVisible(bool(who))
        self._button.setAccessibleName(name)
        tip(self._button, name)

    def _ask(self) -> None:
        if self._mentor is not None:
            self._add(self._mentor)
