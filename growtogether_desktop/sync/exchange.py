"""The two halves of an exchange on the desktop: what to ask, and taking in what came.

Plain functions over a connection, one transaction each, so that a simulator can run the very same
code through lost answers and crashes. Pulled rows touch only the shelf; answers touch only the
journal. Rows, cursors and search index move together or not at all.
"""

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from growtogether_desktop.domain.changes import Aggregate, Ref
from growtogether_desktop.domain.erasures import Farewell
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.keeping import KEEPING, Keeping, Periods
from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.domain.trees import NO_FILES
from growtogether_desktop.store import about, carried, meta, outbox, scopes, shelf
from growtogether_desktop.store.blobs import Blobs
from growtogether_desktop.store.tables import cursor, desk_blob, desk_blob_part, desk_blob_ref
from growtogether_desktop.store.tables import outbox as outbox_table
from growtogether_desktop.sync.farewells import forget_who_left, forget_work
from growtogether_desktop.wire.codec import load_posted
from growtogether_desktop.wire.protocol import (
    PROTOCOL,
    PULL_ROWS,
    PUSH_BYTES,
    PUSH_CHANGES,
    Answered,
    Asked,
    Cursor,
    Delivery,
    Sent,
)

blobs = Blobs(desk_blob, desk_blob_part, desk_blob_ref)
EPOCH = "epoch"
STRUCK = "struck"
"""In `meta`: somebody was erased, or a scope was lost; their words are still to be taken out of the index for good."""

_CURSORS = select(cursor)
_BEGIN = insert(cursor)
_END = delete(cursor).where(cursor.c.scope.in_(bindparam("scopes", expanding=True)))
_SWEPT = update(cursor).values(sweeping=False)
_MOVE = update(cursor).where(cursor.c.scope == bindparam("name")).values(seq=bindparam("at"), floor=bindparam("low"))


@dataclass(frozen=True, slots=True)
class TakenIn:
    touched: frozenset[Ref]
    """What may look different now."""
    returned: int
    """Changes the hub declined this time."""
    more: bool
    """Whether the hub has more to say at once."""


def prepare(db: Connection, *, push: bool, most: int = PUSH_CHANGES, limit: int = PULL_ROWS) -> Asked:
    """What to ask the hub next; with `push`, changes are offered and so get their numbers."""
    offered = outbox.offer(db, most, PUSH_BYTES) if push else []
    changes = tuple(Sent(change.n, change.id, msgspec.Raw(change.body)) for change in offered)
    epoch, applied, cursors = _standing(db)
    return Asked(PROTOCOL, epoch, applied, changes, cursors, limit)


def take_in(db: Connection, me: PersonId, asked: Asked, delivery: Delivery, now: float) -> TakenIn:
    """Believe the hub: answers settle the journal, rows replace ours, lost scopes go.

    `now` (Unix seconds) only dates what is kept for a while; it orders nothing.
    """
    if _overtaken(db, asked):
        # Another answer was quicker, and what this one says may be old; the hub will say it again.
        return TakenIn(frozenset(), 0, more=True)
    if asked.epoch not in (0, delivery.epoch) or not asked.after <= delivery.last <= outbox.given(db):
        _start_over(db, delivery)
        return TakenIn(frozenset(), 0, more=True)
    if asked.epoch != delivery.epoch:
        meta.set_number(db, EPOCH, delivery.epoch)
    if asked.after != delivery.last:
        outbox.hear(db, delivery.last)
    awaited = carried.awaited(db)
    touched = set(_lose(db, delivery.revoked))
    _move_cursors(db, delivery)
    standing = db.execute(_CURSORS).all()
    generations = {row.scope: row.generation for row in standing}
    touched |= _settle(db, delivery.answers, generations, now)
    understood = shelf.take_in(db, delivery.rows, generations)
    touched.update([Ref(row.kind, row.id) for row in delivery.rows])
    _want_files(db, me, understood)
    returned = sum(answer.refusal is not None for answer in delivery.answers)
    farewells = [one for one in understood if isinstance(one, Farewell)]
    if returned or farewells:
        touched |= forget_who_left(db)
    if farewells:
        about.forget_all(db)
    if any(farewell.done for farewell in farewells):
        meta.set_number(db, STRUCK, 1)
    if not delivery.more:
        touched |= set(_sweep(db, [row.scope for row in standing if row.sweeping], generations))
        if meta.get_number(db, STRUCK):
            shelf.forget_struck_words(db)
            meta.forget(db, STRUCK)
    carried.overtake(db, touched, now)
    strange = _passed_over(asked, delivery)
    if strange:
        outbox.requeue(db, delivery.last)
    come = bool(awaited) and awaited != carried.awaited(db)  # what waited for these may go up now
    return TakenIn(frozenset(touched), returned, delivery.more or strange or come)


