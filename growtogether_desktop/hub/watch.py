"""What the hub's log says of whom it let in, and of what it refused: routes, codes, ids and addresses.

No words, no logins, no tokens: whoever mistypes may have put a password into the login's field, and anything
into an address. So a route is named as it is declared, not as it was asked for. Nor who it was, who may be erased
some day: a device tells that for as long as its person has an account.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from litestar import Request

from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.limits import Buckets
from growtogether_desktop.hub.people import Known
from growtogether_desktop.wire.protocol import Tokens

log = logging.getLogger(__name__)

AT_ONCE = 100
PER_S = 0.2
"""So many refusals are noted of one address; the others are counted. Else a flood would fill the disk."""


class Watch:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lines = Buckets(AT_ONCE, PER_S, clock)
        self._unsaid = 0

    def let_in(self, request: Request[Any, Any, Any], tokens: Tokens) -> Tokens:
        """Note that somebody has got `tokens`, in which way and from where; they are given back."""
        log.info("let in by %s: device %s, from %s", route(request), tokens.device, address(request))
        return tokens

    def refused(self, request: Request[Any, Any, Any], declined: Declined) -> None:
        """Note that somebody did not get what they asked for."""
        whence = address(request)
        try:
            self._lines.take(whence)
        except Declined:
            self._unsaid += 1
            return
        known: Known | None = request.scope.get("auth")
        by = f"device {known.caller.device}" if known is not None else "nobody known"
        log.info("refused: %d %s, %s, by %s, from %s", declined.status, declined.code, route(request), by, whence)
        if self._unsaid:
            log.info("refused: %d more, which are not listed", self._unsaid)
            self._unsaid = 0


def route(request: Request[Any, Any, Any]) -> str:
    """Which of our routes was asked; "no route" for what is none."""
    declared = request.scope.get("path_template")
    return f"{request.method} {declared}" if declared else "no route"


def address(request: Request[Any, Any, Any]) -> str:
    """Where the call came from: by what a trusted server in front says, else by the line itself."""
    return request.client.host if request.client else ""
