"""How long things are kept, as a card: coordinators choose, everybody else reads."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, say_n
from growtogether_desktop.domain.keeping import KEEPING, Keeping
from growtogether_desktop.features.privacy.model.keeping import RANGES, KeepingModel
from growtogether_desktop.features.privacy.pane.asking_card import AskingCard, Start
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.form import Number
from growtogether_desktop.ui.readers import told_in_a_line
from growtogether_desktop.ui.words import Words

_WIDTH = 124
_TOLD = (
    ("wait", N_("Time to think"), N_("Between the wish to be erased and the day when it is done.")),
    (
        "work",
        N_("Finished work"),
        N_("After its last word it goes from hub and desks, with all that was said about it."),
    ),
    ("names", N_("Names in the log"), N_("Afterwards the hub's log still says what was done, but not by whom.")),
    ("sent", N_("What was sent"), N_("A desk keeps it in case the hub has to be brought back from a backup.")),
    ("returned", N_("What came back"), N_("What the hub declined waits on its author's desk, then it goes.")),
)


class KeepingCard(AskingCard):
    def __init__(self, model: KeepingModel, start: Start) -> None:
        super().__init__(_("How long things are kept"), start)
        self._model = model

    def show_model(self) -> None:
        self.show_rows(*(self._line(*told) for told in _TOLD))
        self.add(told_in_a_line(Keeping(KEEPING, self._model.periods)))

    def _line(self, name: str, title: str, about: str) -> QWidget:
        days = getattr(self._model.periods, name)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        heading = Words(_(title), "strong")
        texts.addWidget(heading)
        texts.addWidget(Words(_(about), "aside", wraps=True))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(14, 9, 14, 9)
        line.setSpacing(16)
        line.addLayout(texts, 1)
        if not self._model.may_change:
            line.addWidget(Words(str(say_n("{n} day", "{n} days", days))), 0, Qt.AlignmentFlag.AlignVCenter)
            return row
        number = Number(*RANGES[name], days, _("days"))
        number.setAccessibleName(_(title))
        number.setAccessibleDescription(_(about))
        number.setFixedWidth(theme.current().px(_WIDTH))
        heading.setBuddy(number)
        number.valueChanged.connect(lambda chosen: self.attempt(self._model.choose(name, chosen)))
        line.addWidget(number, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
