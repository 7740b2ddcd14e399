"""The explanation on the right: why the two fit, and beside it what every other mentor would cost."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import Explanation, PlanRow
from growtogether_desktop.features.matching.model.showing import why_view
from growtogether_desktop.features.matching.model.wish import Wish, to_forbid
from growtogether_desktop.features.matching.pane.lines import KeptLines
from growtogether_desktop.features.matching.pane.telling import foreseen
from growtogether_desktop.features.matching.pane.what_if import WhatIf
from growtogether_desktop.features.matching.pane.why import WhyPane
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import Aside
from growtogether_desktop.ui.turns import Turns
from growtogether_desktop.ui.words import Elided, Words, hairline, tip

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]

REST_S = 0.3
"""So long one stands on a row before its price is asked for: whoever walks on wants the next one explained."""


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
        self.why = WhyPane()
        self.what_if = WhatIf(model, start, back)
        self._helpers = self._offers(_("One more seat would help"))
        self._forbidden = self._offers(_("Forbidden"))
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
        self._price = Words("", "aside", wraps=True)
        self._price.setMinimumHeight(self._price.fontMetrics().lineSpacing())  # it comes when it is known
        self._asking: asyncio.Task[Any] | None = None
        self._foot = QWidget()
        self._foot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._pin, self._forbid, self._more):
            buttons.addWidget(button)
        buttons.addStretch(1)
        foot.addLayout(buttons)
        foot.addWidget(self._price)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for widget in (self._switch, self._helpers, self.why, self._forbidden, self.what_if):
            box.addWidget(widget)
        aside.column.addWidget(self)
        aside.foot.addWidget(self._foot)
        self._showing = Turns(self, self._show_others, self._show_why_them, self._show_what_can_be)
        self._show_why_them()
        self._show_what_can_be()

    def _offers(self, title: str) -> "KeptLines[_Line, _Offer]":
        return KeptLines(title, lambda: _Line(self._ask), _Line.say)

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
        self._showing.begin()

    def _show_others(self) -> None:
        if not self.what_if.isHidden():
            self.what_if.show_others()

    def _show_why_them(self) -> None:
        told, proposal = self._model.inquiry.explanation, self._model.proposal
        if told is None or told is not self._told:
            self.why.show_why(why_view(proposal, told) if told is not None and proposal is not None else None)

    def _show_what_can_be(self) -> None:
        told, proposal = self._model.inquiry.explanation, self._model.proposal
        if told is not None and told is self._told:
            return
        self._told = told
        self._ask_price()
        if told is None or proposal is None:
            self._helpers.fill(())
            self._forbidden.fill(())
            self._turn()
            self._foot.hide()
            return
        row = told.row
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
        self._price.setVisible(not self._forbid.isHidden())

    def _turn(self) -> None:
        """Show the side that is chosen; who is told already has only one."""
        told = self._told
        can_ask = told is not None and told.row.told is None
        asked = can_ask and self._show_what_if.isChecked()
        self._switch.setVisible(can_ask)
        if asked and self.what_if.isHidden():
            self.what_if.show_others()  # thousands, perhaps: nobody has looked at them so far
        self.what_if.setVisible(asked)
        self.why.setVisible(not asked)

    # --- lines ------------------------------------------------------------------------------------

    def _helper(self, mentor: Mentor) -> "_Offer":
        return _Offer(
            mentor,
            _("Add a seat"),
            str(say("One more seat with {mentor}", mentor=mentor.name)),
            lambda: self._model.wishes.more_seats(mentor),
            str(say_n("{n} seat", "{n} seats", mentor.capacity)),
        )

    def _ban(self, mentee: Mentee, mentor: Mentor) -> "_Offer":
        name = str(say("Allow {mentee} with {mentor}", mentee=mentee.name, mentor=mentor.name))
        return _Offer(mentor, _("Allow"), name, lambda: self._model.wishes.allow(mentee, mentor))

    # --- asking -----------------------------------------------------------------------------------

    def _ask_price(self) -> None:
        """Say what it would cost to forbid the pair, once everything else is worked out."""
        if self._asking is not None:
            self._asking.cancel()
        self._say_price("")
        if (told := self._told) is not None and told.weighed and told.mentor is not None and told.row.told is None:
            self._asking = self._start(self._tell_price(to_forbid((told.row.mentee, told.mentor))))

    async def _tell_price(self, wish: Wish) -> None:
        await asyncio.sleep(REST_S)
        if (news := await self._model.inquiry.foresee(wish)) is not None:
            self._say_price(str(say("Forbid: {price}", price=foreseen(news))))

    def _say_price(self, words: str) -> None:
        self._price.setText(words)
        self._forbid.setAccessibleDescription(words)

    def _toggle_pin(self) -> None:
        told = self._model.inquiry.explanation
        if told is None:
            return
        if told.row.standing == "pinned" and told.planned:
            self._ask(self._model.wishes.lift_pin(told.row.mentee))
        elif told.mentor is not None:
            self._ask(self._model.wishes.pin((told.row.mentee, told.mentor)))

    def _forbid_pair(self) -> None:
        told = self._model.inquiry.explanation
        if told is not None and told.mentor is not None:
            self._ask(self._model.wishes.forbid((told.row.mentee, told.mentor)))

    def _offer_wishes(self) -> None:
        told = self._model.inquiry.explanation
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


@dataclass(frozen=True, slots=True)
class _Offer:
    """A mentor, and what can be asked for with them."""

    mentor: Mentor
    words: str
    name: str
    """What a screen reader says of the button."""
    work: Callable[[], Coroutine[Any, Any, None]]
    detail: str = ""


class _Line(QWidget):
    """A mentor and a button; a hairline beneath."""

    def __init__(self, ask: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        super().__init__()
        self._ask = ask
        self._offer: _Offer | None = None
        self._name = Elided("")
        self._detail = Words("", "aside")
        self._button = Button("", self._take, "link")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._name, 1)
        line.addWidget(self._detail)
        line.addWidget(self._button)
        box.addLayout(line)
        box.addWidget(hairline())

    def say(self, offer: _Offer) -> None:
        self._offer = offer
        self._name.setText(offer.mentor.name)
        self._detail.setText(offer.detail)
        self._detail.setVisible(bool(offer.detail))
        self._button.setText(offer.words)
        self._button.setAccessibleName(offer.name)

    def _take(self) -> None:
        if self._offer is not None:
            self._ask(self._offer.work())
