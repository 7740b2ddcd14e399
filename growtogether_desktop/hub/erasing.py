"""Carrying out that somebody is erased: first the account, then scope by scope, then the audit.

Each step is a transaction of its own and says what is left to do, so that a hub that is ended midway
goes on where it was. From the first step on the person is nobody here: they cannot sign in, and what
others send that names them is declined. The last step forgets who it was.
"""

import logging
import os
import secrets
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, literal, select, update

from growtogether_desktop.domain.changes import COORDINATOR, PUBLIC
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.erasing import renamed
from growtogether_desktop.domain.erasures import Erasure, Farewell, farewell_id
from growtogether_desktop.domain.ids import DeviceId, PersonId
from growtogether_desktop.domain.leaving import Leaving, new_pseudonym
from growtogether_desktop.hub import audits
from growtogether_desktop.hub.database import for_reading, write
from growtogether_desktop.hub.rewriting import drop_unless_sent_by_others, rewrite
from growtogether_desktop.hub.service import HubService, advance, read_farewells
from growtogether_desktop.store.tables import (
    answer,
    audit,
    blob_owner,
    blob_upload,
    device,
    erasure,
    goodbye,
    hub_blob_part,
    identity,
    invitation,
    membership,
    person,
    token,
)
from growtogether_desktop.store.tables import hub_shelf as shelf
from growtogether_desktop.wire.codec import dump, load, load_aggregate

log = logging.getLogger(__name__)

ERASED = "account.erase"


@dataclass(frozen=True, slots=True)
class Step:
    """What one step has done."""

    more: bool
    """Whether there is more to do at once."""
    devices: tuple[DeviceId, ...] = ()
    """Computers that have nothing to listen to any more."""


