"""The hub's routes. What they answer is decided elsewhere; here tokens become people and errors become words.

Every route wants an access token unless it says `open_to_all`. One shape of error, `Trouble`, and
one 404 for what is not there and for what is not one's own.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

import msgspec
from litestar import Litestar, Request, Response, delete, get, post, put
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult, DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Stream
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

import growtogether_desktop
from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.ids import DeviceId
from growtogether_desktop.hub import upkeep
from growtogether_desktop.hub.declined import Declined, not_found, unauthorised
from growtogether_desktop.hub.events import Pokes
from growtogether_desktop.hub.files import Files
from growtogether_desktop.hub.limits import Buckets
from growtogether_desktop.hub.people import Known, People, login_key
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.hub.threads import Threads
from growtogether_desktop.wire.codec import Unreadable, load
from growtogether_desktop.wire.protocol import (
    PART_BYTES,
    PROTOCOL,
    PUSH_BYTES,
    AccountAsked,
    Asked,
    Delivery,
    Device,
    Health,
    Invitation,
    InvitationAsked,
    RefreshAsked,
    SignInAsked,
    Sum,
    Tokens,
    Trouble,
)

log = logging.getLogger(__name__)

SERVED = tuple(version for version in (PROTOCOL - 1, PROTOCOL) if version > 0)
JSON_BYTES = 256 * 1024
EXCHANGE_BYTES = PUSH_BYTES + 1024 * 1024
"""Changes, and the cursors of somebody who belongs to ten thousand scopes."""
JSON_DEPTH = 16
TIDY_S = 3_600

OPEN = "open_to_all"
"""In a route's options: no access token is asked for."""

_NO_BRACKET = bytes(set(range(256)) - set(b"[]{}"))
_SQUARE = bytes.maketrans(b"{}", b"[]")


@dataclass(frozen=True, slots=True)
class House:
    """What the routes need."""

    programme: str
    engine: Engine
    service: HubService
    people: People
    files: Files
    pokes: Pokes
    threads: Threads
    sign_ins_of_login: Buckets
    sign_ins_from_address: Buckets
    calls: Buckets


class HubRequest(Request[None, Known, State]):
    """A request whose JSON is read by our own codec, straight into what the route asks for."""

    @property
    def house(self) -> House:
        return cast(House, self.app.state.house)

    @property
    def address(self) -> str:
        return self.client.host if self.client else ""

    async def json(self) -> Any:
        body = await self.body()
        if too_deep(body):
            raise Unreadable("too deep")
        asked = self.route_handler.parsed_data_field
        assert asked is not None
        return load(asked.annotation, body)


class Doorkeeper(AbstractAuthenticationMiddleware):
    """Turns a bearer token into whoever it stands for."""

    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        house: House = connection.app.state.house
        scheme, _, access = connection.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise unauthorised()
        known = await house.threads.read(lambda: house.people.whose(access))
        house.calls.take(known.caller.device)
        return AuthenticationResult(user=None, auth=known)


# --- coming in ----------------------------------------------------------------------------------


@get("/health", opt={OPEN: True})
async def health(request: HubRequest) -> Health:
    """Whether the hub and its database are well, and which protocols it speaks."""
    house = request.house
    epoch = await house.threads.read(house.service.epoch)
    return Health(house.programme, growtogether_desktop.__version__, SERVED, epoch)


@post("/accounts", opt={OPEN: True})
async def take_up(request: HubRequest, data: AccountAsked) -> Tokens:
    """Take up an invitation."""
    house = request.house
    house.sign_ins_from_address.take(request.address)
    return await house.threads.passwords(lambda: house.people.take_up(data))


@post("/session", status_code=200, opt={OPEN: True})
async def sign_in(request: HubRequest, data: SignInAsked) -> Tokens:
    house = request.house
    house.sign_ins_from_address.take(request.address)
    house.sign_ins_of_login.take(login_key(data.login))
    return await house.threads.passwords(lambda: house.people.sign_in(data))


@post("/session/refresh", status_code=200, opt={OPEN: True})
async def renew(request: HubRequest, data: RefreshAsked) -> Tokens:
    """New tokens for a refresh token."""
    house = request.house
    house.calls.take(request.address)
    return await house.threads.write(lambda: house.people.renew(data.refresh))


