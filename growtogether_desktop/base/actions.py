"""Everything a person can do by menu, shortcut or palette, in one registry."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.spelling import search_key


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: what it is called, how it is reached, whether it makes sense now."""

    id: str
    """Like "edit.undo": stable, and never shown."""
    title: str
    """Marked with `N_`; translated when it is shown."""
    run: Callable[[], object]
    menu: str = ""
    """The menu it stands in, marked with `N_`; empty for the palette alone."""
    shortcut: str = ""
    """As Qt writes it: "Ctrl+Shift+Z"."""
    enabled: Callable[[], bool] = _always
    key: str = ""
    """The one key that does it too, on its page and while no words are being written."""
    roles: frozenset[str] = frozenset()
    """Who gets to see it; empty: everybody."""

    def suits(self, roles: frozenset[str]) -> bool:
        """Whether somebody with these roles gets to see it."""
        return not self.roles or bool(self.roles & roles)


class Actions:
    """The registry; it refuses a second owner of an id or a shortcut."""

    def __init__(self, actions: Iterable[Action] = ()) -> None:
        self._by_id: dict[str, Action] = {}
        for action in actions:
            self.add(action)

    def __iter__(self) -> Iterator[Action]:
        return iter(self._by_id.values())

    def __getitem__(self, id_: str) -> Action:
        return self._by_id[id_]

    def add(self, action: Action) -> None:
        """Take it in. Raises: ValueError when its id or its shortcut is taken."""
        if action.id in self._by_id:
            raise ValueError(f"two actions are called {action.id}")
        taken = next((a for a in self if action.shortcut and a.shortcut.casefold() == action.shortcut.casefold()), None)
        if taken:
            raise ValueError(f"{action.shortcut} belongs to {taken.id}, {action.id} wants it too")
        self._by_id[action.id] = action

    def menus(self) -> tuple[str, ...]:
        """The menus in the order in which they were first mentioned, untranslated."""
        return tuple(dict.fromkeys(action.menu for action in self if action.menu))

    def in_menu(self, menu: str) -> tuple[Action, ...]:
        return tuple(action for action in self if action.menu == menu)

    def find(self, words: str) -> tuple[Action, ...]:
        """What can be done now and has every word in its title, as said in the language in use.

        Titles that begin with what was typed come first. No words find everything.
        """
        wanted = search_key(words).split()
        matching = [
            (search_key(_(action.title)), action)
            for action in self
            if action.enabled() and all(word in search_key(_(action.title)) for word in wanted)
        ]
        return tuple(action for said, action in sorted(matching, key=lambda m: not m[0].startswith(search_key(words))))
