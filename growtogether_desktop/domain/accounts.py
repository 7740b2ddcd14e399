"""What an account and an invitation must look like: both sides say so in the same words."""

import unicodedata
from collections.abc import Collection
from urllib.parse import parse_qs, urlencode, urlsplit

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


_JOIN = "growtogether://join?"


def join_link(hub: str, code: str) -> str:
    """All that is needed to come in, in one piece."""
    return f"{_JOIN}{urlencode({'hub': hub, 'code': code})}"


def read_join_link(text: str) -> tuple[str, str] | None:
    """The hub and the code in such a link, as somebody has pasted it; None for anything else."""
    text = text.strip()
    told = parse_qs(urlsplit(text).query) if text.startswith(_JOIN) else {}
    return (told["hub"][0], told["code"][0]) if {"hub", "code"} <= told.keys() else None
