"""The audit: complete, in nobody's words, and it shows when somebody has had a hand in it."""

import pytest
from sqlalchemy import Connection, Engine, Table, delete, false, insert, select, update
from sqlalchemy.exc import DBAPIError

from growtogether_desktop.base.background import side_by_side
from growtogether_desktop.domain.ids import PersonId, new_id
from growtogether_desktop.domain.projects import StartProject
from growtogether_desktop.hub import audits
from growtogether_desktop.hub.database import folder_url, open_hub_database, write
from growtogether_desktop.hub.threads import Threads
from growtogether_desktop.store.tables import audit, audit_seal
from growtogether_desktop.wire.chain import FIRST, FORGET, seal_of, untold
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import AuditEntry, Sealed
from tests.hubs import PASSWORD, RunningHub

MALIKA = PersonId("malika")


def noted(engine: Engine, count: int, start: int = 0) -> None:
    def work(db: Connection) -> None:
        for at in range(start, start + count):
            audits.note(db, MALIKA, "device.sign_in", f"device-{at}", at=float(at))

    write(engine, work)


def by_hand(engine: Engine, *statements: str) -> None:
    """What somebody does who owns the database, and so can put its own locks aside."""
    with engine.begin() as db:
        if engine.dialect.name == "postgresql":
            db.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            for (name,) in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
                db.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            db.exec_driver_sql(statement)


# --- the chain ----------------------------------------------------------------------------------


def test_a_chain_that_nobody_touched_is_whole(engine: Engine):
    noted(engine, 20)
    audits.seal(engine)
    noted(engine, 5, 20)
    audits.seal(engine)

    verified = audits.verify(engine)

    assert (verified.entries, verified.broken) == (25, "")


def test_the_last_hash_depends_on_every_entry_before(engine: Engine):
    noted(engine, 3)
    audits.seal(engine)
    three = audits.verify(engine).last
    noted(engine, 1, 3)
    audits.seal(engine)

    assert audits.verify(engine).last != three


@pytest.mark.parametrize(
    ("done", "says"),
    [
        ("UPDATE audit SET person = 'timur' WHERE entry = 4", "entry 4 at place 4 was changed"),
        ("UPDATE audit SET at = at + 1 WHERE entry = 4", "entry 4 at place 4 was changed"),
        ("UPDATE audit SET refused = NOT refused WHERE entry = 4", "entry 4 at place 4 was changed"),
        ("DELETE FROM audit WHERE entry = 4", "the entry at place 4 was removed"),
        ("DELETE FROM audit_seal WHERE place = 4", "place 4 is missing"),
        ("UPDATE audit_seal SET hash = '0' WHERE place = 4", "entry 4 at place 4 was changed"),
        ("UPDATE audit_seal SET entry = 99 WHERE place = 4", "the entry at place 4 was removed"),
    ],
)
def test_a_hand_in_the_audit_shows(engine: Engine, done: str, says: str):
    noted(engine, 10)
    audits.seal(engine)

    by_hand(engine, done)

    verified = audits.verify(engine)
    assert (verified.entries, verified.broken) == (3, says)


def test_two_entries_changed_for_one_another_show(engine: Engine):
    noted(engine, 6)
    audits.seal(engine)

    by_hand(
        engine,
        "UPDATE audit SET entry = 99 WHERE entry = 2",
        "UPDATE audit SET entry = 2 WHERE entry = 5",
        "UPDATE audit SET entry = 5 WHERE entry = 99",
    )

    assert audits.verify(engine).broken


def test_the_chain_is_handed_out_place_by_place_for_others_to_follow(engine: Engine):
    noted(engine, 4)
    audits.seal(engine)
    by_hand(engine, "DELETE FROM audit WHERE entry = 3")

    places = load(tuple[Sealed, ...], dump(audits.chain(engine, 1)))

    assert [one.place for one in places] == [2, 3, 4]
    assert [one.entry is None for one in places] == [False, True, False]
    first = audits.chain(engine, 0)[0]
    assert first.entry is not None
    assert first.hash == seal_of(FIRST, first.entry, first.salts)
    assert places[0].hash == seal_of(first.hash, places[0].entry, places[0].salts)


def forget_malika(engine: Engine) -> int:
    whose = audit.c.person == MALIKA
    return write(engine, lambda db: audits.forget(db, whose, false(), "left", 99.0))


def test_a_forgotten_name_is_on_the_chain_no_more_and_it_holds(engine: Engine):
    noted(engine, 3)
    audits.seal(engine)
    before = [one.hash for one in audits.chain(engine, 0)]

    assert forget_malika(engine) == 3

    told = audits.chain(engine, 0)
    assert MALIKA.encode() not in dump(told)
    assert [one.hash for one in told[:3]] == before
    assert sum(map(untold, told)) == 0
    verified = audits.verify(engine)
    assert (verified.entries, verified.broken) == (4, "")


def test_that_names_were_forgotten_is_told_on_the_chain_at_once(engine: Engine):
    noted(engine, 3)
    audits.seal(engine)

    forget_malika(engine)

    last = audits.chain(engine, 3)[0].entry
    assert last is not None
    assert (last.what, last.change) == (FORGET, "3")


