"""The cards about those one works with: who they are, what the coordinator wrote, and asking for another mentor."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.formats import day_in_words
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.features.home.model.say import SayModel, Together
from growtogether_desktop.features.home.pane.opinion import Start
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card, CardRow
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.marks import Avatar, Pill
from growtogether_desktop.ui.readers import in_a_line, told_in_a_line
from growtogether_desktop.ui.saving import Saver
from growtogether_desktop.ui.words import Words

REASON_LETTERS = 1_000


class MentorsCard(Card):
    """My mentors. It stays the same card, so that what is being written stays too."""

    def __init__(self, model: SayModel, start: Start) -> None:
        super().__init__(_("My mentor"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._model = model
        self._start = start
        self._mentors: dict[str, _Mentor] = {}
        self._again = ""
        self._shown: tuple[QWidget, ...] = ()

    def write_again(self, engagement: str) -> None:
        """Open the form with the reason that is a draft again, once it has been read."""
        self._again = engagement

    def show_mentors(self, together: tuple[Together, ...]) -> None:
        for one in together:
            if one.engagement.id not in self._mentors:
                self._mentors[one.engagement.id] = _Mentor(self._model, one, self._start)
            self._mentors[one.engagement.id].show_mentor(one)
            if one.engagement.id == self._again:
                self._again = ""
                self._mentors[one.engagement.id].write_again(one.reason)
        rows: tuple[QWidget, ...] = tuple(self._mentors[one.engagement.id] for one in together)
        if rows != self._shown or not rows:
            self._shown = rows or (_nobody(_("Your mentor appears here when pairs are published.")),)
            self._mentors = {one.engagement.id: self._mentors[one.engagement.id] for one in together}
            self.show_rows(*self._shown)

    def save(self) -> None:
        """Keep what is being typed, now."""
        for mentor in self._mentors.values():
            mentor.save()


class MenteesCard(Card):
    """My mentees, with what the coordinator wrote to mentors above them."""

    def __init__(self) -> None:
        super().__init__(_("My mentees"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_mentees(self, together: tuple[Together, ...]) -> None:
        messages = dict.fromkeys(one.message for one in together if one.message and not one.over)
        rows: list[QWidget] = [_padded(message) for message in messages]
        rows += [_row(one) for one in together]
        self.show_rows(*rows or [_nobody(_("Your mentees appear here when pairs are published."))])
        if together:
            pair = replace(together[0].engagement, mentee_name=_("your mentee"))
            self.add(told_in_a_line(pair, pair.mentor))


class _Mentor(QWidget):
    """One mentor, the coordinator's message, and a way out."""

    def __init__(self, model: SayModel, told: Together, start: Start) -> None:
        super().__init__()
        self._model = model
        self._start = start
        self._told = told
        self._row = QVBoxLayout()
        self._message = Words("", wraps=True).can_be_copied()
        self._standing = Words("", "aside", wraps=True)
        self._readers = told_in_a_line(told.engagement, told.engagement.mentee)
        self._ask = Button(_("Ask for another mentor…"), self._open, "link")
        self._reason = QLineEdit(told.reason)
        self._reason.setMaxLength(REASON_LETTERS)
        self._field = Field(
            _("Why would another mentor be better?"), self._reason, in_a_line(told.wish_to_be, told.engagement.mentee)
        )
        self._saver = Saver(self, self._keep)
        self._reason.textEdited.connect(lambda text: self._typed())
        self._reason.editingFinished.connect(self._saver.now)
        self._reason.returnPressed.connect(self._confirm)
        self._sure = Button(_("Ask for another mentor"), self._confirm, "danger")
        self._form = self._make_form()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 10)
        box.setSpacing(0)
        box.addLayout(self._row)
        beneath = QVBoxLayout()
        beneath.setContentsMargins(14, 0, 14, 0)
        beneath.setSpacing(8)
        for widget in (self._message, self._standing, self._readers, self._form):
            beneath.addWidget(widget)
        line = QHBoxLayout()
        line.addWidget(self._ask)
        line.addStretch(1)
        beneath.addLayout(line)
        box.addLayout(beneath)

    def show_mentor(self, told: Together) -> None:
        if self._told != told or self._row.isEmpty():
            while (item := self._row.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
            self._row.addWidget(_row(told))
        self._told = told
        self._message.setText(told.message)
        self._message.setVisible(bool(told.message) and not told.over)
        self._standing.setText(_standing(told))
        self._standing.setVisible(told.over)
        if told.over:
            self._form.hide()
        self._ask.setVisible(not told.over and self._form.isHidden())

    def save(self) -> None:
        self._saver.now()

    def write_again(self, reason: str) -> None:
        self._reason.setText(reason)
        self._open()

    def _open(self) -> None:
        self._sure.setEnabled(True)
        self._form.show()
        self._ask.hide()
        self._reason.setFocus()

    def _close(self) -> None:
        self._saver.now()
        self._field.calm()
        self._form.hide()
        self._ask.show()
        self._ask.setFocus()

    def _typed(self) -> None:
        self._field.calm()
        self._saver.typed()

    def _keep(self) -> None:
        self._start(self._model.write_reason(self._told.engagement.id, self._reason.text()))

    def _confirm(self) -> None:
        self._saver.forget()
        self._start(self._wish())

    async def _wish(self) -> None:
        self._sure.setEnabled(False)  # once is enough
        try:
            await self._model.ask_for_another(self._told.engagement, self._reason.text())
        except Problem as problem:
            self._sure.setEnabled(True)
            self._field.complain(str(problem))

    def _make_form(self) -> QWidget:
        form = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._sure)
        buttons.addWidget(Button(_("Stay with my mentor"), self._close))
        buttons.addStretch(1)
        told = _("You no longer work together then. What you have done stays readable for both of you.")
        box = QVBoxLayout(form)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._field)
        box.addWidget(Words(told, "aside", wraps=True))
        box.addLayout(buttons)
        form.hide()
        return form


def _row(told: Together) -> CardRow:
    mark: QWidget = Words(str(say("fit {n}", n=told.engagement.fit)), "muted")
    if told.over:
        mark = Pill(_("ended"), "plain")
    return CardRow(told.name, told.engagement.cohort_title, Avatar(told.name), mark)


def _standing(told: Together) -> str:
    if told.wish is not None:
        asked = day_in_words(told.wish.asked)
        return str(say("You asked for another mentor on {day}; the coordinators look for one.", day=asked))
    if told.engagement.ended is not None:
        return str(say("You worked together until {day}.", day=day_in_words(told.engagement.ended.at)))
    return ""


def _padded(words: str) -> Words:
    shown = Words(words, wraps=True).can_be_copied()
    shown.setContentsMargins(14, 10, 14, 10)
    return shown


def _nobody(words: str) -> Words:
    shown = Words(words, "muted", wraps=True)
    shown.setContentsMargins(14, 8, 14, 8)
    return shown
