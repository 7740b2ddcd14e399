"""A strip across the page that says what happened and what can be done, until it is dismissed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Icon
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import Words

_ICONS: dict[Tone, str] = {
    "waiting": "triangle-alert",
    "blocking": "triangle-alert",
    "resolved": "circle-check",
    "information": "info",
    "praise": "sparkles",
    "plain": "info",
}


class Notice(QWidget):
    """What happened, the advice beneath it, buttons to act, and a cross to dismiss it (`close_`)."""

    def __init__(
        self,
        what: str,
        advice: str = "",
        tone: Tone = "waiting",
        buttons: tuple[Button, ...] = (),
        close_: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._tone: Tone = tone
        self.setAccessibleName(f"{what} {advice}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Words(what, "strong", wraps=True).can_be_copied())
        if advice:
            texts.addWidget(Words(advice, wraps=True).can_be_copied())
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 8, 12, 9)
        line.setSpacing(12)
        line.addWidget(Icon(_ICONS[tone], tone), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        for button in buttons:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if close_ is not None:
            line.addWidget(Button(icon="x", kind="quiet", name=_("Dismiss"), run=close_), 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.ground(self._tone))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.line)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()
