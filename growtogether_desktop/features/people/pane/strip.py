"""The strip above a list: what went wrong, what was done, and the question before what cannot be undone."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice

Start = Callable[..., Any]
"""How parts of the page begin what the model is asked for: the pane lends them its `start`."""
Work = Callable[[], Coroutine[Any, Any, Any]]


class Strip(QWidget):
    """Shows one notice at a time; `away` gets the keyboard back when it goes."""

    def __init__(self, start: Start, away: Callable[[], object]) -> None:
        super().__init__()
        self._start = start
        self._away = away
        self._left = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.hide()

    def say(self, notice: Notice) -> None:
        self.clear()
        self._box.addWidget(notice)
        self.show()

    def ask(self, what: str, advice: str, words: str, work: Work) -> None:
        """Do `work` once the person has pressed the button with these words."""
        leave = Button(_("Cancel"), self.calm)
        sure = Button(words, lambda: self.attempt(work), kind="danger")
        self.say(Notice(what, advice, "waiting", (leave, sure)))
        leave.setFocus()

    def attempt(
        self, work: Work, title: str = "", progress: Any = None, then: Callable[[Any], object] | None = None
    ) -> None:
        """Do it, and `then` go on with what came of it; a Problem is said here.

        When the page has been left meanwhile, nothing is shown here any more: the window says the Problem.
        """

        async def go() -> None:
            try:
                done = await work()
            except Problem as problem:
                if self._left:
                    raise
                self.complain(problem)
                return
            if then is not None and not self._left:
                then(done)

        self.calm()
        self._start(go(), title, progress)

    def leave(self) -> None:
        """The page goes away, whatever is still on its way."""
        self._left = True

    def complain(self, problem: Problem) -> None:
        self.say(Notice(str(problem.what), str(problem.advice or ""), "blocking", close_=self.calm))

    def calm(self) -> None:
        """Nothing is said any more."""
        had_focus = (inner := self.focusWidget()) is not None and inner.hasFocus()
        self.clear()
        if had_focus:
            self._away()

    def clear(self) -> None:
        while (item := self._box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.hide()
