"""Rewriting a profile. What is typed is a draft until it is saved."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import LANGUAGES, _, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.directory import Profile, Skill
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.features.directory.model.directory import DirectoryModel
from growtogether_desktop.features.directory.pane.words import Start, language_name, level_name, who_reads
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.form import Field, Number
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.saving import Saver

_SEATS = 20


class ProfileForm(QWidget):
    def __init__(self, model: DirectoryModel, profile: Profile, start: Start) -> None:
        super().__init__()
        self.done: Signal[None] = Signal()
        """Saved, or given up."""
        self.person = PersonId(profile.id)
        self._model = model
        self._start = start
        self._saver = Saver(self, self._keep)
        self._name = QLineEdit(profile.name)
        self._headline = QLineEdit(profile.headline)
        self._headline.setCursorPosition(0)
        self._headline.setPlaceholderText(_("Backend developer, nine years"))
        self._capacity = Number(0, _SEATS, profile.capacity)
        spoken = dict.fromkeys((*LANGUAGES, *model.people.languages, *profile.languages))
        self._languages = {code: QCheckBox(language_name(code)) for code in spoken}
        self._skills = _SkillRows(profile.skills, self._typed)
        self._name_field = Field(_("Name"), self._name, _("As you write it yourself."))
        self.save_button = Button(_("Save"), self._save, "filled")
        self.cancel_button = Button(_("Cancel"), self._give_up)
        self._lay_out(profile)

    def begin(self) -> None:
        """The keys go to the name."""
        self._name.setFocus()

    def leave(self) -> None:
        """Keep what was just typed."""
        self._saver.now()

    def _lay_out(self, profile: Profile) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self._name_field)
        box.addWidget(Field(_("In a few words"), self._headline))
        box.addWidget(section(_("Knows")))
        box.addWidget(self._skills)
        box.addWidget(section(_("Speaks")))
        grid = QGridLayout()
        grid.setSpacing(4)
        for at, (code, tick) in enumerate(self._languages.items()):
            tick.setChecked(code in profile.languages)
            tick.toggled.connect(self._typed)
            grid.addWidget(tick, at // 2, at % 2)
        box.addLayout(grid)
        box.addWidget(Field(_("Mentees at once"), self._capacity, _("0 if you do not mentor.")))
        for words in who_reads(profile, self._model.withdrawn(self.person)):
            box.addWidget(words)
        self._name.textEdited.connect(self._typed)
        self._headline.textEdited.connect(self._typed)
        self._capacity.valueChanged.connect(self._typed)
        for line in (self._name, self._headline):
            line.returnPressed.connect(self._save)

    def _draft(self) -> Profile:
        spoken = tuple(code for code, tick in self._languages.items() if tick.isChecked())
        skills = self._skills.skills()
        return Profile(self.person, self._name.text(), self._headline.text(), skills, spoken, self._capacity.value())

    def _typed(self) -> None:
        self._name_field.calm()
        self._saver.typed()

    def _keep(self) -> None:
        self._start(self._model.keep(self._draft()))

    def _save(self) -> None:
        self._saver.forget()
        self._start(self._ask())

    async def _ask(self) -> None:
        await self._model.keep(self._draft())
        try:
            await self._model.revise(self.person)
        except Problem as problem:
            self._name_field.complain(str(problem))
        else:
            self.done.emit(None)

    def _give_up(self) -> None:
        self._saver.forget()
        self._start(self._model.forget(self.person))
        self.done.emit(None)


class _SkillRows(QWidget):
    """A line for each skill, and a button for one more."""

    def __init__(self, skills: tuple[Skill, ...], typed: Callable[[], None]) -> None:
        super().__init__()
        self._typed = typed
        self._rows: list[_SkillRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(self._lines)
        box.addWidget(Button(_("Add a skill"), self._add_one, "link", icon="plus"), 0, Qt.AlignmentFlag.AlignLeft)
        for skill in skills:
            self._add(skill)

    def skills(self) -> tuple[Skill, ...]:
        return tuple(skill for row in self._rows if (skill := row.skill()).name.strip())

    def _add(self, skill: Skill) -> "_SkillRow":
        row = _SkillRow(skill, self._typed, self._remove)
        self._rows.append(row)
        self._lines.addWidget(row)
        return row

    def _add_one(self) -> None:
        self._add(Skill("", 1)).name.setFocus()

    def _remove(self, row: "_SkillRow") -> None:
        self._rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._typed()


class _SkillRow(QWidget):
    def __init__(self, skill: Skill, typed: Callable[[], None], remove: Callable[["_SkillRow"], None]) -> None:
        super().__init__()
        self.name = QLineEdit(skill.name)
        self.name.setCursorPosition(0)
        self.name.setAccessibleName(_("Skill"))
        self.name.setPlaceholderText(_("Python"))
        self._level = QComboBox()
        self._level.setAccessibleName(str(say("Level of {skill}", skill=skill.name)))
        self._level.setFixedWidth(theme.current().px(60))
        for level in range(1, 6):
            self._level.addItem(str(level))
            self._level.setItemData(level - 1, level_name(level), Qt.ItemDataRole.ToolTipRole)
        self._level.setCurrentIndex(min(max(skill.level, 1), 5) - 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.name, 1)
        line.addWidget(self._level)
        line.addWidget(Button(icon="x", kind="quiet", name=_("Remove this skill"), run=lambda: remove(self)))
        self.name.textEdited.connect(typed)
        self._level.activated.connect(typed)

    def skill(self) -> Skill:
        return Skill(self.name.text(), self._level.currentIndex() + 1)