@pytest.mark.parametrize("table", [audit, audit_seal], ids=lambda table: table.name)
@pytest.mark.parametrize("what", ["change", "remove"])
def test_the_database_lets_nobody_change_or_remove_an_entry(engine: Engine, table: Table, what: str):
    noted(engine, 2)
    audits.seal(engine)
    key = table.primary_key.columns[0]
    statement = update(table).values({key: 77}).where(key == 1) if what == "change" else delete(table)

    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as db:
        db.execute(statement)

    assert audits.verify(engine).entries == 2


def test_an_entry_that_comes_late_is_sealed_in_its_turn(engine: Engine):
    """On PostgreSQL numbers are given before they are committed: the slower writer has the lower one."""
    with engine.begin() as db:
        row = {"at": 0.0, "person": "p", "device": "", "what": "w", "subject": "", "change": "", "refused": False}
        db.execute(insert(audit), [{**row, "entry": 7}])
    audits.seal(engine)
    with engine.begin() as db:
        db.execute(insert(audit), [{**row, "entry": 3}])

    audits.seal_everything(engine)

    with engine.connect() as db:
        order = db.execute(select(audit_seal.c.entry).order_by(audit_seal.c.place)).scalars().all()
    assert (order, audits.verify(engine).broken) == ([7, 3], "")


async def test_many_who_write_and_seal_at_once_leave_one_chain_with_everything_on_it(engine: Engine):
    threads = Threads(one_writer=engine.dialect.name == "sqlite")

    async def one(number: int) -> None:
        for _ in range(10):
            await threads.write(lambda: noted(engine, 3))
            await threads.write(lambda: audits.seal(engine))

    await side_by_side(one, range(6), 6)
    audits.seal_everything(engine)

    verified = audits.verify(engine)
    assert (verified.entries, verified.broken) == (180, "")


def test_the_command_line_says_whether_the_audit_is_whole(running_hub: RunningHub):
    running_hub.join("malika")
    running_hub.stop()
    whole = running_hub.run("--verify-audit")
    assert (whole.returncode, "is whole" in whole.stdout) == (0, True)

    engine = open_hub_database(folder_url(running_hub.data))
    by_hand(engine, "UPDATE audit SET subject = 'x' WHERE entry = 1")
    engine.dispose()

    broken = running_hub.run("--verify-audit")
    assert (broken.returncode, "broken after 0 entries" in broken.stdout) == (1, True)


# --- what is in it ------------------------------------------------------------------------------


def read(hub: RunningHub, **asked: object) -> tuple[AuditEntry, ...]:
    answer = hub.coordinator.ask("POST", "/audit", content=dump(asked))
    assert answer.is_success, answer.text
    return load(tuple[AuditEntry, ...], answer.content)


def test_what_happens_to_an_account_is_in_it(hub: RunningHub):
    malika = hub.take_up(hub.invite("Malika", "mentor").code, "malika")
    person, device = malika.tokens.person, malika.tokens.device
    malika.http.post("/session", content=dump({"login": "malika", "password": "a guess of mine", "device": "x"}))
    another = {"old": PASSWORD, "new": "seven loud blue doors"}
    malika.ask("PUT", "/account/password", content=dump(another))
    hub.coordinator.ask("PUT", f"/accounts/{person}/roles", content=dump({"roles": ["mentee"]}))
    malika.ask("DELETE", f"/devices/{device}")

    told = {(e.what, e.subject, e.change, e.refused) for e in read(hub) if person in (e.person, e.subject)}

    assert told >= {
        ("account.open", device, "", False),
        ("device.sign_in", "", "", True),
        ("account.password", device, "", False),
        ("account.roles", person, "mentee", False),
        ("device.revoke", device, "", False),
    }


def test_nobodys_words_are_in_it(hub: RunningHub):
    timur = hub.join("Canarybird", "mentor")
    timur.do(StartProject(new_id(), "Canarybird", "Canarybird", ("Canarybird",)))
    timur.meet()

    assert "Canarybird" not in hub.coordinator.ask("POST", "/audit", content=b"{}").text


def test_it_is_read_page_by_page(hub: RunningHub):
    for at in range(3):
        hub.invite(f"Paged {at}")
    everything = read(hub)

    first = read(hub, limit=2)
    second = read(hub, limit=2, before=first[-1].entry)

    assert (*first, *second) == everything[:4]


def test_it_is_read_by_person_kind_and_time(hub: RunningHub):
    zarina = hub.join("zarina")
    zarina.ask("DELETE", f"/devices/{zarina.tokens.device}")
    everything = read(hub)
    since, until = everything[5].at, everything[2].at

    person = zarina.tokens.person
    assert read(hub, person=person) == tuple(e for e in everything if e.person == person)
    assert read(hub, what="device.") == tuple(e for e in everything if e.what.startswith("device."))
    assert read(hub, since=since, until=until) == tuple(e for e in everything if since <= e.at < until)
    assert read(hub, what="%") == ()
