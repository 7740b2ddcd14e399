"""What the members' page calls things."""

from growtogether_desktop.base.i18n import N_, _
from growtogether_desktop.domain.accounts import ROLES
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import Words
from growtogether_desktop.wire.protocol import InvitationState

_ROLES = {MENTEE: N_("Mentee"), MENTOR: N_("Mentor"), COORDINATOR: N_("Coordinator")}
READS = {
    MENTEE: N_("As a mentee: their own work and its reviews, their pair, and solutions once their own is accepted."),
    MENTOR: N_("As a mentor: the work of their mentees and its reviews, their pairs, and the solutions of all tasks."),
    COORDINATOR: N_(
        "As a coordinator: every cohort, pair, piece of work and review, what people say of each other, and this page."
    ),
}
EVERYBODY_READS = N_("The directory, and all projects with their boards.")
STATES: dict[InvitationState, tuple[str, Tone]] = {
    "waiting": (N_("not used yet"), "waiting"),
    "used": (N_("used"), "resolved"),
    "expired": (N_("expired"), "plain"),
    "withdrawn": (N_("withdrawn"), "plain"),
}


def who_reads(also: str = "") -> tuple[Words, ...]:
    """What the hub tells coordinators alone, and what else there is to say of it."""
    said = [_("The coordinators."), *([also] if also else [])]
    return section(_("Who can read this")), *(Words(words, "muted", wraps=True) for words in said)


def role_name(role: str) -> str:
    return _(_ROLES[role]) if role in _ROLES else role


def in_words(roles: frozenset[str] | tuple[str, ...]) -> str:
    """ "Mentee, coordinator", in one order."""
    named = [role_name(role) for role in ROLES if role in roles]
    return ", ".join([*named[:1], *(name.lower() for name in named[1:])])
