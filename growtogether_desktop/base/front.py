"""What a page can do, for menus, palette and shortcuts: they are made once, the page in front does it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from growtogether_desktop.base.actions import Action


@dataclass(frozen=True, slots=True)
class Command:
    id: str
    title: str
    """Marked with `N_`."""
    shortcut: str = ""


class Front:
    """The page in front of the person offers here what it can do now."""

    def __init__(self) -> None:
        self.offers: Callable[[], Mapping[str, Callable[[], object]]] | None = None
        """Command id → what does it; None while the page is not in front."""

    def can(self, command: str) -> bool:
        return self.offers is not None and command in self.offers()

    def do(self, command: str) -> None:
        if self.offers is not None and (run := self.offers().get(command)) is not None:
            run()

    def actions(self, feature: str, menu: str, commands: Iterable[Command]) -> tuple[Action, ...]:
        """One action for each command; `menu` is marked with `N_`."""
        return tuple(
            Action(
                f"{feature}.{command.id}",
                command.title,
                partial(self.do, command.id),
                menu,
                command.shortcut,
                partial(self.can, command.id),
            )
            for command in commands
        )
