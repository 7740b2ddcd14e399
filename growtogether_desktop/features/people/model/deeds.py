"""What the audit's kinds are called: those about accounts here, all others by the change that was asked for."""

from growtogether_desktop.base.i18n import N_, _
from growtogether_desktop.domain.changes import CHANGES

_TITLES = {
    "account.open": N_("Joined"),
    "account.roles": N_("Changed roles"),
    "account.password": N_("Changed their password"),
    "account.reset": N_("Made a code for a new password"),
    "account.prove": N_("Was asked for their password"),
    "account.link": N_("Linked the platform"),
    "account.sign_out": N_("Signed somebody out everywhere"),
    "account.erase": N_("Left the programme"),
    "audit.forget": N_("Forgot names"),
    "audit.resealed": N_("Began the chain anew"),
    "device.sign_in": N_("Signed in"),
    "device.revoke": N_("Signed a computer out"),
    "device.copied": N_("Signed out, as a token was copied"),
    "device.wipe": N_("Wiped a computer"),
    "invitation.make": N_("Made an invitation"),
    "invitation.withdraw": N_("Withdrew an invitation"),
}
GROUPS = {"account.": N_("Accounts"), "device.": N_("Computers"), "invitation.": N_("Invitations")}
"""How kinds begin that are looked at together."""
_OF_PERSONS = (
    "account.reset",
    "account.roles",
    "account.link",
    "account.sign_out",
    "account.erase",
    "erasure.",
    "invitation.",
    "profile.",
)


def title_of(what: str) -> str:
    """In the language in use; a kind that only newer programs know stays as it is."""
    if what in _TITLES:
        return _(_TITLES[what])
    change = CHANGES.get(what)
    return _(change.TITLE) if change is not None else what


def kinds_of_work() -> tuple[str, ...]:
    """Every change people ask for, by what it is called in the language in use."""
    return tuple(sorted(CHANGES, key=title_of))


def subject_is_person(what: str) -> bool:
    """Whether what it was done to is a person."""
    return what.startswith(_OF_PERSONS)
