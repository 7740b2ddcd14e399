"""A recovery code, shown once so that somebody may write it on paper."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from growtogether_desktop.base.i18n import _
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.leading import Leading
from growtogether_desktop.ui.words import Words


class PaperCode(Leading):
    """The code is kept nowhere; `hide` is called when the person has it on paper."""

    def __init__(self, code: str, hide: Callable[[], object]) -> None:
        super().__init__()
        letters = Words(code, "figure", wraps=True).can_be_copied()
        letters.setFont(theme.current().code_font(16))
        letters.setAccessibleName(code)
        written = Button(_("I have written it down"), hide, kind="filled")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Button(_("Copy"), lambda: QGuiApplication.clipboard().setText(code), icon="copy"))
        line.addStretch(1)
        line.addWidget(written)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(8)
        box.addWidget(letters)
        box.addWidget(
            Words(
                _("Write it on paper and keep it away from this computer. It is shown only now, and kept nowhere."),
                "aside",
                wraps=True,
            )
        )
        box.addLayout(line)
        self.lead_to(written)
