"""The hub's whole mind: may this happen, what is it then, who gets to see it.

It knows no feature by name: changes carry their own rules, aggregates name their scope and its
audience. A batch of changes is worked out in memory and written at the end, heads of scopes last,
so that no reader's cursor ever passes a row that is still to be committed.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

import msgspec
from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import (
    HUB,
    Actor,
    Aggregate,
    Change,
    Posted,
    Ref,
    Stamp,
    objection,
    perform,
)
from growtogether_desktop.domain.erasures import Farewell, Gone
from growtogether_desktop.domain.ids import DeviceId
from growtogether_desktop.domain.reactions import what_follows
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.hub.audits import NOTE, salts
from growtogether_desktop.hub.database import blobs, for_reading, inserting, run_many, write
from growtogether_desktop.store.scopes import sum_at_hub
from growtogether_desktop.store.tables import answer, blob_owner, device, hub_meta, membership, scope
from growtogether_desktop.store.tables import hub_shelf as shelf
from growtogether_desktop.wire.codec import Unreadable, dump, load, load_aggregate, load_posted
from growtogether_desktop.wire.protocol import (
    NULL,
    PULL_ROWS,
    PUSH_CHANGES,
    Answered,
    Asked,
    Cursor,
    Delivery,
    Row,
    Sent,
    Sum,
)

log = logging.getLogger(__name__)
A = TypeVar("A", bound=Aggregate)

NO_DEVICE = DeviceId("")
"""Of what the hub does by itself."""
BODY_BYTES = 64 * 1024
"""An aggregate larger than this should have been several."""
NAME_BYTES = 400
"""Ids and names of scopes stand in indexes, and PostgreSQL takes nothing long there."""
ANSWER_DAYS = 30
"""How long an answer is kept that the device has: longer than the device keeps what it may send again."""
ANSWERS_AT_LEAST = 2_000
"""So many of a device are kept whatever their age: what it may send again, under its old and its new numbers."""
PAGE_BYTES = 8 * 1024 * 1024

_ABSENT = say("That is no longer there.")
_LEFT = say("Somebody this is about has left the programme. Your words are kept for you.")
_STRANGE = say("The hub does not understand this change. Update the program, then try again.")

_ROW = select(shelf).where(shelf.c.kind == bindparam("k"), shelf.c.id == bindparam("i"))
_LOCKED_ROW = _ROW.with_for_update()
_ROWS = select(shelf).where(shelf.c.kind == bindparam("k"), shelf.c.id.in_(bindparam("ids", expanding=True)))
_LOCKED_ROWS = _ROWS.order_by(shelf.c.id).with_for_update()
_NEW_ROW = inserting(shelf, "scope", "parent", "seq", "deleted", "body", "kind", "id")
_CHANGED_ROW = "UPDATE shelf SET scope = ?, parent = ?, seq = ?, deleted = ?, body = ? WHERE kind = ? AND id = ?"
_ANSWER = inserting(answer, "person", "change", "device", "n", "at", "kind", "subject", "refusal")
_STORED = select(answer).where(
    answer.c.person == bindparam("who"), answer.c.change.in_(bindparam("changes", expanding=True))
)
_FORGET_ANSWERS = delete(answer).where(
    answer.c.device == bindparam("by"), answer.c.n < bindparam("first"), answer.c.at < bindparam("until")
)
_FAREWELLS = select(shelf.c.body).where(shelf.c.kind == Farewell.KIND, shelf.c.deleted.is_(False))
_EPOCH = select(hub_meta.c.value).where(hub_meta.c.key == "epoch")
_LAST = select(device.c.last).where(device.c.id == bindparam("device"))
_LOCKED_LAST = _LAST.with_for_update()
_MOVE_LAST = update(device).where(device.c.id == bindparam("by")).values(last=bindparam("now_at"))
_EXISTS = select(scope.c.name).where(scope.c.name == bindparam("which"))
_ADVANCE = (
    update(scope)
    .where(scope.c.name == bindparam("which"))
    .values(head=scope.c.head + bindparam("rows"))
    .returning(scope.c.head)
)
_OPEN = insert(scope)
_ADMIT = insert(membership)
_SHUT_OUT = delete(membership).where(
    membership.c.scope == bindparam("which"), membership.c.member.in_(bindparam("gone", expanding=True))
)
_MEMBERS = select(membership.c.member).where(membership.c.scope == bindparam("which"))
_SCOPES = select(scope).where(
    scope.c.name.in_(select(membership.c.scope).where(membership.c.member.in_(bindparam("members", expanding=True))))
)
_BELONGS = select(membership.c.scope).where(
    membership.c.scope == bindparam("scope"), membership.c.member.in_(bindparam("members", expanding=True))
)
_AFTER = (
    select(shelf).where(shelf.c.scope == bindparam("s"), shelf.c.seq > bindparam("c")).order_by(shelf.c.seq)
).limit(bindparam("most"))


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever a token stands for: a person on one of their devices."""

    actor: Actor
    device: DeviceId


