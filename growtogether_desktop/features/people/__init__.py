"""Members: who belongs to the programme and in which roles, who is invited, and who did what. For coordinators."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.domain.changes import COORDINATOR
from growtogether_desktop.ui.feature import Command, Feature, FormKeys, PaneFactory


def _load() -> PaneFactory:
    from growtogether_desktop.features.people.pane.page import PeoplePane

    return PeoplePane


FEATURE = Feature(
    "people",
    N_("Members"),
    "user-plus",
    _load,
    roles=frozenset({COORDINATOR}),
    commands=(
        Command("members", N_("Show the members")),
        Command("invitations", N_("Show the invitations")),
        Command("audit", N_("Show the audit")),
        Command("look", N_("Ask the hub again"), "F5"),
        Command("invite", N_("Invite people…"), "Ctrl+Shift+I"),
        Command("bring", N_("Invite from a file…")),
        Command("roles", N_("Change roles…")),
        Command("sign_out", N_("Sign out everywhere…")),
        Command("reset", N_("Make a code for a forgotten password…")),
        Command("erase", N_("Have somebody erased…")),
        Command("copy", N_("Copy the invitation")),
        Command("again", N_("Invite again")),
        Command("withdraw", N_("Withdraw the invitation…")),
        Command("check", N_("Follow the whole chain")),
        Command("save", N_("Save as CSV…")),
    ),
    forms=(FormKeys(N_("While people are invited"), ((N_("Invite"), "Ctrl+Return"),)),),
)
