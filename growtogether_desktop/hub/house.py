"""What every route has at hand, and the door before it: tokens become people, and bodies what a route asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from sqlalchemy import Engine

from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.hub.accounts import Accounts
from growtogether_desktop.hub.declined import unauthorised
from growtogether_desktop.hub.events import Pokes
from growtogether_desktop.hub.files import Files
from growtogether_desktop.hub.limits import Buckets
from growtogether_desktop.hub.people import Known, People
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.hub.threads import Threads
from growtogether_desktop.hub.watch import Watch, address
from growtogether_desktop.wire.codec import Unreadable, load
from growtogether_desktop.wire.protocol import PROTOCOL

if TYPE_CHECKING:
    from growtogether_desktop.hub.platform import ParentPlatform

SERVED = tuple(version for version in (PROTOCOL - 1, PROTOCOL) if version > 0)
"""The protocols this hub speaks."""
JSON_DEPTH = 16

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


def too_deep(body: bytes) -> bool:
    """Whether brackets are nested deeper than JSON_DEPTH (unbalanced ones count as too deep)."""
    # Without what is escaped, every second piece between quotes is a text.
    outside_texts = body.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2]
    brackets = b"".join(outside_texts).translate(_SQUARE, _NO_BRACKET)
    for _ in range(JSON_DEPTH):
        brackets = brackets.replace(b"[]", b"")
    return bool(brackets)


async def prove_anew(house: House, who: PersonId, work: Callable[[], None]) -> None:
    """Show anew who one is; only tries in vain count. Raises: Declined."""
    house.proofs_of_account.take(who)
    await house.threads.passwords(work)
    house.proofs_of_account.give_back(who)
