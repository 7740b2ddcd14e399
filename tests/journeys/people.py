"""People with real desks at a real hub: encrypted files, HTTP over loopback, no windows."""

from pathlib import Path

from growtogether_desktop.base.background import Background
from growtogether_desktop.store.database import Cache, open_cache
from growtogether_desktop.sync.desk import Desk, get_in, open_desk, read_account
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
        self._desk: Desk | None = None

    @property
    def workspace(self) -> Workspace:
        assert self._desk is not None
        return self._desk.workspace

    async def join(self, hub: RunningHub, code: str) -> "Person":
        """Take up an invitation, as the welcome page does."""
        asked = AccountAsked(code, f"{self.name}@example.org", PASSWORD, f"{self.name}'s computer", self.name)
        await get_in(self._open(), self.background, hub.url, asked)
        return await self._sit_down()

    async def sign_in(self, hub: RunningHub, password: str = PASSWORD) -> "Person":
        asked = SignInAsked(f"{self.name}@example.org", password, f"{self.name}'s computer")
        await get_in(self._open(), self.background, hub.url, asked)
        return await self._sit_down()

    async def meet(self) -> None:
        assert self._desk is not None
        await self._desk.postman.round()

    async def leave(self) -> None:
        """Close the program."""
        if self._desk is not None:
            await self._desk.close()
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
        self._desk = await open_desk(cache, self.background, account, Clock())
        return self
