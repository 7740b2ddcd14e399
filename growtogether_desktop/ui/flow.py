"""Buttons or pills beside each other, in as many rows as it takes."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from growtogether_desktop.ui import theme


class Flow(QWidget):
    """Rows of widgets; those of the `ending` stay together, at the right of the last one."""

    def __init__(self, widgets: Sequence[QWidget] = (), ending: Sequence[QWidget] = (), gap: int = 4) -> None:
        """`gap` in pixels, before zoom."""
        super().__init__()
        self._widgets = tuple(widgets)
        self._ending = tuple(ending)
        self._gap = gap
        for widget in (*widgets, *ending):
            widget.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fill(self, widgets: Sequence[QWidget]) -> None:
        """Show these in place of those there are, which are deleted; without any, nothing is shown."""
        for old in self._widgets:
            old.hide()
            old.deleteLater()
        self._widgets = tuple(widgets)
        for widget in self._widgets:
            widget.setParent(self)
            widget.show()
        self.setVisible(bool(widgets))
        self.lay()
        self.updateGeometry()

    def lay(self) -> None:
        """Put everything at its place."""
        for widget, place in self._places(self.width()):
            widget.setGeometry(place)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _widget, place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(200), self.heightForWidth(max(self.width(), theme.current().px(200))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.lay()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # one of them has come or gone
            self.updateGeometry()
            self.lay()
        return super().event(event)

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        gap = theme.current().px(self._gap)
        places: list[tuple[QWidget, QRect]] = []
        left, top = 0, 0
        for widget in self._widgets:
            if widget.isHidden():
                continue
            size = widget.sizeHint()
            size.setWidth(min(size.width(), max(width, 0)))
            if left and left + size.width() > width:
                left, top = 0, top + size.height() + gap
            places.append((widget, QRect(QPoint(left, top), size)))
            left += size.width() + gap
        sizes = [widget.sizeHint() for widget in self._ending]
        room = sum(size.width() + gap for size in sizes) - gap
        if self._ending and left and left + room > width:
            top += max(size.height() for size in sizes) + gap
        left = max(width - room, 0)
        for widget, size in zip(self._ending, sizes, strict=True):
            places.append((widget, QRect(QPoint(left, top), size)))
            left += size.width() + gap
        return places
