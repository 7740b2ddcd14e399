"""What the author does with remarks beside answering: take suggested lines over, tick what they have learnt from."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice

Start = Callable[[Coroutine[Any, Any, Any], str], Any]


class TakingOver:
    """A strip above the code says what is taken over; the next iteration is handed in there, after a second click."""

    def __init__(self, model: ReviewModel, start: Start, show: Callable[[], object]) -> None:
        """`show` brings the strip up to date."""
        self._model = model
        self._start = start
        self._show = show
        self._asked = False

    def toggle(self, remark: Remark) -> None:
        self._asked = False
        self._start(self._model.apply_or_let_go(remark), "")

    def tick(self, remark: Remark, number: int) -> None:
        if remark.thread is not None:
            self._start(self._model.talking.tick(remark.thread, number), "")

    def offers(self, remark: Remark | None) -> dict[str, Callable[[], object]]:
        """Command → what does it, for the chosen remark."""
        offers = dict[str, Callable[[], object]]()
        if self._model.applied:
            offers["hand_in_applied"] = self._confirm if self._asked else self._ask
        if remark is None or not self._model.work.mine:
            return offers
        if self._model.may_apply(remark):
            offers["apply"] = lambda: self.toggle(remark)
        if remark.thread is not None and remark.links:
            left = (number for number, link in enumerate(remark.links, start=1) if not link.ticked)
            number = next(left, len(remark.links))
            offers["tick"] = lambda: self.tick(remark, number)
        return offers

    def notices(self) -> dict[str, Callable[[], QWidget]]:
        """The strip by a key that changes when it says something else."""
        applied = self._model.applied
        if not applied:
            self._asked = False
            return {}
        return {f"applied {len(applied)} {self._asked}": self._question if self._asked else self._notice}

    def _notice(self) -> QWidget:
        n = len(self._model.applied)
        what = say_n("{n} suggestion is in your next iteration.", "{n} suggestions are in your next iteration.", n)
        let_go = Button(_("Let go of all"), lambda: self._start(self._model.let_go_of_all(), ""))
        hand_in = Button(_("Hand it in…"), self._ask, icon="send")
        advice = _("Nothing is handed in yet.")
        return Notice(str(what), advice, tone="information", buttons=(let_go, hand_in))

    def _question(self) -> QWidget:
        submission, n = self._model.work.submission, len(self._model.applied)
        what = say_n(
            "Hand in iteration {number} with {n} suggestion?",
            "Hand in iteration {number} with {n} suggestions?",
            n,
            number=self._model.work.iterations[-1].number + 1,
        )
        mentor = submission.mentor_name if submission is not None else ""
        told = say(
            "{mentor} is told as soon as the hub has it, and the remarks are resolved. It cannot be undone.",
            mentor=mentor,
        )
        buttons = (Button(_("Not yet"), self._not_yet), Button(_("Hand in"), self._confirm, "filled", icon="send"))
        return Notice(str(what), str(told), tone="information", buttons=buttons)

    def _ask(self) -> None:
        self._asked = True
        self._show()

    def _not_yet(self) -> None:
        self._asked = False
        self._show()

    def _confirm(self) -> None:
        self._asked = False
        self._start(self._model.hand_in_applied(), "")
