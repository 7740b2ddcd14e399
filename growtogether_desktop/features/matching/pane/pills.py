"""What is marked of a pair, as pills; one that had to be cut off says its words where one points to it."""

from growtogether_desktop.ui.flow import Flow
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.words import tip


class Pills(Flow):
    def __init__(self) -> None:
        super().__init__(gap=6)

    def lay(self) -> None:
        super().lay()
        for pill in self.findChildren(Pill):
            tip(pill, pill.text if pill.width() < pill.sizeHint().width() else "")
