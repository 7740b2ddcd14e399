"""Power cuts of the hub and of desktops, at random moments: what was acknowledged is there afterwards, once.

A desktop here is a program of its own that edits in a loop and says of each edit when it has been kept.
"""

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.projects import Card, StartProject
from growtogether_desktop.store.database import Cache, open_cache
from growtogether_desktop.sync.account import open_workspace, read_account
from growtogether_desktop.sync.connection import connect
from growtogether_desktop.workspace.workspace import Workspace
from tests.desks import KEY
from tests.hubs import ROOT, RunningHub
from tests.journeys.people import Person

KILLS = 8
"""Of desktops alone, of desktops that talk, and of the hub: each so many."""

WORKING = """
import asyncio, sys
from pathlib import Path
from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.ids import new_id
from growtogether_desktop.domain.projects import AddCard, Card
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.sync.account import open_workspace, read_account
from growtogether_desktop.sync.connection import connect

async def main(path, meets):
    background, cache = Background(), open_cache(Path(path), bytes(range(32)))
    account = await read_account(cache, background)
    workspace = await open_workspace(cache, background, account)
    if meets == "meets":
        background.spawn(connect(workspace, cache, account, lambda: 0.2).postman.run(), name="postman")
    for at in range(100_000):
        card = new_id()
        await workspace.do(AddCard(card, Card(card, "bozor", f"Card {at}", "ideas", "V")))
        print("card", card, flush=True)
        await workspace.keep_draft("card/draft", f"{at} words")
        print("draft", at, flush=True)
        await asyncio.sleep(0.01)

asyncio.run(main(*sys.argv[1:]))
"""


class Desktop:
    """A program of its own over Malika's cache."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.cards: set[str] = set()
        """What it has told us to have kept, in all its lives."""
        self.draft = -1
        """The last draft it has told us to have kept, in this life."""

    def live(self, seconds: float, meets: str, during: Callable[[], None] = lambda: None) -> None:
        """Edit for so long after the first edit, then lose power."""
        command = [sys.executable, "-c", WORKING, str(self.cache), meets]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
            assert program.stdout is not None
            first = program.stdout.readline()
            during()
            time.sleep(seconds)
            program.kill()
            told = first + program.stdout.read()
        assert first
        for line in told.splitlines(keepends=True):
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

    async def check(self) -> None:
        """The cache is sound, and holds every edit and the last draft that were acknowledged."""
        async with self.opened() as (workspace, cache):
            with cache.reading.begin() as db:
                assert db.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
                assert db.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert self.cards <= {card.id for card in await workspace.see_all(Card, "bozor")}
            drafts = await workspace.drafts("card/", str)
            assert int(drafts["card/draft"].split()[0]) >= self.draft

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


@pytest.fixture
async def desktop(running_hub: RunningHub, tmp_path: Path) -> Desktop:
    """Malika's, with a project on its board, after a first exchange."""
    person = await Person(tmp_path, "malika").join(running_hub, running_hub.invite("Malika", "mentor").code)
    await person.workspace.do(StartProject("bozor", "Bozor", "A market", ("Python",)))
    await person.meet()
    await person.leave()
    return Desktop(tmp_path / "malika.sqlite")


def applied(hub: RunningHub) -> list[str]:
    """The cards that were added at the hub, as often as they were: its audit is append-only."""
    (file,) = hub.data.glob("*.sqlite")
    with sqlite3.connect(file) as db:
        rows = db.execute("SELECT subject FROM audit WHERE what = 'card.add' AND NOT refused").fetchall()
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    return sorted(subject for (subject,) in rows)


async def test_a_desktop_that_loses_power_again_and_again_keeps_every_edit(desktop, running_hub):
    dice = random.Random(1)

    for _life in range(KILLS):
        desktop.live(dice.uniform(0, 0.3), "alone")
        await desktop.check()

    cards = await desktop.meet()
    assert desktop.cards <= cards
    assert applied(running_hub) == sorted(cards)


async def test_a_desktop_that_loses_power_in_the_middle_of_an_exchange_doubles_nothing(desktop, running_hub):
    dice = random.Random(2)

    for _life in range(KILLS):
        desktop.live(dice.uniform(0, 0.6), "meets")
        await desktop.check()

    cards = await desktop.meet()
    assert desktop.cards <= cards
    assert applied(running_hub) == sorted(cards)


async def test_a_hub_that_loses_power_again_and_again_loses_and_doubles_nothing(desktop, running_hub):
    dice = random.Random(3)

    def power_cuts():
        for _cut in range(KILLS // 2):
            time.sleep(dice.uniform(0.1, 0.6))
            running_hub.kill()
            running_hub.start()

    for _life in range(2):
        desktop.live(0.2, "meets", power_cuts)
        await desktop.check()

    cards = await desktop.meet()
    assert desktop.cards <= cards
    assert applied(running_hub) == sorted(cards)
