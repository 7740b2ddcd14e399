"""The hub's routes. What they answer is decided elsewhere; here tokens become people and errors become words.

Every route wants an access token unless it says `open_to_all`. One shape of error, `Trouble`, and
one 404 for what is not there and for what is not one's own.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import msgspec
from litestar import Litestar, Request, Response, delete, get, post, put
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import HTTPException, InternalServerException
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult, DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import FromPath, JSONBody, RawBody
from litestar.types import ASGIApp
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

import growtogether_desktop
from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.accounts import login_key
from growtogether_desktop.domain.ids import DeviceId, PersonId
from growtogether_desktop.hub import audits, upkeep
from growtogether_desktop.hub.accounts import Accounts
from growtogether_desktop.hub.config import Oidc
from growtogether_desktop.hub.declined import Declined, not_found, unauthorised
from growtogether_desktop.hub.erasing import Erasing, Step
from growtogether_desktop.hub.events import Pokes
from growtogether_desktop.hub.files import Files
from growtogether_desktop.hub.limits import Buckets
from growtogether_desktop.hub.people import Known, People
from growtogether_desktop.hub.records import record_of
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.hub.threads import Threads
from growtogether_desktop.hub.watch import Watch, address, route
from growtogether_desktop.wire.codec import Unreadable, load
from growtogether_desktop.wire.protocol import (
    NEWER_HUB,
    OLDER_HUB,
    PART_BYTES,
    PROTOCOL,
    PUSH_BYTES,
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

if TYPE_CHECKING:
    from growtogether_desktop.hub.platform import ParentPlatform

log = logging.getLogger(__name__)

SERVED = tuple(version for version in (PROTOCOL - 1, PROTOCOL) if version > 0)
JSON_BYTES = 256 * 1024
EXCHANGE_BYTES = PUSH_BYTES + 1024 * 1024
"""Changes, and the cursors of somebody who belongs to ten thousand scopes."""
JSON_DEPTH = 16
TIDY_S = 3_600
SEAL_S = 10
"""How often the audit's new entries are strung onto the chain."""
ERASE_S = 5
"""How often the hub looks whether somebody is to be erased."""
DESCRIBE_S = 60
"""How often a platform that does not answer is asked again."""

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
    accounts: Accounts
    platform: "ParentPlatform | None"
    files: Files
    pokes: Pokes
    threads: Threads
    sign_ins_of_device: Buckets
    sign_ins_of_login_from_address: Buckets
    sign_ins_of_login: Buckets
    sign_ins_from_address: Buckets
    proofs_of_account: Buckets
    calls_of_device: Buckets
    calls_of_account: Buckets
    watch: Watch


class HubRequest(Request[None, Known, State]):
    """A request whose JSON is read by our own codec, straight into what the route asks for."""

    @property
    def house(self) -> House:
        return cast(House, self.app.state.house)

    @property
    def address(self) -> str:
        return address(self)

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
        house.calls_of_device.take(known.caller.device)
        house.calls_of_account.take(known.caller.actor.id)
        return AuthenticationResult(user=None, auth=known)


# --- coming in ----------------------------------------------------------------------------------


@get("/health", opt={OPEN: True})
async def health(request: HubRequest) -> Health:
    """Whether the hub and its database are well, and which protocols it speaks."""
    house = request.house
    epoch = await house.threads.read(house.service.epoch)
    platform = house.platform.offer if house.platform is not None else None
    return Health(house.programme, growtogether_desktop.__version__, SERVED, epoch, platform)


@post("/accounts", opt={OPEN: True})
async def take_up(request: HubRequest, data: JSONBody[AccountAsked]) -> Tokens:
    """Take up an invitation."""
    house = request.house
    house.sign_ins_from_address.take(request.address)
    return house.watch.let_in(request, await house.threads.passwords(lambda: house.people.take_up(data)))


@post("/session", status_code=200, opt={OPEN: True})
async def sign_in(request: HubRequest, data: JSONBody[SignInAsked]) -> Tokens:
    """From a device that is known for this login, whatever others do; from any other within what is left to all."""
    house = request.house
    house.calls_of_device.take(request.address)
    if await house.threads.read(lambda: house.people.knows(data)):
        house.sign_ins_of_device.take(data.known_as)
    else:
        house.sign_ins_from_address.take(request.address)
        house.sign_ins_of_login_from_address.take(f"{request.address} {login_key(data.login)}")
        house.sign_ins_of_login.take(login_key(data.login))
    return house.watch.let_in(request, await house.threads.passwords(lambda: house.people.sign_in(data)))


