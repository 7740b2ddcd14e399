"""`python -m tests.hub` keeps a database of every revision that has none yet, with something in every table."""

import tempfile
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect

from growtogether_desktop.domain.changes import AGGREGATES, all_with_role
from growtogether_desktop.hub import audits
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.schema import bring_up_to_date
from growtogether_desktop.store import tables
from growtogether_desktop.wire.codec import dump
from tests.dumps import as_text
from tests.hub.inside import InsideHub
from tests.hub.migrating import KEPT, go, revisions
from tests.hub.reviewed import reviewed
from tests.wire.kept import drawn

SCOPE = "cohort:kept"
HASH = "5e" * 32


def fill(hub: InsideHub) -> None:
    """What several people have done, a row of every kind, and a row in every table that is still empty."""
    work = reviewed(hub, "binafsharang")
    hub.invite("Somebody", "mentee")
    audits.seal_everything(hub.engine)
    with hub.engine.begin() as db:
        db.execute(tables.scope.insert().values(name=SCOPE, head=len(AGGREGATES)))
        db.execute(tables.membership.insert().values(scope=SCOPE, member=all_with_role("coordinator")))
        for seq, kind in enumerate(sorted(AGGREGATES), start=1):
            place = {"kind": kind, "id": f"kept-{kind}", "scope": SCOPE, "parent": "", "seq": seq, "deleted": False}
            db.execute(tables.hub_shelf.insert().values(**place, body=dump(drawn(AGGREGATES[kind])[0])))
        person = {"person": work.mentee.me}
        rows = {
            tables.identity: {"issuer": "https://platform.example", "subject": "s", **person},
            tables.erasure: {**person, "pseudonym": "p", "names": b"[]", "words_stay": True, "began": 1.0},
            tables.goodbye: {"hash": HASH, "at": 1.0},
            tables.blob_upload: {"sha": HASH, "at": 1.0, **person},
        }
        for table, row in rows.items():
            db.execute(table.insert().values(row))


def seal_as_before(db: Connection) -> None:
    """Going back took the chain away: a place of one that names still stood on."""
    if "audit_seal" in inspect(db).get_table_names() and not db.exec_driver_sql("SELECT * FROM audit_seal").first():
        seals = MetaData()
        seals.reflect(db, only=["audit_seal"])
        db.execute(seals.tables["audit_seal"].insert().values(place=1, entry=1, hash=HASH))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        engine = open_hub_database(f"sqlite:///{Path(folder) / 'hub.sqlite'}")
        bring_up_to_date(engine)
        fill(InsideHub(engine))
        for revision in reversed(revisions()):
            go(engine, revision, up=False)
            path = KEPT / f"{revision}.sql"
            with engine.begin() as db:
                seal_as_before(db)
                if not path.exists():
                    path.write_text(as_text(db, search=False), encoding="utf-8")
