"""The desktop's copy of the hub's aggregates. Only what the hub says is ever written here."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, bindparam, select

from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.domain.changes import AGGREGATES, Aggregate, Ref
from growtogether_desktop.store.tables import shelf
from growtogether_desktop.wire.codec import Unreadable, load_aggregate
from growtogether_desktop.wire.protocol import Row

_GET = select(shelf.c.body).where(shelf.c.kind == bindparam("kind"), shelf.c.id == bindparam("id"))
_ALL = select(shelf.c.id, shelf.c.body).where(shelf.c.kind == bindparam("kind"))
_CHILDREN = _ALL.where(shelf.c.parent == bindparam("parent"))

# Set-based, one page at a time: triggers on every row cost five times as much.
_ARRIVED = """
CREATE TEMP TABLE IF NOT EXISTS arrived(
    kind TEXT, id TEXT, scope TEXT, parent TEXT, seq INTEGER, deleted INTEGER, body BLOB, words TEXT,
    generation INTEGER
)
"""
_MATCHING = "SELECT s.row FROM shelf s JOIN arrived a ON s.kind = a.kind AND s.id = a.id"
_UNINDEX = f"INSERT INTO search(search, rowid, words) SELECT 'delete', row, words FROM shelf WHERE row IN ({_MATCHING})"
_DELETE = f"DELETE FROM shelf WHERE row IN ({_MATCHING} AND a.deleted)"
_UPSERT = """
INSERT INTO shelf(kind, id, scope, parent, seq, body, words, generation)
SELECT kind, id, scope, parent, seq, body, words, generation FROM arrived WHERE NOT deleted
ON CONFLICT(kind, id) DO UPDATE SET
    scope = excluded.scope, parent = excluded.parent, seq = excluded.seq,
    body = excluded.body, words = excluded.words, generation = excluded.generation
"""
_INDEX = f"INSERT INTO search(rowid, words) SELECT row, words FROM shelf WHERE row IN ({_MATCHING})"


def get(db: Connection, ref: Ref) -> Aggregate | None:
    body = db.execute(_GET, {"kind": ref.kind, "id": ref.id}).scalar_one_or_none()
    return None if body is None else load_aggregate(ref.kind, body)


def all_of(db: Connection, kind: str, parent: str | None = None) -> dict[str, Aggregate]:
    """Every aggregate of a kind by id; only those of `parent` when given."""
    query, asked = (_ALL, {"kind": kind}) if parent is None else (_CHILDREN, {"kind": kind, "parent": parent})
    found = ((row.id, load_aggregate(kind, row.body)) for row in db.execute(query, asked))
    return {id: aggregate for id, aggregate in found if aggregate is not None}


def take_in(db: Connection, rows: Sequence[Row], generations: dict[str, int]) -> None:
    """Shelve a page of the hub's rows and index their words."""
    if not rows:
        return
    db.exec_driver_sql(_ARRIVED)
    db.exec_driver_sql("DELETE FROM arrived")
    db.exec_driver_sql(
        "INSERT INTO arrived VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (r.kind, r.id, r.scope, r.parent, r.seq, r.deleted, bytes(r.body), _words(r), generations[r.scope])
            for r in rows
        ],
    )
    for statement in (_UNINDEX, _DELETE, _UPSERT, _INDEX):
        db.exec_driver_sql(statement)


def forget_scopes(db: Connection, scopes: Iterable[str]) -> list[Ref]:
    """Remove every row of these scopes, index and all; says which."""
    return [ref for name in scopes for ref in _forget(db, "scope = ?", (name,))]


def sweep(db: Connection, scope: str, generation: int) -> list[Ref]:
    """Remove the rows a finished reset did not bring again; says which."""
    return _forget(db, "scope = ? AND generation < ?", (scope, generation))


def search(db: Connection, kind: str, words: str, limit: int) -> list[str]:
    """Ids of a kind whose words begin with every word typed, best first."""
    typed = _typed(words)
    if not typed:
        return []
    match = " ".join(f'"{word}"*' for word in typed)
    found = db.exec_driver_sql(
        "SELECT s.id FROM search JOIN shelf s ON s.row = search.rowid "
        "WHERE search MATCH ? AND s.kind = ? ORDER BY bm25(search), s.row LIMIT ?",
        (match, kind, limit),
    )
    return list(found.scalars())


def says(text: str, words: str) -> bool:
    """Whether the text has, for every word typed, one that begins with it: what `search` asks of the index."""
    there, typed = re.findall(r"[^\W_]+", search_key(text)), _typed(words)
    return bool(typed) and all(any(word.startswith(start) for word in there) for start in typed)


def _typed(words: str) -> list[str]:
    return re.findall(r"[^\W_]+", search_key(words))


def _forget(db: Connection, where: str, values: tuple[object, ...]) -> list[Ref]:
    gone: Sequence[RowMapping] = (
        db.exec_driver_sql(f"SELECT kind, id FROM shelf WHERE {where}", values).mappings().all()
    )
    db.exec_driver_sql(
        f"INSERT INTO search(search, rowid, words) SELECT 'delete', row, words FROM shelf WHERE {where}", values
    )
    db.exec_driver_sql(f"DELETE FROM shelf WHERE {where}", values)
    return [Ref(row["kind"], row["id"]) for row in gone]


def _words(row: Row) -> str:
    """What the search index holds for a row; nothing for a deleted one or a kind of the future."""
    if row.deleted or row.kind not in AGGREGATES:
        return ""
    try:
        aggregate = load_aggregate(row.kind, bytes(row.body))
    except Unreadable:  # a shape of the future: kept as it is, found by nothing
        return ""
    return "" if aggregate is None else search_key(aggregate.words)
