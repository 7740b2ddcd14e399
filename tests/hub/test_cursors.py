"""Eight writers and two hubs on one PostgreSQL: no cursor ever passes a row that is still to be committed.

In the same run stands what everybody tries first, a cursor over a sequence: it loses rows, or the test proves nothing.
"""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.directory import OpenProfile, Profile
from growtogether_desktop.domain.ids import DeviceId, PersonId, new_id
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.schema import bring_up_to_date
from growtogether_desktop.hub.service import Caller, HubService
from growtogether_desktop.wire.protocol import PROTOCOL, Asked, Cursor

WRITERS = 8
WRITES = 60
READER = Caller(Actor(PersonId("reader")), DeviceId("reading"))


def write_some(engine: Engine) -> list[str]:
    """Rows through the service, and as many beside it that take their number from a sequence."""
    service = HubService(engine)
    written = []
    for _ in range(WRITES):
        who = PersonId(new_id())
        service.ask([OpenProfile(who, Profile(who, "Somebody"))])
        written.append(who)
        with engine.begin() as db:
            db.exec_driver_sql("INSERT INTO naive DEFAULT VALUES")
            db.exec_driver_sql("SELECT pg_sleep(random() * 0.005)")
    return written


def test_a_cursor_over_the_scopes_head_loses_nothing_where_one_over_a_sequence_does(postgres_url: str):
    engines = [open_hub_database(postgres_url) for _ in range(2)]
    bring_up_to_date(engines[0])
    with engines[0].begin() as db:
        db.exec_driver_sql("CREATE TABLE naive(number BIGSERIAL PRIMARY KEY)")
    service = HubService(engines[1])
    cursor, last = Cursor(0, 0), 0
    seen: list[str] = []
    naively: list[int] = []

    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write_some, engines[at % 2]) for at in range(WRITERS)]
        while True:
            ended = all(one.done() for one in writing)
            page = service.exchange(READER, Asked(PROTOCOL, 1, 0, (), {"public": cursor}))
            cursor = page.cursors.get("public", cursor)
            seen += [row.id for row in page.rows]
            with engines[1].begin() as db:
                query = f"SELECT number FROM naive WHERE number > {last} ORDER BY number"
                naively += db.exec_driver_sql(query).scalars().all()
            last = max(naively, default=0)
            if ended and not page.more:
                break
    written = [id for one in writing for id in one.result()]
    for engine in engines:
        engine.dispose()

    assert sorted(seen) == sorted(written)
    assert len(naively) < 0.99 * len(written)