@dataclass(frozen=True, slots=True)
class Moved:
    """Scopes with their new heads, and the device whose changes moved them ("" for the hub's own)."""

    heads: dict[str, int]
    by: DeviceId


@dataclass(frozen=True, slots=True)
class _Held:
    """A row as this batch sees it, with what the batch has made of it."""

    ref: Ref
    aggregate: Aggregate | None
    scope: str
    exists: bool
    """Whether the table has a row, be it a tombstone."""
    locked: bool
    """Whether nobody else can change the row before this transaction ends."""
    body: bytes = b""
    """What is to be written of it; nothing for what the batch has left as it was."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The hub's word on one change, and what the change was about."""

    n: int
    refusal: Message | None
    ref: Ref


class HubService:
    """Answers desktops. One transaction for what goes up, one snapshot for what comes down."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._reading = for_reading(engine)
        self._clock = clock
        self.moved: Signal[Moved] = Signal()
        """What a committed transaction has moved, on the thread that committed it."""

    def exchange(self, caller: Caller, asked: Asked) -> Delivery:
        """Apply what is new, then say what has changed. Safe to repeat."""
        return self.tell(caller, asked, self.judge(caller, asked))

    def judge(self, caller: Caller, asked: Asked) -> tuple[Judged, ...]:
        """The first half of an exchange: apply what is new."""
        if not asked.changes:
            return ()
        judged, heads = write(self._engine, lambda db: self._push(db, caller, asked))
        self.announce(heads, caller.device)
        return judged

    def tell(self, caller: Caller, asked: Asked, judged: tuple[Judged, ...]) -> Delivery:
        """The second half: say what has become of it, and what has changed. It needs no writer."""
        with self._reading.connect() as db:
            epoch, last = read_epoch(db), _last(db, caller.device)
            if asked.epoch != epoch and (asked.epoch or asked.changes):
                return Delivery(epoch, last, more=True)
            if asked.after > last > 0:
                log.warning("device %s knows more than this hub; if a backup was restored, say so", caller.device)
            page = _pull(db, caller.actor, asked)
            answers = _answers(db, caller.actor, judged, page.rows)
            return msgspec.structs.replace(page, epoch=epoch, last=last, answers=answers)

    def ask(self, changes: Iterable[Change[Any]]) -> None:
        """Changes the hub asks for itself: a profile for a new account."""

        wanted = tuple(changes)

        def work(db: Connection) -> dict[str, int]:
            batch = _Batch(db, self._clock())
            for change in wanted:
                batch.follow(change, DeviceId(""))
            return batch.write()

        self.announce(write(self._engine, work))

    def epoch(self) -> int:
        """Another one after every restore from a backup; 1 at first."""
        with self._reading.connect() as db:
            return read_epoch(db)

    def memberships(self, actor: Actor) -> dict[str, int]:
        """The scopes this person belongs to, and where each stands."""
        with self._reading.connect() as db:
            return {name: row.head for name, row in _scopes_of(db, actor).items()}

    def sum(self, actor: Actor, name: str) -> Sum | None:
        """What a scope of this person's holds, for a desktop that compares; None when it is not theirs."""
        with self._reading.connect() as db:
            mine = _scopes_of(db, actor).get(name)
            return None if mine is None else sum_at_hub(db, name, mine.head)

    def announce(self, heads: dict[str, int], by: DeviceId = NO_DEVICE) -> None:
        """Say which scopes have moved."""
        if heads:
            self.moved.emit(Moved(heads, by))

    def _push(self, db: Connection, caller: Caller, asked: Asked) -> tuple[tuple[Judged, ...], dict[str, int]]:
        # The device's row is the lock: a repeated request waits here and then finds its answers.
        last = db.execute(_LOCKED_LAST, {"device": caller.device}).scalar_one()
        # A request from before a restored backup would bring what the device has numbered anew since.
        if asked.epoch != read_epoch(db) or asked.after > last:
            return (), {}
        now = self._clock()
        batch = _Batch(db, now)
        changes = asked.changes[:PUSH_CHANGES]
        judged = _stored(db, caller, changes)
        fresh: dict[str, Judged] = {}
        new = {change.id: _read(change, caller) for change in changes if change.id not in judged and change.n > last}
        gone = Gone(read_farewells(db))
        left = {change.id for change in changes if change.id in new and gone.named_in(bytes(change.posted))}
        batch.hold_all(posted.change.ref for id, posted in new.items() if posted is not None and id not in left)
        for change in changes:
            if change.id not in judged and change.n > last:
                judge = batch.decline if change.id in left else batch.judge
                judged[change.id] = fresh[change.id] = judge(change, new[change.id], caller)
            last = max(last, change.n)
        heads = batch.write()
        run_many(db, _ANSWER, [_answer_row(caller, id, one, now) for id, one in fresh.items()])
        db.execute(_MOVE_LAST, {"by": caller.device, "now_at": last})
        _forget_answers(db, caller.device, changes[0].n, now)
        return tuple(sorted(judged.values(), key=lambda one: one.n)), heads


