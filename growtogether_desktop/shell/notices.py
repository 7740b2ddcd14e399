"""Trouble that somebody can act on, across the top of the page until it is dismissed."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.theme import Tone

_AT_ONCE = 3


class Notices(QWidget):
    """The newest stands on top. The same words are never there twice, and never more than three notices."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._shown: dict[tuple[str, str], Notice] = {}
        self.hide()

    def show_problem(self, problem: Problem) -> None:
        self.say(str(problem.what), str(problem.advice or ""))

    def say(self, what: str, advice: str = "", tone: Tone = "waiting", buttons: tuple[Button, ...] = ()) -> None:
        words = (what, advice)
        self.dismiss(words)
        notice = Notice(what, advice, tone, buttons, close_=lambda: self.dismiss(words))
        self._box.insertWidget(0, notice)
        self._shown[words] = notice
        if len(self._shown) > _AT_ONCE:
            self.dismiss(next(iter(self._shown)))
        self.show()

    def dismiss(self, words: tuple[str, str]) -> None:
        notice = self._shown.pop(words, None)
        if notice is not None:
            self._box.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
        self.setVisible(bool(self._shown))