@delete("/session")
async def sign_out(request: HubRequest) -> None:
    house, caller = request.house, request.auth.caller
    await house.threads.write(lambda: house.people.sign_out(caller))
    house.pokes.hang_up(caller.device)


@get("/devices")
async def devices(request: HubRequest) -> tuple[Device, ...]:
    house, caller = request.house, request.auth.caller
    return await house.threads.read(lambda: house.people.devices(caller))


@delete("/devices/{id:str}")
async def revoke(request: HubRequest, id: str) -> None:
    """Take one of one's own devices off the list: its next call learns that it is revoked."""
    house, caller = request.house, request.auth.caller
    await house.threads.write(lambda: house.people.revoke(caller, DeviceId(id)))
    house.pokes.hang_up(DeviceId(id))


@post("/invitations")
async def invite(request: HubRequest, data: tuple[InvitationAsked, ...]) -> tuple[Invitation, ...]:
    """An invitation for each, in their order; one without a code for whoever has an account. Coordinators only."""
    house, actor = request.house, request.auth.caller.actor
    if not actor.coordinates:
        raise Declined(403, "forbidden", say("Only coordinators invite people."))
    return await house.threads.write(lambda: house.people.invite(actor.id, data))


# --- working ------------------------------------------------------------------------------------


class _Spoken(msgspec.Struct):
    protocol: int


async def _speaks_our_protocol(request: Request[Any, Any, Any]) -> None:
    """Looked at first: another protocol may have another shape altogether."""
    if load(_Spoken, await request.body()).protocol not in SERVED:
        raise Declined(426, "protocol", say("This hub and this program are of different versions. Update the older."))


@post("/exchange", status_code=200, request_max_body_size=EXCHANGE_BYTES, before_request=_speaks_our_protocol)
async def exchange(request: HubRequest, data: Asked) -> Delivery:
    """Changes up, rows down. Safe to repeat."""
    house, caller = request.house, request.auth.caller
    run = house.threads.write if data.changes else house.threads.read
    return await run(lambda: house.service.exchange(caller, data))


@get("/scopes/{name:str}/sum")
async def sum_of_scope(request: HubRequest, name: str) -> Sum:
    """What a scope holds, in brief: by it a desktop sees whether its copy is whole."""
    house, actor = request.house, request.auth.caller.actor
    found = await house.threads.read(lambda: house.service.sum(actor, name))
    if found is None:
        raise not_found()
    return found


@get("/events")
async def events(request: HubRequest) -> Stream:
    """Hints as server-sent events, {scope: head}, until the access token ends."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Stream(request.house.pokes.listen(request.auth), media_type="text/event-stream", headers=headers)


@get("/blobs/{sha:str}/parts")
async def sent_parts(request: HubRequest, sha: str) -> tuple[int, ...]:
    """Which parts of a file this person has brought."""
    house, actor = request.house, request.auth.caller.actor
    return await house.threads.read(lambda: house.files.sent_parts(actor, sha))


@put("/blobs/{sha:str}/parts/{number:int}", status_code=204, request_max_body_size=PART_BYTES)
async def put_part(request: HubRequest, sha: str, number: int, body: bytes) -> None:
    house, actor = request.house, request.auth.caller.actor
    await house.threads.write(lambda: house.files.put_part(actor, sha, number, body, time.time()))


@post("/blobs/{sha:str}/complete", status_code=204)
async def complete(request: HubRequest, sha: str) -> None:
    """The last part has been sent: the hub checks the whole."""
    house, actor = request.house, request.auth.caller.actor
    await house.threads.write(lambda: house.files.complete(actor, sha))


@get("/blobs/{sha:str}/parts/{number:int}")
async def read_part(request: HubRequest, sha: str, number: int) -> Response[bytes]:
    """A part of a file in one of this person's scopes."""
    house, actor = request.house, request.auth.caller.actor
    content = await house.threads.read(lambda: house.files.read_part(actor, sha, number))
    return Response(content, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})


