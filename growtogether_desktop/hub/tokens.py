"""Secrets that let somebody in: random, opaque, and kept only as their sha256."""

import hashlib
import hmac
import secrets

ACCESS = "access"
REFRESH = "refresh"
SPENT = "spent"
"""A refresh token whose successor has been used: whoever brings it once more has copied it."""

ACCESS_S = 15 * 60
REFRESH_S = 60 * 86_400
SESSION_S = 365 * 86_400
"""After so long somebody signs in again, however often the tokens were renewed."""
SPENT_S = 7 * 86_400
"""How long a spent token is remembered, so that a copy of it is noticed."""


def new_token(kind: str) -> str:
    """`gt_<kind>_` and 256 random bits."""
    return f"gt_{kind}_{secrets.token_urlsafe(32)}"


def new_code() -> str:
    """An invitation's code: 100 random bits, in letters one can read out and write down."""
    letters = "".join(secrets.choice("ABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(20))
    return "-".join(letters[at : at + 5] for at in range(0, 20, 5))


def code_key(code: str) -> str:
    """The same for a code however it was copied: without dashes and blanks, in capitals."""
    return "".join(c for c in code.upper() if c.isalnum())


def device_key(secret: str, device: str) -> str:
    """By what a device is known when it signs in again. It opens nothing, and is made anew rather than kept."""
    return hmac.new(secret.encode(), device.encode(), hashlib.sha256).hexdigest()


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
