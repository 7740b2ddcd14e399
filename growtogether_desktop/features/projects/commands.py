"""What can be done on the projects page: for menus, palette and shortcuts."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.ui.feature import Command, FormKeys

MOVES = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
"""Command → columns and positions."""

COMMANDS = (
    Command("start", N_("Start project"), "Ctrl+Shift+J"),
    Command("back", N_("All projects")),
    Command("people", N_("People of the project")),
    Command("join", N_("Join project")),
    Command("new_card", N_("New card"), "Ctrl+Shift+N"),
    Command("open", N_("Open card")),
    Command("take", N_("Take the card"), "Ctrl+Shift+T"),
    Command("remove", N_("Remove card")),
    Command("left", N_("Move card to the column before"), "Ctrl+Shift+Left"),
    Command("right", N_("Move card to the next column"), "Ctrl+Shift+Right"),
    Command("up", N_("Move card up"), "Ctrl+Shift+Up"),
    Command("down", N_("Move card down"), "Ctrl+Shift+Down"),
)

FORMS = (
    FormKeys(
        N_("On a board"),
        (
            (N_("To the column before"), "Left"),
            (N_("To the next column"), "Right"),
            (N_("Move the card to the column before"), "Alt+Left"),
            (N_("Move the card to the next column"), "Alt+Right"),
            (N_("Move the card up"), "Alt+Up"),
            (N_("Move the card down"), "Alt+Down"),
            (N_("New card in this column"), "N"),
            (N_("Remove the card"), "Del"),
            (N_("Back to all projects"), "Backspace"),
        ),
    ),
    FormKeys(N_("While a card is written"), ((N_("Save the card"), "Ctrl+Return"),)),
)
"""Beside the commands, and what holds on every page, these are all its keys."""
