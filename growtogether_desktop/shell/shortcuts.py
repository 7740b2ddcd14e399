"""All shortcuts on one page, from the registry."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.actions import Action, Actions
from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import N_, _
from growtogether_desktop.shell.palette import keys
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.feature import FormKeys
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.pane import Pane, column, scrolling
from growtogether_desktop.ui.words import Elided

EVERYWHERE = FormKeys(
    N_("On every page"),
    (
        (N_("Open what one stands on"), "Return"),
        (N_("Turn away, close, go back"), "Esc"),
        (N_("Find on the page"), "Ctrl+F"),
        (N_("From a search to what it has found"), "Down"),
    ),
)
"""Keys that mean the same wherever they mean something."""


class ShortcutsPane(Pane):
    """A card for each menu and each form, in two columns of about equal height."""

    def __init__(self, background: Background, actions: Actions, forms: tuple[FormKeys, ...] = ()) -> None:
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
        cards = [(menu, [_of(action) for action in actions.in_menu(menu)]) for menu in actions.menus()]
        cards += [(form.title, _ways(form)) for form in (EVERYWHERE, *forms)]
        for title, lines in cards:
            rows = [_row(_(what), said) for what, said in lines if said]
            if rows:
                card = Card(_(title))
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


def _of(action: Action) -> tuple[str, tuple[str, ...]]:
    """What it is called, and every way to it by keys, the shortest first."""
    return action.title, tuple(said for said in (action.key, action.shortcut) if said)


def _ways(form: FormKeys) -> list[tuple[str, tuple[str, ...]]]:
    """What each key does; several that do the same share a row."""
    titles = dict.fromkeys(title for title, _key in form.keys)
    return [(title, tuple(key for what, key in form.keys if what == title)) for title in titles]


def _row(what: str, ways: tuple[str, ...]) -> QWidget:
    row = QWidget()
    row.setAccessibleName(f"{what}: {', '.join(map(keys, ways))}")
    line = QHBoxLayout(row)
    line.setContentsMargins(14, 7, 14, 7)
    line.setSpacing(6)
    line.addWidget(Elided(what), 1)
    for way in ways:
        line.addWidget(Pill(keys(way), "plain"))
    return row
