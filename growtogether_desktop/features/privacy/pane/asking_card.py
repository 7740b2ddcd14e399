"""A card whose acts cannot be undone: it asks first, and says within itself what went wrong."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QSizePolicy

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.notice import Notice

Start = Callable[[Coroutine[Any, Any, Any]], object]


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

    def attempt(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it; a Problem is said beneath the rows."""

        async def go() -> None:
            try:
                await work
            except Problem as problem:
                self.show_model()
                notice = Notice(str(problem.what), str(problem.advice or ""), "blocking", close_=self.show_model)
                self.add(notice, margin=0)

        self._start(go())
