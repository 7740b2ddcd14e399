"""A desk with its way to the hub: whose it is, how they got in, and everything put together. Qt-free."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.store import meta
from growtogether_desktop.store.database import Cache
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.sync.postman import Postman
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import AccountAsked, SignInAsked, Tokens
from growtogether_desktop.workspace.workspace import Workspace

T = TypeVar("T")

ACCOUNT = "account"


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Account:
    """Whose desk this is, at which hub."""

    address: str
    tokens: Tokens
    hosted: bool = False
    """The hub runs on this computer, started by this program."""

    @property
    def actor(self) -> Actor:
        return Actor(PersonId(self.tokens.person), frozenset(self.tokens.roles))


@dataclass(frozen=True, slots=True)
class Desk:
    workspace: Workspace
    hub: HttpHub
    postman: Postman

    async def close(self) -> None:
        """End the exchange; what waits goes up the next time."""
        self.postman.stop()
        await self.hub.close()


async def read_account(cache: Cache, background: Background) -> Account | None:
    """Who this cache belongs to; None for nobody yet."""

    def work(db: Connection) -> Account | None:
        known = meta.get(db, ACCOUNT)
        return load(Account, known.encode()) if known else None

    return await _write(cache, background, work)


async def get_in(
    cache: Cache, background: Background, address: str, asked: AccountAsked | SignInAsked, *, hosted: bool = False
) -> Account:
    """Make an account from an invitation, or sign in; remembered in the cache.

    Raises: Problem, when the hub cannot be reached, is none we understand, or says no; also when
    the cache holds somebody else's desk.
    """
    known = await read_account(cache, background)
    hub = HttpHub(address)
    try:
        await hub.health()
        if isinstance(asked, AccountAsked):
            tokens = await hub.take_up(asked)
        else:
            again = known.tokens.device if known is not None else ""
            tokens = await hub.sign_in(SignInAsked(asked.login, asked.password, asked.device, again))
    finally:
        await hub.close()
    if known is not None and known.tokens.person != tokens.person:
        raise Problem(
            say("This computer holds the desk of {name}.", name=known.tokens.name),
            say("Sign in as {name}, or choose another folder with --data.", name=known.tokens.name),
        )
    account = Account(hub.address, tokens, hosted or (known is not None and known.hosted))
    await _write(cache, background, lambda db: _keep(db, account))
    return account


async def open_desk(
    cache: Cache,
    background: Background,
    account: Account,
    clock: Callable[[], datetime] = utc_now,
    poll_s: Callable[[], float] = lambda: 60.0,
) -> Desk:
    """Put a desk together. Nothing is sent before `postman.run()` or `round()`."""

    async def keep(tokens: Tokens) -> None:
        await _write(cache, background, lambda db: _keep(db, replace(account, tokens=tokens)))

    workspace = Workspace(account.actor, account.tokens.name, cache, background, clock)
    hub = HttpHub(account.address, account.tokens, keep)
    workspace.hub = hub
    await workspace.refresh_state()
    return Desk(workspace, hub, Postman(workspace, hub, poll_s))


def _keep(db: Connection, account: Account) -> None:
    meta.put(db, ACCOUNT, dump(account).decode())


async def _write(cache: Cache, background: Background, work: Callable[[Connection], T]) -> T:
    def in_transaction() -> T:
        with cache.writing.begin() as db:
            return work(db)

    return await background.store(in_transaction)
