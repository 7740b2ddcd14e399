"""Whose desk a cache holds, and how they got in; all that is needed to open it without network."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection

from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.store import meta
from growtogether_desktop.store.database import Cache
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import Tokens
from growtogether_desktop.workspace.workspace import Workspace

T = TypeVar("T")

_KEY = "account"


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


def utc_now() -> datetime:
    return datetime.now(UTC)


async def read_account(cache: Cache, background: Background) -> Account | None:
    """Who this cache belongs to; None for nobody yet."""
    return await _in_transaction(cache, background, account_in)


def account_in(db: Connection) -> Account | None:
    """Whose desk this is; None for nobody's yet. Raises: Unreadable."""
    known = meta.get(db, _KEY)
    return load(Account, known.encode()) if known else None


async def keep_account(cache: Cache, background: Background, account: Account) -> None:
    await _in_transaction(cache, background, lambda db: meta.put(db, _KEY, dump(account).decode()))


async def open_workspace(
    cache: Cache, background: Background, account: Account, clock: Callable[[], datetime] = utc_now
) -> Workspace:
    """The desk as it was left."""
    workspace = Workspace(account.actor, account.tokens.name, cache, background, clock)
    await workspace.refresh_state()
    return workspace


async def _in_transaction(cache: Cache, background: Background, work: Callable[[Connection], T]) -> T:
    def run() -> T:
        with cache.writing.begin() as db:
            return work(db)

    return await background.store(run)
