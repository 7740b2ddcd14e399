"""How much each mentor has to do: a block for every seat."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
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
from growtogether_desktop.features.matching.model.views import Load, LoadView
from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.words import Elided, as_tip

Index = QModelIndex | QPersistentModelIndex


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
