"""Signing in through the parent platform: a browser goes there, and comes back to a port of this computer.

Sources: RFC 8252 (native apps), RFC 7636 (PKCE), RFC 9207 (who answers). The browser is the person's own;
this program never sees what they type there.
"""

import asyncio
import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from contextlib import suppress
from html import escape
from urllib.parse import parse_qs, urlencode, urlsplit

from growtogether_desktop.base.background import Line
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.sync.addresses import checked_address
from growtogether_desktop.wire.protocol import Platform, PlatformAsked

PATIENCE_S = 300.0
"""How long somebody may take to sign in at the platform."""
REQUEST_S = 10.0
REQUEST_BYTES = 8 * 1024
PATH = "/signed-in"


async def sign_in_by_browser(
    platform: Platform, device: str, invitation: str, browse: Callable[[str], object]
) -> PlatformAsked:
    """What the platform gave to the browser, for the hub to redeem; `browse` opens an address in it.

    Cancel it to give up. Raises: Problem, when the platform says no, or nobody comes back in time.
    """
    authorize = checked_address(platform.authorize)  # a hub could name any program of this computer's otherwise
    line = Line("sign in")
    visit = _Visit(platform)
    try:
        port = await line.run(visit.open())
        browse(f"{authorize}{'&' if '?' in authorize else '?'}{visit.question(port)}")
        code = await line.run(visit.code())
    finally:
        with suppress(asyncio.CancelledError):
            await asyncio.shield(line.run(visit.close()))
        line.close()
    return PlatformAsked(code, visit.verifier, visit.nonce, _back(port), device, invitation=invitation)


class _Visit:
    """One way there and back."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._state = secrets.token_urlsafe(32)
        self.nonce = secrets.token_urlsafe(32)
        self.verifier = secrets.token_urlsafe(48)
        self._server: asyncio.Server | None = None
        self._came: asyncio.Future[str] | None = None

    async def open(self) -> int:
        """Listen at any free port of this computer; which."""
        self._came = asyncio.get_running_loop().create_future()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=REQUEST_BYTES)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def question(self, port: int) -> str:
        """What the browser asks the platform."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self._platform.client,
            "redirect_uri": _back(port),
            "scope": "openid email",
            "state": self._state,
            "nonce": self.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return urlencode(asked)

    async def code(self) -> str:
        assert self._came is not None
        try:
            return await asyncio.wait_for(self._came, PATIENCE_S)
        except TimeoutError as trouble:
            raise Problem(
                say("Nobody came back from the platform."), say("Begin the sign-in again when you have a moment.")
            ) from trouble

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(REQUEST_S):
                head = await reader.readuntil(b"\r\n\r\n")
            status, words = self._answer(head.split(b"\r\n", 1)[0].decode("ascii", "replace"))
            writer.write(_page(status, words))
            await writer.drain()
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return
        finally:
            writer.close()

    def _answer(self, line: str) -> tuple[str, str]:
        """How to answer whoever knocks. Only who brings our own state back is listened to; others do no harm."""
        method, target, *_rest = [*line.split(" "), "", ""]
        parts = urlsplit(target)
        brought = {name: values[0] for name, values in parse_qs(parts.query).items() if len(values) == 1}
        known = hmac.compare_digest(brought.get("state", "").encode(), self._state.encode())
        issuer = brought.get("iss", self._platform.issuer)
        if method != "GET" or parts.path != PATH or not known or issuer != self._platform.issuer:
            return "404 Not Found", _("There is nothing here.")
        assert self._came is not None
        if self._came.done():
            return "200 OK", _("You can close this page and go back to Grow-Together.")
        if not brought.get("code"):
            self._came.set_exception(
                Problem(say("The platform did not let you in."), say("Try again, or sign in with a password."))
            )
            return "200 OK", _("The platform did not let you in. Go back to Grow-Together.")
        self._came.set_result(brought["code"])
        return "200 OK", _("You can close this page and go back to Grow-Together.")


def _back(port: int) -> str:
    return f"http://127.0.0.1:{port}{PATH}"


def _page(status: str, words: str) -> bytes:
    body = f"<!doctype html><meta charset=utf-8><title>Grow-Together</title><p>{escape(words)}".encode()
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
        "Content-Security-Policy: default-src 'none'\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
