"""Eight writers and two hubs on one PostgreSQL, and a reader who follows them by the cursors of exchanges.

Beside it, in the same run, another follows as many rows by what everybody tries first: a cursor over a sequence.
"""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy import Engine

from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.directory import OpenProfile, Profile
from growtogether_desktop.domain.ids import DeviceId, PersonId, new_id
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.schema import bring_up_to_date
from growtogether_desktop.hub.service import Caller, HubService
from growtogether_desktop.wire.protocol import PROTOCOL, Asked, Cursor

WRITERS = 8
READER = Caller(Actor(PersonId("reader")), DeviceId("reading"))


@dataclass(frozen=True, slots=True)
class Followed:
    written: list[str]
    seen: list[str]
    """By the cursor over the scope's head."""
    naively: int
    """How many rows of as many a cursor over a sequence has seen."""


def follow(url: str, writes: int, rows: int) -> Followed:
    """Every writer writes so often, and so many rows each time."""
    engines = [open_hub_database(url) for _ in range(2)]
    bring_up_to_date(engines[0])
    with engines[0].begin() as db:
        db.exec_driver_sql("CREATE TABLE naive(number BIGSERIAL PRIMARY KEY, word TEXT)")
    service = HubService(engines[1])
    cursor = Cursor(0, 0)
    seen: list[str] = []

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        writing = [pool.submit(_write, engines[at % 2], writes, rows) for at in range(WRITERS)]
        naively = pool.submit(_follow_naively, engines[1], writing)
        while True:
            ended = all(one.done() for one in writing)
            page = service.exchange(READER, Asked(PROTOCOL, 1, 0, (), {"public": cursor}))
            cursor = page.cursors.get("public", cursor)
            seen += [row.id for row in page.rows]
            if ended and not page.more:
                break
    for engine in engines:
        engine.dispose()
    return Followed([id for one in writing for id in one.result()], seen, naively.result())


def _follow_naively(engine: Engine, writing: "list[Future[list[str]]]") -> int:
    """How many rows it comes across."""
    last = seen = 0
    while True:
        ended = all(one.done() for one in writing)
        with engine.begin() as db:
            found = db.exec_driver_sql(f"SELECT count(*), max(number) FROM naive WHERE number > {last}").one()
        seen, last = seen + found[0], found[1] or last
        if ended:
            return seen
        time.sleep(0.001)


def _write(engine: Engine, writes: int, rows: int) -> list[str]:
    """Rows through the service, and as many beside it that take their number from a sequence."""
    service = HubService(engine)
    written: list[str] = []
    for _ in range(writes):
        people = [PersonId(new_id()) for _ in range(rows)]
        service.ask([OpenProfile(who, Profile(who, "Somebody")) for who in people])
        written += people
        with engine.begin() as db:
            db.exec_driver_sql(f"INSERT INTO naive(word) SELECT 'Somebody' FROM generate_series(1, {rows})")
            db.exec_driver_sql("SELECT pg_sleep(random() * 0.005)")
    return written
