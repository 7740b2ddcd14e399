"""All shortcuts on one page, from the registry."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.actions import Action, Actions
from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import _
from growtogether_desktop.shell.palette import keys
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.pane import Pane, column, scrolling
from growtogether_desktop.ui.words import Elided


class ShortcutsPane(Pane):
    """A card for each menu, in two columns of about equal height."""

    def __init__(self, background: Background, actions: Actions) -> None:
        super().__init__(background)
        self.head.set_words(_("Keyboard"), _("Everything here can be done without a mouse."))
        page = QWidget()
        page.setObjectName("page")
        columns = (QVBoxLayout(), QVBoxLayout())
        beside = QHBoxLayout()
        beside.setSpacing(16)
        lengths = [0, 0]
        for lane in columns:
            lane.setSpacing(16)
            beside.addLayout(lane, 1)
        for menu in actions.menus():
            rows = [_row(action) for action in actions.in_menu(menu) if action.shortcut]
            if rows:
                card = Card(_(menu))
                card.show_rows(*rows)
                shorter = lengths.index(min(lengths))
                columns[shorter].addWidget(card)
                lengths[shorter] += len(rows) + 2  # the heading is as high as a row, and then there is the gap
        for lane in columns:
            lane.addStretch(1)
        box = column(page)
        box.addLayout(beside)
        box.addStretch(1)
        self.set_work(scrolling(page, _("Keyboard")))


def _row(action: Action) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(14, 7, 14, 7)
    line.addWidget(Elided(_(action.title)), 1)
    line.addWidget(Pill(keys(action.shortcut), "plain"))
    return row
