"""What changes of the journal are about, in the words people had for it when they asked: it may be gone since."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select, union_all

from growtogether_desktop.store.many import execute_many
from growtogether_desktop.store.tables import meta, outbox, returned
from growtogether_desktop.wire.codec import dump, load

MOST = 200
"""Characters: enough to know it by."""

_PREFIX = "about/"
_KEEP = "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)"
_FORGET = "DELETE FROM meta WHERE key IN (SELECT value FROM json_each(?))"
_ALL = delete(meta).where(meta.c.key.startswith(_PREFIX))
_SOME = "SELECT key, value FROM meta WHERE key IN (SELECT value FROM json_each(?))"
_KEPT = union_all(*(select(_PREFIX + table.c.id) for table in (outbox, returned)))


def keep(db: Connection, told: Iterable[tuple[str, str, str]]) -> None:
    """Words and place of changes, by their ids."""
    execute_many(db, _KEEP, [(_PREFIX + id, dump((_line(words), _line(place))).decode()) for id, words, place in told])


def some_of(db: Connection, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Words and place of those that are known, by the change's id."""
    rows = db.exec_driver_sql(_SOME, (dump([_PREFIX + id for id in ids]).decode(),))
    return {row.key.removeprefix(_PREFIX): load(tuple[str, str], row.value.encode()) for row in rows}


def forget(db: Connection, ids: Iterable[str]) -> None:
    db.exec_driver_sql(_FORGET, (dump([_PREFIX + id for id in ids]).decode(),))


def forget_others(db: Connection) -> None:
    """Those of changes that are neither waiting nor in the tray any more."""
    db.execute(_ALL.where(meta.c.key.not_in(_KEPT)))


def forget_all(db: Connection) -> None:
    """Somebody has left, and some of these may be about them."""
    db.execute(_ALL)


def _line(words: str) -> str:
    return " ".join(words.split())[:MOST]
