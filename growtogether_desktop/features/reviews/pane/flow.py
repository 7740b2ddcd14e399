"""Buttons beside each other, in as many rows as it takes."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from growtogether_desktop.ui import theme


class Flow(QWidget):
    """Rows of buttons; those of the `ending` stay together, at the right of the last one."""

    def __init__(self, buttons: Sequence[QAbstractButton], ending: Sequence[QAbstractButton] = ()) -> None:
        super().__init__()
        self._buttons = tuple(buttons)
        self._ending = tuple(ending)
        for button in (*buttons, *ending):
            button.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _button, place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(200), self.heightForWidth(max(self.width(), theme.current().px(200))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # one of them has come or gone
            self.updateGeometry()
            self._lay()
        return super().event(event)

    def _lay(self) -> None:
        for button, place in self._places(self.width()):
            button.setGeometry(place)

    def _places(self, width: int) -> list[tuple[QAbstractButton, QRect]]:
        gap = theme.current().px(4)
        places: list[tuple[QAbstractButton, QRect]] = []
        left, top = 0, 0
        for button in self._buttons:
            if button.isHidden():
                continue
            size = button.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + size.height() + gap
            places.append((button, QRect(QPoint(left, top), size)))
            left += size.width() + gap
        sizes = [button.sizeHint() for button in self._ending]
        room = sum(size.width() + gap for size in sizes) - gap
        if self._ending and left and left + room > width:
            top += max(size.height() for size in sizes) + gap
        left = max(width - room, 0)
        for button, size in zip(self._ending, sizes, strict=True):
            places.append((button, QRect(QPoint(left, top), size)))
            left += size.width() + gap
        return places
