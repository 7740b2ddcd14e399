"""What hubs over one PostgreSQL tell each other: which scopes they have moved, and how far.

Told after the commit and never within it, for transactions that notify commit one after another. What is lost is
found at the next look at all heads.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError

from growtogether_desktop.hub.database import CONNECT_S, for_reading
from growtogether_desktop.hub.service import NO_DEVICE, Moved
from growtogether_desktop.hub.threads import Threads
from growtogether_desktop.store.tables import scope
from growtogether_desktop.wire.codec import Unreadable, dump, load

log = logging.getLogger(__name__)

CHANNEL = "growtogether_moved"
GATHER_S = 0.05
"""So long a move waits for others that are told with it."""
NOTE_BYTES = 7_900
"""PostgreSQL carries no longer note."""
LOOK = ""
"""The note when there is more to tell."""
POLL_S = 2.0
"""How often we look for what was not told."""
AGAIN_S = 1.0
"""Before we listen anew, when the database has hung up."""
KEEPALIVE_S = 30
"""A line on which nothing comes may be dead without a word."""


class Neighbours:
    def __init__(self, engine: Engine, threads: Threads, hint: Callable[[Moved], None]) -> None:
        """`hint` is told what the other hubs have moved."""
        self._engine = engine
        self._threads = threads
        self._hint = hint
        self._heads: dict[str, int] = {}
        """As we last knew them."""
        self._untold: dict[str, int] = {}
        self._woken = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def tell(self, moved: Moved) -> None:
        """This hub has moved something; may be said on any thread."""
        self._loop.call_soon_threadsafe(self._gather, moved.heads)

    async def keep_telling(self) -> None:
        """Send what has gathered, until cancelled."""
        while True:
            await self._woken.wait()
            await asyncio.sleep(GATHER_S)
            self._woken.clear()
            heads, self._untold = self._untold, {}
            try:
                await self._threads.write(partial(self._notify, dump(heads)))
            except DBAPIError as trouble:
                log.warning("other hubs hear of it later: %s", type(trouble.orig).__name__)

    async def keep_listening(self) -> None:
        """Hear what the others tell, on a connection that waits for nothing else, until cancelled."""
        _, address = self._engine.dialect.create_connect_args(self._engine.url)
        options: dict[str, Any] = {"connect_timeout": CONNECT_S, "keepalives_idle": KEEPALIVE_S, **address}
        while True:
            try:
                async with (
                    await psycopg.AsyncConnection.connect(**options, autocommit=True) as db,
                    aclosing(db.notifies()) as notes,
                ):
                    await db.execute(f"LISTEN {CHANNEL}")
                    async for note in notes:
                        await self._hear(note.payload)
            except psycopg.InterfaceError as trouble:  # the driver has no use for Windows' event loop
                log.warning("other hubs are heard by looking alone: %s", trouble)
                return
            except (psycopg.Error, DBAPIError) as trouble:
                log.warning("other hubs are not heard just now: %s", type(trouble).__name__)
            await asyncio.sleep(AGAIN_S)

    async def keep_looking(self) -> None:
        """Find what was not told, until cancelled."""
        while True:
            await asyncio.sleep(POLL_S)
            try:
                await self.look()
            except DBAPIError as trouble:
                log.warning("hints are lost: %s", type(trouble.orig).__name__)

    async def look(self) -> None:
        """Compare all heads with those we knew."""
        heads = await self._threads.read(self._all_heads)
        self._believe(heads)
        self._heads = heads

    def _gather(self, heads: dict[str, int]) -> None:
        self._heads |= heads
        self._untold |= heads
        self._woken.set()

    def _notify(self, note: bytes) -> None:
        with self._engine.begin() as db:
            db.execute(select(func.pg_notify(CHANNEL, note.decode() if len(note) <= NOTE_BYTES else LOOK)))

    async def _hear(self, note: str) -> None:
        try:
            self._believe(load(dict[str, int], note.encode()))
        except Unreadable:  # LOOK, or the words of a hub of another version
            await self.look()

    def _believe(self, heads: dict[str, int]) -> None:
        """Pass on what is news; what we moved ourselves is none."""
        news = {name: head for name, head in heads.items() if head > self._heads.get(name, 0)}
        self._heads |= news
        if news:
            self._hint(Moved(news, NO_DEVICE))

    def _all_heads(self) -> dict[str, int]:
        with for_reading(self._engine).connect() as db:
            return {row.name: row.head for row in db.execute(select(scope.c.name, scope.c.head))}
