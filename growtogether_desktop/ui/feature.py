"""What a feature hands to the shell: a place in the rail, a page, and things to do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from growtogether_desktop.ui.pane import Pane

if TYPE_CHECKING:  # the workspace brings SQL along; the window is painted before that
    from growtogether_desktop.workspace.workspace import Workspace

PaneFactory = Callable[["Workspace"], Pane]


@dataclass(frozen=True, slots=True)
class Command:
    """Something a page can do, for menus, palette and shortcuts; whether it can now, `Pane.offers` says."""

    id: str
    title: str
    """Marked with `N_`."""
    shortcut: str = ""
    key: str = ""
    """The one key that does it on the page while no words are being written."""


@dataclass(frozen=True, slots=True)
class FormKeys:
    """Keys that a form of the page listens to, for the page of shortcuts."""

    title: str
    """When they hold; marked with `N_`."""
    keys: tuple[tuple[str, str], ...]
    """What each does, marked with `N_`, and the key as Qt writes it."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One page of the program."""

    id: str
    title: str
    """Marked with `N_`."""
    icon: str
    load: Callable[[], PaneFactory]
    """Imports the pane when it is first opened: the one lazy door in the house."""
    roles: frozenset[str] = frozenset()
    """Who gets to see it; empty: everybody."""
    opens: frozenset[str] = frozenset()
    """Kinds of aggregates that `Pane.show_thing` can show."""
    rewrites: frozenset[str] = frozenset()
    """Kinds of changes whose words `Pane.write_again` lays out as a draft, should they be declined."""
    kinds: frozenset[str] = frozenset()
    """Kinds of aggregates after whose change `count` is asked again."""
    count: "Callable[[Workspace], Awaitable[int]] | None" = None
    """The number in the rail: what waits for this person here. 0 shows nothing."""
    commands: tuple[Command, ...] = ()
    """What its page can do; they stand in a menu of the feature's title."""
    forms: tuple[FormKeys, ...] = ()

    def suits(self, roles: frozenset[str]) -> bool:
        """Whether somebody with these roles gets to see it."""
        return not self.roles or bool(self.roles & roles)
