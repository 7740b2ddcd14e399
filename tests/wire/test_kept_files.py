"""Files that people have saved or been given open with today's program, whole."""

import hashlib
import shutil
from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest
from sqlalchemy import func, select

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import AGGREGATES, CHANGES
from growtogether_desktop.headless.verify import main as verify
from growtogether_desktop.pairing.plans.file import read_pairs
from growtogether_desktop.store import outbox, shelf, tables
from growtogether_desktop.store.database import Cache, open_cache
from growtogether_desktop.store.keyrings import VAULT
from growtogether_desktop.store.vault import Vault
from growtogether_desktop.sync import wiping
from growtogether_desktop.wire.bundle import contents_of, read_bundle
from growtogether_desktop.wire.codec import dump_posted
from growtogether_desktop.wire.export import read_export
from growtogether_desktop.workspace.export import restore
from tests.desks import KEY
from tests.wire.kept import FILES

CONTENT = b"print('Salom')\n"


@pytest.fixture
def cache(tmp_path: Path):
    opened = open_cache(tmp_path / "cache.sqlite", KEY)
    yield opened
    opened.close()


def within(then: object, now: object) -> bool:
    """Whether all that was written is written today; a field with a default may have come to it."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(key in now and within(value, now[key]) for key, value in then.items())
    return then == now


def test_a_letter_opens_with_its_signature_its_changes_and_its_files():
    opened = read_bundle(FILES / "review.gtreview")

    assert len({posted.change.KIND for posted in opened.changes}) >= 75
    for posted, body in zip(opened.changes, opened.letter.changes, strict=True):
        assert within(msgspec.json.decode(body), msgspec.json.decode(dump_posted(posted)))
    assert [content for _, content in contents_of(FILES / "review.gtreview", opened.letter)] == [CONTENT]


def test_an_export_makes_the_desk_it_was(cache: Cache):
    about = restore(cache, FILES / "desk.zip")

    assert (about.name, about.roles, about.address) == ("Malika", ("mentor",), "https://hub.example")
    with cache.writing.begin() as db, read_export(FILES / "desk.zip") as parts:
        written = [bytes(body) for body in parts.outbox]
        assert db.execute(select(tables.outbox.c.body).order_by(tables.outbox.c.position)).scalars().all() == written
        assert len({posted.change.KIND for posted in outbox.everything(db)}) >= 74
        assert [str(one.refusal) for one in outbox.all_returned(db)] == ["That is no longer there."]
        assert sum(len(shelf.all_of(db, kind)) for kind in AGGREGATES) == len(list(parts.shelf)) == 20
        count = {
            table.name: db.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (tables.drafts, tables.carried, tables.desk_blob, tables.upload)
        }
    assert count == {"drafts": 17, "carried": 1, "blob": 1, "upload": 1}


def test_an_export_of_a_later_program_says_so_and_leaves_the_desk_empty(cache: Cache):
    with patch.dict(CHANGES):
        del CHANGES["thread.start"]
        with pytest.raises(Problem, match="newer version"):
            restore(cache, FILES / "desk.zip")

    with cache.writing.begin() as db:
        assert outbox.count(db) == 0


def test_what_was_sealed_when_a_computer_was_wiped_opens_with_its_key(cache: Cache):
    envelope = wiping._read(FILES / "unsent.sealed")

    unsent = wiping._open(envelope, bytes(range(32)))
    with cache.writing.begin() as db:
        wiping._put_back(db, unsent)

        assert db.execute(select(tables.outbox.c.body)).scalars().all() == list(unsent.changes)
        assert len(unsent.changes) == 111
        assert [str(one.refusal) for one in outbox.all_returned(db)] == ["That is no longer there."]
        assert db.execute(select(func.count()).select_from(tables.drafts)).scalar_one() == 17
        assert db.execute(tables.upload.select()).scalar_one() == hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.parametrize("typed", ["oʻn ikki olma daraxti", "087J-PD6N-Y53A-D91P-5ZPR-7M5S-SR23"])
def test_a_desk_is_opened_by_its_passphrase_and_by_its_code_on_paper(tmp_path: Path, typed: str):
    shutil.copy(FILES / "vault.json", tmp_path / VAULT)

    assert Vault(tmp_path).unlock(typed).hex() == "81edd902f00caf435aa522d6051b4e0bc68853874cde5957815c279787a565d5"


def test_a_plan_is_still_proven(capsys: pytest.CaptureFixture[str]):
    assert len(read_pairs((FILES / "plan.json").read_bytes())) == 2
    assert verify([str(FILES / "plan.json")]) == 0
    assert "changed" not in capsys.readouterr().out
