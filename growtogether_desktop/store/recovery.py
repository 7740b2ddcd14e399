"""A code on paper that opens the desk when keyring and passphrase are lost.

128 random bits in Crockford's base 32 (no I, L, O, U: they are misread), and two letters by which a slip of the
pen is told from a wrong code. Source of the alphabet: Crockford, "Base 32".
"""

import hashlib
import secrets

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_AS_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "-": "", " ": ""})
_BYTES = 16
_LETTERS = 26
_CHECKS = 2
_GROUP = 4


def new_code() -> tuple[str, bytes]:
    """A code as it is written down, and the 32 bytes it stands for."""
    secret = secrets.token_bytes(_BYTES)
    letters = _in_letters(secret)
    whole = letters + _checks(letters)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP)), _stretch(letters)


def looks_like_code(typed: str) -> bool:
    """Whether somebody has typed, or nearly typed, a code and not a passphrase."""
    letters = _as_meant(typed)
    return len(letters) == _LETTERS + _CHECKS and set(letters) <= set(_ALPHABET)


def read_code(typed: str) -> bytes:
    """The 32 bytes a code stands for, however it is spaced and in whatever case.

    Raises: Problem, when it is mistyped.
    """
    letters = _as_meant(typed)
    if not looks_like_code(typed) or letters[_LETTERS:] != _checks(letters[:_LETTERS]):
        raise Problem(
            say("This recovery code is mistyped."), say("Compare it with what you have written down, group by group.")
        )
    return _stretch(letters[:_LETTERS])


def _as_meant(typed: str) -> str:
    return typed.upper().translate(_AS_MEANT)


def _in_letters(secret: bytes) -> str:
    number = int.from_bytes(secret, "big")
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LETTERS)))


def _checks(letters: str) -> str:
    seen = hashlib.sha256(letters.encode()).digest()
    return _ALPHABET[seen[0] & 31] + _ALPHABET[seen[1] & 31]


def _stretch(letters: str) -> bytes:
    """As many random bits as no passphrase has need no slow hash."""
    return hashlib.sha256(b"Grow-Together recovery\0" + letters.encode()).digest()
