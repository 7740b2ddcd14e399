"""A hub of every version there has been comes up to date, on either system, and serves its people what it served."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, select

from growtogether_desktop.domain.changes import AGGREGATES, Actor, Posted, Ref, Stamp
from growtogether_desktop.domain.ids import ChangeId, DeviceId
from growtogether_desktop.domain.projects import StartProject
from growtogether_desktop.hub import audits
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.people import People
from growtogether_desktop.hub.schema import bring_up_to_date
from growtogether_desktop.hub.service import Caller, HubService
from growtogether_desktop.store import outbox, shelf
from growtogether_desktop.store.database import open_in_memory
from growtogether_desktop.sync.exchange import prepare, take_in
from growtogether_desktop.wire.codec import load_aggregate
from growtogether_desktop.wire.protocol import AuditAsked, SignInAsked
from tests.hub.migrating import KEPT, go, revisions
from tests.hubs import PASSWORD

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BEGUN_ANEW = {"0002": {"audit_seal"}, "0003": {"audit_seal"}}
"""Which tables a later migration begins anew, and says so (0004)."""


@pytest.fixture(params=revisions())
def revision(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def old(revision: str, tmp_path: Path) -> Iterator[Engine]:
    """The database as it was kept, on SQLite."""
    engine = make(revision, tmp_path / "old.sqlite")
    yield engine
    engine.dispose()


@pytest.fixture
def hub(revision: str, old: Engine, engine: Engine) -> Engine:
    """The same on either system, and brought up to date: on PostgreSQL from the same rows in its own tables."""
    if engine.dialect.name == "sqlite":
        bring_up_to_date(old)
        return old
    go(engine, revision, up=False)
    there = MetaData()
    there.reflect(old)
    with engine.begin() as db:
        for table in ("meta", "scope", "membership", "alembic_version"):  # as a new hub begins
            db.exec_driver_sql(f"DELETE FROM {table}")
        for name, rows in everything(old).items():
            if rows:
                db.execute(there.tables[name].insert(), rows)
        db.exec_driver_sql("SELECT setval(pg_get_serial_sequence('audit', 'entry'), (SELECT max(entry) FROM audit))")
    bring_up_to_date(engine)
    return engine


def make(revision: str, path: Path) -> Engine:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"BEGIN; {(KEPT / f'{revision}.sql').read_text(encoding='utf-8')} COMMIT;")
    return open_hub_database(f"sqlite:///{path}")


def everything(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, whatever the version."""
    there = MetaData()
    there.reflect(engine)
    with engine.connect() as db:
        return {
            table.name: [dict(row) for row in db.execute(select(table)).mappings()] for table in there.sorted_tables
        }


def sign_in(hub: Engine) -> Caller:
    tokens = People(hub, HubService(hub)).sign_in(SignInAsked("coordinator", PASSWORD, "a new computer"))
    return Caller(Actor(tokens.person, frozenset(tokens.roles)), DeviceId(tokens.device))


def test_every_revision_has_its_database_kept():
    assert {path.stem for path in KEPT.glob("*.sql")} == set(revisions())


def test_no_row_is_lost_or_told_otherwise(revision: str, hub: Engine, tmp_path: Path):
    before = make(revision, tmp_path / "before.sqlite")
    then, now = everything(before), everything(hub)
    before.dispose()

    for name, rows in then.items():
        if name != "alembic_version" and name not in BEGUN_ANEW.get(revision, ()):
            assert rows
            told = [{column: row[column] for column in rows[0]} for row in now[name]]
            assert [row for row in rows if row not in told] == []


def test_people_sign_in_as_before_and_see_every_row(hub: Engine):
    caller, desk = sign_in(hub), open_in_memory()
    service = HubService(hub)
    with desk.begin() as db:
        asked = prepare(db, push=False)
        delivery = service.exchange(caller, asked)
        take_in(db, caller.actor.id, asked, delivery, 0.0)
    desk.dispose()

    shown = {row.id: load_aggregate(row.kind, bytes(row.body)) for row in delivery.rows}
    kept = {id.removeprefix("kept-"): type(one) for id, one in shown.items() if id.startswith("kept-")}
    assert len(kept) >= 20
    assert {kind: AGGREGATES[kind] for kind in kept} == kept


def test_it_goes_on_where_it_stood(hub: Engine):
    service, caller, desk = HubService(hub), sign_in(hub), open_in_memory()
    with desk.begin() as db:
        asked = prepare(db, push=False)
        take_in(db, caller.actor.id, asked, service.exchange(caller, asked), 0.0)
        outbox.post(db, Posted(ChangeId("c"), Stamp(caller.actor.id, NOW), StartProject("bozor", "Bozor", "", ())))
        asked = prepare(db, push=True)
        taken = take_in(db, caller.actor.id, asked, service.exchange(caller, asked), 0.0)
        assert (taken.returned, shelf.get(db, Ref("project", "bozor")).title) == (0, "Bozor")
    desk.dispose()

    audits.seal_everything(hub)
    assert audits.verify(hub).broken == ""
    assert audits.read(hub, AuditAsked(what="project.start"))[0].person == caller.actor.id
