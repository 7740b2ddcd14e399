"""What can be done on the matching page: for menus, palette and shortcuts. The page in front does it."""

from collections.abc import Callable, Mapping
from functools import partial

from growtogether_desktop.base.actions import Action
from growtogether_desktop.base.i18n import N_
from growtogether_desktop.domain.changes import COORDINATOR

COMMANDS = (
    ("bring", N_("Import roster…"), "Ctrl+Shift+O"),
    ("invite", N_("Invite people…"), ""),
    ("publish", N_("Publish plan…"), ""),
    ("pin", N_("Pin the pair, or lift its pin"), "Ctrl+Shift+P"),
    ("forbid", N_("Forbid the pair"), "Ctrl+Shift+F"),
)
"""Id, title and shortcut. In the table of pairs P and F alone do, too."""


class Front:
    """The page in front of the person offers here what it can do now."""

    def __init__(self) -> None:
        self.offers: Callable[[], Mapping[str, Callable[[], object]]] | None = None
        """Command → what does it; None while there is no page."""

    def can(self, command: str) -> bool:
        return self.offers is not None and command in self.offers()

    def do(self, command: str) -> None:
        if self.offers is not None and (run := self.offers().get(command)) is not None:
            run()


def make_actions(front: Front) -> tuple[Action, ...]:
    return tuple(
        Action(
            f"matching.{command}",
            title,
            partial(front.do, command),
            N_("Matching"),
            shortcut,
            partial(front.can, command),
            frozenset({COORDINATOR}),
        )
        for command, title, shortcut in COMMANDS
    )
