"""Two pictures of a plan: how the fits are spread, and how much each mentor has to do."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
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
    QFrame,
    QListView,
    QSizePolicy,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from growtogether_desktop.base.i18n import Message, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import MentorId
from growtogether_desktop.features.matching.model.views import FitsView, Load, LoadView
from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.words import Elided, as_tip

Index = QModelIndex | QPersistentModelIndex

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


class LoadChart(QWidget):
    """Every mentor with a block for each seat, filled when somebody sits there. Enter or a double click opens one."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Signal[MentorId] = Signal()
        """The mentor one stands on, whenever it is another one."""
        self.opened: Signal[MentorId] = Signal()
        self._seats = _Seats(self)
        self._sum = Elided("", "aside")
        self._sum.setContentsMargins(8, 0, 8, 4)
        self.list = QListView()
        self.list.setModel(self._seats)
        self.list.setItemDelegate(_SeatsDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(_("Load of mentors"))
        self.list.selectionModel().currentChanged.connect(self._stand)
        self.list.activated.connect(self._open)
        work = QWidget()
        box = QVBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._sum)
        box.addWidget(self.list, 1)
        self._nothing = EmptyState(
            "users", _("No mentors yet"), _("Their seats stand here as soon as they are enrolled.")
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(work)

    def show_load(self, view: LoadView) -> None:
        """Take over the seats; one stays with the mentor one stands on."""
        here = self._seats.load(self.list.currentIndex())
        self._seats.show_load(view)
        self._stack.setCurrentIndex(1 if view.mentors else 0)
        self._sum.setText(str(_sum(view)))
        places = {load.mentor: at for at, load in enumerate(view.mentors)}
        if here is not None and here.mentor in places:
            self.list.setCurrentIndex(self._seats.index(places[here.mentor]))

    @property
    def said(self) -> str:
        """What stands above the mentors."""
        return self._sum.text()

    def _stand(self, current: QModelIndex, before: QModelIndex) -> None:
        load = self._seats.load(current)
        if load is not None:
            self.chosen.emit(load.mentor)

    def _open(self, index: QModelIndex) -> None:
        load = self._seats.load(index)
        if load is not None:
            self.opened.emit(load.mentor)


def _sum(view: LoadView) -> Message:
    seats = say_n("{n} seat", "{n} seats", view.seats)
    idle = sum(not load.used for load in view.mentors)
    if not idle:
        return say("{used} of {seats} taken", used=view.used, seats=seats)
    return say(
        "{used} of {seats} taken; {mentors} without a mentee",
        used=view.used,
        seats=seats,
        mentors=say_n("{n} mentor", "{n} mentors", idle),
    )


def _load_told(load: Load) -> Message:
    if load.used < load.least:
        return say("{used} of {seats}, at least {least}", used=load.used, seats=load.seats, least=load.least)
    return say("{used} of {seats}", used=load.used, seats=load.seats)


class _Seats(QAbstractListModel):
    """The mentors as a Qt list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.most = 1
        """Seats of the mentor who has most."""
        self._mentors: tuple[Load, ...] = ()

    def show_load(self, view: LoadView) -> None:
        self.beginResetModel()
        self._mentors = view.mentors
        self.most = max((max(load.seats, load.used) for load in view.mentors), default=1) or 1
        self.endResetModel()

    def load(self, index: Index) -> Load | None:
        return self._mentors[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._mentors)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        load = self.load(index)
        if load is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return load.name
        told = f"{load.name}: {_load_told(load)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(told)
        return told if role == Qt.ItemDataRole.AccessibleTextRole else None


class _SeatsDelegate(QStyledItemDelegate):
    """A name, its seats as blocks on a scale that is the same in every row, and the count."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, _Seats)
        load = model.load(index)
        assert load is not None
        look = theme.current()
        rect = QRectF(option.rect)
        state = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = state & QStyle.StateFlag.State_Selected
            painter.fillRect(rect, look.selection if chosen else look.hover)
        inner = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        short = load.used < load.least
        told = str(say("{used} of {seats}", used=load.used, seats=load.seats))
        painter.setFont(look.font(13))
        metrics = QFontMetricsF(painter.font())
        counted = metrics.horizontalAdvance(str(say("{used} of {seats}", used=model.most, seats=model.most)))
        sign = look.px(16)
        named = min(look.px(160), inner.width() * 0.4)
        name = metrics.elidedText(load.name, Qt.TextElideMode.ElideRight, named)
        painter.setPen(look.text)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(look.blocking if short else look.muted)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, told)
        if short:
            left = inner.right() - metrics.horizontalAdvance(told) - sign - look.px(4)
            icons.paint(painter, "triangle-alert", look.blocking, QRectF(left, inner.top(), sign, inner.height()))
        blocks = inner.adjusted(named + look.px(12), 0, -counted - sign - look.px(12), 0)
        if blocks.width() > look.px(12):
            _paint_seats(painter, blocks, load, model.most)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.current().px(200), theme.current().px(28))


def _paint_seats(painter: QPainter, room: QRectF, load: Load, most: int) -> None:
    """One block for each seat; a single bar when the blocks would be too narrow to be told apart."""
    look = theme.current()
    high = look.px(10)
    step = min(room.width() / most, look.px(18))
    top = round(room.center().y() - high / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    gap = look.px(2) if step >= look.px(6) else 0
    if gap:
        for seat in range(max(load.seats, load.used)):
            _paint_seat(painter, QRectF(room.left() + seat * step, top, step - gap, high), load, seat)
    else:
        painter.fillRect(QRectF(room.left(), top, load.seats * step, high), look.track)
        painter.fillRect(QRectF(room.left(), top, load.used * step, high), look.accent)
    if load.least:
        painter.setPen(QPen(look.text, 2))
        at = round(room.left() + load.least * step - gap / 2)
        painter.drawLine(at, top - look.px(3), at, top + high + look.px(3))
    painter.restore()


def _paint_seat(painter: QPainter, block: QRectF, load: Load, seat: int) -> None:
    """Filled when taken, in the colour of trouble when there is no such seat."""
    look = theme.current()
    taken = seat < load.used
    painter.setPen(Qt.PenStyle.NoPen if taken else QPen(look.edge, 1))
    painter.setBrush((look.accent if seat < load.seats else look.blocking) if taken else Qt.BrushStyle.NoBrush)
    inner = block if taken else block.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, look.px(2), look.px(2))
