"""The plan as a table in which a mentee can be dragged onto another mentor: the price shows before the drop."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import PlanRow
from growtogether_desktop.features.matching.pane.telling import priced
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.rows_model import RowsModel
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.words import Words

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]


class PlanTable(RowsTable[PlanRow]):
    """Press a mentee, pull onto a row with another mentor, let go: that is a pin. Escape lets it be."""

    def __init__(self, rows: RowsModel[PlanRow], name: str, model: MatchingModel, start: Start) -> None:
        super().__init__(rows, name, many=True)
        self._plan = rows
        self._model = model
        self._start = start
        self._pressed: tuple[PlanRow, QPoint] | None = None
        self._carried: PlanRow | None = None
        self._target: PlanRow | None = None
        self._asking: asyncio.Task[Any] | None = None
        self._frame = _Frame(self.viewport())
        self._card = _Card(self.viewport())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self._plan.row(self.indexAt(event.position().toPoint()))
        movable = row is not None and row.standing != "told" and event.button() == Qt.MouseButton.LeftButton
        self._pressed = (row, event.position().toPoint()) if movable and row is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            row, began = self._pressed
            if self._carried is None and (at - began).manhattanLength() >= QApplication.startDragDistance():
                self._carried = row
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            if self._carried is not None:
                self._move_to(at)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carried, target = self._carried, self._target
        self._let_go()
        super().mouseReleaseEvent(event)
        proposal = self._model.proposal
        if carried is None or target is None or proposal is None or target.mentor is None:
            return
        mentor = proposal.mentors.get(target.mentor)
        if mentor is not None:
            self._start(self._model.wishes.pin((carried.mentee, mentor)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._carried is not None:
            self._let_go()
            return
        super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._carried is None:
            self._pressed = None

    def _move_to(self, at: QPoint) -> None:
        index = self.indexAt(at)
        row = self._plan.row(index)
        assert self._carried is not None
        fits = row is not None and row.mentor is not None and row.mentor != self._carried.mentor
        target = row if fits else None
        if target is not self._target:
            self._target = target
            self._aim()
        if target is not None:
            first = self.visualRect(index)
            self._frame.setGeometry(QRect(0, first.top(), self.viewport().width(), first.height()))
        self._frame.setVisible(target is not None)
        self._card.follow(at)

    def _aim(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        carried, target = self._carried, self._target
        if carried is None:
            return
        if target is None:
            self._card.say(carried.mentee.name, _("Pull onto a row with another mentor."))
            return
        title = str(say("{mentee} → {mentor}", mentee=carried.mentee.name, mentor=target.mentor_name))
        self._card.say(title, "…")
        self._asking = self._start(self._tell(title, carried, target))

    async def _tell(self, title: str, carried: PlanRow, target: PlanRow) -> None:
        assert target.mentor is not None
        price = await self._model.inquiry.price(carried.mentee.id, target.mentor)
        if self._target is target:
            if price is None:
                self._target = None  # nothing comes of letting go here
            self._card.say(title, priced(self._model, price, carried.mentee.id))

    def _let_go(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        self._pressed = self._carried = self._target = self._asking = None
        self._frame.hide()
        self._card.hide()
        self.viewport().unsetCursor()


class _Frame(QWidget):
    """Around the row that would be met."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().accent, 2))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))


class _Card(QWidget):
    """What the mouse carries: who goes where, and what it costs."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title = Words("", "strong", wraps=True)
        self._price = Words("", wraps=True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 8, 12, 8)
        self._box.setSpacing(2)
        self._box.addWidget(self._title)
        self._box.addWidget(self._price)
        self.hide()

    def say(self, title: str, price: str) -> None:
        self._title.setText(title)
        self._price.setText(price)
        wide = theme.current().px(280)
        self.resize(wide, self._box.heightForWidth(wide))
        self.show()
        self.raise_()

    def follow(self, at: QPoint) -> None:
        """Beside the mouse, and whole."""
        over = self._over.rect()
        left = min(at.x() + 14, over.width() - self.width() - 4)
        top = at.y() + 18
        if top + self.height() > over.height():
            top = at.y() - self.height() - 10
        self.move(max(left, 4), max(top, 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.edge)
        painter.setBrush(look.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
