"""Two small pages, and one for coordinators, to try the shell with."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QLineEdit

from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.shell.window import Window
from growtogether_desktop.ui.feature import Command, Feature
from growtogether_desktop.ui.pane import Pane
from growtogether_desktop.workspace.workspace import Workspace


class DeskPane(Pane):
    """Remembers what it was asked to show."""

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self.editor = QLineEdit()
        self.set_work(self.editor)
        self.shown: list[Ref] = []
        self.left = False
        self.greeted = 0

    def offers(self) -> Mapping[str, Callable[[], object]]:
        return {"greet": self._greet}

    def _greet(self) -> None:
        self.greeted += 1

    @property
    def thing(self) -> Ref | None:
        return self.shown[-1] if self.shown else None

    def show_thing(self, ref: Ref) -> None:
        self.shown.append(ref)

    def leave(self) -> None:
        self.left = True


async def two_waiting(workspace: Workspace) -> int:
    return 2


def _open(workspace: Workspace) -> Pane:
    return DeskPane(workspace.background)


FEATURES = (
    Feature("home", "Home", "house", lambda: _open, commands=(Command("greet", "Greet", "Ctrl+G"),)),
    Feature("reviews", "Reviews", "mail-x", lambda: _open, opens=frozenset({"thread"}), count=two_waiting),
    Feature("matching", "Matching", "handshake", lambda: _open, roles=frozenset({"coordinator"})),
)

MakeWindow = Callable[[], Window]
