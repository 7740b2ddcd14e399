"""The device's journal: changes asked for and not yet answered, answered ones, and those that came back.

A change gets its number when it is first offered to the hub. Until then it may be withdrawn without
a trace; afterwards nobody knows whether the hub has seen it, so it stays until answered. No number
is ever given twice: whatever a hub remembers of a number, it remembers of one change.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, select

from growtogether_desktop.base import manners
from growtogether_desktop.base.i18n import Message
from growtogether_desktop.domain.changes import Posted, Ref, Returned
from growtogether_desktop.domain.ids import ChangeId
from growtogether_desktop.store import about, carried
from growtogether_desktop.store.many import execute_many
from growtogether_desktop.store.meta import get_number, set_number
from growtogether_desktop.store.tables import outbox, returned, sent
from growtogether_desktop.wire.codec import dump, dump_posted, load, load_posted

SENT_AT_LEAST = 1_000
"""So many answered changes are kept whatever their age: a clock that jumps must not make a desk forget."""
RETURNED_AT_LEAST = 100
"""The same of what came back: nobody may have seen it yet."""

_PENDING = select(outbox.c.body).order_by(outbox.c.position)
_PENDING_ON = _PENDING.where(outbox.c.kind == bindparam("kind"), outbox.c.subject == bindparam("subject"))
_PENDING_OF = _PENDING.add_columns(outbox.c.subject).where(outbox.c.kind == bindparam("kind"))
_SUBJECTS = select(outbox.c.subject).where(outbox.c.kind == bindparam("kind")).distinct()
_NEXT = select(outbox).order_by(outbox.c.position).limit(bindparam("most"))
_COUNT = select(func.count()).select_from(outbox)
_COUNTS = select(
    _COUNT.scalar_subquery().label("waiting"),
    select(func.count()).select_from(returned).scalar_subquery().label("returned"),
)
_TOO_OLD = delete(sent).where(
    sent.c.at < bindparam("before"),
    sent.c.n <= select(func.max(sent.c.n)).scalar_subquery() - SENT_AT_LEAST,
)
_BACK_TOO_LONG = delete(returned).where(
    returned.c.at < bindparam("before"),
    returned.c.position <= select(func.max(returned.c.position)).scalar_subquery() - RETURNED_AT_LEAST,
)

_ANSWERED_NUMBERED = select(sent.c.n, sent.c.body).order_by(sent.c.n)
_PENDING_NUMBERED = _PENDING.add_columns(outbox.c.n)
_FORGET_ANSWERED, _FORGET_PENDING = delete(sent), delete(outbox)

# Each once for all changes of a gesture, or of an exchange.
_POST = "INSERT INTO outbox(n, id, kind, subject, body) VALUES(?, ?, ?, ?, ?)"
_NUMBER = "UPDATE outbox SET n = ? WHERE position = ?"
_BY_N = "SELECT position, n, id, kind, subject, body FROM outbox WHERE n IN (SELECT value FROM json_each(?))"
_WITHDRAW = "DELETE FROM outbox WHERE n IS NULL AND id IN (SELECT value FROM json_each(?)) RETURNING id"
_SETTLED = "INSERT OR REPLACE INTO sent(n, id, body, at) VALUES(?, ?, ?, ?)"
_CAME_BACK = "INSERT OR REPLACE INTO returned(id, body, refusal, at) VALUES(?, ?, ?, ?)"
_DROP = "DELETE FROM outbox WHERE position = ?"

_GIVEN = "n"
APPLIED = "applied"
"""In `meta`: the last number of this journal the hub is known to have applied."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A change with its number in the journal."""

    n: int
    id: ChangeId
    body: bytes


def post(db: Connection, *asked: Posted) -> None:
    """Changes asked for here, in this order."""
    _put(db, [_row(posted, dump_posted(posted)) for posted in asked])


def post_as_written(db: Connection, body: bytes) -> None:
    """A change that was asked for elsewhere, in the very words: another version might write it otherwise.

    Raises: Unreadable.
    """
    _put(db, [_row(load_posted(body), body)])


def pending(db: Connection, ref: Ref) -> list[Posted]:
    """Unanswered changes to one aggregate, oldest first."""
    return [load_posted(b) for b in db.execute(_PENDING_ON, {"kind": ref.kind, "subject": ref.id}).scalars()]


def pending_of(db: Connection, kind: str) -> dict[str, list[Posted]]:
    """Unanswered changes to aggregates of a kind by their id, oldest first."""
    found: dict[str, list[Posted]] = {}
    waiting = db.execute(_PENDING_OF, {"kind": kind})
    for rows in manners.let_in_between(waiting.partitions(manners.PIECE)):
        for row in rows:
            found.setdefault(row.subject, []).append(load_posted(row.body))
    return found


def everything(db: Connection) -> list[Posted]:
    """All unanswered changes, oldest first."""
    return [load_posted(body) for body in db.execute(_PENDING).scalars()]


def unsent(db: Connection) -> tuple[list[bytes], list[tuple[bytes, bytes, float]]]:
    """As they are kept, whatever version wrote them: what waits, oldest first, and what came back with why and when."""
    back = db.execute(select(returned.c.body, returned.c.refusal, returned.c.at).order_by(returned.c.position.desc()))
    return list(db.execute(_PENDING).scalars()), [(row.body, row.refusal, row.at) for row in back]


def own(db: Connection) -> list[Posted]:
    """Everything asked for here that is still kept, answered or not, oldest first; declined changes are not in it."""
    answered = db.execute(select(sent.c.body).order_by(sent.c.n)).scalars()
    return [*(load_posted(body) for body in answered), *everything(db)]