class _Batch:
    """Changes worked out in memory within one transaction, and written together. Also their `Sight`."""

    def __init__(self, db: Connection, now: datetime) -> None:
        self._db = db
        self._now = now
        self._held: dict[Ref, _Held] = {}
        self._opened: dict[str, frozenset[str]] = {}
        self._notes: list[tuple[object, ...]] = []
        self._known_members: dict[tuple[str, str], bool] = {}
        self._known_scopes: dict[str, bool] = {}

    def see(self, kind: type[A], id: str) -> A | None:
        return cast("A | None", self._hold(Ref(kind.KIND, id), lock=False).aggregate)

    def see_as(self, actor: Actor, kind: type[A], id: str) -> A | None:
        held = self._hold(Ref(kind.KIND, id), lock=False)
        return cast("A | None", held.aggregate) if self._belongs(actor, held.scope) else None

    def hold_all(self, refs: Iterable[Ref]) -> None:
        """Fetch and lock at one go what the changes of a batch are about; they are written in this order."""
        wanted = tuple(dict.fromkeys(refs))
        found: dict[Ref, Any] = {}
        for kind in sorted({ref.kind for ref in wanted}):
            ids = [ref.id for ref in wanted if ref.kind == kind]
            found |= {Ref(kind, row.id): row for row in self._db.execute(_LOCKED_ROWS, {"k": kind, "ids": ids})}
        for ref in wanted:
            with suppress(Unreadable):  # whoever asks for that one meets the trouble
                self._held[ref] = _held(ref, found.get(ref), locked=True)

    def decline(self, sent: Sent, posted: Posted | None, caller: Caller) -> Judged:
        """Do nothing about somebody who has left; even what it was about is not kept."""
        what = "" if posted is None else posted.change.KIND
        self._note(caller.actor, caller.device, what, "", sent.id, refused=True)
        return Judged(sent.n, _LEFT, Ref("", ""))

    def judge(self, sent: Sent, posted: Posted | None, caller: Caller) -> Judged:
        """Apply a desktop's change, if the hub can read it; or say why not."""
        if posted is None:
            return Judged(sent.n, _STRANGE, Ref("", ""))
        held, opened, notes = dict(self._held), dict(self._opened), len(self._notes)
        try:
            refusal = self._apply(posted, caller)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # One poisonous change must not hold up those behind it, nor happen by halves.
            log.exception("change %s could not be applied", sent.id)
            self._held, self._opened = held, opened
            del self._notes[notes:]
            refusal = _STRANGE
        wanted = posted.change
        self._note(caller.actor, caller.device, wanted.KIND, wanted.subject, sent.id, refused=refusal is not None)
        return Judged(sent.n, refusal, wanted.ref)

    def follow(self, wanted: Change[Any], by_device: DeviceId) -> None:
        """Apply what the hub asks for itself; what is there already, or makes no sense any more, falls away."""
        held = self._hold(wanted.ref, lock=True)
        if objection(wanted, held.aggregate, HUB, self) is None:
            stamp = Stamp(HUB.id, self._now)
            after = perform(wanted, held.aggregate, stamp)
            self._keep(held, after, _body(after))
            self._note(HUB, by_device, wanted.KIND, wanted.subject, "", refused=False)

    def write(self) -> dict[str, int]:
        """Write rows, memberships and audit; scopes' heads last, in ascending order. Says which heads moved."""
        run_many(self._db, NOTE, self._notes)
        for name in sorted(self._opened):
            set_members(self._db, name, self._opened[name])
        by_scope: dict[str, list[_Held]] = {}
        for held in self._held.values():
            if held.body:
                by_scope.setdefault(held.scope, []).append(held)
        heads: dict[str, int] = {}
        for name in sorted(by_scope):
            rows = by_scope[name]
            heads[name] = head = advance(self._db, name, len(rows))
            _write_rows(self._db, rows, head - len(rows) + 1)
        return heads

    def _note(self, actor: Actor, device: DeviceId, what: str, subject: str, change: str, *, refused: bool) -> None:
        self._notes.append((self._now.timestamp(), actor.id, device, what, subject, change, refused, *salts()))

    def _apply(self, posted: Posted, caller: Caller) -> Message | None:
        wanted, actor = posted.change, caller.actor
        held = self._hold(wanted.ref, lock=True)
        before = held.aggregate
        if before is not None and not self._belongs(actor, before.scope):
            return _ABSENT  # the same words as for what is not there
        if (refusal := objection(wanted, before, actor, _Eyes(self, actor))) is not None:
            return refusal
        after = perform(wanted, before, Stamp(actor.id, self._now))
        body = _body(after)
        if after is not None and (refusal := self._unfit(before, after, len(body), actor)) is not None:
            return refusal
        following = what_follows(wanted, after, self)
        self._keep(held, after, body)
        for change in following:
            self.follow(change, caller.device)
        if after is not None:
            self._hang_files(before, after)
        return None

    def _unfit(self, before: Aggregate | None, after: Aggregate, size: int, actor: Actor) -> Message | None:
        """Why the hub cannot keep `after`, whatever its own rules say."""
        if size > BODY_BYTES:
            return say("That is too large to keep in one piece.")
        if not _storable(after.id, after.scope, after.parent, *(after.audience or ())):
            return _STRANGE
        if (refusal := self._misplaced(before, after, actor)) is not None:
            return refusal
        if not all(self._files_here(sha, actor) for sha in _new_trees(before, after)):
            return say("The files of this work have not reached the hub. Hand in again.")
        return None

    def _misplaced(self, before: Aggregate | None, after: Aggregate, actor: Actor) -> Message | None:
        """Why `after` may not stand in its scope. Nothing moves between scopes; only an opener opens one."""
        if before is not None:
            return None if before.scope == after.scope else _STRANGE
        exists = after.scope in self._opened or self._exists(after.scope)
        if after.audience is not None and not exists:
            return None
        return None if exists and self._belongs(actor, after.scope) else _ABSENT

    def _files_here(self, sha: str, actor: Actor) -> bool:
        """Whether this person has sent the list and all its files: knowing a hash is no permission."""
        content = blobs.get(self._db, sha) if _sent_by(self._db, sha, actor) else None
        if content is None:
            return False
        try:
            files = load(Tree, content).files
        except Unreadable:
            return False
        return all(_sent_by(self._db, file.sha, actor) and blobs.has(self._db, file.sha) for file in files)

    def _hang_files(self, before: Aggregate | None, after: Aggregate) -> None:
        for sha in _new_trees(before, after):
            blobs.refer_tree(self._db, after.scope, sha)

    def _keep(self, held: _Held, after: Aggregate | None, body: bytes) -> None:
        if after == held.aggregate:
            return
        name = held.scope if after is None else after.scope
        if after is not None and after.audience is not None:
            self._opened[name] = after.audience
        self._held[held.ref] = _Held(held.ref, after, name, held.exists, held.locked, body)

    def _hold(self, ref: Ref, *, lock: bool) -> _Held:
        held = self._held.get(ref)
        if held is None or (lock and not held.locked):
            query = _LOCKED_ROW if lock else _ROW
            row = self._db.execute(query, {"k": ref.kind, "i": ref.id}).one_or_none() if _storable(ref.id) else None
            held = self._held[ref] = _held(ref, row, locked=lock)
        return held

    def _exists(self, name: str) -> bool:
        known = self._known_scopes.get(name)
        if known is None:
            known = self._known_scopes[name] = _exists(self._db, name)
        return known

    def _belongs(self, actor: Actor, name: str) -> bool:
        if name in self._opened:
            return not self._opened[name].isdisjoint(actor.memberships)
        known = self._known_members.get((actor.id, name))
        if known is None:
            known = self._known_members[actor.id, name] = _belongs(self._db, actor, name)
        return known


