"""The audit: who did what to what, in a chain of hashes that shows when somebody has changed or removed an entry.

Entries are written where things happen, by any number of writers at once. Soon afterwards one of the
hubs strings them onto the chain: a writer never waits for it. Whoever keeps the last hash elsewhere
can also tell whether the whole chain was written anew.

On the chain stands no name, but a salted hash of it. Who has left is forgotten by putting that hash in
the place of the salt, and nothing in the place of the name: the chain still holds, and names nobody.
How many names were forgotten is an entry of its own.
"""

import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Engine, bindparam, func, or_, select, update

from growtogether_desktop.domain.changes import HUB
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.hub.database import for_reading, inserting, run_many, write
from growtogether_desktop.store.tables import audit, audit_seal
from growtogether_desktop.wire.chain import FIRST, FORGET, cover, seal_of, untold
from growtogether_desktop.wire.protocol import AUDIT_ROWS, CHAIN_ROWS, AuditAsked, AuditEntry, Salts, Sealed

log = logging.getLogger(__name__)

LATE = 100_000
"""An entry may be committed after so many with higher numbers. What is later still, the hourly look finds."""
AT_ONCE = 5_000
_LOCK = 0x61756474

NOTE = inserting(audit, "at", "person", "device", "what", "subject", "change", "refused", "person_salt", "subject_salt")
"""Writes an entry; the salts come last."""
_SEAL = inserting(audit_seal, "place", "entry", "hash")
_COLUMNS = (
    audit.c.entry,
    audit.c.at,
    audit.c.person,
    audit.c.device,
    audit.c.what,
    audit.c.subject,
    audit.c.change,
    audit.c.refused,
    audit.c.person_salt,
    audit.c.subject_salt,
)
_PLACES = (
    select(audit_seal.c.place, audit_seal.c.hash, *_COLUMNS)
    .select_from(audit_seal.outerjoin(audit, audit.c.entry == audit_seal.c.entry))
    .order_by(audit_seal.c.place)
)
"""Every seal with its entry, in the chain's order."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look along the whole chain has found."""

    entries: int
    """How many stand on the chain, up to the first that does not fit."""
    last: str
    """The hash of the last of them."""
    broken: str = ""
    """What does not fit; "" when everything does."""


def note(
    db: Connection, who: PersonId, what: str, subject: str, *, at: float, change: str = "", refused: bool = False
) -> None:
    """Write one entry about an account. `at` in Unix seconds."""
    run_many(db, NOTE, [(at, who, "", what, subject, change, refused, *salts())])


def salts() -> tuple[str, str]:
    """What an entry's person and its subject are salted with; none of it is ever used again."""
    both = secrets.token_hex(32)
    return both[:32], both[32:]


def forget(db: Connection, whose: ColumnElement[bool], about: ColumnElement[bool], by: str, at: float) -> int:
    """Forget who did something where `whose` holds, and to what where `about` does; says how many names that were.

    `by` is what the entry that tells of it is about; `at` in Unix seconds.
    """
    forgotten = _forget(db, audit.c.person, audit.c.person_salt, whose)
    forgotten += _forget(db, audit.c.subject, audit.c.subject_salt, about)
    if forgotten:
        note(db, HUB.id, FORGET, by, at=at, change=str(forgotten))
        # On the chain at once: whoever follows it meanwhile must not meet names that nobody has said are gone.
        _wait_for_the_end(db)
        while _seal_some(db, _late(db, LATE)) == AT_ONCE:
            pass
    return forgotten


def _forget(db: Connection, name: Column[str], salt: Column[str], where: ColumnElement[bool]) -> int:
    known = db.execute(select(audit.c.entry, name.label("name"), salt.label("salt")).where(name != "", where))
    covers = [{"which": row.entry, "cover": cover(row.name, row.salt)} for row in known]
    if covers:
        one = update(audit).where(audit.c.entry == bindparam("which"))
        db.execute(one.values({name: "", salt: bindparam("cover")}), covers)
    return len(covers)


def seal(engine: Engine) -> int:
    """String onto the chain what was written lately; says how many. Of several hubs one does it at a time."""
    return _seal_all(engine, LATE)


def seal_everything(engine: Engine) -> int:
    """The same, looking through all entries there are."""
    return _seal_all(engine, None)


def verify(engine: Engine) -> Verified:
    """Follow the chain from its first entry to its last."""
    with for_reading(engine).connect() as db:
        last, count, unsaid = FIRST, 0, 0
        for link in _chain(db):
            if link.place != count + 1:
                return Verified(count, last, f"place {count + 1} is missing")
            if link.entry is None:
                return Verified(count, last, f"the entry at place {link.place} was removed")
            if link.hash != seal_of(last, link.entry, link.salts):
                return Verified(count, last, f"entry {link.entry.entry} at place {link.place} was changed")
            last, count, unsaid = link.hash, count + 1, unsaid + untold(link)
        if unsaid > 0:
            return Verified(count, last, f"{unsaid} names were removed and nobody has said so")
        return Verified(count, last)


