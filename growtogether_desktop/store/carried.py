"""Changes of other people that came by file, until the hub brings the same.

They lie beside the shelf and are folded over it. What the hub has meanwhile, or what has lost its sense, is
done: it is no longer shown, but its id stays known for a while, so that the same file may come again.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from growtogether_desktop.domain.changes import Posted, Ref, fold, perform
from growtogether_desktop.store import shelf
from growtogether_desktop.store.tables import carried
from growtogether_desktop.store.tables import shelf as shelf_table
from growtogether_desktop.wire.codec import dump_posted, load_posted

KEPT_DAYS = 60
"""What the hub has not brought by then, it has declined, or its author has withdrawn it."""

_OPEN = select(carried.c.kind, carried.c.subject).where(~carried.c.done).distinct()
_ON = (
    select(carried.c.id, carried.c.seq, carried.c.body)
    .where(~carried.c.done, carried.c.kind == bindparam("kind"), carried.c.subject == bindparam("subject"))
    .order_by(carried.c.asked, carried.c.position)  # so it does not matter which file came first
)
_SEQ = select(shelf_table.c.seq).where(
    shelf_table.c.kind == bindparam("kind"), shelf_table.c.id == bindparam("subject")
)
_TOO_OLD = delete(carried).where(carried.c.at < bindparam("before"))
_IN_SCOPES = delete(carried).where(carried.c.scope.in_(bindparam("scopes", expanding=True)))
_DONE = update(carried).where(carried.c.id == bindparam("which")).values(done=True)


def put(db: Connection, posted: Posted, scope: str, now: float) -> None:
    """Keep a change that nobody here knows yet; `now` in Unix seconds."""
    ref = posted.change.ref
    db.execute(
        insert(carried).values(
            id=posted.id,
            asked=posted.stamp.at.timestamp(),
            scope=scope,
            kind=ref.kind,
            subject=ref.id,
            seq=_seq(db, ref),
            body=dump_posted(posted),
            at=now,
            done=False,
        )
    )


def knows(db: Connection, id: str) -> bool:
    return db.execute(select(carried.c.id).where(carried.c.id == id)).first() is not None


def subjects(db: Connection) -> frozenset[Ref]:
    """What there are carried changes to."""
    return frozenset(Ref(row.kind, row.subject) for row in db.execute(_OPEN))


def pending(db: Connection, ref: Ref) -> list[Posted]:
    """Carried changes to one aggregate, oldest first."""
    return [load_posted(row.body) for row in db.execute(_ON, {"kind": ref.kind, "subject": ref.id})]


def awaited(db: Connection) -> frozenset[Ref]:
    """What came by file alone: the hub does not have it yet."""
    return frozenset(ref for ref in subjects(db) if not _seq(db, ref))


def overtake(db: Connection, refs: Iterable[Ref], now: float) -> None:
    """Forget what the hub has brought meanwhile of these aggregates, and whatever is too old."""
    db.execute(_TOO_OLD, {"before": now - KEPT_DAYS * 86_400})
    for ref in subjects(db).intersection(refs):
        for id in _overtaken(db, ref):
            db.execute(_DONE, {"which": id})


def forget_scopes(db: Connection, scopes: Iterable[str]) -> None:
    db.execute(_IN_SCOPES, {"scopes": tuple(scopes)})


def _overtaken(db: Connection, ref: Ref) -> list[str]:
    """What no longer changes the hub's word. Words stay until they are in it; a mark yields to any newer one."""
    rows = db.execute(_ON, {"kind": ref.kind, "subject": ref.id}).all()
    known, seq = shelf.get(db, ref), _seq(db, ref)
    changes = [(row.id, row.seq, load_posted(row.body)) for row in rows]
    if known is None and not any(posted.change.CREATES for _id, _then, posted in changes):
        return []  # what they are about has come neither by hub nor by file
    if fold(known, [posted for _id, _then, posted in changes]) == known:
        return [id for id, _then, _posted in changes]
    overtaken, now = list[str](), known
    for id, then, posted in changes:
        after = perform(posted.change, now, posted.stamp)
        if after == now or (seq > then and not posted.change.text):
            overtaken.append(id)
        else:
            now = after
    return overtaken


def _seq(db: Connection, ref: Ref) -> int:
    """The place of the hub's row; 0 where there is none."""
    return db.execute(_SEQ, {"kind": ref.kind, "subject": ref.id}).scalar_one_or_none() or 0
