"""Which kinds the program knew that last wrote to this cache, and what is to be done when it was another."""

from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from growtogether_desktop import __version__
from growtogether_desktop.domain.changes import AGGREGATES, CHANGES
from growtogether_desktop.store import meta
from growtogether_desktop.store.tables import carried, cursor, outbox, returned, sent, shelf
from growtogether_desktop.wire.codec import dump, load, load_posted

_KEY = "kinds"
_WRITTEN = tuple(select(table.c.body) for table in (outbox, sent, returned, carried))
_STRANGE = select(shelf.c.scope).where(shelf.c.kind.in_(bindparam("kinds", expanding=True)))
_FETCH_ANEW = (
    update(cursor).where(cursor.c.scope.in_(_STRANGE)).values(seq=0, generation=cursor.c.generation + 1, sweeping=True)
)


def catch_up(db: Connection) -> None:
    """Have those scopes pulled anew in which rows lie that the last program kept without understanding them.

    They came as they are; but their words are in no index, and nobody has fetched their files.

    Raises: Unreadable, when a later program has left changes here that this one does not know: what
    it cannot read it can neither show nor judge, so nobody works above it.
    """
    now, told = _known(frozenset((*AGGREGATES.values(), *CHANGES.values())))
    before = meta.get(db, _KEY) or "{}"
    if told == before:
        return
    then = load(dict[str, tuple[str, ...]], before.encode())
    for bodies in _WRITTEN:
        for body in db.execute(bodies).scalars():
            load_posted(body)
    db.execute(_FETCH_ANEW, {"kinds": [kind for kind in now if now[kind] != then.get(kind)]})
    meta.put(db, _KEY, told)


@cache
def _known(kinds: frozenset[Any]) -> tuple[dict[str, tuple[str, ...]], str]:
    """The fields of every kind, and the same as it is kept."""
    known = {kind.KIND: tuple(field.name for field in fields(kind)) for kind in kinds}
    now = {kind: known[kind] for kind in sorted(known)}
    now[f"program {__version__}"] = ()  # a new word in an old field shows in no list of fields
    return now, dump(now).decode()
