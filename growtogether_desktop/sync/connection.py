"""The way to the hub: getting in the first time, and what connects a desk from then on. Qt-free.

It brings the network along, so it is fetched only once the desk is on the screen.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.store.database import Cache
from growtogether_desktop.sync.account import Account, keep_account, read_account
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.sync.platform import sign_in_by_browser
from growtogether_desktop.sync.postman import Postman
from growtogether_desktop.sync.wiping import forget_what_came, open_again, seal_unsent
from growtogether_desktop.wire.protocol import AccountAsked, Platform, PlatformAsked, ResetAsked, SignInAsked, Tokens
from growtogether_desktop.workspace.workspace import Workspace

__all__ = [
    "Connection",
    "connect",
    "forget_what_came",
    "get_in",
    "open_again",
    "platform_of",
    "seal_unsent",
    "sign_in_by_browser",
]


async def get_in(
    cache: Cache,
    background: Background,
    address: str,
    asked: AccountAsked | SignInAsked | ResetAsked | PlatformAsked,
    *,
    hosted: bool = False,
) -> Account:
    """Make an account from an invitation, sign in, or choose another password by a code; remembered in the cache.

    Raises: Problem, when the hub cannot be reached, is none we understand, or says no; also when
    the cache holds somebody else's desk.
    """
    known = await read_account(cache, background)
    known_as = known.tokens.device if known is not None else ""
    hub = HttpHub(address)
    try:
        await hub.health()
        if isinstance(asked, AccountAsked):
            tokens = await hub.take_up(asked)
        elif isinstance(asked, ResetAsked):
            tokens = await hub.choose_password(msgspec.structs.replace(asked, known_as=known_as))
        elif isinstance(asked, PlatformAsked):
            tokens = await hub.come_in(msgspec.structs.replace(asked, known_as=known_as))
        else:
            key = known.tokens.device_key if known is not None else ""
            tokens = await hub.sign_in(msgspec.structs.replace(asked, known_as=known_as, device_key=key))
    finally:
        await hub.close()
    if known is not None and known.tokens.person != tokens.person:
        raise Problem(
            say("This computer holds the desk of {name}.", name=known.tokens.name),
            say("Sign in as {name}, or choose another folder with --data.", name=known.tokens.name),
        )
    account = Account(hub.address, tokens, hosted or (known is not None and known.hosted))
    await keep_account(cache, background, account)
    return account


async def platform_of(address: str) -> Platform | None:
    """The platform this hub lets people sign in through; None for none. Raises: Problem, as `get_in`."""
    hub = HttpHub(address)
    try:
        return await hub.platform()
    finally:
        await hub.close()


@dataclass(frozen=True, slots=True)
class Connection:
    """What carries a desk's changes to its hub and back."""

    hub: HttpHub
    postman: Postman

    async def close(self) -> None:
        """End the exchange; what waits goes up the next time."""
        self.postman.stop()
        await self.hub.close()


def connect(
    workspace: Workspace, cache: Cache, account: Account, poll_s: Callable[[], float] = lambda: 60.0
) -> Connection:
    """Put the way to the hub together. Nothing is sent before `postman.run()` or `round()`."""

    async def keep(tokens: Tokens) -> None:
        await keep_account(cache, workspace.background, replace(account, tokens=tokens))

    hub = HttpHub(account.address, account.tokens, keep)
    workspace.hub = hub
    return Connection(hub, Postman(workspace, hub, poll_s))