def knows(db: Connection, id: ChangeId) -> bool:
    """Whether a change was asked for here."""
    return any(
        db.execute(select(table.c.id).where(table.c.id == id)).first() is not None for table in (outbox, sent, returned)
    )


def subjects(db: Connection, kind: str) -> list[str]:
    """Ids of the aggregates of a kind that unanswered changes are about."""
    return list(db.execute(_SUBJECTS, {"kind": kind}).scalars())


def count(db: Connection) -> int:
    return db.execute(_COUNT).scalar_one()


def counts(db: Connection) -> tuple[int, int]:
    """How many changes wait, and how many came back."""
    found = db.execute(_COUNTS).all()[0]
    return found.waiting, found.returned


def offer(db: Connection, most: int, most_bytes: int) -> list[Offered]:
    """The next changes to send, oldest first, each numbered now if it was not before.

    What is about something that only came by file waits until the hub has it, else it would be declined.
    """
    awaited = carried.awaited(db)
    offered: list[Offered] = []
    numbered: list[tuple[int, int]] = []
    size = 0
    last = given(db)
    for row in db.execute(_NEXT, {"most": most}).all():
        if row.n is None and awaited and _waits(row.body, awaited):
            continue
        size += len(row.body)
        if offered and size > most_bytes:
            break
        n = row.n
        if n is None:
            n = last = last + 1
            numbered.append((n, row.position))
        offered.append(Offered(n, ChangeId(row.id), row.body))
    if numbered:
        execute_many(db, _NUMBER, numbered)
        set_number(db, _GIVEN, last)
    return offered


def _waits(body: bytes, awaited: frozenset[Ref]) -> bool:
    posted = load_posted(body)
    if not posted.change.CREATES:
        return posted.change.ref in awaited
    after = posted.change.apply(None, posted.stamp)
    return after is not None and after.parent in {ref.id for ref in awaited}


def given(db: Connection) -> int:
    """The last number given to a change."""
    return get_number(db, _GIVEN)


def hear(db: Connection, last: int) -> None:
    """The hub has applied this journal up to `last`."""
    set_number(db, APPLIED, last)


def withdraw(db: Connection, ids: Collection[ChangeId]) -> frozenset[ChangeId]:
    """Drop those that were never offered to the hub, and say which: not those that were, nor who is not here."""
    withdrawn = frozenset(db.exec_driver_sql(_WITHDRAW, (dump(tuple(ids)).decode(),)).scalars())
    about.forget(db, withdrawn)
    return withdrawn


def settle(db: Connection, answers: Sequence[tuple[int, Message | None]], now: float) -> list[Ref]:
    """Move answered changes (by number, with the refusal) to `sent`, or to the tray of returned mail.

    Says what they were about, in the order of the answers; those that were settled before are passed over.
    """
    numbers = dump([n for n, _ in answers]).decode()
    waiting = {row.n: row for row in db.exec_driver_sql(_BY_N, (numbers,))}
    found = [(row, refusal) for n, refusal in answers if (row := waiting.pop(n, None)) is not None]
    settled = [(row.n, row.id, row.body, now) for row, refusal in found if refusal is None]
    came_back = [(row.id, row.body, dump(refusal), now) for row, refusal in found if refusal is not None]
    for statement, rows in (
        (_SETTLED, settled),
        (_CAME_BACK, came_back),
        (_DROP, [(row.position,) for row, _ in found]),
    ):
        execute_many(db, statement, rows)
    about.forget(db, [row.id for row, refusal in found if refusal is None])
    return [Ref(row.kind, row.subject) for row, _ in found]


def forget_old(db: Connection, now: float, sent_days: int, returned_days: int) -> None:
    """Forget what was answered, and what came back, so many days ago."""
    db.execute(_TOO_OLD, {"before": now - sent_days * 86_400})
    if db.execute(_BACK_TOO_LONG, {"before": now - returned_days * 86_400}).rowcount:
        about.forget_others(db)


def requeue(db: Connection, last: int) -> None:
    """The hub has forgotten some of this journal, or remembers another: all we keep goes into the outbox again.

    What the hub knows after all, it knows by its id, and only says again what it said before. Whatever
    had a number gets a new one at once, beyond the `last` the hub has applied, so that it cannot be
    withdrawn: a late copy of an old request may still bring it to the hub.
    """
    kept, waiting = db.execute(_ANSWERED_NUMBERED).all(), db.execute(_PENDING_NUMBERED).all()
    db.execute(_FORGET_ANSWERED)
    db.execute(_FORGET_PENDING)
    number = max(last, given(db))
    rows: list[_Row] = []
    for row in (*kept, *waiting):
        if row.n is not None:
            number += 1
        # The words as they were first written: another version of the program might write them otherwise.
        rows.append(_row(load_posted(row.body), row.body, None if row.n is None else number))
    _put(db, rows)
    set_number(db, _GIVEN, number)
    hear(db, last)


def all_returned(db: Connection) -> list[Returned]:
    """Declined changes, newest first."""
    rows = db.execute(select(returned).order_by(returned.c.position.desc()))
    return [Returned(load_posted(row.body), load(Message, row.refusal), row.at) for row in rows]


def dismiss(db: Connection, id: ChangeId) -> None:
    """Take a declined change out of the tray: its author has seen it."""
    db.execute(delete(returned).where(returned.c.id == id))
    about.forget(db, (id,))


_Row = tuple[int | None, str, str, str, bytes]


def _row(posted: Posted, body: bytes, number: int | None = None) -> _Row:
    return number, posted.id, *posted.change.ref, body


def _put(db: Connection, rows: Sequence[_Row]) -> None:
    execute_many(db, _POST, rows)
