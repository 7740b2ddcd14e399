"""A desktop's copies of scopes: how far each is read, whether it is what the hub has, and having it anew.

The same sum is worked out on both sides over what a scope holds, in the scope's own order.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select, update

from growtogether_desktop.store.tables import cursor, hub_shelf, shelf
from growtogether_desktop.wire.protocol import Sum

_ANEW = update(cursor).values(seq=0, generation=cursor.c.generation + 1, sweeping=True)


@dataclass(frozen=True, slots=True)
class Copy:
    """What lies here of one scope."""

    scope: str
    rows: int
    anew: bool
    """It is being fetched from the beginning; what is here stays until that is through."""


def copies(db: Connection) -> tuple[Copy, ...]:
    """Every scope this desktop holds, by name."""
    by_scope = select(shelf.c.scope, func.count().label("rows")).group_by(shelf.c.scope)
    counted = {row.scope: row.rows for row in db.execute(by_scope)}
    held = db.execute(select(cursor.c.scope, cursor.c.sweeping).order_by(cursor.c.scope))
    return tuple(Copy(row.scope, counted.get(row.scope, 0), row.sweeping) for row in held)


def fetch_anew(db: Connection, scopes: Collection[str]) -> None:
    """From the next exchange on these scopes come from their beginning; what they do not bring again goes then."""
    db.execute(_ANEW.where(cursor.c.scope.in_(scopes)))


def fetch_all_anew(db: Connection) -> None:
    """The same for every scope there is."""
    db.execute(_ANEW)


def sum_here(db: Connection, scope: str) -> Sum | None:
    """The sum over this desktop's copy; None when it does not hold the scope."""
    head = db.execute(select(cursor.c.seq).where(cursor.c.scope == scope)).scalar_one_or_none()
    return None if head is None else _sum(db, shelf, scope, head)


def sum_at_hub(db: Connection, scope: str, head: int) -> Sum:
    """The sum over what stands at the hub, in the transaction that has read `head`."""
    return _sum(db, hub_shelf, scope, head)


def _sum(db: Connection, table: Table, scope: str, head: int) -> Sum:
    there = [table.c.scope == scope]
    if "deleted" in table.c:
        there.append(table.c.deleted.is_(False))
    columns = (table.c.kind, table.c.id, table.c.seq, table.c.body)
    rows, all_of_it = 0, hashlib.sha256()
    for row in db.execute(select(*columns).where(*there).order_by(table.c.seq).execution_options(yield_per=1_000)):
        rows += 1
        all_of_it.update(f"{row.kind}\0{row.id}\0{row.seq}\0{hashlib.sha256(row.body).hexdigest()}\n".encode())
    return Sum(head, rows, all_of_it.hexdigest())
