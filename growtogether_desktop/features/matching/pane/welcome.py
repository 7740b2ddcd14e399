"""The first cohort, or another one: a name is all it needs; a roster may come with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.marks import Icon
from growtogether_desktop.ui.words import Words


class WelcomePage(QWidget):
    """Asks for the name of a cohort and starts it."""

    def __init__(self, begin: Callable[[str], object], bring_roster: Callable[[], object]) -> None:
        super().__init__()
        self._begin = begin
        self.title = QLineEdit()
        self.title.setMaxLength(120)
        self.title.returnPressed.connect(self._started)
        self._naming = Field(_("Name of the cohort"), self.title, _("For example: Autumn 2026"))
        look = theme.current()
        middle = QVBoxLayout()
        middle.setSpacing(look.px(12))
        middle.addWidget(Icon("handshake", "edge", 32), 0, Qt.AlignmentFlag.AlignLeft)
        middle.addWidget(Words(_("Start a cohort"), "title"))
        middle.addWidget(
            Words(
                _("A cohort is one intake: mentors with their seats, mentees with their wishes, matched together."),
                "muted",
                wraps=True,
            )
        )
        middle.addWidget(self._naming)
        line = QHBoxLayout()
        line.setSpacing(look.px(8))
        line.addWidget(Button(_("Start cohort"), self._started, "filled"))
        line.addWidget(Button(_("Import roster…"), bring_roster))
        line.addStretch(1)
        middle.addLayout(line)
        middle.addWidget(
            Words(
                _("A roster is a CSV or Excel file, one row for each person. It can also be dropped or pasted here."),
                "aside",
                wraps=True,
            )
        )
        frame = QWidget()
        frame.setLayout(middle)
        frame.setMaximumWidth(look.px(440))
        box = QVBoxLayout(self)
        box.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(frame, 4)
        across.addStretch(1)
        box.addLayout(across)
        box.addStretch(3)

    def ask(self) -> None:
        """Begin anew."""
        self.title.clear()
        self._naming.calm()
        self.title.setFocus()

    def _started(self) -> None:
        if not self.title.text().strip():
            self._naming.complain(_("A cohort needs a name."))
            return
        self._naming.calm()
        self._begin(self.title.text())
