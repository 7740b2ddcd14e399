"""Where a hub or a platform may be: encrypted on the way, or on this computer."""

from urllib.parse import urlsplit

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say


def checked_address(address: str) -> str:
    """The hub's address as we use it. Plain http is for this computer only.

    Raises: Problem with what to do.
    """
    address = address.strip().rstrip("/")
    if "://" not in address:
        address = f"https://{address}"
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Problem(
            say("{address} is not the address of a hub.", address=address),
            say("It looks like https://hub.example.uz; your coordinator knows it."),
        )
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise Problem(
            say("The connection to {host} would not be encrypted.", host=parts.hostname),
            say("Use the address that begins with https://."),
        )
    return address
