"""What the right-hand pane tells of a project."""

from collections.abc import Callable
from itertools import islice

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say_n
from growtogether_desktop.features.projects.model.project_row import ProjectRow
from growtogether_desktop.features.projects.pane.words import who_reads
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Avatar
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.words import Elided, Words

_LISTED = 30
"""So many people are listed; the rest is counted."""


class ProjectFacts(QWidget):
    def __init__(self, row: ProjectRow) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._add(Words(row.title, "heading", wraps=True).can_be_copied())
        if row.about:
            self._add(Words(row.about, wraps=True).can_be_copied())
        if row.stack:
            self._add(Words(", ".join(row.stack), "muted", wraps=True))
        if row.waiting:
            self._add(Words(_("The hub has not answered yet; it goes up by itself."), "aside", wraps=True))
        self._tell_columns(row)
        self._tell_people(row)
        for words in who_reads(row.project):
            self._add(words)

    def _tell_columns(self, row: ProjectRow) -> None:
        self._add(section(_("Board")))
        for title, count in row.columns:
            self._add_line(Elided(_(title)), Words(str(count), "muted"))

    def _tell_people(self, row: ProjectRow) -> None:
        self._add(section(str(say_n("{n} person", "{n} people", len(row.members)))))
        for name in islice(row.members, _LISTED):
            owner = Words(_("owner"), "muted") if name == row.owner else None
            self._add_line(Avatar(name, 22), Elided(name), *([owner] if owner else []))
        if (more := len(row.members) - _LISTED) > 0:
            self._add(Words(str(say_n("and {n} more", "and {n} more", more)), "muted"))

    def _add(self, widget: QWidget) -> None:
        self._box.addWidget(widget)

    def _add_line(self, *widgets: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in widgets:
            line.addWidget(widget, int(isinstance(widget, Elided)))
        self._box.addLayout(line)


def ask_first(question: str, yes: str, do: Callable[[], object], no: Callable[[], object]) -> QWidget:
    """A question in place of the buttons that led to it."""
    asked = QWidget()
    asked.setAccessibleName(question)
    box = QVBoxLayout(asked)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(Words(question, "strong", wraps=True))
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Button(yes, do, "danger"))
    line.addWidget(Button(_("Keep it"), no))
    line.addStretch(1)
    box.addLayout(line)
    return asked
