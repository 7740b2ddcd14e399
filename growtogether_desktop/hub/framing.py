"""A request must end in one place. Sources: RFC 9112, section 6.3; h11 goes by the chunks and reads on.

A server in front that went by the length instead would see two requests where we see one, or the reverse: so
somebody's words could be taken for the beginning of somebody else's request.
"""

import logging

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from growtogether_desktop.base.i18n import say
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import Trouble

log = logging.getLogger(__name__)

_BOTH = {b"content-length", b"transfer-encoding"}
_REFUSED = dump(
    Trouble(say("The hub does not understand this request. Update the program, then try again."), "unreadable")
)


def with_one_end(app: ASGIApp) -> ASGIApp:
    """`app`, asked nothing that tells both a length and that it comes in chunks; that line is closed."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and _BOTH.issubset(name for name, _ in scope["headers"]):
            log.warning("refused: a request with two ends, from %s", (scope["client"] or ("nowhere",))[0])
            headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
            await send({"type": "http.response.start", "status": 400, "headers": headers})
            await send({"type": "http.response.body", "body": _REFUSED, "more_body": False})
        else:
            await app(scope, receive, send)

    return asked
