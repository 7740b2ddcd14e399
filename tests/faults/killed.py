"""Power cuts of the hub and of desktops, at random moments, and what is left afterwards.

A desktop here is a program of its own (`warm`) that edits in a loop and says of each edit when it has been kept.
"""

import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.projects import Card, StartProject
from growtogether_desktop.store.database import Cache, open_cache
from growtogether_desktop.sync.account import open_workspace, read_account
from growtogether_desktop.sync.connection import connect
from growtogether_desktop.workspace.workspace import Workspace
from tests.desks import KEY
from tests.faults.warm import ALONE, MEETS, Warm
from tests.hubs import RunningHub
from tests.journeys.people import Person

LIVES = 20
"""Between two looks through everything, and two meetings with the hub."""


class Desktop:
    """A program of its own over Malika's cache."""

    def __init__(self, cache: Path, warm: Warm) -> None:
        self.cache = cache
        self._warm = warm
        self._told = cache.with_suffix(".told")
        self.cards: set[str] = set()
        """What it has told us to have kept, in all its lives."""
        self.draft = -1
        """The last draft it has told us to have kept, in this life."""

    def live(self, seconds: float, meets: str, during: Callable[[], None] = lambda: None) -> None:
        """Edit for so long after the first edit, then lose power."""
        self._told.write_bytes(b"")
        self.draft = -1
        program = self._warm.fork(self.cache, self._told, meets)
        while not self._told.stat().st_size:
            time.sleep(0.001)
        during()
        time.sleep(seconds)
        os.kill(program, signal.SIGKILL)
        while _lives(program):
            time.sleep(0.001)
        for line in self._told.read_text().splitlines(keepends=True):
            kind, _, what = line.rstrip("\n").partition(" ")
            if kind == "card" and line.endswith("\n"):
                self.cards.add(what)
            elif line.endswith("\n"):
                self.draft = int(what)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[tuple[Workspace, Cache]]:
        """The desk again, in this program."""
        background, cache = Background(), open_cache(self.cache, KEY)
        account = await read_account(cache, background)
        assert account is not None
        yield await open_workspace(cache, background, account), cache
        await background.close()
        cache.close()

    async def lost(self) -> int:
        """The cache is sound; how many edits that were acknowledged, and drafts, it does not hold."""
        async with self.opened() as (workspace, cache):
            with cache.reading.begin() as db:
                assert db.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
                assert db.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
                there = {id for (id,) in db.exec_driver_sql("SELECT subject FROM outbox UNION SELECT id FROM shelf")}
            drafts = await workspace.drafts("card/", str)
            # Whoever was killed at once had not written anything yet.
            draft_is_older = int(drafts.get("card/draft", "-1").split()[0]) < self.draft
        return len(self.cards - there) + draft_is_older

    async def meet(self) -> set[str]:
        """Exchange until nothing waits; what cards there are then."""
        async with self.opened() as (workspace, cache):
            account = await read_account(cache, workspace.background)
            assert account is not None
            connection = connect(workspace, cache, account)
            await connection.postman.round()
            assert (workspace.state.waiting, workspace.state.returned) == (0, 0)
            cards = {card.id for card in await workspace.see_all(Card, "bozor")}
            await connection.close()
        return cards


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def new_desktop(hub: RunningHub, folder: Path, warm: Warm) -> Desktop:
    """Malika's, with a project on its board, after a first exchange."""
    person = await Person(folder, "malika").join(hub, hub.invite("Malika", "mentor").code)
    await person.workspace.do(StartProject("bozor", "Bozor", "A market", ("Python",)))
    await person.meet()
    await person.leave()
    return Desktop(folder / "malika.sqlite", warm)


async def lose_power_alone(desktop: Desktop, hub: RunningHub, kills: int) -> "Toll":
    """A desktop without network, killed so often."""
    dice, lost = random.Random(1), 0
    for life in range(kills):
        desktop.live(dice.uniform(0, 0.05), ALONE)
        lost += await desktop.lost()
        if life % LIVES == 0:
            lost += len(desktop.cards - await desktop.meet())
    return await _toll(desktop, hub, lost)


async def lose_power_talking(desktop: Desktop, hub: RunningHub, kills: int) -> "Toll":
    """A desktop in the middle of exchanges, killed so often."""
    dice, lost = random.Random(2), 0
    for _life in range(kills):
        desktop.live(dice.uniform(0, 0.15), MEETS)
        lost += await desktop.lost()
    return await _toll(desktop, hub, lost)


async def lose_the_hub(desktop: Desktop, hub: RunningHub, kills: int) -> "Toll":
    """The hub in the middle of exchanges, killed so often."""
    dice, lost = random.Random(3), 0

    def power_cuts() -> None:
        for _cut in range(kills // 2):
            time.sleep(dice.uniform(0.05, 0.3))
            hub.kill()
            hub.start()

    for _life in range(2):
        desktop.live(0.1, MEETS, power_cuts)
        lost += await desktop.lost()
    return await _toll(desktop, hub, lost)


@dataclass(frozen=True, slots=True)
class Toll:
    """What power cuts have taken of what was acknowledged, and what has happened twice or unasked."""

    lost: int
    doubled: int


async def _toll(desktop: Desktop, hub: RunningHub, lost: int) -> Toll:
    cards = await desktop.meet()
    applied = Counter(_applied(hub))
    lost += len(desktop.cards - cards) + len(cards - applied.keys())
    return Toll(lost, applied.total() - len(cards & applied.keys()))


def _applied(hub: RunningHub) -> list[str]:
    """The cards that were added at the hub, as often as they were: its audit is append-only."""
    (file,) = hub.data.glob("*.sqlite")
    with sqlite3.connect(file) as db:
        rows = db.execute("SELECT subject FROM audit WHERE what = 'card.add' AND NOT refused").fetchall()
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    return sorted(subject for (subject,) in rows)
