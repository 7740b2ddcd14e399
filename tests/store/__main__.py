"""`python -m tests.store` keeps a cache of this version with something in every table, if there is none yet."""

from pathlib import Path

from sqlalchemy import Connection, insert

from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import AGGREGATES, CHANGES, Posted, Stamp
from growtogether_desktop.domain.ids import ChangeId
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.store import meta, outbox, tables
from growtogether_desktop.store.database import CACHE_VERSION, open_in_memory
from growtogether_desktop.sync.account import Account
from growtogether_desktop.sync.exchange import blobs, take_in
from growtogether_desktop.wire.codec import dump, dump_posted
from growtogether_desktop.wire.protocol import Asked, Cursor, Delivery, Row, Tokens, raw
from tests.domain.drawn import MALIKA, NOW
from tests.dumps import as_text
from tests.wire.kept import DRAFTS, drawn

KEPT = Path(__file__).with_name("caches") / f"v{CACHE_VERSION}.sql"


def fill(db: Connection) -> None:
    account = Account("https://hub.example", Tokens("a", 1.0, "r", MALIKA, "Malika", ("mentor",), "laptop"))
    meta.put(db, "account", dump(account).decode())
    for number, aggregate in enumerate(drawn(kind)[0] for kind in AGGREGATES.values()):
        row = Row(aggregate.KIND, aggregate.id, aggregate.scope, aggregate.parent, 1, False, raw(aggregate))
        asked = Asked(1, 1 if number else 0, 0, (), _cursors(db))
        take_in(db, MALIKA, asked, Delivery(1, 0, (), (row,), {aggregate.scope: Cursor(1, 0)}), 1.0)
    changes = [change for kind in sorted(CHANGES) for change in drawn(CHANGES[kind])]
    for number, change in enumerate(changes, start=1):
        outbox.post(db, Posted(ChangeId(f"change{number}"), Stamp(MALIKA, NOW), change))
    outbox.offer(db, 5, 1_000_000)
    outbox.settle(db, [(1, None), (2, say("That is no longer there."))], 2.0)
    carried = {
        "kind": "thread",
        "subject": "some1",
        "seq": 0,
        "body": dump_posted(Posted(ChangeId("carried"), Stamp(MALIKA, NOW), changes[0])),
        "done": False,
    }
    db.execute(insert(tables.carried).values(id="carried", asked=1.0, scope="submission:s", at=4.0, **carried))
    for draft in DRAFTS:
        for number, value in enumerate(drawn(draft)):
            place = {"place": f"{draft.__name__}/{number}", "body": dump(value), "at": float(number)}
            db.execute(insert(tables.drafts).values(place))
    sha = blobs.keep(db, b"print('Salom')\n")
    tree = blobs.keep(db, dump(Tree((TreeFile("a.py", sha, 15),))))
    blobs.refer_tree(db, "submission:s", tree)
    db.execute(insert(tables.upload), [{"sha": sha}, {"sha": tree}])


def _cursors(db: Connection) -> dict[str, Cursor]:
    return {row.scope: Cursor(row.seq, row.floor) for row in db.execute(tables.cursor.select())}


if __name__ == "__main__" and not KEPT.exists():
    engine = open_in_memory()
    with engine.begin() as db:
        fill(db)
        KEPT.write_text(as_text(db, search=True), encoding="utf-8")
