"""The form for one more person. What was typed is still there when it is closed and opened again."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import N_, _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.features.matching.model.joining import ASKED, Unfit
from growtogether_desktop.pairing.columns import TITLES, Field
from growtogether_desktop.ui import form, theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.words import Words

Join = Callable[[str, Mapping[Field, str]], Coroutine[Any, Any, Mentee | Mentor]]
Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]

_WRITTEN: dict[Field, str] = {
    Field.EMAIL: "timur@example.org",
    Field.SKILLS: "Python; PostgreSQL; Docker",
    Field.WANTS: "Python; SQL",
    Field.LEVEL: "2",
    Field.CAPACITY: "1",
    Field.LANGUAGES: "uz; ru",
    Field.FREE: "Mon-Fri 18:00-21:00; Sat 10-14",
    Field.ZONE: "Asia/Tashkent",
    Field.PRIORITY: "0",
    Field.LEAST: "0",
}
_ROLES = {MENTEE: N_("Mentee"), MENTOR: N_("Mentor")}


class JoiningForm(QDialog):
    """Who joins, in two columns; what is wrong stands beneath its field."""

    def __init__(self, parent: QWidget, join: Join, start: Start) -> None:
        super().__init__(parent)
        self.joined: Signal[Mentee | Mentor] = Signal()
        self._join = join
        self._start = start
        self.setWindowTitle(_("Add a person"))
        self._roles = QButtonGroup(self)
        self._fields = {field: _field(field) for field in Field if any(field in asked for asked in ASKED.values())}
        self._wrong = Words("", "complaint", wraps=True)
        self.add = Button(_("Add"), self._ask, "filled")
        self.add.setDefault(True)
        roles = QHBoxLayout()
        roles.setSpacing(16)
        for role, name in _ROLES.items():
            choice = QRadioButton(_(name))
            choice.setProperty("role", role)
            choice.setChecked(role == MENTEE)
            self._roles.addButton(choice)
            roles.addWidget(choice)
        roles.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(self._wrong, 1)
        feet.addWidget(Button(_("Cancel"), self.reject))
        feet.addWidget(self.add)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(14)
        box.addLayout(roles)
        box.addLayout(self._grid)
        box.addLayout(feet)
        self.setMinimumWidth(theme.current().px(640))
        self._roles.buttonClicked.connect(lambda button: self._lay_out())
        self._lay_out()

    @property
    def role(self) -> str:
        chosen = self._roles.checkedButton()
        assert chosen is not None, "one of them always is"
        return str(chosen.property("role"))

    def editor(self, field: Field) -> QLineEdit:
        editor = self._fields[field].editor
        assert isinstance(editor, QLineEdit)
        return editor

    def open(self) -> None:
        super().open()
        self.editor(Field.NAME).setFocus()

    def _lay_out(self) -> None:
        asked = ASKED[self.role]
        for field, shown in self._fields.items():
            self._grid.removeWidget(shown)
            shown.setParent(self)
            shown.setVisible(field in asked)
        for at, field in enumerate(asked):
            self._grid.addWidget(self._fields[field], at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        for first, second in pairwise(asked):
            self.setTabOrder(self.editor(first), self.editor(second))
        self._fit()

    def _ask(self) -> None:
        self._start(self._try())

    async def _try(self) -> None:
        for shown in self._fields.values():
            shown.calm()
        self._wrong.setText("")
        told = {field: self.editor(field).text() for field in ASKED[self.role]}
        self.add.setEnabled(False)
        try:
            place = await self._join(self.role, told)
        except Unfit as unfit:
            for field, objection in reversed(list(unfit.objections.items())):  # the cursor goes to the first
                if field is None:
                    self._wrong.setText(str(objection))
                else:
                    self._fields[field].complain(str(objection))
        except Problem as problem:
            self._wrong.setText(str(problem))
        else:
            for field in self._fields:
                self.editor(field).clear()
            self.accept()
            self.joined.emit(place)
        finally:
            self.add.setEnabled(True)
            self._fit()

    def _fit(self) -> None:
        """As high as what is said beneath the fields needs."""
        self._box.activate()
        self.resize(self.width(), self._box.totalHeightForWidth(self.width()))


def _field(field: Field) -> form.Field:
    editor = QLineEdit()
    editor.setPlaceholderText(_WRITTEN.get(field, ""))
    return form.Field(_(TITLES[field]), editor)
