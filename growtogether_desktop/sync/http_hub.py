"""A hub at the other end of a URL. Its requests run on a line of their own, never on the window's loop."""

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
from msgspec import structs

from growtogether_desktop.base.background import Line
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.sync.addresses import checked_address
from growtogether_desktop.sync.platform import sign_in_by_browser
from growtogether_desktop.sync.troubles import Declined, HubTrouble, Left, Revoked, SignedOut, Unreachable
from growtogether_desktop.wire.codec import Unreadable, dump, load
from growtogether_desktop.wire.protocol import (
    NEWER_HUB,
    OLDER_HUB,
    PART_BYTES,
    PROTOCOL,
    AccountAsked,
    Asked,
    AuditAsked,
    AuditEntry,
    Delivery,
    Device,
    Health,
    Invitation,
    InvitationAsked,
    Invited,
    LinkAsked,
    Listed,
    PasswordAsked,
    Platform,
    PlatformAsked,
    Proof,
    Record,
    RecordAsked,
    RefreshAsked,
    ResetAsked,
    RolesAsked,
    Seal,
    SealAsked,
    Sealed,
    SignInAsked,
    Sum,
    Tokens,
    Trouble,
)

T = TypeVar("T")

TIMEOUT = httpx.Timeout(20, connect=5)
LONGEST_WAIT_S = 600.0
"""No hub, and nothing that answers in its name, puts us off for longer."""
EARLY_S = 30.0
"""The access token is renewed this long before it ends."""

_SAFE = say("Your work is safe here and goes up later.")


