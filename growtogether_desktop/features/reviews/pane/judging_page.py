"""Where coordinators write what work is judged by."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.reviews.model.judging import JudgingModel, checks_as_words, criteria_as_words
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.leading import Leading
from growtogether_desktop.ui.pane import Aside, Head, column, scrolling
from growtogether_desktop.ui.readers import told
from growtogether_desktop.ui.words import Words

Start = Callable[[Coroutine[Any, Any, Any], str], Any]


class JudgingPage(Leading):
    def __init__(self, model: JudgingModel, start: Start) -> None:
        super().__init__()
        self.done: Signal[None] = Signal()
        self.model = model
        self._start = start
        self._criteria = _lines()
        self._checks = _lines()
        help_ = _("One a line. A number behind a slash says how many points there are; without one it is four.")
        self._criteria_field = Field(_("Criteria"), self._criteria, help_)
        checks = _("One a line. Mentors tick them for themselves before they publish; nobody else sees the ticks.")
        self._checks_field = Field(_("To look to before publishing"), self._checks, checks)
        page = QWidget()
        page.setObjectName("page")
        page.setMaximumWidth(theme.current().px(720))
        whole = column(page)
        whole.addWidget(self._criteria_field)
        whole.addWidget(self._checks_field)
        whole.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolling(page, _("What work is judged by")))
        self.lead_to(self._criteria)

    def show_model(self) -> None:
        self._criteria.setPlainText(criteria_as_words(self.model.rubric))
        self._checks.setPlainText(checks_as_words(self.model.rubric))
        self._criteria_field.calm()

    def dress_head(self, head: Head) -> None:
        usual = _("What is usual") if self.model.usual else _("The programme's own")
        head.set_words(_("What work is judged by"), usual)
        head.set_marks()
        keep = Button(_("Keep it"), lambda: self._start(self._keep(), ""), "filled", icon="check")
        if self.model.usual:
            head.set_buttons(keep)
        else:
            head.set_buttons(Button(_("Go back to what is usual"), lambda: self._start(self.model.go_back(), "")), keep)

    def fill_aside(self, aside: Aside) -> None:
        for words in (
            _("Mentors give points by these criteria when they publish a review, or leave them out."),
            _("Reviews that are published keep the points they have."),
        ):
            aside.column.addWidget(Words(words, "muted", wraps=True))
        for line in told(self.model.rubric):
            aside.column.addWidget(line)

    async def _keep(self) -> None:
        try:
            await self.model.keep(self._criteria.toPlainText(), self._checks.toPlainText())
        except Problem as problem:
            self._criteria_field.complain(str(problem))
            return
        self.done.emit(None)


def _lines() -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    edit.setMinimumHeight(theme.current().px(150))
    return edit
