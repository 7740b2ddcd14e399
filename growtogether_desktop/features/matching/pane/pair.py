"""The explanation on the right: why the two fit, and beside it what every other mentor would cost."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLayout, QMenu, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.planning import Explanation, PlanRow
from growtogether_desktop.features.matching.model.showing import why_view
from growtogether_desktop.features.matching.pane.what_if import WhatIf
from growtogether_desktop.features.matching.pane.why import WhyPane
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import Aside, section
from growtogether_desktop.ui.words import Elided, Words, hairline, tip

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]


class PairExplanation(QWidget):
    """Keeps its widgets while the plan moves, so that whoever types or tabs here is not thrown out."""

    def __init__(
        self,
        model: MatchingModel,
        aside: Aside,
        start: Start,
        back: Callable[[], object],
        wishes: Callable[[PlanRow], QMenu | None],
    ) -> None:
        """`back` gives the focus to the table again after something was asked for here; `wishes` is its menu."""
        super().__init__()
        self._model = model
        self._start = start
        self._back = back
        self._wishes = wishes
        self._told: Explanation | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)
        self.why = WhyPane()
        self.what_if = WhatIf(model, start, back)
        self._helpers = _Lines(_("One more seat would help"))
        self._forbidden = _Lines(_("Forbidden"))
        self._which = QButtonGroup(self)
        self._switch = QWidget()
        self._show_why = self._choice(_("Why"))
        self._show_what_if = self._choice(_("What if"))
        line = QHBoxLayout(self._switch)
        line.setContentsMargins(0, 0, 0, 4)
        line.setSpacing(4)
        line.addWidget(self._show_why)
        line.addWidget(self._show_what_if)
        line.addStretch(1)
        self._show_why.setChecked(True)
        self._pin = Button(_("Pin"), run=self._toggle_pin, icon="pin")
        self._forbid = Button(_("Forbid"), run=self._forbid_pair, icon="ban")
        self._more = Button(icon="ellipsis", name=_("More wishes"), run=self._offer_wishes)
        tip(self._pin, _("P on the keyboard"))
        tip(self._forbid, _("F on the keyboard"))
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        for button in (self._pin, self._forbid, self._more):
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for widget in (self._switch, self._helpers, self.why, self._forbidden, self.what_if):
            box.addWidget(widget)
        aside.column.addWidget(self)
        aside.foot.addWidget(self._foot)
        self._show()

    def _choice(self, words: str) -> Button:
        button = Button(words, self._turn, "quiet")
        button.setCheckable(True)
        self._which.addButton(button)
        return button

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self._foot.setVisible(visible)

    def show_what_if(self, mentor: str = "") -> None:
        """Bring the other mentors to the front, with the keyboard in their search, or upon one of them."""
        self._show_what_if.setChecked(True)
        self._turn()
        self.what_if.search.setFocus()
        if mentor:
            self.what_if.go_to(mentor)

    def show_explanation(self) -> None:
        """Take over what the model says of the mentee one stands on, once everything else is drawn."""
        self._soon.start()

    def _show(self) -> None:
        told, proposal = self._model.explanation, self._model.proposal
        self.what_if.show_others()
        if told is not None and told is self._told:
            return
        self._told = told
        if told is None or proposal is None:
            self.why.show_why(None)
            self._helpers.fill(())
            self._forbidden.fill(())
            self._turn()
            self._foot.hide()
            return
        row = told.row
        self.why.show_why(why_view(proposal, told))
        self._helpers.fill(() if row.told is not None else map(self._helper, told.helpers))
        published = row.told is not None
        self._forbidden.fill(() if published else (self._ban(row.mentee, mentor) for mentor in told.forbidden))
        self._turn()
        self._foot.setVisible(not self.isHidden() and not published)
        pinned = row.standing == "pinned" and told.planned
        self._pin.setText(_("Unpin") if pinned else _("Pin"))
        self._pin.set_icon("pin-off" if pinned else "pin")
        for button in (self._pin, self._forbid):
            button.setVisible(row.standing in ("proposed", "pinned") if told.planned else _can_be(told))

    def _turn(self) -> None:
        """Show the side that is chosen; who is told already has only one."""
        told = self._told
        can_ask = told is not None and told.row.told is None
        asked = can_ask and self._show_what_if.isChecked()
        self._switch.setVisible(can_ask)
        self.what_if.setVisible(asked)
        self.why.setVisible(not asked)

    # --- lines ------------------------------------------------------------------------------------

    def _helper(self, mentor: Mentor) -> QWidget:
        more = Button(_("Add a seat"), lambda: self._ask(self._model.more_seats(mentor)), "link")
        more.setAccessibleName(str(say("One more seat with {mentor}", mentor=mentor.name)))
        return _line(mentor.name, str(say_n("{n} seat", "{n} seats", mentor.capacity)), more)

    def _ban(self, mentee: Mentee, mentor: Mentor) -> QWidget:
        allow = Button(_("Allow"), lambda: self._ask(self._model.allow(mentee, mentor)), "link")
        allow.setAccessibleName(str(say("Allow {mentee} with {mentor}", mentee=mentee.name, mentor=mentor.name)))
        return _line(mentor.name, "", allow)

    # --- asking -----------------------------------------------------------------------------------

    def _toggle_pin(self) -> None:
        told = self._model.explanation
        if told is None:
            return
        if told.row.standing == "pinned" and told.planned:
            self._ask(self._model.lift_pin(told.row.mentee))
        elif told.mentor is not None:
            self._ask(self._model.pin(told.row.mentee, told.mentor))

    def _forbid_pair(self) -> None:
        told = self._model.explanation
        if told is not None and told.mentor is not None:
            self._ask(self._model.forbid(told.row.mentee, told.mentor))

    def _offer_wishes(self) -> None:
        told = self._model.explanation
        menu = self._wishes(told.row) if told is not None else None
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _ask(self, work: Coroutine[Any, Any, None]) -> None:
        self._start(work)
        self._back()


def _can_be(told: Explanation) -> bool:
    """Whether the two could be a pair, as far as is known."""
    return told.why is None or told.why.score != IMPOSSIBLE


class _Lines(QWidget):
    """A small heading and lines beneath it; away while there are none."""

    def __init__(self, title: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(section(title))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        box.addLayout(self._lines)

    def fill(self, lines: Iterable[QWidget]) -> None:
        made = tuple(lines)
        self.hide()  # as in `lines.Lines`
        _empty(self._lines)
        for line in made:
            self._lines.addWidget(line)
        self.setVisible(bool(made))


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


def _line(name: str, detail: str, button: Button) -> QWidget:
    row = QWidget()
    box = QVBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Elided(name), 1)
    if detail:
        line.addWidget(Words(detail, "aside"))
    line.addWidget(button)
    box.addLayout(line)
    box.addWidget(hairline())
    return row
