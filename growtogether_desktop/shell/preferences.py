"""The preferences page, made from the fields of Settings. Every choice holds at once."""

from dataclasses import fields

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.settings import Settings, SettingsFile, about
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.form import Number
from growtogether_desktop.ui.pane import Pane, column, scrolling
from growtogether_desktop.ui.words import Words


class PreferencesPane(Pane):
    """One row for each setting: what it is, what it does, and the choice."""

    def __init__(self, background: Background, file: SettingsFile, *buttons: Button) -> None:
        super().__init__(background)
        self._file = file
        self._editors: dict[str, QWidget] = {}
        self.head.set_words(_("Preferences"), _("Every choice holds at once and is kept on this computer."))
        self.head.set_buttons(*buttons)
        card = Card()
        card.show_rows(*(self._row(field.name) for field in fields(Settings) if about(field.name).title))
        card.setMaximumWidth(760)
        page = QWidget()
        page.setObjectName("page")
        box = column(page)
        box.addWidget(card)
        box.addStretch(1)
        self.set_work(scrolling(page, _("Preferences")))
        self.listen(file.changed, self._show)

    def _row(self, name: str) -> QWidget:
        known = about(name)
        editor = self._editor(name)
        editor.setAccessibleName(_(known.title))
        editor.setAccessibleDescription(_(known.help))
        editor.setMinimumWidth(220)
        self._editors[name] = editor
        texts = QVBoxLayout()
        texts.setSpacing(2)
        title = Words(_(known.title), "strong")
        title.setBuddy(editor)
        texts.addWidget(title)
        texts.addWidget(Words(_(known.help), "aside", wraps=True))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(24)
        line.addLayout(texts, 1)
        line.addWidget(editor, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _editor(self, name: str) -> QWidget:
        known = about(name)
        value = getattr(self._file.settings, name)
        if known.choices:
            box = QComboBox()
            for choice, words in known.choices:
                box.addItem(_(words), choice)
            box.setCurrentIndex(box.findData(value))
            box.activated.connect(lambda at: self._choose(name, box.itemData(at)))
            return box
        if isinstance(value, bool):
            tick = QCheckBox(_("Yes"))
            tick.setChecked(value)
            tick.clicked.connect(lambda on: self._choose(name, on))
            return tick
        if isinstance(value, int):
            number = Number(known.least, known.most, value, _(known.unit))
            number.setSingleStep(known.step)
            number.valueChanged.connect(lambda chosen: self._choose(name, chosen))
            return number
        line = QLineEdit(value)
        line.editingFinished.connect(lambda: self._choose(name, line.text().strip()))
        return line

    def _choose(self, name: str, value: object) -> None:
        if value == getattr(self._file.settings, name):
            return
        try:
            self._file.save(**{name: value})
        except Problem as problem:
            self._background.problems.emit(problem)

    def _show(self, settings: Settings) -> None:
        """Somebody chose elsewhere (Ctrl +, the language in the status bar)."""
        for name, editor in self._editors.items():
            value = getattr(settings, name)
            match editor:
                case QComboBox():
                    editor.setCurrentIndex(editor.findData(value))
                case QCheckBox():
                    editor.setChecked(value)
                case QSpinBox():
                    _quietly(editor, value)
                case QLineEdit():
                    editor.setText(value)


def _quietly(number: QSpinBox, value: int) -> None:
    number.blockSignals(True)
    number.setValue(value)
    number.blockSignals(False)
