"""The head of a submission: its name, where it stands, and what there is to do now."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane.words import VERDICTS
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.pane import Head

Start = Callable[[Coroutine[Any, Any, Any], str], Any]


class ReviewHead:
    def __init__(
        self, model: ReviewModel, start: Start, publish: Callable[[], object], hand_in_next: Callable[[], object]
    ) -> None:
        """`publish` asks for the verdict, `hand_in_next` leads to where work is handed in."""
        self._model = model
        self._start = start
        self._publish = publish
        self._hand_in_next = hand_in_next

    def dress(self, head: Head, reading: list[Button], publishing: bool) -> None:
        """`reading` says against what the work is read; while somebody is `publishing`, that is not offered again."""
        model = self._model
        submission = model.work.submission
        if submission is None or model.iteration is None:
            head.set_words(submission.title if submission else _("Reviews"))
            head.set_marks()
            head.set_buttons()
            return
        facts = say(
            "{name} · iteration {number} of {all}",
            name=submission.mentor_name if model.work.mine else submission.author_name,
            number=model.iteration.number,
            all=model.work.iterations[-1].number,
        )
        head.set_words(submission.title, str(facts))
        head.set_marks(*self._marks())
        head.set_buttons(*reading, *self._buttons(publishing))

    def _marks(self) -> list[QWidget]:
        model, marks = self._model, list[QWidget]()
        if model.work.verdicts and model.iteration and model.work.verdicts[0].iteration == model.iteration.number:
            words, tone = VERDICTS[model.work.verdicts[0].verdict]
            marks.append(Pill(_(words), tone))
        if model.work.publishing_waits:
            marks.append(Pill(_("waiting"), "waiting"))
        return marks

    def _buttons(self, publishing: bool) -> list[Button]:
        model, buttons = self._model, list[Button]()
        file = model.file(model.path)
        if file is not None:
            tick = lambda: self._start(model.toggle_read(model.path), "")  # noqa: E731
            words = _("Not read after all") if file.read else _("Tick as read")
            buttons.append(Button(words, tick, icon="undo-2" if file.read else "check"))
        if model.work.reviewing and not publishing:
            n = len(model.drafts)
            publish = say_n("Publish {n} remark", "Publish {n} remarks", n) if n else say("Publish a verdict")
            buttons.append(Button(str(publish), self._publish, "filled", icon="send"))
        if model.work.mine:
            buttons.append(Button(_("Hand in the next iteration…"), self._hand_in_next, "filled", icon="upload"))
        return buttons