@post("/session/reset", status_code=200, opt={OPEN: True})
async def choose_password(request: HubRequest, data: JSONBody[ResetAsked]) -> Tokens:
    """Choose another password by a coordinator's code, and sign in; whoever was signed in before is signed out."""
    house = request.house
    house.sign_ins_from_address.take(request.address)
    tokens, signed_out = await house.threads.passwords(lambda: house.people.choose_password(data))
    house.pokes.hang_up(*signed_out)
    return house.watch.let_in(request, tokens)


@post("/session/platform", status_code=200, opt={OPEN: True})
async def come_in(request: HubRequest, data: JSONBody[PlatformAsked]) -> Tokens:
    """Sign in by what a browser has brought back from the parent platform."""
    house = request.house
    house.sign_ins_from_address.take(request.address)
    subject = await _platform(house).redeem(data)
    return house.watch.let_in(request, await house.threads.write(lambda: house.people.come_in(subject, data)))


@post("/session/seal", status_code=204, opt={OPEN: True})
async def keep_seal(request: HubRequest, data: JSONBody[SealAsked]) -> None:
    """A device that was taken off the list hands over the key of what it had not sent yet. The first counts."""
    house = request.house
    house.sign_ins_from_address.take(request.address)
    await house.threads.write(lambda: house.people.keep_seal(data))


@post("/session/refresh", status_code=200, opt={OPEN: True})
async def renew(request: HubRequest, data: JSONBody[RefreshAsked]) -> Tokens:
    """New tokens for a refresh token."""
    house = request.house
    house.calls_of_device.take(request.address)
    return house.watch.let_in(request, await house.threads.write(lambda: house.people.renew(data.refresh)))


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
async def revoke_this(request: HubRequest, id: FromPath[str]) -> None:
    """Take the device that asks off the list: its next call learns that it is revoked."""
    house, caller = request.house, request.auth.caller
    if id != caller.device:
        raise not_found()
    await house.threads.write(lambda: house.people.revoke(caller, caller.device))
    house.pokes.hang_up(caller.device)


@post("/devices/{id:str}/revoke", status_code=204)
async def revoke(request: HubRequest, id: FromPath[str], data: JSONBody[Proof]) -> None:
    """Take any of one's own devices off the list, having shown anew who one is."""
    house, caller = request.house, request.auth.caller
    await _prove(house, caller.actor.id, lambda: house.accounts.prove(caller.actor.id, data.password))
    await house.threads.write(lambda: house.people.revoke(caller, DeviceId(id)))
    house.pokes.hang_up(DeviceId(id))


@get("/devices/{id:str}/seal")
async def seal_of(request: HubRequest, id: FromPath[str]) -> Seal:
    """What opens the unsent work on a device of one's own that was wiped."""
    house, caller = request.house, request.auth.caller
    return Seal(await house.threads.read(lambda: house.people.seal_of(caller, DeviceId(id))))


@put("/account/password", status_code=204)
async def change_password(request: HubRequest, data: JSONBody[PasswordAsked]) -> None:
    """Another password for oneself; one's other devices are signed out."""
    house, caller = request.house, request.auth.caller
    house.proofs_of_account.take(caller.actor.id)
    signed_out = await house.threads.passwords(lambda: house.accounts.change_password(caller, data))
    house.pokes.hang_up(*signed_out)


@post("/account/proof", status_code=204)
async def prove(request: HubRequest, data: JSONBody[Proof]) -> None:
    """Show that it is still oneself, before one goes to the trouble of what will ask for it."""
    house, caller = request.house, request.auth.caller
    await _prove(house, caller.actor.id, lambda: house.accounts.prove(caller.actor.id, data.password))


@put("/account/platform", status_code=204)
async def link(request: HubRequest, data: JSONBody[LinkAsked]) -> None:
    """From now on, one may also sign in through the parent platform. Another way in wants the one there is anew."""
    house, caller = request.house, request.auth.caller
    platform = _platform(house)
    who = caller.actor.id
    await _prove(house, who, lambda: house.accounts.prove_with_password(who, data.password))
    subject = await platform.redeem(data)
    await house.threads.write(lambda: house.people.link(caller, subject))


