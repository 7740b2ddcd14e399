"""What one allows, as a card: what for, what comes of it, since when."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.formats import day
from growtogether_desktop.base.i18n import N_, _, say
from growtogether_desktop.features.privacy.model.consents import Allowed, ConsentsModel, Use
from growtogether_desktop.features.privacy.pane.asking_card import AskingCard, Start
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.readers import told_in_a_line
from growtogether_desktop.ui.words import Words

_TICK = 28
"""How far words stand in behind a tick."""
_TOLD: Final = {
    Use.DIRECTORY: (
        N_("My profile for everybody"),
        N_("Everybody in the programme reads what you say of yourself. Else they read your name alone."),
    ),
    Use.LEARNING: (
        N_("My answers may teach"),
        N_("What you say about how it went helps to pair others better. Else it is read and not counted."),
    ),
    Use.LISTS: (
        N_("My e-mail address in lists"),
        N_("It stands in lists of pairs that coordinators save as files. Else its place is empty there."),
    ),
}


class ConsentsCard(AskingCard):
    def __init__(self, model: ConsentsModel, start: Start) -> None:
        super().__init__(_("What you allow"), start)
        self._model = model

    def show_model(self) -> None:
        self.show_rows(*(self._line(row) for row in self._model.rows))
        if (answer := self._model.answer) is not None:
            self.add(told_in_a_line(answer, answer.person))

    def _line(self, row: Allowed) -> QWidget:
        title, about = (_(words) for words in _TOLD[row.use])
        tick = QCheckBox(title)
        tick.setChecked(row.given)
        tick.setAccessibleDescription(about)
        tick.clicked.connect(lambda given: self.attempt(self._model.say(row.use, given=given)))
        head = QHBoxLayout()
        head.addWidget(tick, 1)
        head.addWidget(Words(_since(row), "aside"), 0, Qt.AlignmentFlag.AlignVCenter)
        line = QWidget()
        box = QVBoxLayout(line)
        box.setContentsMargins(14, 9, 14, 9)
        box.setSpacing(4)
        box.addLayout(head)
        beneath = Words(about, "aside", wraps=True)
        beneath.setContentsMargins(theme.current().px(_TICK), 0, 0, 0)
        box.addWidget(beneath)
        return line


def _since(row: Allowed) -> str:
    if row.since is None:
        return _("nobody has asked you yet")
    when = day(row.since)
    return str(say("allowed since {day}", day=when) if row.given else say("not allowed since {day}", day=when))
