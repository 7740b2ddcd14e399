"""A desk and a hub at work on disks that remember, the disks as power cuts may have left them, and flipped bits."""

import random
import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import sqlcipher3._sqlite3 as cipher
from sqlalchemy import Connection, insert
from sqlalchemy.exc import DatabaseError

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import Actor, Posted, Stamp
from growtogether_desktop.domain.ids import ChangeId, DeviceId, PersonId
from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.service import Caller, HubService
from growtogether_desktop.store import outbox, tables
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.wire.codec import dump_posted
from growtogether_desktop.wire.protocol import Asked, Sent
from tests.desks import KEY, new_hub
from tests.faults.disk import Disk

CHANGES = 250
MALIKA = Actor(PersonId("malika"), frozenset({"mentor"}))
STAMP = Stamp(MALIKA.id, datetime(2026, 3, 1, tzinfo=UTC))


DAMAGED = -1
Kept = list[tuple[int, int]]
"""After each power cut: how many changes there are (or DAMAGED), and how many the person had been told of."""


def desk_after_power_cuts(folder: Path, cuts: int, care: str = "FULL", seed: int = 1) -> Kept:
    disk = _work_at_a_desk(folder, care)
    return [(_waiting(image), told) for image, told in disk.after_power_cuts(random.Random(seed), cuts, folder)]


def hub_after_power_cuts(folder: Path, cuts: int) -> Kept:
    disk = _work_at_the_hub(folder)
    return [(_answered(image), told) for image, told in disk.after_power_cuts(random.Random(3), cuts, folder)]


def flips_noticed(folder: Path, flips: int) -> int:
    """How many of so many flipped bits of a cache are noticed. Raises: AssertionError, for one taken for the truth."""
    path = folder / "cache.sqlite"
    cache = open_cache(path, KEY)
    with cache.writing.begin() as db:
        for at in range(40):
            outbox.post(db, _change(at))
    cache.close()
    right, rng, noticed = path.read_bytes(), random.Random(4), 0

    for _ in range(flips):
        flipped = bytearray(right)
        flipped[rng.randrange(len(right))] ^= 1 << rng.randrange(8)
        path.write_bytes(flipped)
        try:
            assert _read_out(path) == [_change(at) for at in range(40)]
        except (Problem, DatabaseError):
            noticed += 1

    path.write_bytes(right)
    assert _read_out(path) == [_change(at) for at in range(40)]
    return noticed


def _change(at: int) -> Posted:
    """The first starts a board, the others put cards on it, some of them long."""
    if at == 0:
        return Posted(ChangeId("0"), STAMP, StartProject("bozor", "Bozor", "", ()))
    words = "words " * (700 if at % 3 == 0 else 5)
    return Posted(ChangeId(f"{at}"), STAMP, AddCard(f"{at}", Card(f"{at}", "bozor", f"Card {at}", "ideas", "V", words)))


def _sound(db: Connection) -> bool:
    return db.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


# --- a desk ---


def _work_at_a_desk(folder: Path, care: str) -> Disk:
    open_cache(folder / "cache.sqlite", KEY).close()
    disk = Disk(Path(cipher.__file__), folder / "cache.sqlite")
    with disk.watched():
        cache = open_cache(folder / "cache.sqlite", KEY)
        with cache.writing.connect() as db:
            db.connection.driver_connection.execute(f"PRAGMA synchronous = {care}")
        for at in range(CHANGES):
            with cache.writing.begin() as db:
                outbox.post(db, _change(at))
            disk.told(at + 1)
        cache.close()
    return disk


def _waiting(image: Path) -> int:
    try:
        cache = open_cache(image, KEY)
    except Problem:
        return DAMAGED
    try:
        with cache.reading.begin() as db:
            return len(outbox.everything(db)) if _sound(db) else DAMAGED
    except DatabaseError:
        return DAMAGED
    finally:
        cache.close()


def _read_out(path: Path) -> list[Posted]:
    """Everything that waits, after a look at every page."""
    cache = open_cache(path, KEY)
    try:
        with cache.reading.begin() as db:
            if db.exec_driver_sql("PRAGMA cipher_integrity_check").all():
                raise Problem(say("damaged"))
            return outbox.everything(db)
    finally:
        cache.close()


# --- the hub ---


def _loaded_sqlite() -> Path:
    """The library that Python's own sqlite3 has loaded; itself, where it is built in."""
    import _sqlite3

    found = re.search(r"/\S*libsqlite3\S*", Path("/proc/self/maps").read_text())
    return Path(found[0] if found else _sqlite3.__file__)


def _work_at_the_hub(folder: Path) -> Disk:
    engine = open_hub_database(f"sqlite:///{folder / 'hub.sqlite'}")
    new_hub(engine)
    with engine.begin() as db:
        row = {"id": "malika", "login": "m", "name": "M", "password": "", "roles": "", "joined": 0.0}
        db.execute(insert(tables.person).values(row))
        db.execute(insert(tables.device).values(id="d", person="malika", name="", seen=0.0))
    engine.dispose()
    disk = Disk(_loaded_sqlite(), folder / "hub.sqlite")
    with disk.watched():
        engine = open_hub_database(f"sqlite:///{folder / 'hub.sqlite'}")
        hub = HubService(engine)
        for at in range(CHANGES):
            posted = _change(at)
            sent = Sent(at + 1, posted.id, msgspec.Raw(dump_posted(posted)))
            answer = hub.exchange(Caller(MALIKA, DeviceId("d")), Asked(1, 1, at, (sent,), {}))
            assert [one.refusal for one in answer.answers] == [None]
            disk.told(at + 1)
        engine.dispose()
    return disk


def _answered(image: Path) -> int:
    engine = open_hub_database(f"sqlite:///{image}")
    try:
        with engine.begin() as db:
            if not _sound(db):
                return DAMAGED
            count: int = db.exec_driver_sql("SELECT count(*) FROM answer").scalar_one()
            assert db.exec_driver_sql("SELECT count(*) FROM shelf").scalar_one() == count
            assert db.exec_driver_sql("SELECT last FROM device").scalar_one() == count
            return count
    except DatabaseError:
        return DAMAGED
    finally:
        engine.dispose()
