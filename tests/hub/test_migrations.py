"""From every version the hub's tables have had, to the newest and back: nothing that is kept gets lost."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.hub import audits
from growtogether_desktop.store import tables
from growtogether_desktop.wire.protocol import AuditAsked
from tests.hub.migrating import go, revisions

KEPT = (
    "INSERT INTO person VALUES ('p1', 'malika', 'Malika', 'hash', 'mentor', 1.0)",
    "INSERT INTO device (id, person, name, seen) VALUES ('d1', 'p1', 'laptop', 2.0)",
    "INSERT INTO invitation (hash, person, name, roles, invited_by, until) VALUES ('h', '', 'N', 'mentee', 'p1', 3.0)",
    "INSERT INTO audit (at, person, device, what, subject, change, refused) "
    "VALUES (4.0, 'p1', 'd1', 'card.add', 's', 'c', false)",
)


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as db:
        return [
            tuple(db.exec_driver_sql(query).one())
            for query in (
                "SELECT id, login, name, password, roles, joined FROM person",
                "SELECT id, person, name, seen FROM device",
                "SELECT hash, name, roles, invited_by, until FROM invitation",
                "SELECT entry, at, person, device, what, subject, change FROM audit",
            )
        ]


@pytest.mark.parametrize("revision", revisions())
def test_every_version_comes_up_to_date_and_back_with_all_it_keeps(engine: Engine, revision: str):
    go(engine, revision, up=False)
    with engine.begin() as db:
        for statement in KEPT:
            db.exec_driver_sql(statement)
    before = kept(engine)

    go(engine, "head", up=True)

    assert kept(engine) == before
    with engine.connect() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, tables.hub) == []
    go(engine, revision, up=False)
    assert kept(engine) == before


def test_an_old_audit_is_strung_anew_names_its_old_end_and_can_forget(engine: Engine):
    go(engine, "0002", up=False)
    with engine.begin() as db:
        for statement in KEPT:
            db.exec_driver_sql(statement)
        db.exec_driver_sql("INSERT INTO audit_seal (place, entry, hash) VALUES (1, 1, 'the old end')")

    go(engine, "head", up=True)
    audits.seal_everything(engine)

    (resealed,) = audits.read(engine, AuditAsked(what="audit.resealed"))
    whole = audits.verify(engine)
    assert (resealed.change, whole.entries, whole.broken) == ("the old end", 2, "")
    with engine.begin() as db:
        assert audits.forget(db, tables.audit.c.person == "p1", tables.audit.c.subject == "p1", "left", 5.0) == 1
    audits.seal_everything(engine)
    assert audits.verify(engine).broken == ""
    assert [entry.person for entry in audits.read(engine, AuditAsked(what="card."))] == [""]

    go(engine, "0002", up=False)
    with engine.connect() as db:
        names = db.exec_driver_sql("SELECT person FROM audit ORDER BY entry").scalars().all()
        assert (names[0], len(names)) == ("", 3)
        assert db.exec_driver_sql("SELECT count(*) FROM audit_seal").scalar_one() == 0
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as db:
        db.exec_driver_sql("UPDATE audit SET person = 'somebody else'")


@pytest.mark.parametrize(
    "change",
    [
        "person = 'timur'",
        "person = ''",
        "person = '', person_salt = 'short'",
        "person_salt = repeat_64",
        "what = 'other', person = '', person_salt = repeat_64",
    ],
)
def test_an_entry_may_be_made_to_forget_and_nothing_else(engine: Engine, change: str):
    with engine.begin() as db:
        audits.note(db, PersonId("malika"), "device.sign_in", "d", at=1.0)

    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as db:
        db.exec_driver_sql(f"UPDATE audit SET {change.replace('repeat_64', repr('0' * 64))}")
