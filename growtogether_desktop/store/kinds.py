"""Which kinds of aggregates the program knew that last wrote to this cache."""

from dataclasses import fields

from sqlalchemy import Connection, select, update

from growtogether_desktop.domain.changes import AGGREGATES
from growtogether_desktop.store import meta
from growtogether_desktop.store.tables import cursor, shelf
from growtogether_desktop.wire.codec import dump, load

_KEY = "kinds"


def catch_up(db: Connection) -> None:
    """Have those scopes pulled anew in which rows lie that the last program kept without understanding them.

    They came as they are; but their words are in no index, and nobody has fetched their files.
    """
    now = {kind: [field.name for field in fields(known)] for kind, known in sorted(AGGREGATES.items())}
    then = load(dict[str, list[str]], (meta.get(db, _KEY) or "{}").encode())
    if now == then:
        return
    new = [kind for kind in now if now[kind] != then.get(kind)]
    strange = select(shelf.c.scope).where(shelf.c.kind.in_(new))
    anew = {"seq": 0, "generation": cursor.c.generation + 1, "sweeping": True}
    db.execute(update(cursor).where(cursor.c.scope.in_(strange)).values(anew))
    meta.put(db, _KEY, dump(now).decode())