class _Eyes:
    """What one person may see of a batch: a refusal that sees more would tell of it."""

    def __init__(self, batch: _Batch, actor: Actor) -> None:
        self._batch = batch
        self._actor = actor

    def see(self, kind: type[A], id: str) -> A | None:
        return self._batch.see_as(self._actor, kind, id)


# --- reading ------------------------------------------------------------------------------------


def read_farewells(db: Connection) -> list[Farewell]:
    """Who has left, to be recognised by their ids alone."""
    return [load(Farewell, bytes(body)) for body in db.execute(_FAREWELLS).scalars()]


def read_epoch(db: Connection) -> int:
    return int(db.execute(_EPOCH).scalar_one())


def _pull(db: Connection, actor: Actor, asked: Asked) -> Delivery:
    """What changed in this person's scopes since the cursors, at most one page of it."""
    mine = _scopes_of(db, actor)
    limit = max(1, min(asked.limit, PULL_ROWS))
    rows: list[Row] = []
    size = 0
    cursors: dict[str, Cursor] = {}
    reset: list[str] = []
    more = False
    for name in sorted(mine):
        head, floor = mine[name].head, mine[name].floor
        known = asked.cursors.get(name)
        at = known.seq if known else 0
        if known is not None and ((at < floor and known.floor != floor) or at > head):
            # Tombstones this device has not seen are gone (also for a stored 0), or the hub has forgotten.
            reset.append(name)
            at = 0
        if at < head and len(rows) < limit and size < PAGE_BYTES:
            room = limit - len(rows)
            found = [_row(r) for r in db.execute(_AFTER, {"s": name, "c": at, "most": room})]
            rows += found
            size += sum(len(bytes(row.body)) for row in found)
            at = found[-1].seq if len(found) == room else head
        more = more or at < head
        if known != Cursor(at, floor) or name in reset:
            cursors[name] = Cursor(at, floor)
    revoked = tuple(name for name in asked.cursors if name not in mine)
    return Delivery(0, 0, (), tuple(rows), cursors, tuple(reset), revoked, more)


