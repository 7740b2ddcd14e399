"""A hub at work: a process of its own (two over PostgreSQL), spoken to over loopback by many desktops.

Several mentors write remarks as fast as the hub takes them, first each in a review of their own, then members on
boards that everybody reads. Beside it, in the same run: raw sqlite3 making the same rows durable. Before and after,
thousands of desktops listen while others go on exchanging, and now and then something moves that all of them are told.

The hub's CPU time tells more than the clock where others use the machine as well.
"""

import asyncio
import itertools
import os
import resource
import sqlite3
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from growtogether_desktop.domain.changes import Change, Posted, Stamp
from growtogether_desktop.domain.directory import Profile, ReviseProfile
from growtogether_desktop.domain.ids import ChangeId, CommentId, PersonId, ThreadId, new_id
from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.domain.threads import Anchor, Label, StartThread
from growtogether_desktop.hub.database import folder_url, open_hub_database
from growtogether_desktop.hub.tokens import ACCESS, ACCESS_S, digest, new_token
from growtogether_desktop.store.tables import device, person, token
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import PUSH_CHANGES
from tests.benchmarks._desktops import Desktop, listen
from tests.benchmarks.exchange import card
from tests.hub.postgres import PROGRAMS, Postgres, new_database
from tests.hub.reviewed import Reviewed, reviewed
from tests.hubs import RunningHub
from tests.journeys.people import Person

WRITERS = 4
PUSHES = 12
"""Of each writer, full ones."""
LISTENERS = 2_000
FILES = 8_192
POKES = 8
POKE_EVERY_S = 1.0
PAUSE_S = 0.05
"""Between two exchanges of one desktop while the others listen."""

Rows = list[dict[str, object]]


def run() -> Rows:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, most), most))
    rows: Rows = []
    with TemporaryDirectory() as folder, _hubs(Path(folder) / "hub", 1) as hubs:
        hubs[0].stop()
        hubs[0].start()  # its tables are made, as on every day but the first
        rows += asyncio.run(_listening(hubs[0], "started anew"))
        rows += _writing(hubs, "SQLite")
        rows.append(_raw(Path(folder) / "raw.sqlite"))
        rows += asyncio.run(_listening(hubs[0], "after the writing"))
        rows += asyncio.run(_in_sync(hubs[0], Path(folder)))
    if PROGRAMS:
        server = Postgres(fsync="on")
        try:
            with TemporaryDirectory() as folder, _hubs(Path(folder), 2, new_database(server.server)) as hubs:
                rows += _writing(hubs, "PostgreSQL, 2 hubs")
        finally:
            server.close()
    return rows


def _row(what: str, figure: float, unit: str, goal: str = "") -> dict[str, object]:
    return {"what": what, "figure": figure, "unit": unit, "goal": goal}


@contextmanager
def _hubs(folder: Path, count: int, database: str = "") -> Iterator[list[RunningHub]]:
    hubs = [RunningHub(folder / str(at), database) for at in range(count)]
    try:
        for hub in hubs:
            hub.start()
        yield hubs
    finally:
        for hub in hubs:
            hub.close()


# --- writing --------------------------------------------------------------------------------------


def _writing(hubs: list[RunningHub], where: str) -> Rows:
    """Changes a second from several devices at once, all of them durable when they are answered."""
    reviews = [reviewed(hubs[0], f"work{at}") for at in range(WRITERS)]
    desktops = [
        Desktop(hub.port, review.mentor.tokens) for hub, review in zip(itertools.cycle(hubs), reviews, strict=False)
    ]
    for desktop in desktops:
        desktop.catch_up()
    remarks = [_posted(review.mentor.me, _remarks(review)) for review in reviews]
    rows = _push(hubs, desktops, remarks, f"{where}: remarks, each in a review of its own")
    boards = [new_id() for _ in desktops]
    for desktop, board, review in zip(desktops, boards, reviews, strict=True):
        desktop.exchange(_posted(review.mentor.me, [StartProject(board, "Bozor", "A market", ("Python",))]))
    cards = [
        _posted(review.mentor.me, [AddCard(one.id, one) for one in _cards(board)])
        for review, board in zip(reviews, boards, strict=True)
    ]
    rows += _push(hubs, desktops, cards, f"{where}: cards that everybody reads")
    for desktop in desktops:
        desktop.close()
    return rows


