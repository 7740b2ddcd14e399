"""The labels a remark can have, one of which is chosen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.pane.words import LABELS
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.mark_paint import pill_font
from growtogether_desktop.ui.words import tip


class Chip(QAbstractButton):
    """A label that can be chosen; its key is underlined."""

    def __init__(self, label: Label) -> None:
        super().__init__()
        name, self._tone, key = LABELS[label]
        self.label = label
        self.shortcut_ = f"Alt+{key}"
        self.setText(_(name))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        tip(self, str(say("{label} (Alt {key})", label=_(name), key=key)))
        self.setAccessibleName(_(name))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(round(QFontMetricsF(pill_font()).horizontalAdvance(self.text())) + look.px(18), look.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked():
            painter.setPen(QPen(look.ink(self._tone), 1))
            painter.setBrush(look.ground(self._tone))
        else:
            painter.setPen(QPen(look.line, 1))
            painter.setBrush(look.hover if self.underMouse() else look.surface)
        if self.hasFocus():
            painter.setPen(QPen(look.accent, 2))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(pill_font())
        painter.setPen(look.ink(self._tone) if self.isChecked() else look.muted)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
