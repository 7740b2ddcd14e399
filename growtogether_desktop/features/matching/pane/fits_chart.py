"""How the fits of a plan are spread, as bars that can be walked and asked."""

from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)

from growtogether_desktop.base.i18n import Message, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.matching.model.views import FitsView
from growtogether_desktop.ui import theme

_SPAN = 5
"""Points to a bar."""
_BARS = 100 // _SPAN


class FitsChart(QWidget):
    """Bars for how many pairs fit how well. Left, Right, Home and End walk; Enter or a click asks for those pairs."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Signal[tuple[int, int]] = Signal()
        """Somebody wants to see the pairs with a fit from the first to the second, both included."""
        self._bins: tuple[int, ...] = ()
        self._before: tuple[int, ...] = ()
        self._at = _BARS - 1
        self._hovered: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("How the fits are spread"))
        self.show_fits(FitsView())

    def show_fits(self, view: FitsView) -> None:
        """Take over the fits of a plan; without pairs it says so."""
        self.show_both(FitsView(), view)

    def show_both(self, first: FitsView, second: FitsView) -> None:
        """The bars of the second plan, and over them the first as a line."""
        self._bins = second.bins(_SPAN) if first.pairs or second.pairs else ()
        self._before = first.bins(_SPAN) if first.pairs else ()
        self._pairs = second.pairs
        self._describe()

    @property
    def said(self) -> str:
        """What stands above the bars: the bar one points to or stands on, else all of them."""
        if not self._bins:
            return _("No pairs yet")
        at = self._hovered if self._hovered is not None else self._at if self.hasFocus() else None
        return str(say_n("{n} pair", "{n} pairs", self._pairs) if at is None else self._told(at))

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(320), theme.current().px(168))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(200), theme.current().px(112))

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(12))
        painter.setPen(look.muted)
        if not self._bins:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.said)
            return
        above = QRect(look.px(8), 0, self.width() - look.px(16), look.px(20))
        shown = QFontMetricsF(painter.font()).elidedText(self.said, Qt.TextElideMode.ElideRight, above.width())
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        room = self._room()
        self._paint_scale(painter, room)
        most = self._most
        for at, count in enumerate(self._bins):
            bar = self._bar(at)
            if count:
                high = max(room.height() * count / most, look.px(2))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.accent_hover if at == self._hovered else look.accent)
                painter.drawRoundedRect(
                    QRectF(bar.left(), room.bottom() - high, bar.width(), high), look.px(2), look.px(2)
                )
            if self.hasFocus() and at == self._at:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(look.accent, 2))
                painter.drawRoundedRect(bar.adjusted(-2, -2, 2, 2), look.px(3), look.px(3))
        self._paint_before(painter, room)

    def _paint_before(self, painter: QPainter, room: QRectF) -> None:
        """The other plan as steps; the ground's colour at both sides keeps the line apart from the bars."""
        if not self._before:
            return
        look = theme.current()
        step = room.width() / _BARS
        path = QPainterPath(room.bottomLeft())
        for at, count in enumerate(self._before):
            y = room.bottom() - room.height() * count / self._most
            path.lineTo(room.left() + at * step, y)
            path.lineTo(room.left() + (at + 1) * step, y)
        path.lineTo(room.bottomRight())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in ((look.surface, 4), (look.text, 2)):
            painter.setPen(QPen(colour, wide))
            painter.drawPath(path)

    @property
    def _most(self) -> int:
        return max(*self._bins, *self._before)

    def _paint_scale(self, painter: QPainter, room: QRectF) -> None:
        """A line to stand on, one for the most, and the fits beneath."""
        look = theme.current()
        painter.setPen(QPen(look.line, 1))
        for y in (room.top(), room.bottom()):
            painter.drawLine(round(room.left()), round(y), round(room.right()), round(y))
        painter.setPen(look.muted)
        high = look.px(20)
        most = QRectF(0, room.top() - high / 2, room.left() - look.px(6), high)
        painter.drawText(most, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self._most))
        wide = look.px(40)
        for fit in range(0, 101, 20):
            middle = room.left() + room.width() * fit / 100
            painter.drawText(
                QRectF(middle - wide / 2, room.bottom() + look.px(2), wide, high),
                Qt.AlignmentFlag.AlignCenter,
                str(fit),
            )

    def _room(self) -> QRectF:
        """Where the bars stand."""
        look = theme.current()
        most = QFontMetricsF(look.font(12)).horizontalAdvance(str(self._most))
        return QRectF(self.rect()).adjusted(
            max(most + look.px(14), look.px(20)), look.px(32), -look.px(20), -look.px(24)
        )

    def _bar(self, at: int) -> QRectF:
        """The whole height that belongs to a bar."""
        room = self._room()
        step = room.width() / _BARS
        return QRectF(room.left() + at * step + 1, room.top(), step - 2, room.height())

    # --- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._bins:
            super().keyPressEvent(event)
            return
        steps = {Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Right: self._at + 1}
        steps |= {Qt.Key.Key_Home: 0, Qt.Key.Key_End: _BARS - 1}
        if event.key() in steps:
            self._at = min(max(steps[Qt.Key(event.key())], 0), _BARS - 1)
            self._hovered = None
            self._describe()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(_fits(self._at))
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._bar_at(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._bar_at(event.position().x())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = at
            self._describe()
            self.chosen.emit(_fits(at))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self._describe()

    def _bar_at(self, x: float) -> int | None:
        return next((at for at in range(len(self._bins)) if self._bar(at).left() <= x <= self._bar(at).right()), None)

    def _hover(self, at: int | None) -> None:
        if at != self._hovered:
            self._hovered = at
            self.update()

    def _describe(self) -> None:
        """Tell a screen reader the bar one stands on, and then all of them."""
        if self._bins:
            told = [str(self._told(at)) for at in range(_BARS) if self._bins[at] or (self._before and self._before[at])]
            self.setAccessibleDescription("\n".join((str(self._told(self._at)), "", *told)))
        else:
            self.setAccessibleDescription(_("No pairs yet"))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def _told(self, at: int) -> Message:
        lowest, highest = _fits(at)
        pairs = say_n("{n} pair", "{n} pairs", self._bins[at])
        if not self._before:
            return say("Fit {lowest} to {highest}: {pairs}", lowest=lowest, highest=highest, pairs=pairs)
        return say(
            "Fit {lowest} to {highest}: {pairs}, in the first plan {before}",
            lowest=lowest,
            highest=highest,
            pairs=pairs,
            before=self._before[at],
        )


def _fits(at: int) -> tuple[int, int]:
    """The lowest and the highest fit of a bar."""
    return at * _SPAN, 100 if at == _BARS - 1 else at * _SPAN + _SPAN - 1