@post("/account/record", status_code=200)
async def record(request: HubRequest, data: JSONBody[RecordAsked]) -> Record:
    """What the hub keeps of oneself that lies on no desk."""
    house, caller = request.house, request.auth.caller
    return await house.threads.read(lambda: record_of(house.engine, house.people, house.accounts, caller, data))


# --- coordinating -------------------------------------------------------------------------------


@post("/invitations")
async def invite(request: HubRequest, data: JSONBody[tuple[InvitationAsked, ...]]) -> tuple[Invitation, ...]:
    """An invitation for each, in their order; one without a code for whoever has an account."""
    house, actor = request.house, _coordinator(request)
    return await house.threads.write(lambda: house.people.invite(actor, data))


@get("/invitations")
async def invitations(request: HubRequest) -> tuple[Invited, ...]:
    """Those that wait, and for a while those that were taken up, have ended or were withdrawn."""
    house, _ = request.house, _coordinator(request)
    return await house.threads.read(house.accounts.invitations)


@delete("/invitations/{id:str}")
async def withdraw(request: HubRequest, id: FromPath[str]) -> None:
    house, actor = request.house, _coordinator(request)
    await house.threads.write(lambda: house.accounts.withdraw(actor, id))


@get("/accounts")
async def everybody(request: HubRequest) -> tuple[Listed, ...]:
    house, _ = request.house, _coordinator(request)
    return await house.threads.read(house.accounts.everybody)


@put("/accounts/{id:str}/roles", status_code=204)
async def change_roles(request: HubRequest, id: FromPath[str], data: JSONBody[RolesAsked]) -> None:
    """Somebody has these roles from now on, and sees what comes with them."""
    house, actor = request.house, _coordinator(request)
    devices = await house.threads.write(lambda: house.accounts.change_roles(actor, PersonId(id), data.roles))
    house.pokes.hang_up(*devices)


@delete("/accounts/{id:str}/devices")
async def sign_them_out(request: HubRequest, id: FromPath[str]) -> None:
    """Take every device of somebody off the list."""
    house, actor = request.house, _coordinator(request)
    devices = await house.threads.write(lambda: house.accounts.sign_out(actor, PersonId(id)))
    house.pokes.hang_up(*devices)


@post("/accounts/{id:str}/reset")
async def reset_password(request: HubRequest, id: FromPath[str], data: JSONBody[Proof]) -> Invitation:
    """A code by which somebody chooses another password, from whoever shows anew who they are."""
    house, actor = request.house, _coordinator(request)
    await _prove(house, actor, lambda: house.accounts.prove(actor, data.password))
    return await house.threads.write(lambda: house.accounts.reset_password(actor, PersonId(id)))


@post("/audit", status_code=200)
async def audit(request: HubRequest, data: JSONBody[AuditAsked]) -> tuple[AuditEntry, ...]:
    """Who did what to what, the newest first. Asked with a body: ids of people stay out of logs of addresses."""
    house, _ = request.house, _coordinator(request)
    return await house.threads.read(lambda: audits.read(house.engine, data))


@get("/audit/chain/{after:int}")
async def audit_chain(request: HubRequest, after: FromPath[int]) -> tuple[Sealed, ...]:
    """The chain of hashes after this place, for whoever wants to follow it themselves."""
    house, _ = request.house, _coordinator(request)
    return await house.threads.read(lambda: audits.chain(house.engine, after))


def _coordinator(request: HubRequest) -> PersonId:
    """Whoever asks, if they coordinate. Raises: Declined."""
    actor = request.auth.caller.actor
    if not actor.coordinates:
        raise Declined(403, "forbidden", say("Only coordinators may do this."))
    return actor.id


async def _prove(house: House, who: PersonId, work: Callable[[], None]) -> None:
    """Show anew who one is; only tries in vain count. Raises: Declined."""
    house.proofs_of_account.take(who)
    await house.threads.passwords(work)
    house.proofs_of_account.give_back(who)


def _platform(house: House) -> "ParentPlatform":
    if house.platform is None:
        raise not_found()
    return house.platform


# --- working ------------------------------------------------------------------------------------


class _Spoken(msgspec.Struct):
    protocol: int