class Erasing:
    def __init__(
        self, engine: Engine, service: HubService, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._engine = engine
        self._reading = for_reading(engine)
        self._service = service
        self._clock = clock
        self._scopes: list[str] = []
        """Those that a look around has found the person in, still to be rewritten."""

    def step(self) -> Step:
        """Do the next thing there is to do."""
        leaving = self._going_on()
        if leaving is None:
            devices = self._begin()
            return Step(more=devices is not None, devices=devices or ())
        if not self._scopes:
            with self._reading.connect() as db:
                self._scopes = _scopes_with(db, leaving)
        if self._scopes:
            name = self._scopes.pop()
            self._service.announce(write(self._engine, lambda db: rewrite(db, name, leaving)))
            return Step(more=True)
        self._service.announce(write(self._engine, lambda db: self._end(db, leaving)))
        _leave_no_trace(self._engine)
        log.info("%s has been erased", leaving.pseudonym)
        return Step(more=True)

    def _going_on(self) -> Leaving | None:
        with self._reading.connect() as db:
            row = db.execute(select(erasure).order_by(erasure.c.began).limit(1)).one_or_none()
        return None if row is None else _leaving(row)

    def _begin(self) -> tuple[DeviceId, ...] | None:
        """Begin with the first wish that is due; None when there is none."""
        now = self._clock()
        with self._reading.connect() as db:
            wishes = [wish for wish in _wishes(db) if wish.is_due(now)]
        for wish in wishes:
            begun = write(self._engine, partial(self._leave, who=PersonId(wish.id), now=now))
            if begun is not None:
                heads, devices = begun
                self._service.announce(heads)
                return devices
        return None

    def _leave(
        self, db: Connection, who: PersonId, now: datetime
    ) -> tuple[dict[str, int], tuple[DeviceId, ...]] | None:
        """Close the account, and tell everybody that somebody has left; None where that cannot be yet."""
        wish = next((wish for wish in _wishes(db, who) if wish.is_due(now)), None)
        if wish is None or _coordinates_alone(db, who):
            return None
        leaving = Leaving(who, new_pseudonym(os.urandom(14)), now, _names(db, who), wish.words_stay)
        kept = {"person": who, "pseudonym": leaving.pseudonym, "names": dump(leaving.names)}
        db.execute(insert(erasure).values(words_stay=wish.words_stay, began=now.timestamp(), **kept))
        devices = _close_account(db, leaving)
        known = read_farewells(db)
        salt = known[0].salt if known else secrets.token_hex(16)
        farewell = Farewell(farewell_id(salt, who), salt, leaving.pseudonym, now)
        return rewrite(db, PUBLIC, leaving, (farewell,)), devices

    def _end(self, db: Connection, leaving: Leaving) -> dict[str, int]:
        who = leaving.person
        if not db.execute(delete(erasure).where(erasure.c.person == who)).rowcount:
            return {}  # another hub on this database was quicker
        for sha in db.execute(select(blob_owner.c.sha).where(blob_owner.c.person == who)).scalars().all():
            drop_unless_sent_by_others(db, sha, leaving)
        db.execute(delete(blob_upload).where(blob_upload.c.person == who))
        db.execute(delete(hub_blob_part).where(hub_blob_part.c.sender == who))
        at = self._clock().timestamp()
        audits.forget(db, audit.c.person == who, audit.c.subject.contains(who), leaving.pseudonym, at)
        audits.note(db, leaving.pseudonym, ERASED, leaving.pseudonym, at=at)
        return _say_that_it_is_done(db, leaving)


def _say_that_it_is_done(db: Connection, leaving: Leaving) -> dict[str, int]:
    head = advance(db, PUBLIC, 1)
    for farewell in read_farewells(db):
        if farewell.pseudonym == leaving.pseudonym:
            said = {"body": dump(replace(farewell, done=True)), "seq": head}
            db.execute(update(shelf).where(shelf.c.kind == farewell.KIND, shelf.c.id == farewell.id).values(said))
    return {PUBLIC: head}


def _leaving(row: Any) -> Leaving:
    at = datetime.fromtimestamp(row.began, UTC)
    names = load(tuple[str, ...], bytes(row.names))
    return Leaving(PersonId(row.person), PersonId(row.pseudonym), at, names, row.words_stay)


def _wishes(db: Connection, who: PersonId | None = None) -> list[Erasure]:
    asked = select(shelf.c.body).where(shelf.c.kind == Erasure.KIND, shelf.c.deleted.is_(False))
    if who is not None:
        asked = asked.where(shelf.c.id == who).with_for_update()
    return [load(Erasure, bytes(body)) for body in db.execute(asked.order_by(shelf.c.id)).scalars()]


def _coordinates_alone(db: Connection, who: PersonId) -> bool:
    """A programme without anybody who coordinates could invite nobody any more."""
    coordinators = select(person.c.id).where(person.c.roles.contains(COORDINATOR)).order_by(person.c.id)
    return set(db.execute(coordinators.with_for_update()).scalars()) == {who}


def _names(db: Connection, who: PersonId) -> tuple[str, ...]:
    """By which names others may have called them."""
    account = db.execute(select(person.c.name, person.c.login).where(person.c.id == who)).one_or_none()
    names = set(account or ())
    names.update(db.execute(select(invitation.c.email).where(invitation.c.person == who)).scalars())
    places = (shelf.c.kind.in_((Mentor.KIND, Mentee.KIND)), shelf.c.id.startswith(f"{who}@", autoescape=True))
    profile = (shelf.c.kind == Profile.KIND, shelf.c.id == who)
    for where in (places, profile):
        for row in db.execute(select(shelf.c.kind, shelf.c.body).where(*where, shelf.c.deleted.is_(False))):
            known = load_aggregate(row.kind, bytes(row.body))
            assert isinstance(known, Mentor | Mentee | Profile)
            names |= {known.name, "" if isinstance(known, Profile) else known.email}
    return tuple(sorted(name for name in names if name))


def _close_account(db: Connection, leaving: Leaving) -> tuple[DeviceId, ...]:
    who, at = leaving.person, leaving.at.timestamp()
    devices = tuple(DeviceId(id) for id in db.execute(select(device.c.id).where(device.c.person == who)).scalars())
    hashes = db.execute(select(token.c.hash).where(token.c.device.in_(devices))).scalars().all()
    if hashes:
        db.execute(insert(goodbye), [{"hash": hash, "at": at} for hash in hashes])
    db.execute(delete(token).where(token.c.device.in_(devices)))
    for table in (answer, device, identity):
        db.execute(delete(table).where(table.c.person == who))
    theirs = invitation.c.email.in_(leaving.names) & (invitation.c.email != "")
    db.execute(delete(invitation).where((invitation.c.person == who) | theirs))
    by_them = invitation.c.invited_by == who
    db.execute(update(invitation).where(by_them).values(invited_by=leaving.pseudonym))
    db.execute(delete(person).where(person.c.id == who))
    # What others were answered stays known by the change; what it was about is called otherwise now.
    about = answer.c.subject.contains(who)
    renamed = func.replace(answer.c.subject, literal(str(who)), literal(str(leaving.pseudonym)))
    db.execute(update(answer).where(about).values(subject=renamed))
    return devices


def _scopes_with(db: Connection, leaving: Leaving) -> list[str]:
    """Every scope in which something names them: the whole shelf is looked through, so nothing is missed."""
    found = set(db.execute(select(membership.c.scope).where(membership.c.member == leaving.person)).scalars())
    marks = [mark.encode() for mark in (leaving.person, *leaving.telling)]
    rows = select(shelf.c.kind, shelf.c.scope, shelf.c.id, shelf.c.parent, shelf.c.body)
    for row in db.execute(rows.execution_options(yield_per=1_000)):
        if row.scope in found:
            continue
        if leaving.person in f"{row.scope} {row.id} {row.parent}":
            found.add(row.scope)
        elif any(mark in bytes(row.body) for mark in marks):
            known = load_aggregate(row.kind, bytes(row.body))
            if known != renamed(known, leaving):
                found.add(row.scope)
    return sorted(found)


def _leave_no_trace(engine: Engine) -> None:
    """What was overwritten is not to be found in the files of the database either, as far as that is ours to do."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as db:
            db.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("VACUUM")
