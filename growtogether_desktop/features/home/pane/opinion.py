"""The card that asks whom one would like to work with: up, down, or rather not."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.formats import day_in_words
from growtogether_desktop.base.i18n import Message, _, say, say_n
from growtogether_desktop.domain.changes import MENTEE
from growtogether_desktop.domain.proposals import Opinion, Proposal, Suggestion
from growtogether_desktop.features.home.model.say import Question, SayModel
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.marks import Avatar, Pill
from growtogether_desktop.ui.readers import in_a_line
from growtogether_desktop.ui.saving import Saver
from growtogether_desktop.ui.words import Elided, Words, hairline, tip

Start = Callable[[Coroutine[Any, Any, None]], object]
NOTE_LETTERS = 600
ABOUT_LETTERS = 220
"""So much of what people say of themselves is shown; the rest is in the tooltip."""


class OpinionCard(Card):
    """People suggested to me, in my order. It stays the same card while it is answered."""

    def __init__(self, model: SayModel, question: Question, start: Start, now: Callable[[], datetime]) -> None:
        super().__init__(str(_title(question.proposal)))
        self._model = model
        self._question = question
        self._start = start
        self._now = now
        self._people: dict[str, _Person] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._note = QLineEdit(question.opinion.note)
        self._note.setPlaceholderText(_("A word for the coordinators, if you like"))
        self._note.setAccessibleName(_("A word for the coordinators"))
        self._note.setMaxLength(NOTE_LETTERS)
        self._saver = Saver(self, self._keep_note)
        self._note.textEdited.connect(lambda text: self._saver.typed())
        self._note.editingFinished.connect(self._saver.now)
        self._standing = Words("", "aside", wraps=True)
        self._send = Button(_("Send answer"), self._say, "filled", icon="send")
        self._lay_out()
        self.show_question(question)

    def show_question(self, question: Question) -> None:
        """Show it as it is now; whoever types goes on typing."""
        self._question = question
        if not self._note.hasFocus():
            self._note.setText(question.opinion.note)
        shown = {suggestion.place for suggestion in question.proposal.suggestions}
        for place in self._people.keys() - shown:
            self._people.pop(place).deleteLater()
        for suggestion in question.proposal.suggestions:
            if suggestion.place not in self._people:
                self._people[suggestion.place] = _Person(suggestion, self._move, self._turn)
        ranked = question.ranked
        before: QWidget | None = None
        for at, suggestion in enumerate((*ranked, *question.vetoed)):
            person = self._people[suggestion.place]
            person.stand(at + 1 if suggestion in ranked else 0, len(ranked))
            if self._list.indexOf(person) != at:
                self._list.insertWidget(at, person)
            before = person.come_after(before)
        if before is not None:
            QWidget.setTabOrder(before, self._note)
        self._send.setEnabled(not question.sent)
        self._standing.setText(str(_standing(question, late=self._now() > question.proposal.until)))

    def save(self) -> None:
        """Keep what is being typed, now."""
        self._saver.now()

    def _move(self, place: str, by: int) -> None:
        self._think(self._question.moved(place, by))

    def _turn(self, place: str) -> None:
        """Rather not, or after all."""
        vetoed = place in self._question.opinion.vetoed
        self._think(self._question.allowed(place) if vetoed else self._question.without(place))

    def _keep_note(self) -> None:
        opinion = self._question.opinion
        self._think(Opinion(opinion.order, opinion.vetoed, self._note.text()))

    def _think(self, opinion: Opinion) -> None:
        self._start(self._model.think(self._question, opinion))

    def _say(self) -> None:
        self._saver.now()
        self._send.setEnabled(False)  # once is enough
        self._start(self._send_now())

    async def _send_now(self) -> None:
        try:
            await self._model.say(self._question.proposal.id)
        except Problem:
            self.show_question(self._question)  # it could not be sent, so it can be again
            raise

    def _lay_out(self) -> None:
        inner = QWidget()
        about = Words(str(_about(self._question.proposal)), "muted", wraps=True)
        about.setContentsMargins(14, 10, 14, 6)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._standing, 1)
        foot.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        beneath = QVBoxLayout()
        beneath.setContentsMargins(14, 10, 14, 12)
        beneath.setSpacing(10)
        beneath.addWidget(self._note)
        beneath.addLayout(foot)
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(about)
        box.addLayout(self._list)
        box.addWidget(hairline())
        box.addLayout(beneath)
        self.show_rows(inner)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class _Person(QWidget):
    """Somebody suggested, with their place in my order."""

    def __init__(self, told: Suggestion, move: Callable[[str, int], None], turn: Callable[[str], None]) -> None:
        super().__init__()
        self._told = told
        self._rank = Words("", "strong")
        self._rank.setFixedWidth(theme.current().px(16))
        self._name = Elided(told.name, "strong")
        up, down = say("Move {name} up", name=told.name), say("Move {name} down", name=told.name)
        self._up = Button(icon="chevron-up", kind="quiet", name=str(up), run=lambda: move(told.place, -1))
        self._down = Button(icon="chevron-down", kind="quiet", name=str(down), run=lambda: move(told.place, 1))
        self._not = Button("", lambda: turn(told.place), "link")
        self._vetoed = Pill(_("rather not"), "plain")
        self._lay_out()

    def stand(self, rank: int, ranked: int) -> None:
        """The rank, from 1 to `ranked`; 0 for somebody one would rather not work with."""
        self._rank.setText(str(rank) if rank else "–")
        self._name.setProperty("role", "strong" if rank else "muted")
        theme.polish(self._name)
        self._vetoed.setVisible(not rank)
        at_hand = self._up.hasFocus() or self._down.hasFocus()
        for button, possible in ((self._up, rank > 1), (self._down, rank < ranked)):
            button.setVisible(bool(rank))
            button.setEnabled(possible)
        if at_hand and not (self._up.hasFocus() or self._down.hasFocus()):
            (self._up if rank > 1 else self._down).setFocus()  # at an end the keys stay with this person
        self._not.setText(_("Rather not") if rank else _("After all"))
        words = say("Rather not work with {name}", name=self._told.name)
        if not rank:
            words = say("Work with {name} after all", name=self._told.name)
        self._not.setAccessibleName(str(words))
        called = say("{rank}. {name}", rank=rank, name=self._told.name)
        if not rank:
            called = say("{name}, rather not", name=self._told.name)
        self.setAccessibleName(str(called))

    def come_after(self, before: QWidget | None) -> QWidget:
        """Take the place behind `before` when one goes by Tab; says who the last button is."""
        if before is not None:
            QWidget.setTabOrder(before, self._up)
        QWidget.setTabOrder(self._up, self._down)
        QWidget.setTabOrder(self._down, self._not)
        return self._not

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._name, 1)
        first.addWidget(Words(str(say("fit {n}", n=self._told.fit)), "muted"))
        first.addWidget(self._vetoed)
        first.addWidget(self._up)
        first.addWidget(self._down)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(first)
        for words in filter(None, (" · ".join(self._told.skills), str(_bond(self._told)))):
            texts.addWidget(Elided(words, "aside"))
        if self._told.about:
            shown = self._told.about
            if len(shown) > ABOUT_LETTERS:
                shown = shown[:ABOUT_LETTERS].rsplit(" ", 1)[0] + " …"
            about = Words(shown, "aside", wraps=True)
            tip(about, self._told.about)
            texts.addWidget(about)
        texts.addWidget(self._not, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 10, 6)
        line.setSpacing(8)
        line.addWidget(self._rank, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Avatar(self._told.name), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        self._rank.setContentsMargins(0, 5, 0, 0)


def _bond(told: Suggestion) -> Message | str:
    return say("In common: {skills}", skills=", ".join(told.reasons)) if told.reasons else ""


def _title(proposal: Proposal) -> Message:
    n = len(proposal.suggestions)
    if proposal.side == MENTEE:
        return say_n("Your say: {n} mentor is suggested", "Your say: {n} mentors are suggested", n)
    return say_n("Your say: {n} mentee is suggested", "Your say: {n} mentees are suggested", n)


def _about(proposal: Proposal) -> Message:
    if proposal.side == MENTEE:
        return say(
            "{cohort}. Put the mentor you would like best first. {readers}",
            cohort=proposal.cohort_title,
            readers=in_a_line(proposal, proposal.person),
        )
    return say(
        "{cohort}. Put the mentee you would like best first. {readers}",
        cohort=proposal.cohort_title,
        readers=in_a_line(proposal, proposal.person),
    )


def _standing(question: Question, late: bool) -> Message:
    until = day_in_words(question.proposal.until)
    if question.sent and question.waiting:
        return say(
            "Saved here; it goes to the coordinators when the hub is reached. You can change it until {day}.", day=until
        )
    if late:
        return say(
            "The day for answers is past. Yours counts as long as the coordinators have not closed the question."
        )
    if question.sent:
        return say("The coordinators have your answer. You can change it until {day}.", day=until)
    if question.proposal.opinion is not None:
        return say("You have changed your answer; it counts when you send it again, until {day}.", day=until)
    return say("Time until {day}. What you choose is kept here as a draft.", day=until)
