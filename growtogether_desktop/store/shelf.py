"""The desktop's copy of the hub's aggregates. Only what the hub says is ever written here."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Result, RowMapping, bindparam, select

from growtogether_desktop.base import manners
from growtogether_desktop.base.spelling import search_key, search_keys
from growtogether_desktop.domain.changes import Aggregate, Ref
from growtogether_desktop.store.tables import shelf
from growtogether_desktop.wire.codec import dump, load_aggregates
from growtogether_desktop.wire.protocol import Row

_GET = select(shelf.c.body).where(shelf.c.kind == bindparam("kind"), shelf.c.id == bindparam("id"))
_ALL = select(shelf.c.id, shelf.c.body).where(shelf.c.kind == bindparam("kind"))
_SOME = "SELECT id, body FROM shelf WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
_CHILDREN = _ALL.where(shelf.c.parent == bindparam("parent"))

# One page at a time, each statement once for all its rows: triggers on every row cost five times as much.
_ANY = "SELECT EXISTS(SELECT 1 FROM shelf WHERE kind = ? AND id BETWEEN ? AND ?)"
_HERE = "SELECT id, row, generation, body FROM shelf WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
_LAST = "SELECT coalesce(max(row), 0) FROM shelf"
_UNINDEX = "DELETE FROM search WHERE rowid = ?"
_DELETE = "DELETE FROM shelf WHERE row = ?"
_REPLACE = "UPDATE shelf SET scope = ?, parent = ?, seq = ?, body = ?, generation = ? WHERE row = ?"
_INDEX = "INSERT INTO search(rowid, words) VALUES(?, ?)"
_INSERT = "INSERT INTO shelf(row, kind, id, scope, parent, seq, body, generation) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"

_WORD = re.compile("[^\\W_\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]+")
"""What the index takes for a word, too: some signs that are letters to Python part words there."""


def get(db: Connection, ref: Ref) -> Aggregate | None:
    """None also for what only another version of the program can read: it is kept as it came."""
    body = db.execute(_GET, {"kind": ref.kind, "id": ref.id}).scalar_one_or_none()
    return None if body is None else load_aggregates(ref.kind, [body])[0]


def some_of(db: Connection, kind: str, ids: Iterable[str]) -> dict[str, Aggregate]:
    """Those of a kind with these ids."""
    return _understood(kind, db.exec_driver_sql(_SOME, (kind, dump(list(ids)).decode())))


def all_of(db: Connection, kind: str, parent: str | None = None) -> dict[str, Aggregate]:
    """Every aggregate of a kind by id; only those of `parent` when given."""
    query, asked = (_ALL, {"kind": kind}) if parent is None else (_CHILDREN, {"kind": kind, "parent": parent})
    return _understood(kind, db.execute(query, asked))


def _understood(kind: str, found: Result[Any]) -> dict[str, Aggregate]:
    understood: dict[str, Aggregate] = {}
    for rows in manners.let_in_between(found.partitions(manners.PIECE)):
        aggregates = load_aggregates(kind, [row.body for row in rows])
        understood |= {row.id: one for row, one in zip(rows, aggregates, strict=True) if one is not None}
    return understood


def take_in(db: Connection, rows: Sequence[Row], generations: dict[str, int]) -> list[Aggregate | None]:
    """Shelve a page of the hub's rows, each of them once on it, and index their words; says what they hold."""
    if not rows:
        return []
    understood = _understand(rows)
    all_words = search_keys(["" if aggregate is None else aggregate.words for aggregate in understood])
    here = _here(db, rows)
    number = db.exec_driver_sql(_LAST).scalar_one()
    unindex: list[tuple[int]] = []
    delete: list[tuple[int]] = []
    replace: list[tuple[object, ...]] = []
    insert: list[tuple[object, ...]] = []
    index: list[tuple[int, str]] = []
    for row, words in zip(rows, all_words, strict=True):
        known = here.get((row.kind, row.id)) if here else None
        if row.deleted:
            if known is not None:
                unindex.append((known.row,))
                delete.append((known.row,))
            continue
        generation = generations[row.scope]
        if known is None:
            number += 1
            insert.append((number, row.kind, row.id, row.scope, row.parent, row.seq, row.body, generation))
            index.append((number, words))
            continue
        replace.append((row.scope, row.parent, row.seq, row.body, generation, known.row))
        # What is pulled anew may be understood only now: then it has words that it did not have.
        if generation != known.generation or bytes(row.body) != known.body:
            unindex.append((known.row,))
            index.append((known.row, words))
    work: tuple[tuple[str, list[Any]], ...] = (
        (_UNINDEX, unindex),
        (_DELETE, delete),
        (_REPLACE, replace),
        (_INSERT, insert),
        (_INDEX, index),
    )
    for statement, values_of in work:
        if values_of:
            db.exec_driver_sql(statement, values_of)
    return understood


