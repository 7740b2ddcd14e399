"""Strips above the plan that ask something: whom to ask until when, and what to tell each side when it is published."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QDateEdit, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.features.matching.model.asking import Answers
from growtogether_desktop.features.matching.pane.readers import who_reads_messages
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.words import Words

DAYS = 7
"""So long people have to answer, when nobody says otherwise."""


class _Strip(QWidget):
    """A question with its answers, on the ground of what has to be decided."""

    def __init__(self, what: str, advice: str, put_off: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(f"{what} {advice}".strip())
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(20, 10, 20, 12)
        self.box.setSpacing(8)
        self.box.addWidget(Words(what, "strong", wraps=True))
        if advice:
            self.box.addWidget(Words(advice, wraps=True))
        self._wrong = Words("", "complaint", wraps=True)
        self._wrong.hide()
        self.not_now = Button(_("Not now"), put_off)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape),
            self,
            put_off,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def complain(self, words: str) -> None:
        """Say why it could not be done; everything else stays as it was written."""
        self._wrong.setText(words)
        self._wrong.show()
        self.setEnabled(True)
        self.not_now.setFocus()

    def end_with(self, *buttons: Button) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._wrong, 1)
        line.addStretch(1)
        for button in buttons:
            line.addWidget(button)
        self.box.addLayout(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.ground("waiting"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.line)


class AskStrip(_Strip):
    """Whom to ask, and until when."""

    def __init__(
        self,
        answers: Answers,
        now: datetime,
        ask: Callable[[frozenset[str], datetime], object],
        put_off: Callable[[], object],
    ) -> None:
        super().__init__(
            _("Ask both sides before anything is decided?"),
            _("Everybody gets three suggestions, ranks them or rules somebody out, and only coordinators read it."),
            put_off,
        )
        self._ask = ask
        self._mentees = QCheckBox(_("Mentees"))
        self._mentors = QCheckBox(_("Mentors"))
        self._until = QDateEdit()
        self._until.setCalendarPopup(True)
        self._until.setDisplayFormat("dd.MM.yyyy")
        self._until.setAccessibleName(_("Answers until"))
        day = max((answers.until or now).date(), (now + timedelta(days=DAYS)).date())
        self._until.setDate(QDate(day.year, day.month, day.day))
        self._yes = Button(_("Ask again") if answers.asked else _("Ask"), self._go, "filled")
        line = QHBoxLayout()
        line.setSpacing(16)
        for box in (self._mentees, self._mentors):
            box.setChecked(True)
            box.toggled.connect(lambda on: self._yes.setEnabled(bool(self._sides())))
            line.addWidget(box)
        line.addWidget(Words(_("Answers until")))
        line.addWidget(self._until)
        line.addStretch(1)
        self.box.addLayout(line)
        if answers.asked:
            told = say("{answered} of {asked} have answered.", answered=answers.answered, asked=answers.asked)
            self.box.addWidget(Words(str(told), "muted"))
        self.end_with(self.not_now, self._yes)

    def _sides(self) -> frozenset[str]:
        chosen = ((self._mentees, MENTEE), (self._mentors, MENTOR))
        return frozenset(side for box, side in chosen if box.isChecked())

    def _go(self) -> None:
        day = self._until.date()
        end = datetime.combine(datetime(day.year(), day.month(), day.day()), time(23, 59)).astimezone(UTC)
        self._ask(self._sides(), end)


class PublishStrip(_Strip):
    """What is told to whom; a message for each side can go along."""

    def __init__(
        self, what: str, advice: str, publish: Callable[[str, str], object], put_off: Callable[[], object]
    ) -> None:
        super().__init__(what, advice, put_off)
        self._mentees = _Message(_("A message to the mentees, if you like"))
        self._mentors = _Message(_("A message to the mentors, if you like"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.addWidget(self._mentees, 0, 0)
        grid.addWidget(self._mentors, 0, 1)
        self.box.addLayout(grid)
        self.box.addWidget(who_reads_messages())
        yes = Button(_("Publish"), lambda: publish(self._mentors.toPlainText(), self._mentees.toPlainText()), "filled")
        self.end_with(self.not_now, yes)


class _Message(QPlainTextEdit):
    """Some lines; Tab leaves it."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.current().px(56))
