"""The way to the hub: getting in the first time, and what connects a desk from then on. Qt-free.

It brings the network along, so it is fetched only once the desk is on the screen.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.store.database import Cache
from growtogether_desktop.sync.account import Account, keep_account, read_account
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.sync.postman import Postman
from growtogether_desktop.wire.protocol import AccountAsked, SignInAsked, Tokens
from growtogether_desktop.workspace.workspace import Workspace


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
            known_as = known.tokens.device if known is not None else ""
            tokens = await hub.sign_in(SignInAsked(asked.login, asked.password, asked.device, known_as))
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
