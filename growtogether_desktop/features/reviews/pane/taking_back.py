"""Taking one's last comment back: there is no way back from it, so it is asked first."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.ids import ThreadId
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice

Start = Callable[[Coroutine[Any, Any, Any], str], Any]


class TakingBack:
    def __init__(self, model: ReviewModel, start: Start, show: Callable[[], object]) -> None:
        """`show` brings the strip above the code up to date."""
        self._model = model
        self._start = start
        self._show = show
        self._asked: ThreadId | None = None

    def ask(self, remark: Remark) -> None:
        self._asked = remark.id
        self._show()

    def strips(self) -> dict[str, Callable[[], QWidget]]:
        return {f"take back {self._asked}": self._question} if self._asked is not None else {}

    def _question(self) -> QWidget:
        keep = Button(_("Keep it"), self._keep)
        back = Button(_("Take it back"), self._take_back, "danger")
        what = _("Your last comment goes, for everybody who could read it. That cannot be undone.")
        return Notice(what, buttons=(keep, back))

    def _keep(self) -> None:
        self._asked = None
        self._show()

    def _take_back(self) -> None:
        remark = self._model.remark(self._asked) if self._asked else None
        self._keep()
        if remark is not None and remark.thread is not None:
            self._start(self._model.talking.take_back(remark.thread), "")
