"""Pills side by side, as many to a line as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.words import tip


class Flow(QWidget):
    """Pills side by side, as many to a line as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._pills: tuple[Pill, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fill(self, pills: Sequence[Pill]) -> None:
        for old in self._pills:
            old.hide()
            old.deleteLater()
        self._pills = tuple(pills)
        for pill in self._pills:
            pill.setParent(self)
            pill.show()
        self.setVisible(bool(pills))
        self._place(self.width())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, wide: int) -> int:
        return self._place(wide)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self._place(self.width()))

    def resizeEvent(self, event: object) -> None:
        self._place(self.width())

    def _place(self, room: int) -> int:
        """Put the pills where they belong in a room so wide; how high they stand."""
        gap = theme.current().px(6)
        left = top = high = 0
        for pill in self._pills:
            size = pill.sizeHint()
            wide = min(size.width(), room)
            if left and left + wide > room:
                left, top = 0, top + high + gap
            pill.setGeometry(left, top, wide, size.height())
            tip(pill, pill.text if wide < size.width() else "")
            left, high = left + wide + gap, size.height()
        return top + high
