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


def filter_button(shown: str, *groups: tuple[Choice, ...]) -> Button:
    """`shown` is what is let through now; "" while that is everything. Of each group one is chosen."""
    button = Button(shown or _("Filter"), icon="list-filter", name=_("Filter"))
    menu = QMenu(button)
    for group in groups:
        if not menu.isEmpty():
            menu.addSeparator()
        together = QActionGroup(menu)
        for choice in group:
            entry = menu.addAction(choice.words)
            entry.setCheckable(True)
            entry.setChecked(choice.chosen)
            entry.triggered.connect(_running(choice.run))
            together.addAction(entry)
    button.set_menu(menu)
    return button


def _running(run: Callable[[], object]) -> Callable[[bool], None]:
    def chosen(checked: bool) -> None:
        run()

    return chosen
