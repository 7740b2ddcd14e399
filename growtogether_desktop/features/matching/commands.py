"""What can be done on the matching page: for menus, palette and shortcuts."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.ui.feature import Command, FormKeys

COMMANDS = (
    Command("bring", N_("Import roster…"), "Ctrl+Shift+O"),
    Command("invite", N_("Invite people…")),
    Command("ask", N_("Ask for opinions…")),
    Command("publish", N_("Publish plan…")),
    Command("withdraw", N_("Withdraw publication…")),
    Command("pin", N_("Pin the pair, or lift its pin"), "Ctrl+Shift+P", "P"),
    Command("whatif", N_("What if it were another mentor…"), "Ctrl+Shift+M", "W"),
    Command("forbid", N_("Forbid the pair"), "Ctrl+Shift+X", "F"),
)

FORMS = (
    FormKeys(
        N_("On the matching page"),
        (
            (N_("Bring a roster from the clipboard"), "Ctrl+V"),
            (N_("From a row of the table of pairs to its mentor in the plan"), "Space"),
            (N_("From bar to bar of a chart"), "Left"),
            (N_("From bar to bar of a chart"), "Right"),
        ),
    ),
)
"""Beside the commands, and what holds on every page, these are all its keys."""
