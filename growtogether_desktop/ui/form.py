"""A field of a form: its name above, what can be typed, and what is wrong beneath it."""

from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.words import Words


class Number(QSpinBox):
    """A whole number; it counts when the person has finished typing, not at every key."""

    def __init__(self, least: int, most: int, value: int, unit: str = "") -> None:
        super().__init__()
        self.setRange(least, most)
        self.setValue(value)
        self.setSuffix(f" {unit}" if unit else "")
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(6, 0, 0, 0)  # style sheets forget the padding of spin boxes


class Field(QWidget):
    """Editor with name, help and complaint. The complaint takes the place of the help: nothing jumps."""

    def __init__(self, name: str, editor: QWidget, help_: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._help = help_
        label = Words(name, "strong")
        label.setBuddy(editor)
        editor.setAccessibleName(name)
        self._beneath = Words(help_, "aside", wraps=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(label)
        box.addWidget(editor)
        box.addWidget(self._beneath)
        self._say(help_, wrong=False)

    @property
    def complaint(self) -> str:
        """What is wrong; empty when nothing is."""
        return self._beneath.text() if self._beneath.property("role") == "complaint" else ""

    def complain(self, text: str) -> None:
        """Say what is wrong, beside its cause, and put the cursor there."""
        self._say(text, wrong=True)
        self.editor.setFocus()

    def calm(self) -> None:
        """Nothing is wrong any more."""
        self._say(self._help, wrong=False)

    def _say(self, text: str, wrong: bool) -> None:
        self._beneath.setProperty("role", "complaint" if wrong else "aside")
        self._beneath.setText(text)
        self._beneath.setVisible(bool(text))
        self.editor.setProperty("wrong", "true" if wrong else "false")
        self.editor.setAccessibleDescription(text)
        for widget in (self._beneath, self.editor):
            theme.polish(widget)
