"""What the right-hand pane tells of a person."""

from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.consents import Consent
from growtogether_desktop.features.directory.model.people import PersonRow
from growtogether_desktop.features.directory.pane.words import languages, level_name, who_reads
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.marks import Avatar, Bar, Pill
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.words import Elided, Words, tip

_LISTED = 24
"""So many skills are listed; the rest is counted."""


class PersonFacts(QWidget):
    def __init__(self, row: PersonRow, withdrawn: Consent | None) -> None:
        """`withdrawn` is my word that mine is not for everybody."""
        super().__init__()
        self._profile = row.profile
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._tell_name(row)
        if row.profile.headline:
            self._add(Words(row.profile.headline, wraps=True).can_be_copied())
        if row.waiting:
            self._add(Words(_("The hub has not answered yet; it goes up by itself."), "aside", wraps=True))
        self._tell_skills()
        if row.profile.languages:
            self._add(section(_("Speaks")))
            self._add(Words(languages(row.profile), wraps=True))
        if row.mentors:
            self._add(section(_("Seats")))
            seats = say_n("Takes {n} mentee at once.", "Takes {n} mentees at once.", row.profile.capacity)
            self._add(Words(str(seats), wraps=True))
        for words in who_reads(row.profile, withdrawn):
            self._add(words)

    def _tell_name(self, row: PersonRow) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(Words(row.profile.name, "heading", wraps=True).can_be_copied())
        pills = QHBoxLayout()
        pills.setSpacing(6)
        if row.mentors:
            pills.addWidget(Pill(_("mentor"), "resolved"))
        if row.me:
            pills.addWidget(Pill(_("you")))
        if pills.count():
            pills.addStretch(1)
            texts.addLayout(pills)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Avatar(row.profile.name, 40))
        line.addLayout(texts, 1)
        line.setAlignment(texts, Qt.AlignmentFlag.AlignVCenter)
        self._box.addLayout(line)

    def _tell_skills(self) -> None:
        skills = sorted(self._profile.skills, key=lambda skill: -skill.level)
        self._add(section(_("Knows")))
        if not skills:
            self._add(Words(_("Nothing said yet."), "muted"))
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for at, skill in enumerate(islice(skills, _LISTED)):
            bar = Bar(skill.level / 5, skill.name)
            bar.setFixedWidth(theme.current().px(64))
            bar.setAccessibleName(str(say("{skill}: {level} of 5", skill=skill.name, level=skill.level)))
            tip(bar, level_name(skill.level))
            grid.addWidget(Elided(skill.name), at, 0)
            grid.addWidget(bar, at, 1)
            grid.addWidget(Words(str(skill.level), "muted"), at, 2)
        self._box.addLayout(grid)
        if (more := len(skills) - _LISTED) > 0:
            self._add(Words(str(say_n("and {n} more", "and {n} more", more)), "muted"))

    def _add(self, widget: QWidget) -> None:
        self._box.addWidget(widget)
