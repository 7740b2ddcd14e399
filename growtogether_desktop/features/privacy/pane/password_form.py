"""Asks for the password anew, before something that only its owner may do."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.features.privacy.pane.asking_card import Attempt
from growtogether_desktop.ui.button import Button, Kind
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.words import Words


class PasswordForm(QWidget):
    """What is going to happen, a field, and what is wrong beneath it; `leave` when it is done, or is not to be."""

    def __init__(
        self,
        about: tuple[str, ...],
        words: str,
        work: Callable[[str], Coroutine[Any, Any, None]],
        attempt: Attempt,
        leave: Callable[[], object],
        *,
        done: Callable[[], object] | None = None,
        kind: Kind = "filled",
    ) -> None:
        super().__init__()
        self._work = work
        self._attempt = attempt
        self._done = done or leave
        self.editor = QLineEdit()
        self.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.field = Field(_("Your password"), self.editor, _("Leave it empty if you have none."))
        self.editor.textEdited.connect(lambda text: self.field.calm())
        self.editor.returnPressed.connect(self._go)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 9, 14, 12)
        box.setSpacing(8)
        for at, told in enumerate(about):
            box.addWidget(Words(told, "muted" if at else "strong", wraps=True))
        box.addWidget(self.field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Cancel"), leave))
        buttons.addWidget(Button(words, self._go, kind=kind))
        box.addLayout(buttons)
        self.setFocusProxy(self.editor)

    def _go(self) -> None:
        self._attempt(self._work(self.editor.text()), self._done, self.field)
