"""How the fits of a plan are spread: ten bars, from 0 to 100."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.words import tip

BINS = 10


class Histogram(QWidget):
    """Bars for how many pairs have a fit of 0–9, 10–19, … 90–100."""

    def __init__(self) -> None:
        super().__init__()
        self._bins: tuple[int, ...] = (0,) * BINS
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("How the fits are spread"))

    def show_bins(self, bins: tuple[int, ...]) -> None:
        self._bins = bins
        told = "\n".join(str(_in_words(at, count, len(bins))) for at, count in enumerate(bins) if count)
        self.setAccessibleDescription(told)
        tip(self, told)
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(126), look.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        inner = QRectF(self.rect()).adjusted(look.px(14), look.px(12), -look.px(14), -look.px(12))
        step = inner.width() / len(self._bins)
        most = max(self._bins) or 1
        for at, count in enumerate(self._bins):
            high = max(inner.height() * count / most, look.px(3)) if count else look.px(2)
            bar = QRectF(inner.left() + at * step, inner.bottom() - high, step - look.px(3), high)
            painter.setBrush(look.accent if count else look.track)
            painter.drawRoundedRect(bar, look.px(1.5), look.px(1.5))


def _in_words(at: int, count: int, bins: int) -> object:
    span = 100 // bins
    highest = 100 if at == bins - 1 else at * span + span - 1
    return say("Fit {lowest} to {highest}: {pairs}", lowest=at * span, highest=highest, pairs=_pairs(count))


def _pairs(count: int) -> object:
    return say_n("{n} pair", "{n} pairs", count)