def read(engine: Engine, asked: AuditAsked) -> tuple[AuditEntry, ...]:
    """A page of entries, the newest first."""
    wanted = _newest(max(1, min(asked.limit, AUDIT_ROWS)))
    if asked.before:
        wanted = wanted.where(audit.c.entry < asked.before)
    if asked.person:
        wanted = wanted.where(audit.c.person == asked.person)
    if asked.what:
        wanted = wanted.where(audit.c.what.startswith(asked.what, autoescape=True))
    if asked.since:
        wanted = wanted.where(audit.c.at >= asked.since)
    if asked.until:
        wanted = wanted.where(audit.c.at < asked.until)
    with for_reading(engine).connect() as db:
        return tuple(_entry(row) for row in db.execute(wanted))


def about(engine: Engine, who: PersonId, before: int) -> tuple[AuditEntry, ...]:
    """A page of what somebody did and what was done to them, the newest first; from below `before`, unless it is 0."""
    wanted = _newest(AUDIT_ROWS).where(or_(audit.c.person == who, audit.c.subject == who))
    if before:
        wanted = wanted.where(audit.c.entry < before)
    with for_reading(engine).connect() as db:
        return tuple(_entry(row) for row in db.execute(wanted))


def _newest(most: int) -> Any:
    return select(*_COLUMNS).order_by(audit.c.entry.desc()).limit(most)


def chain(engine: Engine, after: int) -> tuple[Sealed, ...]:
    """The chain after this place (0 for the start), so much of it as goes into one answer."""
    with for_reading(engine).connect() as db:
        rows = db.execute(_PLACES.where(audit_seal.c.place > after).limit(CHAIN_ROWS))
        return tuple(_sealed(row) for row in rows)


def _seal_all(engine: Engine, late: int | None) -> int:
    sealed = 0
    while more := write(engine, lambda db: _seal_some(db, _late(db, late)) if _at_the_end(db) else 0):
        sealed += more
        if more < AT_ONCE:
            break
    return sealed


def _seal_some(db: Connection, late: int | None) -> int:
    end = db.execute(select(audit_seal).order_by(audit_seal.c.place.desc()).limit(1)).one_or_none()
    highest = db.execute(select(func.max(audit_seal.c.entry))).scalar() or 0
    after = 0 if late is None else highest - late
    place, last = (0, FIRST) if end is None else (end.place, end.hash)
    seals: list[tuple[object, ...]] = []
    for row in db.execute(_unsealed(after).limit(AT_ONCE)):
        place, last = place + 1, seal_of(last, _entry(row), _salts(row))
        seals.append((place, row.entry, last))
    run_many(db, _SEAL, seals)
    return len(seals)


def _at_the_end(db: Connection) -> bool:
    """Whether this transaction may string on; on PostgreSQL another hub may be at it."""
    if db.dialect.name != "postgresql":
        return True
    return bool(db.exec_driver_sql(f"SELECT pg_try_advisory_xact_lock({_LOCK})").scalar_one())


def _wait_for_the_end(db: Connection) -> None:
    if db.dialect.name == "postgresql":
        db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _late(db: Connection, late: int | None) -> int | None:
    """On SQLite there is one writer at a time, so numbers are in the order of their commits."""
    return late if late is None or db.dialect.name == "postgresql" else 0


def _unsealed(after: int) -> Any:
    sealed = select(audit_seal.c.entry).where(audit_seal.c.entry == audit.c.entry).exists()
    return select(*_COLUMNS).where(audit.c.entry > after, ~sealed).order_by(audit.c.entry)


def _chain(db: Connection) -> Iterator[Sealed]:
    """Every place in the chain's order; fetched by and by."""
    after = 0
    while rows := db.execute(_PLACES.where(audit_seal.c.place > after).limit(AT_ONCE)).all():
        yield from map(_sealed, rows)
        after = rows[-1].place


def _sealed(row: Any) -> Sealed:
    entry, salts = (None, Salts()) if row.entry is None else (_entry(row), _salts(row))
    return Sealed(row.place, row.hash, entry, salts)


def _salts(row: Any) -> Salts:
    return Salts(row.person_salt, row.subject_salt)


def _entry(row: Any) -> AuditEntry:
    return AuditEntry(row.entry, row.at, row.person, row.device, row.what, row.subject, row.change, row.refused)
