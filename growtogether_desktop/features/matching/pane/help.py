"""What a roster is, for whoever has none open: the explanation beside an empty page."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.features.matching.model.enrolling import RosterImport
from growtogether_desktop.pairing.columns import TITLES, Field
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import Aside, section
from growtogether_desktop.ui.save_as import save_as
from growtogether_desktop.ui.words import Words

Start = Callable[[Coroutine[Any, Any, Any]], object]

_NEEDED = (Field.NAME, Field.ROLE, Field.SKILLS)


class RosterHelp(QWidget):
    """The columns that are needed, those that help, and an example to start from."""

    def __init__(self, model: RosterImport, aside: Aside, start: Start) -> None:
        super().__init__()
        self._model = model
        self._start = start
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(section(_("What a roster needs")))
        for field in _NEEDED:
            box.addWidget(Words(_(TITLES[field])))
        box.addWidget(section(_("What helps")))
        for field in Field:
            if field not in _NEEDED:
                box.addWidget(Words(_(TITLES[field])))
        box.addWidget(
            Words(
                _("Titles may be in English, Russian or Uzbek, in any order. Skills are separated by semicolons."),
                "muted",
                wraps=True,
            )
        )
        box.addWidget(
            Words(
                _("Times are written like Mon-Fri 18:00-21:00; Sat 10-14. Other mentees are named by e-mail or name."),
                "muted",
                wraps=True,
            )
        )
        box.addSpacing(4)
        box.addWidget(Button(_("Save an example…"), self._choose_file, icon="download"), 0, Qt.AlignmentFlag.AlignLeft)
        aside.column.addWidget(self)

    def _choose_file(self) -> None:
        save = lambda path: self._start(self._model.save_example(path))  # noqa: E731
        save_as(self, _("Save an example"), _("roster"), "csv", save)
