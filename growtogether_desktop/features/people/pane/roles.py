"""Roles to tick, in the house's order."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.accounts import ROLES
from growtogether_desktop.features.people.pane.words import role_name


class RoleTicks(QWidget):
    def __init__(self, roles: frozenset[str], *, across: bool) -> None:
        """`across` puts them side by side."""
        super().__init__()
        self.ticked: Signal[frozenset[str]] = Signal()
        self._boxes = {role: QCheckBox(role_name(role)) for role in ROLES}
        line = QHBoxLayout(self) if across else QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12 if across else 4)
        for role, box in self._boxes.items():
            box.setChecked(role in roles)
            box.toggled.connect(lambda on: self.ticked.emit(self.roles))
            line.addWidget(box)
        self.setFocusProxy(self._boxes[ROLES[0]])

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, box in self._boxes.items() if box.isChecked())
