"""What can be done on the projects page: for menus, palette and shortcuts."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.ui.feature import Command

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
