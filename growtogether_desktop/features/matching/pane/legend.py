"""What the grounds and the outlines of the grid mean."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.features.matching.pane import heat
from growtogether_desktop.features.matching.pane.grid_marks import hatching, outline
from growtogether_desktop.ui import theme


class Legend(QWidget):
    """The grounds from 0 to 100, the outline of a pair of the plan, and the strokes of one that cannot be."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(1)  # where it does not fit the grid hides it

    def sizeHint(self) -> QSize:
        look = theme.current()
        metrics = QFontMetricsF(look.font(12))
        words = sum(metrics.horizontalAdvance(text) for text in ("0", "100", _("in the plan"), _("not possible")))
        return QSize(round(words) + look.px(11 * heat.LEVELS + 2 * 20 + 8 * 8), look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setFont(look.font(12))
        gap, wide, high = look.px(8), look.px(20), look.px(16)
        top = (self.height() - high) // 2
        left = self._word(painter, "0", 0) + gap
        for colour in heat.grounds(look):
            painter.fillRect(QRect(left, top, look.px(11), high), colour)
            left += look.px(11)
        left = self._word(painter, "100", left + gap) + 2 * gap
        painter.setPen(outline())
        painter.drawRect(QRect(left, top, wide, high).adjusted(1, 1, -1, -1))
        left = self._word(painter, _("in the plan"), left + wide + gap) + 2 * gap
        painter.setPen(QPen(look.edge, 1))
        painter.drawLines(hatching(QRect(left, top, wide, high)))
        self._word(painter, _("not possible"), left + wide + gap)

    def _word(self, painter: QPainter, text: str, left: int) -> int:
        """Write it; where it ends."""
        wide = round(QFontMetricsF(painter.font()).horizontalAdvance(text))
        painter.setPen(theme.current().muted)
        painter.drawText(QRect(left, 0, wide + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return left + wide