def _push(hubs: list[RunningHub], desktops: list[Desktop], work: list[list[Posted]], what: str) -> Rows:
    worked = sum(map(_cpu_s, hubs))
    began = time.perf_counter()
    with ThreadPoolExecutor(len(desktops)) as pool:
        for done in [pool.submit(_go_up, *one) for one in zip(desktops, work, strict=True)]:
            done.result()
    took, worked = time.perf_counter() - began, sum(map(_cpu_s, hubs)) - worked
    count = sum(map(len, work))
    return [
        _row(what, count / took, "changes/s", ">= 5000"),
        _row(f"{what}, by the CPU time of the hub", count / worked, "changes/CPU s"),
    ]


def _go_up(desktop: Desktop, work: list[Posted]) -> None:
    for start in range(0, len(work), PUSH_CHANGES):
        desktop.exchange(work[start : start + PUSH_CHANGES])


def _posted(by: PersonId, changes: Iterable[Change[Any]]) -> list[Posted]:
    stamp = Stamp(by, datetime(2026, 3, 1, tzinfo=UTC))
    return [Posted(ChangeId(new_id()), stamp, change) for change in changes]


def _remarks(review: Reviewed) -> Iterator[StartThread]:
    for at in range(PUSHES * PUSH_CHANGES):
        anchor = Anchor("src/market/stalls.py", at, at + 1, quote="    for stall in stalls:")
        words = f"Remark {at}: what happens when oʻrik is sold out? A test would say."
        yield StartThread(
            ThreadId(new_id()), review.submission, 1, anchor, Label.ISSUE, False, CommentId(new_id()), words
        )


def _cards(board: str) -> Iterator[Card]:
    return (card(new_id(), at, board) for at in range(PUSHES * PUSH_CHANGES))


def _raw(path: Path) -> dict[str, object]:
    """The same cards into a table like the hub's, as durable, in transactions as large; nothing else."""
    cards = list(_cards("bozor"))
    rows = [("card", c.id, c.scope, c.parent, at, False, dump(c)) for at, c in enumerate(cards)]
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute(
        "CREATE TABLE shelf(kind TEXT, id TEXT, scope TEXT, parent TEXT, seq INTEGER, deleted INTEGER, body BLOB, "
        "PRIMARY KEY(kind, id), UNIQUE(scope, seq))"
    )
    began = time.perf_counter()
    for start in range(0, len(rows), PUSH_CHANGES):
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO shelf VALUES(?, ?, ?, ?, ?, ?, ?)", rows[start : start + PUSH_CHANGES])
        db.execute("COMMIT")
    took = time.perf_counter() - began
    db.close()
    return _row("raw sqlite3, synchronous=FULL, the rows alone", len(rows) / took, "rows/s")


# --- listening ------------------------------------------------------------------------------------


