"""A strip across the page that says what happened and what can be done, until it is dismissed."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

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
        self._what = Words("", "strong", wraps=True).can_be_copied()
        self._advice = Words("", wraps=True).can_be_copied()
        self._icon = Icon(_ICONS[tone], tone)
        self._close = Button(icon="x", kind="quiet", name=_("Dismiss"), run=self._dismiss)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._what)
        texts.addWidget(self._advice)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        whole = QHBoxLayout()
        whole.addLayout(self._buttons)
        whole.addStretch()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addLayout(texts, 1)
        self._body.addLayout(whole)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 8, 12, 9)
        line.setSpacing(12)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._body, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.say(what, advice, tone, buttons, close_)

    def say(
        self,
        what: str,
        advice: str = "",
        tone: Tone = "waiting",
        buttons: tuple[Button, ...] = (),
        close_: Callable[[], object] | None = None,
    ) -> None:
        """Say something else. Buttons that are no longer shown stay with whoever made them, and may come again."""
        self._tone: Tone = tone
        self._dismissed = close_
        self.setAccessibleName(f"{what} {advice}".strip())
        self._what.setText(what)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self._icon.show_icon(_ICONS[tone], tone)
        self._close.setVisible(close_ is not None)
        self._show_buttons(buttons)
        self._place_buttons()
        self.update()

    def _show_buttons(self, buttons: tuple[Button, ...]) -> None:
        items = (self._buttons.itemAt(at) for at in range(self._buttons.count()))
        before = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        if before == list(buttons):
            return
        for button in before:
            self._buttons.removeWidget(button)
            button.setVisible(button in buttons)
        for button in buttons:
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.show()
        for first, second in pairwise((*buttons, self._close)):
            QWidget.setTabOrder(first, second)  # as they stand, not as they were made

    def _place_buttons(self) -> None:
        """Beside the words; beneath them where they would leave the words less than half the width."""
        beside = 2 * self._buttons.sizeHint().width() <= self.width()
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(12 if beside else 8)

    def _dismiss(self) -> None:
        if self._dismissed is not None:
            self._dismissed()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.ground(self._tone))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()
