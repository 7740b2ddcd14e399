"""A first sync: rows from the hub's process over HTTP into an encrypted cache that can be searched.

Beside it, in the same run: raw sqlite3 with FTS5 putting the very same rows into a plain file, in one
transaction, with nothing else to do; and raw SQLCipher doing the same into an encrypted one, which says
what encryption costs by itself. Meanwhile somebody looks how long the window's loop serves nobody.
"""

import asyncio
import gc
import sqlite3
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import PUSH_CHANGES
from tests.desks import KEY
from tests.hubs import RunningHub
from tests.journeys.people import Person

ROWS = 100_000
LOOK_S = 0.001


def run() -> list[dict[str, object]]:
    # The desktop looks for circles itself and never while it takes in (`shell.collector`); so do all here.
    gc.disable()
    try:
        with TemporaryDirectory() as folder:
            return asyncio.run(_measure(Path(folder)))
    finally:
        gc.enable()


async def _measure(folder: Path) -> list[dict[str, object]]:
    hub = RunningHub(folder / "hub")
    hub.start()
    try:
        cards = [card(f"card-{at:06}", at, "bozor") for at in range(ROWS)]
        up = _send(hub, cards)
        wall, cpu, mebibytes = await _first_sync(hub, folder)
        gaps = await _gaps(hub, folder)
    finally:
        hub.close()
    raw_wall, raw_cpu = _raw(sqlite3.connect(folder / "raw.sqlite", isolation_level=None), cards)
    cipher = sqlcipher.connect(folder / "cipher.sqlite", isolation_level=None)
    cipher.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    _, cipher_cpu = _raw(cipher, cards)
    return [
        {
            "rows": ROWS,
            "up_rows_per_s": ROWS / up,
            "down_s": wall,
            "down_cpu_s": cpu,
            "down_MiB": mebibytes,
            "gap_p99_ms": sorted(gaps)[len(gaps) * 99 // 100] * 1000,
            "gap_max_ms": max(gaps) * 1000,
            "raw_s": raw_wall,
            "raw_cpu_s": raw_cpu,
            "cpu_ratio": cpu / raw_cpu,
            "cipher_cpu_s": cipher_cpu,
            "cipher_cpu_ratio": cpu / cipher_cpu,
        }
    ]


def card(id: str, at: int, project: str) -> Card:
    """One of many, about as long as people make them."""
    words = f"Card {at}: search with oʻ and gʻ, part {at % 97}"
    return Card(id, project, words, "ready", f"{at:06}V", "A few words about what is to be done.", ("Python",))


def _send(hub: RunningHub, cards: list[Card]) -> float:
    """Seconds until the hub has acknowledged them all, durably."""
    member = hub.coordinator
    member.do(StartProject("bozor", "Bozor", "A market", ("Python",)))
    member.do(*(AddCard(card.id, card) for card in cards))
    began = time.perf_counter()
    for _ in range(-(-(len(cards) + 1) // PUSH_CHANGES)):
        member.meet()
    return time.perf_counter() - began


async def _first_sync(hub: RunningHub, folder: Path) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and MiB on the wire of a new desk's first round."""
    timur = await _new(hub, folder, "timur")
    began, began_cpu = time.perf_counter(), time.process_time()
    await timur.meet()
    wall, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    assert len(await timur.workspace.see_all(Card, "bozor")) == ROWS
    assert len(await timur.workspace.search(Card, "gʻ 42", ROWS)) > 0
    mebibytes = timur.workspace.state.bytes_down / 2**20
    await timur.leave()
    return wall, cpu, mebibytes


async def _gaps(hub: RunningHub, folder: Path) -> list[float]:
    """How late the loop comes back during another first round; looking takes CPU, which is none of the round's."""
    lola = await _new(hub, folder, "lola")
    gaps: list[float] = []
    looking = lola.background.spawn(_look(gaps), name="look at the loop")
    await lola.meet()
    looking.cancel()
    await lola.leave()
    return gaps


async def _new(hub: RunningHub, folder: Path, name: str) -> Person:
    return await Person(folder, name).join(hub, hub.invite(name).code)


async def _look(gaps: list[float]) -> None:
    """How much later than asked for this loop came back."""
    while True:
        asked = time.perf_counter()
        await asyncio.sleep(LOOK_S)
        gaps.append(time.perf_counter() - asked - LOOK_S)


def _raw(db: Any, cards: list[Card]) -> tuple[float, float]:
    """Wall and CPU seconds of a library by itself."""
    rows = [("card", c.id, f"project:{c.project}", c.project, at, 1, dump(c)) for at, c in enumerate(cards)]
    words = [(at + 1, search_key(c.words)) for at, c in enumerate(cards)]
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE shelf(kind, id, scope, parent, seq, ver, body, PRIMARY KEY(kind, id))")
    db.execute("CREATE VIRTUAL TABLE search USING fts5(words)")
    began, began_cpu = time.perf_counter(), time.process_time()
    db.execute("BEGIN")
    db.executemany("INSERT INTO shelf VALUES(?, ?, ?, ?, ?, ?, ?)", rows)
    db.executemany("INSERT INTO search(rowid, words) VALUES(?, ?)", words)
    db.execute("COMMIT")
    took = time.perf_counter() - began, time.process_time() - began_cpu
    db.close()
    return took
