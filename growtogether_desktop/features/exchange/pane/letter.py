"""One declined change as a card: what was asked, why not, one's own words, and the ways on."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.formats import ago
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.domain.changes import Conflict, Returned
from growtogether_desktop.features.exchange.model.letters import Letter, LettersModel
from growtogether_desktop.features.exchange.pane.lines import aside_of, line_of
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card, CardRow
from growtogether_desktop.ui.flow import Flow
from growtogether_desktop.ui.marked import side_by_side
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.words import Words


class LetterCard(Card):
    def __init__(
        self,
        model: LettersModel,
        letter: Letter,
        start: Callable[[Coroutine[Any, Any, Any]], object],
        write_again: Callable[[Returned], object] | None,
        open_: Callable[[], object] | None,
    ) -> None:
        """`write_again` lays the words out as a draft, `open_` shows what it is about; None where no page can."""
        super().__init__()
        self._model = model
        self._letter = letter
        self._start = start
        self._write_again = write_again
        self._trouble = QVBoxLayout()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        returned = letter.returned
        change = returned.posted.change
        title = line_of(change, letter.about)
        self.setAccessibleName(title)
        asked = ago(returned.posted.stamp.at, datetime.fromtimestamp(returned.at, UTC))
        aside = aside_of(letter.about, letter.times, _asked(letter.times, asked), unless=title)
        self.show_rows(CardRow(title, aside, run=open_))
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(8)
        why = QHBoxLayout()
        why.setSpacing(8)
        why.addWidget(Pill(_("declined"), "blocking"))
        why.addWidget(Words(str(returned.refusal), wraps=True).can_be_copied(), 1)
        box.addLayout(why)
        if letter.conflict is not None:
            box.addLayout(_side_by_side(letter.conflict))
        elif change.text:
            box.addWidget(Words(change.text, wraps=True).can_be_copied())
        if advice := _advice(letter, change.text):
            box.addWidget(Words(advice, "muted", wraps=True))
        box.addLayout(self._trouble)
        box.addWidget(self._buttons(letter.conflict, change.text))
        self.add(body)

    def _buttons(self, conflict: Conflict | None, text: str) -> Flow:
        ways: list[Button] = []
        if conflict is not None:
            ways.append(Button(_("Keep mine"), lambda: self._try(self._model.keep_mine)))
            ways.append(Button(_("Keep theirs"), self._confirm))
            if conflict.keep_both is not None:
                ways.append(Button(_("Keep both"), lambda: self._try(self._model.keep_both)))
        elif self._letter.may_be_tried:
            ways.append(Button(_("Try again"), lambda: self._try(self._model.ask_again), icon="refresh-cw"))
        if text and self._write_again is not None and not self._letter.last.gone:
            write = self._write_again
            ways.append(Button(_("Write again"), lambda: write(self._letter.returned), icon="pencil"))
        if text:
            ways.append(Button(_("Copy words"), lambda: QGuiApplication.clipboard().setText(text), icon="copy"))
        dismiss = Button(_("Dismiss"), self._confirm, kind="quiet")
        return Flow(ways, () if conflict is not None else (dismiss,), gap=8)

    def _try(self, way: Callable[[Letter], Coroutine[Any, Any, None]]) -> None:
        async def go() -> None:
            try:
                await way(self._letter)
            except Problem as problem:
                self._say(Notice(str(problem.what), str(problem.advice or ""), "blocking", close_=self._calm))

        self._start(go())

    def _confirm(self) -> None:
        """There is no way back, so it is asked first."""
        dismiss = Button(_("Dismiss it"), lambda: self._start(self._model.dismiss(self._letter)), kind="danger")
        keep = Button(_("Keep it"), self._calm)
        self._say(Notice(_("The reason and your words go for good."), "", "waiting", (keep, dismiss)))
        keep.setFocus()

    def _say(self, notice: Notice) -> None:
        self._calm()
        self._trouble.addWidget(notice)

    def _calm(self) -> None:
        while (item := self._trouble.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()


def _asked(times: int, asked: str) -> str:
    if times > 1:
        return str(say("the last time {ago}", ago=asked))
    return str(say("You asked for it {ago}.", ago=asked))


def _advice(letter: Letter, text: str) -> str:
    """What to do where trying again could only fail."""
    last = letter.last
    if last.gone and text:
        return _("There is no place for it any more. Copy your words if you want to use them elsewhere.")
    if last.gone:
        return _("There is nothing left to change; this can be dismissed.")
    if letter.may_be_tried or letter.conflict is not None:
        return ""
    again = _("As things are, it would be declined again. Once that changes, it can be tried again here.")
    return again if last.objection == letter.returned.refusal else f"{again} {last.objection}"


def _side_by_side(conflict: Conflict) -> QHBoxLayout:
    """My words and those that stand there now, with what differs marked."""
    line = QHBoxLayout()
    line.setSpacing(20)
    mine, theirs = side_by_side(conflict.mine, conflict.theirs)
    for heading, words in ((_("Mine"), mine), (_("Theirs, as it stands now"), theirs)):
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Words(heading, "section"))
        column.addWidget(words.can_be_copied())
        column.addStretch(1)
        line.addLayout(column, 1)
    return line