def _standing(db: Connection) -> tuple[int, int, dict[str, Cursor]]:
    """Where this desktop stands with its hub: epoch, last number applied, and how far it has read."""
    epoch, applied = meta.get_numbers(db, EPOCH, outbox.APPLIED)
    return epoch, applied, {row.scope: Cursor(row.seq, row.floor) for row in db.execute(_CURSORS)}


def _overtaken(db: Connection, asked: Asked) -> bool:
    """Whether this desktop stands elsewhere by now than where it asked from: then the answer means nothing to it."""
    return _standing(db) != (asked.epoch, asked.after, asked.cursors)


def _passed_over(asked: Asked, delivery: Delivery) -> bool:
    """Whether the hub knows a number of ours for something else, from a life of this cache before its backup."""
    answered = {answer.n for answer in delivery.answers}
    return any(change.n <= delivery.last and change.n not in answered for change in asked.changes)


def _start_over(db: Connection, delivery: Delivery) -> None:
    """The hub or this cache is from a backup: pull everything beside what we have, send again what we keep."""
    meta.set_number(db, EPOCH, delivery.epoch)
    outbox.requeue(db, delivery.last)
    scopes.fetch_all_anew(db)


def _lose(db: Connection, revoked: tuple[str, ...]) -> list[Ref]:
    if not revoked:
        return []
    meta.set_number(db, STRUCK, 1)
    gone = shelf.forget_scopes(db, revoked)
    blobs.forget_scopes(db, revoked)
    carried.forget_scopes(db, revoked)
    db.execute(_END, {"scopes": revoked})
    return gone


def _move_cursors(db: Connection, delivery: Delivery) -> None:
    if delivery.reset:
        scopes.fetch_anew(db, delivery.reset)
    for name, at in delivery.cursors.items():
        if not db.execute(_MOVE, {"name": name, "at": at.seq, "low": at.floor}).rowcount:
            db.execute(_BEGIN, {"scope": name, "seq": at.seq, "floor": at.floor, "generation": 0})


def _settle(db: Connection, answers: tuple[Answered, ...], generations: dict[str, int], now: float) -> set[Ref]:
    if not answers:
        return set()
    known = shelf.get(db, Ref(Keeping.KIND, KEEPING))
    periods = known.periods if isinstance(known, Keeping) else Periods()
    outbox.forget_old(db, now, periods.sent, periods.returned)
    touched = outbox.settle(db, [(answer.n, answer.refusal) for answer in answers], now)
    # The row comes with the answer, so that no view sees neither the change nor its effect.
    shelf.take_in(db, [a.row for a in answers if a.row is not None and a.row.scope in generations], generations)
    return set(touched)


def _sweep(db: Connection, through: list[str], generations: dict[str, int]) -> list[Ref]:
    """A reset is through: what it did not bring again is gone at the hub."""
    if through:
        db.execute(_SWEPT)
    return [ref for name in through for ref in shelf.sweep(db, name, generations[name])]


def _want_files(db: Connection, me: PersonId, understood: list[Aggregate | None]) -> None:
    """Note which files this person should have at hand; the postman fetches them."""
    for aggregate in understood:
        if isinstance(aggregate, Iteration) and aggregate.tree == NO_FILES:
            _let_work_go(db, aggregate)
        if aggregate is not None and aggregate.trees and aggregate.keeps_files_for(me):
            for sha in aggregate.trees:
                blobs.refer_tree(db, aggregate.scope, sha)


def _let_work_go(db: Connection, emptied: Iteration) -> None:
    """Whose work it was has left: what was here of it goes, unless another scope has it too."""
    forget_work(db, emptied)
    there = shelf.all_of(db, emptied.KIND, emptied.parent).values()
    for sha in blobs.keep_only(db, emptied.scope, [tree for one in there for tree in one.trees]):
        blobs.drop(db, sha)


def hold_back(db: Connection, missing: frozenset[str]) -> int:
    """How many changes may go up before the first that needs a blob the hub does not have yet."""
    if not missing:
        return PUSH_CHANGES
    ready = 0
    for body in db.execute(select(outbox_table.c.body).order_by(outbox_table.c.position).limit(PUSH_CHANGES)).scalars():
        posted = load_posted(body)
        after = posted.change.apply(None, posted.stamp) if posted.change.CREATES else None
        if after is not None and missing.intersection(after.trees):
            break
        ready += 1
    return ready
