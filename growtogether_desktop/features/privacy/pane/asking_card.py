"""A card whose acts cannot be undone: it asks first, and says within itself what went wrong."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QSizePolicy
from shiboken6 import isValid

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.notice import Notice

Start = Callable[[Coroutine[Any, Any, Any]], object]
Attempt = Callable[[Coroutine[Any, Any, None], Callable[[], object], Field], None]


class AskingCard(Card):
    def __init__(self, title: str, start: Start) -> None:
        super().__init__(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._start = start

    def show_model(self) -> None:
        """Show the rows as they are; what was asked or said is gone."""
        raise NotImplementedError

    def ask(self, what: str, advice: str, words: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do `work` once the person has pressed the button with these words."""
        leave = Button(_("Leave it"), self.show_model)
        sure = Button(words, lambda: self.attempt(work()), kind="danger")
        self.show_model()
        self.add(Notice(what, advice, "waiting", (leave, sure)), margin=0)
        leave.setFocus()

    def attempt(
        self,
        work: Coroutine[Any, Any, None],
        then: Callable[[], object] | None = None,
        field: Field | None = None,
    ) -> None:
        """Do it, and `then` go on; a Problem is said at the `field` while that is there, else beneath the rows.

        When the page has gone meanwhile, nothing is shown here any more: the window says the Problem.
        """

        async def go() -> None:
            try:
                await work
            except Problem as problem:
                if not isValid(self):
                    raise
                if field is not None and isValid(field):
                    field.complain(str(problem.what))
                else:
                    self._complain(problem)
                return
            if then is not None and isValid(self):
                then()

        self._start(go())

    def _complain(self, problem: Problem) -> None:
        self.show_model()
        notice = Notice(str(problem.what), str(problem.advice or ""), "blocking", close_=self.show_model)
        self.add(notice, margin=0)