def _answers(db: Connection, actor: Actor, judged: tuple[Judged, ...], page: tuple[Row, ...]) -> tuple[Answered, ...]:
    """Each answer with the row it is about, unless the page brings it anyway or it may not be read."""
    missing: dict[str, set[str]] = {}
    coming = {(row.kind, row.id) for row in page}
    for one in judged:
        if (one.ref.kind, one.ref.id) not in coming and _storable(one.ref.id):
            missing.setdefault(one.ref.kind, set()).add(one.ref.id)
    rows = {
        (kind, found.id): found
        for kind, ids in missing.items()
        for found in db.execute(_ROWS, {"k": kind, "ids": sorted(ids)})
    }
    readable = {name: _belongs(db, actor, name) for name in sorted({found.scope for found in rows.values()})}
    answers: list[Answered] = []
    for one in judged:
        found = rows.pop((one.ref.kind, one.ref.id), None)  # said once, however many changes it went through
        row = _row(found) if found is not None and readable[found.scope] else None
        answers.append(Answered(one.n, one.refusal, row))
    return tuple(answers)


def _row(found: Any) -> Row:
    kind, id, scope, parent, seq, deleted, body = found
    return Row(kind, id, scope, parent, seq, deleted, NULL if deleted else msgspec.Raw(body))


def _scopes_of(db: Connection, actor: Actor) -> dict[str, Any]:
    return {row.name: row for row in db.execute(_SCOPES, {"members": actor.memberships})}


def _belongs(db: Connection, actor: Actor, name: str) -> bool:
    return db.execute(_BELONGS, {"scope": name, "members": actor.memberships}).first() is not None