class HttpHub:
    """Speaks to one hub for one person. The tokens it is given and gets are handed to `keep`."""

    def __init__(
        self, address: str, tokens: Tokens | None = None, keep: Callable[[Tokens], Awaitable[None]] | None = None
    ) -> None:
        self.address = checked_address(address)
        self.bytes_up = 0
        self.bytes_down = 0
        self._tokens = tokens
        self._keep = keep
        self._line = Line("sync")
        self._client = httpx.AsyncClient(base_url=self.address, timeout=TIMEOUT, follow_redirects=False)
        self._pokes: Any = None
        self._renewing = asyncio.Lock()

    # --- what anybody may ask -----------------------------------------------------------------

    async def health(self) -> Health:
        """Whether this is a hub we can speak to.

        Raises: Unreachable; HubTrouble, when it is something else or speaks another protocol.
        """
        health: Health = await self._line.run(self._ask(Health, "GET", "/health"))
        if PROTOCOL not in health.protocols:
            raise HubTrouble(OLDER_HUB if max(health.protocols, default=0) < PROTOCOL else NEWER_HUB)
        return health

    async def take_up(self, invitation: AccountAsked) -> Tokens:
        """Make an account from an invitation. Raises: Declined with the reason."""
        return await self._sign_in("/accounts", invitation)

    async def sign_in(self, asked: SignInAsked) -> Tokens:
        """Raises: Declined, when login or password are wrong."""
        return await self._sign_in("/session", asked)

    async def choose_password(self, asked: ResetAsked) -> Tokens:
        """Another password by a coordinator's code, and signed in. Raises: Declined."""
        return await self._sign_in("/session/reset", asked)

    async def come_in(self, asked: PlatformAsked) -> Tokens:
        """Sign in by what the parent platform gave to the browser. Raises: Declined."""
        return await self._sign_in("/session/platform", asked)

    async def keep_seal(self, refresh: str, seal: str) -> None:
        """Hand over the key of what was not sent before this computer was wiped."""
        await self._line.run(self._ask(None, "POST", "/session/seal", dump(SealAsked(refresh, seal))))

    # --- what needs an account ----------------------------------------------------------------

    async def exchange(self, asked: Asked) -> Delivery:
        return await self._line.run(self._ask_signed(Delivery, "POST", "/exchange", dump(asked)))

    async def invite(self, people: tuple[InvitationAsked, ...]) -> tuple[Invitation, ...]:
        """Invitations for these people, in their order. Coordinators only."""
        asked = self._ask_signed(tuple[Invitation, ...], "POST", "/invitations", dump(people))
        return await self._line.run(asked)

    async def devices(self) -> tuple[Device, ...]:
        return await self._line.run(self._ask_signed(tuple[Device, ...], "GET", "/devices"))

    async def sign_out(self) -> None:
        """Take this very device off the list: at its next call it learns that it is to be wiped."""
        if self._tokens is not None:
            await self._line.run(self._ask_signed(None, "DELETE", f"/devices/{self._tokens.device}"))

    async def revoke(self, device: str, password: str) -> None:
        """Take a device of one's own off the list. Raises: Declined, when this is not the password."""
        asked = self._ask_signed(None, "POST", f"/devices/{device}/revoke", dump(Proof(password)))
        await self._line.run(asked)

    async def sum_of(self, scope: str) -> Sum:
        return await self._line.run(self._ask_signed(Sum, "GET", f"/scopes/{quote(scope, safe='')}/sum"))

    async def seal_of(self, device: str) -> Seal:
        """What opens the unsent work of a device of one's own that was wiped."""
        return await self._line.run(self._ask_signed(Seal, "GET", f"/devices/{device}/seal"))

    async def change_password(self, old: str, new: str) -> None:
        """One's other devices are signed out. Raises: Declined, when the old one is wrong or the new one too easy."""
        asked = self._ask_signed(None, "PUT", "/account/password", dump(PasswordAsked(old, new)))
        await self._line.run(asked)

    async def record(self, before: int = 0) -> Record:
        """What the hub keeps of this person beside the exchange, with a page of the log."""
        return await self._line.run(self._ask_signed(Record, "POST", "/account/record", dump(RecordAsked(before))))

    async def platform(self) -> Platform | None:
        """The parent platform one may sign in through; None for none."""
        return (await self.health()).platform

    async def link_by_browser(self, platform: Platform, password: str, browse: Callable[[str], object]) -> None:
        """Sign in there in the browser, which `browse` opens; from now on that is a way in here as well.

        Raises: Declined, when this is not the password; then nobody was sent anywhere.
        """
        await self._line.run(self._ask_signed(None, "POST", "/account/proof", dump(Proof(password))))
        came = await sign_in_by_browser(platform, "", "", browse)
        asked = LinkAsked(**structs.asdict(came), password=password)
        await self._line.run(self._ask_signed(None, "PUT", "/account/platform", dump(asked)))

    async def invitations(self) -> tuple[Invited, ...]:
        """Those that wait, and for a while those that have ended. Coordinators only, as all that follows."""
        return await self._line.run(self._ask_signed(tuple[Invited, ...], "GET", "/invitations"))

    async def withdraw(self, invitation: str) -> None:
        await self._line.run(self._ask_signed(None, "DELETE", f"/invitations/{invitation}"))

    async def accounts(self) -> tuple[Listed, ...]:
        """Whoever has an account, by name."""
        return await self._line.run(self._ask_signed(tuple[Listed, ...], "GET", "/accounts"))

    async def change_roles(self, person: str, roles: tuple[str, ...]) -> None:
        """Somebody has these roles from now on."""
        body = dump(RolesAsked(roles))
        await self._line.run(self._ask_signed(None, "PUT", f"/accounts/{person}/roles", body))

    async def sign_out_everywhere(self, person: str) -> None:
        """Take every device of somebody off the list."""
        await self._line.run(self._ask_signed(None, "DELETE", f"/accounts/{person}/devices"))

    async def reset_password(self, person: str, password: str) -> Invitation:
        """A code by which somebody chooses another password; `password` is that of whoever makes it."""
        asked = self._ask_signed(Invitation, "POST", f"/accounts/{person}/reset", dump(Proof(password)))
        return await self._line.run(asked)

    async def audit(self, asked: AuditAsked) -> tuple[AuditEntry, ...]:
        """Who did what to what, the newest first."""
        return await self._line.run(self._ask_signed(tuple[AuditEntry, ...], "POST", "/audit", dump(asked)))

    async def audit_chain(self, after: int) -> tuple[Sealed, ...]:
        """The audit's chain after this place."""
        return await self._line.run(self._ask_signed(tuple[Sealed, ...], "GET", f"/audit/chain/{after}"))

    async def put_blob(self, sha: str, content: bytes) -> None:
        await self._line.run(self._put_blob(sha, content))

    async def get_blob(self, sha: str, size: int) -> bytes:
        return await self._line.run(self._get_blob(sha, size))

    async def poke(self) -> None:
        """Return when the hub hints at news. Raises: Problem, when it cannot be listened to."""
        await self._line.run(self._next_poke())

    async def close(self) -> None:
        await self._line.run(self._client.aclose())
        self._line.close()

    # --- on the line --------------------------------------------------------------------------

    async def _sign_in(self, path: str, asked: object) -> Tokens:
        tokens: Tokens = await self._line.run(self._ask(Tokens, "POST", path, dump(asked)))
        await self._adopt(tokens)
        return tokens

    async def _adopt(self, tokens: Tokens) -> None:
        self._tokens = tokens
        if self._keep is not None:
            await self._keep(tokens)

    async def _ask_signed(self, kind: Any, method: str, path: str, body: bytes = b"") -> Any:
        """Ask as this person, renewing the access token where it has ended."""
        if self._tokens is None:
            raise SignedOut(say("You are signed out."), say("Sign in again; nothing here is lost."))
        if self._tokens.access_until - EARLY_S < time.time():
            await self._renew(self._tokens)
        tokens = self._tokens
        try:
            return await self._ask(kind, method, path, body, access=tokens.access)
        except Revoked:
            raise
        except SignedOut:
            await self._renew(tokens)
            return await self._ask(kind, method, path, body, access=self._tokens.access)

    async def _renew(self, stale: Tokens) -> None:
        """New tokens for these; a refresh token is good once, so of several askers one goes."""
        async with self._renewing:
            if self._tokens is stale:
                await self._refresh()

    async def _refresh(self) -> None:
        assert self._tokens is not None
        asked = RefreshAsked(self._tokens.refresh)
        await self._adopt(await self._ask(Tokens, "POST", "/session/refresh", dump(asked)))

    async def _ask(self, kind: Any, method: str, path: str, body: bytes = b"", access: str = "") -> Any:
        response = await self._send(method, path, body, access)
        if kind is None:
            return None
        if kind is bytes:
            return response.content
        try:
            return load(kind, response.content)
        except Unreadable as trouble:
            raise _not_a_hub() from trouble

    async def _send(self, method: str, path: str, body: bytes, access: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {access}"} if access else {}
        if body:
            headers["Content-Type"] = "application/octet-stream" if path.startswith("/blobs/") else "application/json"
        try:
            response = await self._client.request(method, path, content=body, headers=headers)
        except (httpx.TransportError, httpx.InvalidURL, ssl.SSLError, OSError) as trouble:
            raise _unreachable(trouble) from trouble
        self.bytes_up += len(body)
        self.bytes_down += response.num_bytes_downloaded
        if response.is_success:
            return response
        raise _refused(response)

    async def _put_blob(self, sha: str, content: bytes) -> None:
        here = set(await self._ask_signed(tuple[int, ...], "GET", f"/blobs/{sha}/parts"))
        for number, start in enumerate(range(0, max(len(content), 1), PART_BYTES)):
            if number not in here:
                part = content[start : start + PART_BYTES]
                await self._ask_signed(None, "PUT", f"/blobs/{sha}/parts/{number}", part)
        await self._ask_signed(None, "POST", f"/blobs/{sha}/complete")

    async def _get_blob(self, sha: str, size: int) -> bytes:
        parts = [
            await self._ask_signed(bytes, "GET", f"/blobs/{sha}/parts/{number}")
            for number in range(max(1, -(-size // PART_BYTES)))
        ]
        return b"".join(parts)

    async def _next_poke(self) -> None:
        if self._pokes is None:
            self._pokes = self._listen()
        try:
            await anext(self._pokes)
        except BaseException:
            self._pokes = None
            raise

    async def _listen(self) -> Any:
        """Yield at each event of the hub's stream, for as long as it lasts."""
        await self._ask_signed(Health, "GET", "/health")
        assert self._tokens is not None
        headers = {"Authorization": f"Bearer {self._tokens.access}", "Accept": "text/event-stream"}
        # The hub sends a heartbeat every 25 s: silence for longer means that the line is dead.
        waiting = httpx.Timeout(60, connect=5)
        try:
            async with self._client.stream("GET", "/events", headers=headers, timeout=waiting) as response:
                if not response.is_success:
                    await response.aread()
                    self.bytes_down += response.num_bytes_downloaded
                    raise _refused(response)
                counted = 0
                async for line in response.aiter_lines():
                    self.bytes_down += response.num_bytes_downloaded - counted
                    counted = response.num_bytes_downloaded
                    if line.startswith("data:"):
                        yield None
        except (httpx.TransportError, OSError) as trouble:
            raise _unreachable(trouble) from trouble
        raise _unreachable(None)


def _unreachable(trouble: BaseException | None) -> Problem:
    if isinstance(trouble, httpx.TimeoutException):
        return Unreachable(say("The hub does not answer in time."), _SAFE)
    if trouble is not None and "CERTIFICATE" in str(trouble).upper():
        return Unreachable(
            say("The hub's certificate cannot be trusted."), say("Check the address and this computer's date.")
        )
    return Unreachable(say("The hub cannot be reached."), _SAFE)


def _not_a_hub() -> Problem:
    return HubTrouble(
        say("Something answers at this address, but it is not a hub we understand."),
        say("Check the address, or update this program."),
    )


def _refused(response: httpx.Response) -> Problem:
    """The hub's own words where it has some, ours where not."""
    try:
        trouble = load(Trouble, response.content)
    except Unreadable:
        return _not_a_hub() if response.status_code < 500 else _broken(response)
    if trouble.code == "left":
        return Left(trouble.what, say("This computer has forgotten the programme as well."))
    if trouble.code == "revoked":
        return Revoked(trouble.what, say("What came from the hub is removed here; what you had not sent is sealed."))
    if response.status_code == 401:
        return SignedOut(trouble.what, say("Sign in again; nothing here is lost."))
    if response.status_code in (426, 429):  # it would take this, but not in this version, or not now
        return HubTrouble(trouble.what, _SAFE, retry_after_s=_retry_after(response))
    return _broken(response) if response.status_code >= 500 else Declined(trouble.what)


def _broken(response: httpx.Response) -> Problem:
    what = say("The hub has a trouble of its own ({status}).", status=response.status_code)
    return HubTrouble(what, _SAFE, retry_after_s=_retry_after(response))


def _retry_after(response: httpx.Response) -> float:
    """Seconds until the hub wants to be asked again; 0 when it says none, or nonsense."""
    said = response.headers.get("Retry-After", "")
    return min(float(said), LONGEST_WAIT_S) if said.isascii() and said.isdigit() and len(said) < 10 else 0