async def _speaks_our_protocol(request: Request[Any, Any, Any]) -> None:
    """Looked at first: another protocol may have another shape altogether."""
    spoken = load(_Spoken, await request.body()).protocol
    if spoken not in SERVED:
        raise Declined(426, "protocol", OLDER_HUB if spoken > PROTOCOL else NEWER_HUB)


@post("/exchange", status_code=200, request_max_body_size=EXCHANGE_BYTES, before_request=_speaks_our_protocol)
async def exchange(request: HubRequest, data: JSONBody[Asked]) -> Delivery:
    """Changes up, rows down. Safe to repeat."""
    house, caller = request.house, request.auth.caller
    judged = await house.threads.write(lambda: house.service.judge(caller, data)) if data.changes else ()
    return await house.threads.read(lambda: house.service.tell(caller, data, judged))


@get("/scopes/{name:str}/sum")
async def sum_of_scope(request: HubRequest, name: FromPath[str]) -> Sum:
    """What a scope holds, in brief: by it a desktop sees whether its copy is whole."""
    house, actor = request.house, request.auth.caller.actor
    found = await house.threads.read(lambda: house.service.sum(actor, name))
    if found is None:
        raise not_found()
    return found


@get("/events", media_type="text/event-stream")
async def events(request: HubRequest) -> ASGIApp:
    """Hints as server-sent events, {scope: head}, until the access token ends."""
    return request.house.pokes.stream(request.auth)


@get("/blobs/{sha:str}/parts")
async def sent_parts(request: HubRequest, sha: FromPath[str]) -> tuple[int, ...]:
    """Which parts of a file this person has brought."""
    house, actor = request.house, request.auth.caller.actor
    return await house.threads.read(lambda: house.files.sent_parts(actor, sha))


@put("/blobs/{sha:str}/parts/{number:int}", status_code=204, request_max_body_size=PART_BYTES)
async def put_part(request: HubRequest, sha: FromPath[str], number: FromPath[int], body: RawBody) -> None:
    house, actor = request.house, request.auth.caller.actor
    await house.threads.write(lambda: house.files.put_part(actor, sha, number, body, time.time()))


@post("/blobs/{sha:str}/complete", status_code=204)
async def complete(request: HubRequest, sha: FromPath[str]) -> None:
    """The last part has been sent: the hub checks the whole."""
    house, actor = request.house, request.auth.caller.actor
    await house.threads.write(lambda: house.files.complete(actor, sha))


@get("/blobs/{sha:str}/parts/{number:int}")
async def read_part(request: HubRequest, sha: FromPath[str], number: FromPath[int]) -> Response[bytes]:
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
_TROUBLES = {
    status: ResponseSpec(Trouble, description=HTTPStatus(status).phrase, generate_examples=False)
    for status in (400, 401, 403, 404, 405, 409, 413, 422, 426, 429, 500, 503)
}
"""What every route may answer, for whoever reads the description of the interface."""
_UNREADABLE = say("The hub does not understand this request. Update the program, then try again.")


def answer_trouble(request: Request[Any, Any, Any], trouble: Exception) -> Response[Trouble]:
    """Every error in one shape."""
    declined = _declined(trouble)
    if declined.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s failed", route(request), exc_info=trouble)
    else:
        house: House = request.app.state.house
        house.watch.refused(request, declined)
    headers = {"Cache-Control": "no-store"}
    if isinstance(trouble, HTTPException):
        headers |= trouble.headers or {}  # which methods there are, with a 405
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
        case InternalServerException(detail="client disconnected prematurely"):
            return Declined(400, "unreadable", _UNREADABLE)  # a line that broke is no bug; nobody is there to read this
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


