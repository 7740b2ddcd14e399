"""A desk of every version that was ever in people's hands opens with today's program, and loses nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, bindparam, select

from growtogether_desktop.domain.changes import AGGREGATES, CHANGES, Ref
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.store import database, outbox, shelf, tables
from growtogether_desktop.store.database import CACHE_VERSION, PRECIOUS, TooNew, open_cache, open_in_memory
from growtogether_desktop.sync.account import account_in
from growtogether_desktop.sync.closed import unsent_of
from growtogether_desktop.sync.exchange import blobs, prepare
from growtogether_desktop.wire.codec import load
from tests.desks import KEY
from tests.dumps import rows_of, tables_of
from tests.wire.kept import DRAFTS

KEPT = sorted((Path(__file__).parent / "caches").glob("v*.sql"))
NOW = datetime(2026, 3, 1, tzinfo=UTC)
UNCHANGED = tuple(table for table in PRECIOUS if table != "meta")


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A cache of that version, encrypted."""
    return make(request.param, tmp_path)


@pytest.fixture
def newest(tmp_path: Path) -> Path:
    return make(KEPT[-1], tmp_path)


def make(kept: Path, folder: Path) -> Path:
    path = folder / "cache.sqlite"
    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.executescript(f"BEGIN; {kept.read_text(encoding='utf-8')} COMMIT;")
    connection.close()
    return path


def looked_at(path: Path, look: Callable[[Connection], object]) -> object:
    cache = open_cache(path, KEY)
    with cache.writing.begin() as db:
        found = look(db)
    cache.close()
    return found


def untouched(path: Path, names: tuple[str, ...]) -> object:
    reading: Engine = database.open_to_read(path, KEY)
    with reading.begin() as db:
        found = rows_of(db, names)
    reading.dispose()
    return found


def test_this_version_has_its_cache_kept():
    """Else nobody would know whether the next one opens it."""
    assert f"v{CACHE_VERSION}" in [path.stem for path in KEPT]


def test_a_table_does_not_change_without_a_new_version(newest: Path):
    """What is kept of this version has the tables this version makes: else raise CACHE_VERSION, and keep another."""
    query = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    engine = open_in_memory()
    with engine.begin() as db:
        now = db.exec_driver_sql(query).all()

    assert looked_at(newest, lambda db: db.exec_driver_sql(query).all()) == now


def test_something_is_kept_in_every_table(newest: Path):
    names = [name for name in looked_at(newest, tables_of) if not name.startswith("search")]

    assert [name for name, rows in untouched(newest, names).items() if not rows] == []


def test_nothing_precious_is_lost(path: Path):
    before = untouched(path, UNCHANGED)

    assert looked_at(path, lambda db: rows_of(db, UNCHANGED)) == before
    assert looked_at(path, account_in).tokens.name == "Malika"


def test_everything_that_waits_is_understood_and_goes_up_in_its_order(path: Path):
    written = [body for body, *_ in looked_at(path, lambda db: db.execute(_IN_ORDER).all())]

    asked = looked_at(path, lambda db: prepare(db, push=True))

    assert [bytes(sent.posted) for sent in asked.changes] == written[: len(asked.changes)]
    assert len(asked.changes) == len(written) > 75
    assert [sent.n for sent in asked.changes] == sorted(sent.n for sent in asked.changes)
    assert len({posted.change.KIND for posted in looked_at(path, outbox.everything)}) >= 74
    assert [str(one.refusal) for one in looked_at(path, outbox.all_returned)] == ["That is no longer there."]


def test_every_draft_is_still_a_draft(path: Path):
    known = {draft.__name__: draft for draft in DRAFTS}

    drafts = looked_at(path, lambda db: db.execute(select(tables.drafts.c.place, tables.drafts.c.body)).all())

    assert len({type(load(known[place.partition("/")[0]], body)) for place, body in drafts}) >= 17


def test_every_row_of_the_hub_is_shown_and_found(newest: Path):
    kept = {row["kind"] for row in untouched(newest, ("shelf",))["shelf"]}
    assert len(kept) >= 20
    for kind in kept:
        (one,) = looked_at(newest, lambda db, kind=kind: shelf.all_of(db, kind).values())
        assert looked_at(newest, lambda db, one=one: shelf.get(db, one.ref)) == one
    assert looked_at(newest, lambda db: shelf.search(db, "project", "Хорошо", 9) + shelf.search(db, "card", "Bozor", 9))
    assert looked_at(
        newest, lambda db: [blobs.get(db, sha) is not None for sha, *_ in db.execute(tables.upload.select())]
    )


def test_a_later_version_keeps_all_that_is_precious_and_fetches_the_rest_anew(path: Path):
    before = untouched(path, UNCHANGED)

    with patch.object(database, "CACHE_VERSION", CACHE_VERSION + 1):
        assert looked_at(path, lambda db: rows_of(db, UNCHANGED)) == before
        assert looked_at(path, lambda db: rows_of(db, ("shelf", "cursor"))) == {"shelf": [], "cursor": []}
        asked = looked_at(path, lambda db: prepare(db, push=True))

    assert (asked.cursors, len(asked.changes)) == ({}, len(before["outbox"]))


def test_a_program_that_went_back_opens_nothing_it_cannot_read_and_hands_out_what_waits(newest: Path):
    """The outbox is full of what only the later program knows."""
    looked_at(newest, lambda db: None)
    before = untouched(newest, (*PRECIOUS, "shelf", "cursor"))

    with patch.dict(CHANGES):
        del CHANGES["thread.start"]
        with pytest.raises(TooNew):
            open_cache(newest, KEY)
        saved = unsent_of(newest, KEY, NOW)

    assert untouched(newest, (*PRECIOUS, "shelf", "cursor")) == before
    assert saved.count(b'"thread.start"') == sum(b'"thread.start"' in row["body"] for row in before["outbox"]) > 0
    assert looked_at(newest, outbox.everything)


def test_a_program_that_went_back_opens_what_it_can_read(newest: Path):
    """It does not know a kind of row, nor a word in another; both are kept as they came, for the later program."""
    looked_at(newest, lambda db: None)
    later = b'{"id":"r","submission":"s","iteration":1,"verdict":"applauded"}'
    looked_at(newest, lambda db: db.execute(_REVIEW_LIKE, {"body": later}))
    before = untouched(newest, ("shelf", *UNCHANGED))

    with patch.dict(AGGREGATES):
        del AGGREGATES["proposal"]
        assert "applauded" not in list(Verdict)
        assert looked_at(newest, lambda db: shelf.all_of(db, "review")) == {}
        assert looked_at(newest, lambda db: shelf.get(db, Ref("proposal", "some1"))) is None
        assert looked_at(newest, lambda db: rows_of(db, ("shelf", *UNCHANGED))) == before


_IN_ORDER = select(tables.outbox.c.body).order_by(tables.outbox.c.position)
_REVIEW_LIKE = tables.shelf.update().where(tables.shelf.c.kind == "review").values({"body": bindparam("body")})
