"""What an account and an invitation must look like: both sides say so in the same words."""

import unicodedata
from collections.abc import Collection
from urllib.parse import urlencode

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR

ROLES = (MENTEE, MENTOR, COORDINATOR)
NAME_LETTERS = 200
LOGIN_LETTERS = 254
"""As long as an e-mail address may be."""
INVITATION_DAYS = 14
"""How long an invitation is good unless somebody says otherwise."""
MOST_INVITATION_DAYS = 365


def login_key(login: str) -> str:
    """The same for a login however it is typed."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def login_refusal(login: str) -> Message | None:
    key = login_key(login)
    if not 3 <= len(key) <= LOGIN_LETTERS or not key.isprintable() or any(c.isspace() for c in key):
        return say("A login has 3 letters at least and no blanks; an e-mail address is a good one.")
    return None


def name_refusal(name: str) -> Message | None:
    if not name.strip() or len(name) > NAME_LETTERS or not name.isprintable():
        return say("A person needs a name, of {n} letters at most.", n=NAME_LETTERS)
    return None


def roles_refusal(roles: Collection[str]) -> Message | None:
    if not roles or not set(ROLES).issuperset(roles):
        return say("An account is for mentors, mentees or coordinators.")
    return None


def join_link(hub: str, code: str) -> str:
    """Opens this program where it is installed, with the hub and the code filled in."""
    return f"growtogether://join?{urlencode({'hub': hub, 'code': code})}"
