"""People with real desks at a real hub: encrypted files, HTTP over loopback, no windows."""

from pathlib import Path

from growtogether_desktop.base.background import Background
from growtogether_desktop.store.database import Cache, open_cache
from growtogether_desktop.sync.account import open_workspace, read_account
from growtogether_desktop.sync.connection import Connection, connect, get_in
from growtogether_desktop.wire.protocol import AccountAsked, SignInAsked
from growtogether_desktop.workspace.workspace import Workspace
from tests.desks import KEY, Clock
from tests.hubs import PASSWORD, RunningHub


class Person:
    """Somebody at their computer."""

    def __init__(self, folder: Path, name: str) -> None:
        self.background = Background()
        self.bugs: list[BaseException] = []
        self.background.bugs.connect(self.bugs.append)
        self.name = name
        self._file = folder / f"{name}.sqlite"
        self._cache: Cache | None = None
        self._workspace: Workspace | None = None
        self._connection: Connection | None = None

    @property
    def workspace(self) -> Workspace:
        assert self._workspace is not None
        return self._workspace

    async def join(self, hub: RunningHub, code: str) -> "Person":
        """Take up an invitation, as the welcome page does."""
        asked = AccountAsked(code, f"{self.name}@example.org", PASSWORD, f"{self.name}'s computer", self.name)
        await get_in(self._open(), self.background, hub.url, asked)
        return await self._sit_down()

    async def sign_in(self, hub: RunningHub, password: str = PASSWORD) -> "Person":
        asked = SignInAsked(f"{self.name}@example.org", password, f"{self.name}'s computer")
        await get_in(self._open(), self.background, hub.url, asked)
        return await self._sit_down()

    async def come_back(self) -> "Person":
        """Start the program again, over the cache that knows whose it is."""
        return await self._sit_down()

    async def meet(self) -> None:
        assert self._connection is not None
        await self._connection.postman.round()

    async def leave(self) -> None:
        """Close the program."""
        if self._connection is not None:
            await self._connection.close()
        await self.background.close()
        if self._cache is not None:
            self._cache.close()
        assert self.bugs == []

    def _open(self) -> Cache:
        self._cache = self._cache or open_cache(self._file, KEY)
        return self._cache

    async def _sit_down(self) -> "Person":
        cache = self._open()
        account = await read_account(cache, self.background)
        assert account is not None
        self._workspace = await open_workspace(cache, self.background, account, Clock())
        self._connection = connect(self._workspace, cache, account)
        return self
