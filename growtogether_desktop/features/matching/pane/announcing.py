"""The strip above the plan: a plan that cannot be, what a change has done, what is short, or a question."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.matching.model.matching import MatchingModel, Told
from growtogether_desktop.features.matching.model.proposal import Proposal
from growtogether_desktop.features.matching.pane.strips import AskStrip, PublishStrip
from growtogether_desktop.features.matching.pane.telling import changed, moves
from growtogether_desktop.pairing.plans.impossible import Impossible
from growtogether_desktop.pairing.plans.steps import WayOut
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]

_WAYS = 2
"""So many ways out are offered."""
_TOLD = 2
"""So many shortages are told above the plan."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person has to say yes to before it happens."""

    what: str
    advice: str
    yes: str
    run: Callable[[], Coroutine[Any, Any, None]]


class PlanStrip(QWidget):
    """One thing at a time, in a notice that is kept: with a new one the page would be laid out twice."""

    def __init__(self, model: MatchingModel, start: Start, back: Callable[[], object]) -> None:
        """`back` gives the focus to the plan again after an answer."""
        super().__init__()
        self._model = model
        self._start = start
        self._back = back
        self._question: Question | None = None
        self._asked: AskStrip | PublishStrip | None = None
        self._offered: list[WayOut] = []
        """What would help, in the order of the buttons."""
        self._again = Button(_("Solve again"), model.solve)
        self._undo = Button(_("Undo"), lambda: start(model.wishes.undo()), icon="undo-2")
        self._ways = tuple(Button(run=self._taker(at)) for at in range(_WAYS))
        self._not_now = Button(_("Not now"), self.put_off)
        self._yes = Button(run=self._go_ahead, kind="filled")
        self._notice = Notice("")
        self._escape = QShortcut(
            QKeySequence(Qt.Key.Key_Escape),
            self._notice,
            self.put_off,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._notice)
        self.hide()

    # --- asking -----------------------------------------------------------------------------------

    def ask(self, question: Question) -> None:
        """Nothing happens before the person says yes."""
        self._question = question
        self._take_away()
        self.say_what_is()
        self._not_now.setFocus()

    def show_strip(self, strip: AskStrip | PublishStrip) -> None:
        """The same, where there is more to answer than yes or no."""
        self._question = None
        self._take_away()
        self._asked = strip
        self._box.addWidget(strip)
        self.say_what_is()
        strip.not_now.setFocus()

    def forget(self) -> None:
        """What was asked belongs to an older plan."""
        self._question = None
        self._take_away()

    def put_off(self) -> None:
        self.forget()
        self.say_what_is()
        self._back()

    def finish(self, work: Coroutine[Any, Any, Any]) -> None:
        """The answer is yes. What was written stays until it is done, and what is wrong stands beneath it."""
        self._model.told = None
        self._start(self._finish(work))

    async def _finish(self, work: Coroutine[Any, Any, Any]) -> None:
        asked = self._asked
        if asked is None:
            self.put_off()
            await work
            return
        asked.setEnabled(False)
        try:
            await work
        except Problem as problem:
            if self._asked is not asked:  # something newer stands there
                raise
            asked.complain(str(problem))
        else:
            if self._asked is asked:
                self.put_off()

    def _go_ahead(self) -> None:
        if self._question is not None:
            self.finish(self._question.run())

    def _take_away(self) -> None:
        if self._asked is not None:
            self._box.removeWidget(self._asked)
            self._asked.hide()
            self._asked.deleteLater()
            self._asked = None

    # --- saying -----------------------------------------------------------------------------------

    def say_what_is(self) -> None:
        """Take over what there is to be said; away while that is nothing."""
        said = self._asked is None and self._say()
        self._escape.setEnabled(self._question is not None)
        self._notice.setVisible(said)
        self.setVisible(said or self._asked is not None)

    def _say(self) -> bool:
        """Whether there is anything."""
        model, proposal = self._model, self._model.proposal
        if (question := self._question) is not None:
            self._yes.setText(question.yes)
            self._notice.say(question.what, question.advice, "waiting", (self._not_now, self._yes))
        elif model.stopped:
            self._notice.say(_stopped(proposal), "", "waiting", (self._again,))
        elif proposal is not None and proposal.trouble is not None:
            trouble = proposal.trouble
            self._notice.say(str(trouble.what), _more_of(trouble), "blocking", self._ways_out())
        elif model.told is not None:
            self._say_news(model.told)
        elif proposal is None and model.lack.shortages:
            self._notice.say(_("Some things are short, whatever the plan will be."), self._short(), "waiting")
        elif proposal is not None and proposal.waiting and model.lack.ways_out:
            waiting = say_n("{n} mentee waits.", "{n} mentees wait.", len(proposal.waiting))
            self._notice.say(str(waiting), self._short(), "waiting", self._ways_out())
        else:
            return False
        return True

    def _say_news(self, told: Told) -> None:
        """Who moves and what it costs, with the way back."""
        news = told.news
        title = str(told.title) if told.title is not None else _("The roster has changed")
        what = str(say("{title}: {effect}", title=title, effect=changed(news)))
        undo = (self._undo,) if told.title is not None else ()
        who = "; ".join(moves(self._model, news.shifts))
        self._notice.say(what, who, "information", undo, self._model.dismiss_news)

    def _short(self) -> str:
        """The worst of what there is too little of; the rest stands beside the plan, under the rules."""
        lack = self._model.lack
        asking = [way.words for way in lack.ways_out[:_WAYS] if not way.in_hand]
        return "\n".join(map(str, (*(one.words for one in lack.shortages[:_TOLD]), *asking)))

    def _ways_out(self) -> tuple[Button, ...]:
        """The cheapest help as buttons."""
        self._offered = [way for way in self._model.lack.ways_out[:_WAYS] if way.in_hand]
        for button, way in zip(self._ways, self._offered, strict=False):
            button.setText(str(way.words))
        return self._ways[: len(self._offered)]

    def _taker(self, at: int) -> Callable[[], object]:
        return lambda: self._start(self._model.wishes.take_way_out(self._offered[at]))


def _more_of(trouble: Problem) -> str:
    """What else stands in the plan's way, and what helps where that is nothing to press a button for."""
    if not isinstance(trouble, Impossible):
        return str(trouble.advice or "")
    asking = [one.ways[0].words for one in trouble.found if not one.ways[0].in_hand]
    return "\n".join(map(str, (*(one.what for one in trouble.found[1:]), *asking)))


def _stopped(proposal: Proposal | None) -> str:
    """The person did not want to wait: for a plan, or for its proof only."""
    if proposal is not None and not proposal.settled:
        return _("The plan follows the cohort, but is not proven.")
    return _("The plan is older than the cohort.")
