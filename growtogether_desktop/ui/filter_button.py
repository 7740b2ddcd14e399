"""A button that says what is let through, with a menu to let other things through."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from growtogether_desktop.base.i18n import _
from growtogether_desktop.ui.button import Button


@dataclass(frozen=True, slots=True)
class Choice:
    words: str
    chosen: bool
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Choices:
    """One of them is chosen at a time."""

    all: tuple[Choice, ...]
    title: str = ""
    """With a title they stand in a menu of their own."""


def filter_button(shown: str, *groups: Choices) -> Button:
    """`shown` is what is let through now; "" while that is everything."""
    button = Button(shown or _("Filter"), icon="list-filter", name=_("Filter"))
    menu = QMenu(button)
    for choices in groups:
        if not choices.title and not menu.isEmpty():
            menu.addSeparator()
        _fill(menu.addMenu(choices.title) if choices.title else menu, choices)
    button.set_menu(menu)
    return button


def _fill(menu: QMenu, choices: Choices) -> None:
    together = QActionGroup(menu)
    for choice in choices.all:
        entry = menu.addAction(choice.words)
        entry.setCheckable(True)
        entry.setChecked(choice.chosen)
        entry.triggered.connect(_running(choice.run))
        together.addAction(entry)


def _running(run: Callable[[], object]) -> Callable[[bool], None]:
    def chosen(checked: bool) -> None:
        run()

    return chosen
