"""Passwords: what one must look like, and how it is kept. Source: OWASP, Argon2id with 19 MiB, t=2, p=1."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from growtogether_desktop.base.i18n import Message, say

_LISTS = Path(__file__).parents[2] / "resources" / "passwords"
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SIGNS_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
SHORTEST = 10
LONGEST = 200

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$Tg3tVgfhMoW7rJVcxAn8vw$owrAAs1tv1F3lucmYDLhSGZWho79Zy2L/0rv0TTB9Q8"
"""Written down, for hashing it at every start would make a hub wait; of what, does not matter, only its cost."""


def objection_to(password: str, login: str) -> Message | None:
    """Why this may not be a password; None when it may."""
    if len(password) < SHORTEST:
        return say("A password needs {n} characters at least.", n=SHORTEST)
    if len(password) > LONGEST:
        return say("A password has {n} characters at most.", n=LONGEST)
    if len(set(password)) < 4 or _plain(password).casefold() == login.casefold() or _is_known(password):
        return say("That password is too easy to guess. A few words that do not belong together are a good one.")
    return None


def _is_known(password: str) -> bool:
    """Whether it is one of those that are tried first, perhaps with digits or signs around it."""
    whole = _plain(password).casefold()
    cores = {whole, _SIGNS_AROUND.sub("", whole), _AROUND.sub("", whole)} - {""}
    return any(f"\n{core}\n" in _known() for core in cores)


@cache
def _known() -> str:
    """As one text: a set of so many would take ten times the memory, and is asked once in a while."""
    return "\n" + "".join((_LISTS / name).read_text("ascii") for name in ("known.txt", "long.txt"))


def hashed(password: str) -> str:
    return _hasher.hash(_plain(password))


def outdated(kept: str) -> bool:
    """Whether it was hashed at another cost than today's: it is hashed anew when its owner brings the password."""
    return _hasher.check_needs_rehash(kept)


def fits(password: str, kept: str | None) -> bool:
    """Whether this is the password.

    For nobody (None) and for whoever has none ("") it takes as long, so that nobody's absence shows.
    """
    try:
        return _hasher.verify(kept or _NOBODYS, _plain(password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def _plain(password: str) -> str:
    """The same letters have the same bytes, whichever keyboard they came from."""
    return unicodedata.normalize("NFKC", password)