def forget_scopes(db: Connection, scopes: Iterable[str]) -> list[Ref]:
    """Remove every row of these scopes, index and all; says which."""
    return [ref for name in scopes for ref in _forget(db, "scope = ?", (name,))]


def sweep(db: Connection, scope: str, generation: int) -> list[Ref]:
    """Remove the rows a finished reset did not bring again; says which."""
    return _forget(db, "scope = ? AND generation < ?", (scope, generation))


def forget_struck_words(db: Connection) -> None:
    """Merge the index: words that were taken out are only struck through in it until then."""
    db.exec_driver_sql("INSERT INTO search(search) VALUES('optimize')")


def search(db: Connection, kind: str, words: str, limit: int) -> list[str]:
    """Ids of a kind whose words begin with every word typed: first those that say the least beside them."""
    typed = words_in(words)
    if not typed:
        return []
    match = " ".join(f'"{word}"*' for word in typed)
    found = db.exec_driver_sql(
        "SELECT s.id FROM search JOIN shelf s ON s.row = search.rowid "
        "WHERE search MATCH ? AND s.kind = ? ORDER BY length(s.body), s.row LIMIT ?",
        (match, kind, limit),
    )
    return list(found.scalars())


def says(text: str, words: str) -> bool:
    """Whether the text has, for every word typed, one that begins with it: what `search` asks of the index."""
    there, typed = words_in(text), words_in(words)
    return bool(typed) and all(any(word.startswith(start) for word in there) for start in typed)


def words_in(text: str) -> list[str]:
    """The words of a text as the index has them."""
    return _WORD.findall(search_key(text))


def _forget(db: Connection, where: str, values: tuple[object, ...]) -> list[Ref]:
    gone: Sequence[RowMapping] = (
        db.exec_driver_sql(f"SELECT kind, id FROM shelf WHERE {where}", values).mappings().all()
    )
    db.exec_driver_sql(f"DELETE FROM search WHERE rowid IN (SELECT row FROM shelf WHERE {where})", values)
    db.exec_driver_sql(f"DELETE FROM shelf WHERE {where}", values)
    return [Ref(row["kind"], row["id"]) for row in gone]


def _understand(rows: Sequence[Row]) -> list[Aggregate | None]:
    """What the rows hold; None for a deleted one, and for what only another version of the program can read."""
    by_kind: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if not row.deleted:
            by_kind.setdefault(row.kind, []).append(at)
    understood: list[Aggregate | None] = [None] * len(rows)
    for kind, places in by_kind.items():
        for at, aggregate in zip(places, load_aggregates(kind, [rows[at].body for at in places]), strict=True):
            understood[at] = aggregate
    return understood


def _here(db: Connection, rows: Sequence[Row]) -> dict[tuple[str, str], Any]:
    """Number, generation and body of those that are on the shelf already."""
    by_kind: dict[str, list[str]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.id)
    return {
        (kind, found.id): found
        for kind, ids in by_kind.items()
        if db.exec_driver_sql(_ANY, (kind, min(ids), max(ids))).scalar_one()  # at first there is nothing between
        for found in db.exec_driver_sql(_HERE, (kind, dump(ids).decode()))
    }
