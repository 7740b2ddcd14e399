"""The card that asks a mentee how it went."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, _, say
from growtogether_desktop.domain.outcomes import MOST_PROGRESS, MOST_SESSIONS
from growtogether_desktop.features.home.model.say import Look, SayModel, Story
from growtogether_desktop.features.home.pane.opinion import Start
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.form import Field, Number
from growtogether_desktop.ui.readers import told_in_a_line
from growtogether_desktop.ui.words import Words

_UNSAID = -1


class OutcomeCard(Card):
    """Three questions about one mentor. It stays the same card while it is answered."""

    def __init__(self, model: SayModel, look: Look, start: Start) -> None:
        super().__init__(str(say("How did it go with {name}?", name=look.outcome.mentor_name)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._model = model
        self._look = look
        self._start = start
        self._progress = _choice([(str(n), n) for n in range(MOST_PROGRESS + 1)])
        self._again = _choice([(_("Yes"), True), (_("No"), False)])
        self._sessions = Number(_UNSAID, MOST_SESSIONS, _UNSAID)
        self._sessions.setSpecialValueText("–")
        self._sessions.setFixedHeight(self._progress.sizeHint().height())
        self._teaches = QCheckBox(_("My answers may help to pair others better"))
        self._teaches.clicked.connect(lambda given: self._start(self._model.let_teach(given)))
        self._standing = Words("", "aside", wraps=True)
        self._send = Button(_("Send answer"), self._say, "filled", icon="send")
        self._lay_out()
        self.show_look(look)
        self._progress.activated.connect(lambda index: self._tell())
        self._again.activated.connect(lambda index: self._tell())
        self._sessions.valueChanged.connect(lambda value: self._tell())

    def show_look(self, look: Look) -> None:
        self._look = look
        story = look.story
        self._progress.setCurrentIndex(self._progress.findData(story.progress))
        self._again.setCurrentIndex(self._again.findData(story.again))
        self._sessions.blockSignals(True)  # what is only shown is not an answer
        self._sessions.setValue(_UNSAID if story.sessions is None else story.sessions)
        self._sessions.blockSignals(False)
        self._teaches.setChecked(self._model.may_teach)
        self._send.setEnabled(story.experience is not None and not look.sent)
        self._standing.setText(str(_standing(look)))

    def _tell(self) -> None:
        sessions = self._sessions.value()
        story = Story(
            self._progress.currentData(), self._again.currentData(), None if sessions == _UNSAID else sessions
        )
        if story != self._look.story:
            self._start(self._model.tell(self._look, story))

    def _say(self) -> None:
        self._send.setEnabled(False)  # once is enough
        self._start(self._send_now())

    async def _send_now(self) -> None:
        try:
            await self._model.send(self._look.outcome.id)
        except Problem:
            self.show_look(self._look)  # it could not be sent, so it can be again
            raise

    def _lay_out(self) -> None:
        inner = QWidget()
        figures = QHBoxLayout()
        figures.setSpacing(12)
        again = say("Would you work with {name} again?", name=self._look.outcome.mentor_name)
        figures.addWidget(Field(_("Progress towards your goal, 0 to 10"), self._progress), 1)
        figures.addWidget(Field(_("How often you met"), self._sessions), 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._standing, 1)
        foot.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        box = QVBoxLayout(inner)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(12)
        box.addWidget(told_in_a_line(self._look.outcome, self._look.outcome.mentee))
        box.addLayout(figures)
        box.addWidget(Field(str(again), self._again))
        box.addWidget(self._teaches)
        box.addLayout(foot)
        self.show_rows(inner)


def _choice(entries: list[tuple[str, int | bool]]) -> QComboBox:
    choice = QComboBox()
    choice.setPlaceholderText("–")
    for words, value in entries:
        choice.addItem(words, value)
    choice.setCurrentIndex(-1)
    return choice


def _standing(look: Look) -> Message:
    if look.sent and look.waiting:
        return say("Saved here; it goes to the coordinators when the hub is reached.")
    if look.sent:
        return say("The coordinators have your answer. You can still change it.")
    if look.outcome.experience is not None:
        return say("You have changed your answer; it counts when you send it again.")
    return say("Three answers, and you are done. What you choose is kept here as a draft.")