def _exists(db: Connection, name: str) -> bool:
    return db.execute(_EXISTS, {"which": name}).first() is not None


def _last(db: Connection, by: DeviceId) -> int:
    return db.execute(_LAST, {"device": by}).scalar_one_or_none() or 0


def _stored(db: Connection, caller: Caller, changes: Sequence[Sent]) -> dict[str, Judged]:
    """What was said before of those changes that have come before."""
    numbers = {change.id: change.n for change in changes}
    known = db.execute(_STORED, {"who": caller.actor.id, "changes": tuple(numbers)})
    return {row.change: _judged(numbers[row.change], row) for row in known}


def _read(sent: Sent, caller: Caller) -> Posted | None:
    """The change that was sent; None when the hub does not understand it."""
    try:
        posted = load_posted(bytes(sent.posted))
    except Unreadable as trouble:
        log.info("change %s of device %s is not understood: %s", sent.id, caller.device, trouble)
        return None
    return posted if _storable(posted.change.subject) else None


def _held(ref: Ref, row: Any, *, locked: bool) -> _Held:
    if row is None:
        return _Held(ref, None, "", exists=False, locked=locked)
    aggregate = None if row.deleted else load_aggregate(ref.kind, row.body)
    return _Held(ref, aggregate, row.scope, exists=True, locked=locked)


def _judged(n: int, row: Any) -> Judged:
    return Judged(n, None if row.refusal is None else load(Message, row.refusal), Ref(row.kind, row.subject))


def _storable(*names: str) -> bool:
    """Whether every database can keep these names. One that cannot would be poison: nothing after it went up."""
    return all(len(name.encode()) <= NAME_BYTES and "\x00" not in name for name in names)


def _body(aggregate: Aggregate | None) -> bytes:
    return b"null" if aggregate is None else dump(aggregate)


def _new_trees(before: Aggregate | None, after: Aggregate) -> list[str]:
    return [sha for sha in after.trees if before is None or sha not in before.trees]


def _sent_by(db: Connection, sha: str, actor: Actor) -> bool:
    where = (blob_owner.c.sha == sha, blob_owner.c.person == actor.id)
    return db.execute(select(blob_owner.c.sha).where(*where)).first() is not None


# --- writing ------------------------------------------------------------------------------------


def advance(db: Connection, name: str, by: int) -> int:
    """Move a scope's head; the row is the lock that orders its writers."""
    head: int = db.execute(_ADVANCE, {"which": name, "rows": by}).scalar_one()
    return head


def set_members(db: Connection, name: str, audience: frozenset[str]) -> None:
    if not _exists(db, name):
        db.execute(_OPEN, {"name": name, "head": 0})
    known = frozenset(db.execute(_MEMBERS, {"which": name}).scalars())
    if gone := known - audience:
        db.execute(_SHUT_OUT, {"which": name, "gone": sorted(gone)})
    if new := audience - known:
        db.execute(_ADMIT, [{"scope": name, "member": member} for member in sorted(new)])


def _write_rows(db: Connection, rows: Sequence[_Held], first: int) -> None:
    """Rows of one scope, in their new places from `first` on."""
    new: list[tuple[object, ...]] = []
    changed: list[tuple[object, ...]] = []
    for seq, held in enumerate(rows, start=first):
        after = held.aggregate
        parent = "" if after is None else after.parent
        row = (held.scope, parent, seq, after is None, held.body, held.ref.kind, held.ref.id)
        (changed if held.exists else new).append(row)
    run_many(db, _CHANGED_ROW, changed)
    run_many(db, _NEW_ROW, new)


def _answer_row(caller: Caller, id: str, one: Judged, now: datetime) -> tuple[object, ...]:
    refusal = None if one.refusal is None else dump(one.refusal)
    return (caller.actor.id, id, caller.device, one.n, now.timestamp(), one.ref.kind, one.ref.id, refusal)


def _forget_answers(db: Connection, by: DeviceId, first: int, now: datetime) -> None:
    """The device has the answers before its first unanswered number, and after a while no backup without them."""
    db.execute(
        _FORGET_ANSWERS, {"by": by, "first": first - ANSWERS_AT_LEAST, "until": now.timestamp() - ANSWER_DAYS * 86_400}
    )
