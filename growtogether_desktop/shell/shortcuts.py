"""All shortcuts on one page, from the registry."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from growtogether_desktop.base.actions import Action, Actions
from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import _
from growtogether_desktop.shell.palette import keys
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.pane import Pane, column, scrolling
from growtogether_desktop.ui.words import Elided


class ShortcutsPane(Pane):
    """A card for each menu, two beside each other."""

    def __init__(self, background: Background, actions: Actions) -> None:
        super().__init__(background)
        self.head.set_words(_("Keyboard"), _("Everything here can be done without a mouse."))
        page = QWidget()
        page.setObjectName("page")
        grid = QGridLayout()
        grid.setSpacing(16)
        menus = [menu for menu in actions.menus() if any(action.shortcut for action in actions.in_menu(menu))]
        for at, menu in enumerate(menus):
            card = Card(_(menu))
            card.show_rows(*(_row(action) for action in actions.in_menu(menu) if action.shortcut))
            grid.addWidget(card, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        for at in (0, 1):
            grid.setColumnStretch(at, 1)
        box = column(page)
        box.addLayout(grid)
        box.addStretch(1)
        self.set_work(scrolling(page))


def _row(action: Action) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(14, 7, 14, 7)
    line.addWidget(Elided(_(action.title)), 1)
    line.addWidget(Pill(keys(action.shortcut), "plain"))
    return row