# --- what goes wrong ----------------------------------------------------------------------------

_BUG = Declined(500, "bug", say("Something in the hub went wrong. Its log says what."))
_UNAVAILABLE = Declined(503, "unavailable", say("The hub cannot reach its database just now."), retry_after_s=5)
_BY_STATUS = {
    404: not_found(),
    405: Declined(405, "not_allowed", say("That is not there.")),
    413: Declined(413, "too_large", say("That is too much at once.")),
    500: _BUG,
}
_UNREADABLE = say("The hub does not understand this request. Update the program, then try again.")


def answer_trouble(request: Request[Any, Any, Any], trouble: Exception) -> Response[Trouble]:
    """Every error in one shape."""
    declined = _declined(trouble)
    if declined.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s %s failed", request.method, request.url.path, exc_info=trouble)
    headers = {"Cache-Control": "no-store"}
    if declined.retry_after_s:
        headers["Retry-After"] = str(int(declined.retry_after_s) + 1)
    if declined.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    body = Trouble(declined.what, declined.code)
    return Response(body, status_code=declined.status, media_type="application/json", headers=headers)


def _declined(trouble: Exception) -> Declined:
    match trouble:
        case Declined():
            return trouble
        case Unreadable():
            return Declined(400, "unreadable", _UNREADABLE)
        case OperationalError() | InterfaceError():
            return _UNAVAILABLE
        case HTTPException():
            return _BY_STATUS.get(trouble.status_code) or Declined(trouble.status_code, "unreadable", _UNREADABLE)
    return _BUG


def too_deep(body: bytes) -> bool:
    """Whether brackets are nested deeper than JSON_DEPTH (unbalanced ones count as too deep)."""
    # Without what is escaped, every second piece between quotes is a text.
    outside_texts = body.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2]
    brackets = b"".join(outside_texts).translate(_SQUARE, _NO_BRACKET)
    for _ in range(JSON_DEPTH):
        brackets = brackets.replace(b"[]", b"")
    return bool(brackets)


# --- putting it together ------------------------------------------------------------------------


def make_app(engine: Engine, programme: str) -> Litestar:
    """The hub over an up-to-date database."""

    @asynccontextmanager
    async def opened(app: Litestar) -> AsyncIterator[None]:
        house = _house(engine, programme)
        app.state.house = house
        stop = house.service.moved.connect(house.pokes.hint)
        await house.threads.write(house.people.open_missing_profiles)
        background = Background()
        background.spawn(house.pokes.run(), "hand out hints")
        background.spawn(_keep_in_order(house), "upkeep")
        try:
            yield
        finally:
            stop()
            await background.close()

    routes = [health, take_up, sign_in, renew, sign_out, devices, revoke, invite, exchange, sum_of_scope, events]
    return Litestar(
        [*routes, sent_parts, put_part, complete, read_part],
        lifespan=[opened],
        request_class=HubRequest,
        request_max_body_size=JSON_BYTES,
        middleware=[DefineMiddleware(Doorkeeper, exclude_from_auth_key=OPEN)],
        exception_handlers={Exception: answer_trouble},
        openapi_config=OpenAPIConfig(
            "Grow-Together hub",
            growtogether_desktop.__version__,
            path="/schema",
            render_plugins=[JsonRenderPlugin(path="/")],
        ),
        logging_config=None,
    )


def _house(engine: Engine, programme: str) -> House:
    service = HubService(engine)
    threads = Threads(one_writer=engine.dialect.name == "sqlite")
    return House(
        programme,
        engine,
        service,
        People(engine, service),
        Files(engine),
        Pokes(engine, threads, time.time),
        threads,
        Buckets(10, 1 / 30),
        Buckets(60, 1),  # a whole classroom comes from one address
        Buckets(5_000, 200),  # a file takes three calls, and a submission has hundreds of files
    )


async def _keep_in_order(house: House) -> None:
    while True:
        try:
            await house.threads.write(lambda: upkeep.tidy(house.engine, time.time()))
        except DBAPIError as trouble:
            log.warning("upkeep waits for the next hour: %s", type(trouble.orig).__name__)
        await asyncio.sleep(TIDY_S)