def make_app(engine: Engine, programme: str, oidc: Oidc | None = None) -> Litestar:
    """The hub over an up-to-date database."""

    @asynccontextmanager
    async def opened(app: Litestar) -> AsyncIterator[None]:
        background = Background()
        house = _house(engine, programme, oidc, background)
        app.state.house = house
        stops = [house.service.moved.connect(house.pokes.hint)]
        if engine.dialect.name != "sqlite":
            stops.append(await _meet_neighbours(house, background))
        await house.threads.write(house.people.open_missing_profiles)
        background.spawn(house.pokes.run(), "hand out hints")
        background.spawn(house.pokes.keep_open(), "keep the streams of hints open")
        background.spawn(_keep_in_order(house), "upkeep")
        background.spawn(_keep_sealing(house), "seal the audit")
        background.spawn(_keep_erasing(house), "erase who has left")
        if house.platform is not None:
            background.spawn(_keep_described(house.platform), "ask the platform")
        try:
            yield
        finally:
            for stop in stops:
                stop()
            await background.close()
            if house.platform is not None:
                await house.platform.close()

    coming_in = [health, take_up, sign_in, choose_password, come_in, keep_seal, renew, sign_out]
    oneself = [devices, revoke_this, revoke, seal_of, change_password, prove, link, record]
    coordinating = [invite, invitations, withdraw, everybody, change_roles, sign_them_out, reset_password]
    looking_back = [audit, audit_chain]
    working = [exchange, sum_of_scope, events, sent_parts, put_part, complete, read_part]
    routes = [*coming_in, *oneself, *coordinating, *looking_back, *working]
    for each in routes:
        each.responses = _TROUBLES
    return Litestar(
        routes,
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


def _house(engine: Engine, programme: str, oidc: Oidc | None, background: Background) -> House:
    service = HubService(engine)
    threads = Threads(one_writer=engine.dialect.name == "sqlite")
    return House(
        programme,
        engine,
        service,
        People(engine, service),
        Accounts(engine),
        _parent_platform(oidc) if oidc is not None else None,
        Files(engine),
        Pokes(engine, threads, background, time.time),
        threads,
        Buckets(10, 1 / 30),
        Buckets(10, 1 / 30),
        Buckets(100, 1 / 10),  # from everywhere: it takes several addresses to use it up, and known devices pass by it
        Buckets(60, 1),  # a whole classroom comes from one address
        Buckets(10, 1 / 30),
        Buckets(5_000, 200),  # a file takes three calls, and a submission has hundreds of files
        Buckets(10_000, 400),  # somebody at several computers at once
        Watch(),
    )


def _parent_platform(oidc: Oidc) -> "ParentPlatform":
    # A client of HTTP and cryptography: a fifth of the hub's memory, which most hubs have no use for.
    from growtogether_desktop.hub.platform import ParentPlatform

    return ParentPlatform(oidc.issuer, oidc.client, oidc.secret)


async def _meet_neighbours(house: House, background: Background) -> Callable[[], None]:
    """Speak with other hubs on the same database; what is returned ends it."""
    # PostgreSQL's driver comes with it, which a hub on SQLite has no use for.
    from growtogether_desktop.hub.neighbours import Neighbours

    neighbours = Neighbours(house.engine, house.threads, house.pokes.hint)
    await neighbours.look()
    background.spawn(neighbours.keep_telling(), "tell other hubs")
    background.spawn(neighbours.keep_listening(), "hear other hubs")
    background.spawn(neighbours.keep_looking(), "look for what other hubs did not tell")
    return house.service.moved.connect(neighbours.tell)


async def _keep_in_order(house: House) -> None:
    while True:
        try:
            await house.threads.write(lambda: upkeep.tidy(house.engine, time.time()))
        except DBAPIError as trouble:
            log.warning("upkeep waits for the next hour: %s", type(trouble.orig).__name__)
        await asyncio.sleep(TIDY_S)


async def _keep_sealing(house: House) -> None:
    """The first look goes through all entries: the hub before may have ended between two looks."""
    seal = audits.seal_everything
    while True:
        try:
            await house.threads.write(partial(seal, house.engine))
            seal = audits.seal
        except DBAPIError as trouble:
            log.warning("the audit is sealed later: %s", type(trouble.orig).__name__)
        await asyncio.sleep(SEAL_S)


async def _keep_erasing(house: House) -> None:
    """One step at a time, so that nobody waits for long behind it."""
    erasing = Erasing(house.engine, house.service)
    while True:
        try:
            step = await house.threads.write(erasing.step)
        except DBAPIError as trouble:
            log.warning("erasing goes on later: %s", type(trouble.orig).__name__)
            step = Step(more=False)
        house.pokes.hang_up(*step.devices)
        if not step.more:
            await asyncio.sleep(ERASE_S)


async def _keep_described(platform: "ParentPlatform") -> None:
    while True:
        with suppress(Declined):
            await platform.describe()
        await asyncio.sleep(DESCRIBE_S)