async def _listening(hub: RunningHub, when: str) -> Rows:
    """What thousands of listeners cost, how soon they are told, and how long others wait meanwhile."""
    reviews = [reviewed(hub, f"{when}{at}".replace(" ", "")) for at in range(WRITERS)]
    desktops = [Desktop(hub.port, review.mentor.tokens) for review in reviews]
    teller = Desktop(hub.port, hub.coordinator.tokens)
    for desktop in (teller, *desktops):
        desktop.catch_up()
    alone = _rss(hub)
    ears = await listen(hub.port, _sign_in(hub, LISTENERS))
    heard_by_all: list[float] = []
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        going_on = [pool.submit(_go_on, *one) for one in zip(desktops, reviews, strict=True)]
        for at in range(1, POKES + 1):
            hints = [ear.next_hint() for ear in ears]
            began = time.perf_counter()
            await asyncio.get_running_loop().run_in_executor(pool, _move_everybody, hub, teller, at)
            heard_by_all.append(max(await asyncio.gather(*hints)) - began)
            await asyncio.sleep(POKE_EVERY_S)
        waits = sorted(itertools.chain.from_iterable([one.result() for one in going_on]))
    together = _rss(hub)
    for ear in ears:
        ear.line.close()
    for desktop in (teller, *desktops):
        desktop.close()
    return [
        _row(f"memory of the hub, {when}, nobody listening", alone, "MiB"),
        _row(f"memory of the hub, {when}, {LISTENERS} listening", together, "MiB", "<= 100"),
        _row("a listener", (together - alone) * 1024 / LISTENERS, "KiB"),
        _row("until all are told, median", median(heard_by_all), "s"),
        _row("until all are told, longest", max(heard_by_all), "s"),
        _row("one change meanwhile, p50", waits[len(waits) // 2] * 1000, "ms"),
        _row("one change meanwhile, p99", waits[len(waits) * 99 // 100] * 1000, "ms"),
    ]


async def _in_sync(hub: RunningHub, folder: Path) -> Rows:
    first, then = await _requests_in_sync(hub, folder)
    return [
        _row("requests when in sync, after a start", first, "requests", "<= 3"),
        _row("requests when in sync, after that", then, "requests", "<= 3"),
    ]


def _sign_in(hub: RunningHub, count: int) -> list[str]:
    """Access tokens of so many new people. Straight into the tables: passwords take their time on purpose."""
    people = [new_id() for _ in range(count)]
    accesses = [new_token(ACCESS) for _ in people]
    now = time.time()
    engine = open_hub_database(folder_url(hub.data))
    with engine.begin() as db:
        whoever = {"password": "", "roles": "mentee", "joined": now}
        db.execute(insert(person), [{"id": id, "login": id, "name": "Somebody", **whoever} for id in people])
        db.execute(insert(device), [{"id": f"of {id}", "person": id, "name": "", "seen": now} for id in people])
        kept = zip(people, map(digest, accesses), strict=True)
        until = {"kind": ACCESS, "until": now + ACCESS_S}
        db.execute(insert(token), [{"hash": hash, "device": f"of {id}", **until} for id, hash in kept])
    engine.dispose()
    return accesses


def _move_everybody(hub: RunningHub, teller: Desktop, at: int) -> None:
    me = hub.coordinator.me
    teller.exchange(_posted(me, [ReviseProfile(me, Profile(me, f"Coordinator {at}"))]))


def _go_on(desktop: Desktop, review: Reviewed) -> list[float]:
    """How long each exchange with one remark took."""
    waits: list[float] = []
    for remark in itertools.islice(_remarks(review), int(POKES * POKE_EVERY_S / PAUSE_S)):
        posted = _posted(review.mentor.me, [remark])
        began = time.perf_counter()
        desktop.exchange(posted)
        waits.append(time.perf_counter() - began)
        time.sleep(PAUSE_S)
    return waits


async def _requests_in_sync(hub: RunningHub, folder: Path) -> tuple[int, int]:
    """Of a real desktop that has everything: when its program starts, and whenever it looks afterwards."""
    timur = await Person(folder, "timur").join(hub, hub.invite("Timur").code)
    await timur.meet()
    await timur.leave()
    timur = await Person(folder, "timur").come_back()
    asked: list[object] = []

    async def count(request: object) -> None:
        asked.append(request)

    assert timur._connection is not None
    timur._connection.hub._client.event_hooks["request"].append(count)
    await timur.meet()
    first = len(asked)
    await timur.meet()
    await timur.leave()
    return first, len(asked) - first


def _process(hub: RunningHub) -> Path:
    assert hub.process is not None
    return Path(f"/proc/{hub.process.pid}")


def _rss(hub: RunningHub) -> float:
    """MiB."""
    return int((_process(hub) / "statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def _cpu_s(hub: RunningHub) -> float:
    user, system = (_process(hub) / "stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
