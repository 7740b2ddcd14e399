"""Small marks: pills, avatars, bars, dots and icons; as widgets, and as paint for delegates."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import tip


def initials(name: str) -> str:
    """Two letters for a person: the first of the first and of the last word."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


def pill_font() -> QFont:
    return theme.current().font(12, QFont.Weight.Medium)


def pill_width(text: str) -> float:
    return QFontMetricsF(pill_font()).horizontalAdvance(text) + theme.current().px(16)


def paint_pill(painter: QPainter, rect: QRectF, text: str, tone: Tone) -> None:
    """A pill across the width of `rect`, in its middle; the words end in … when they do not fit."""
    look = theme.current()
    high = min(rect.height(), float(look.px(20)))
    pill = QRectF(rect.left(), rect.center().y() - high / 2, rect.width(), high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.ink(tone) if look.name == "contrast" else Qt.PenStyle.NoPen)
    painter.setBrush(look.ground(tone))
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), high / 2, high / 2)
    painter.setPen(look.ink(tone))
    font = pill_font()
    painter.setFont(font)
    inner = pill.adjusted(look.px(8), 0, -look.px(8), 0)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width() + 1)
    painter.drawText(inner.adjusted(-2, 0, 2, 0), Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


def paint_avatar(painter: QPainter, rect: QRectF, name: str) -> None:
    """A circle with the initials, in the middle of `rect`."""
    look = theme.current()
    side = min(rect.width(), rect.height())
    circle = QRectF(rect.center() - QPointF(side / 2, side / 2), rect.center() + QPointF(side / 2, side / 2))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.selection)
    painter.drawEllipse(circle)
    painter.setPen(look.accent)
    painter.setFont(look.font(side * 0.39 * 100 / look.zoom, QFont.Weight.DemiBold))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


def paint_bar(painter: QPainter, rect: QRectF, share: float, colour: QColor | None = None) -> None:
    """A bar filled to `share` (0 to 1), in the middle of `rect`."""
    look = theme.current()
    high = look.px(6)
    track = QRectF(rect.left(), round(rect.center().y() - high / 2), rect.width(), high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.track)
    painter.drawRoundedRect(track, high / 2, high / 2)
    filled = track.width() * min(max(share, 0.0), 1.0)
    if filled > 0:
        painter.setBrush(colour or look.accent)
        painter.drawRoundedRect(QRectF(track.topLeft(), QSize(max(round(filled), high), high)), high / 2, high / 2)
    painter.restore()


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
