"""Small marks as widgets: pills, avatars, icons, dots and bars."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.mark_paint import paint_avatar, paint_bar, paint_pill, pill_width
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import tip


class _Mark(QWidget):
    """A widget of a fixed size that paints itself, and looks again when the theme changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()


class Pill(_Mark):
    """A short word with a meaning: "due in 2 days" (waiting), "merged" (resolved)."""

    def __init__(self, text: str, tone: Tone = "plain") -> None:
        super().__init__()
        self.say(text, tone)

    def say(self, text: str, tone: Tone) -> None:
        self.text = text
        self.tone: Tone = tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(pill_width(self.text) + 0.5), theme.current().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self.text, self.tone)


class Avatar(_Mark):
    """A person, by initials."""

    def __init__(self, name: str, size: int = 28) -> None:
        super().__init__()
        self._size = size
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self._name = name
        tip(self, name)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._name)


class Icon(_Mark):
    """An icon in the colour of a role of the theme."""

    def __init__(self, name: str, role: str = "muted", size: int = 16) -> None:
        super().__init__()
        self._size = size
        self.show_icon(name, role)

    def show_icon(self, name: str, role: str = "muted") -> None:
        self._name = name
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._name, getattr(theme.current(), self._role), QRectF(self.rect()))


class Dot(_Mark):
    """A coloured dot; the words beside it say the same."""

    def __init__(self, tone: Tone = "plain") -> None:
        super().__init__()
        self._tone: Tone = tone

    def set_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(8)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().ink(self._tone))
        painter.drawEllipse(QRectF(self.rect()))


class Bar(_Mark):
    """A share of a whole as a bar, 0 to 1. Say the number in words beside it."""

    def __init__(self, share: float = 0.0, name: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = name
        self.show_share(share)

    def show_share(self, share: float) -> None:
        self._share = share
        self.setAccessibleName(f"{self._name} {share:.0%}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(72), theme.current().px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(24), theme.current().px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()), self._share)
