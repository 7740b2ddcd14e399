"""What the hub lets go of by itself, as the programme's periods say (`domain.keeping`)."""

import logging
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, delete, select, update

from growtogether_desktop.domain.changes import HUB, PUBLIC, Aggregate
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.keeping import KEEPING, Keeping, Periods
from growtogether_desktop.domain.reviews import Review, Verdict
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.hub import audits
from growtogether_desktop.hub.database import for_reading, write
from growtogether_desktop.hub.rewriting import end_scope
from growtogether_desktop.hub.service import advance, read_farewells
from growtogether_desktop.store.tables import audit, goodbye
from growtogether_desktop.store.tables import hub_shelf as shelf
from growtogether_desktop.wire.codec import load, load_aggregate

log = logging.getLogger(__name__)

FAREWELL_DAYS = 365
"""So long whoever has left is recognised by what others still send, and their computers are told to forget."""


def let_go(engine: Engine, now: float) -> None:
    """Let go of what has been kept for long enough. `now` in Unix seconds."""
    today = datetime.fromtimestamp(now, UTC)
    with for_reading(engine).connect() as db:
        periods = _periods(db)
        finished = [one for one in _opened_before(db, _ago(today, periods.work)) if _is_over(db, one, today, periods)]
    for submission in finished:
        write(engine, partial(_let_work_go, id=submission.id, now=today))
    before = _ago(today, periods.names).timestamp()
    people = audit.c.person != HUB.id
    write(engine, lambda db: audits.forget(db, (audit.c.at < before) & people, audit.c.at < before, "", now))
    write(engine, lambda db: _stop_saying_farewell(db, _ago(today, FAREWELL_DAYS)))


def _ago(today: datetime, days: int) -> datetime:
    return today - timedelta(days=days)


def _periods(db: Connection) -> Periods:
    known = _one(db, Keeping.KIND, KEEPING)
    return known.periods if isinstance(known, Keeping) else Periods()


def _opened_before(db: Connection, day: datetime) -> list[Submission]:
    bodies = db.execute(select(shelf.c.body).where(shelf.c.kind == Submission.KIND, shelf.c.deleted.is_(False)))
    every = (load(Submission, bytes(body)) for body in bodies.scalars())
    return [submission for submission in every if submission.opened < day]


def _is_over(db: Connection, submission: Submission, today: datetime, periods: Periods) -> bool:
    """Whether it is accepted, or the two no longer work together; and nobody has said anything for long."""
    rows = db.execute(select(shelf.c.kind, shelf.c.body).where(shelf.c.scope == submission.scope, ~shelf.c.deleted))
    all_of_it = [one for row in rows if (one := load_aggregate(row.kind, bytes(row.body))) is not None]
    if max(_moments(all_of_it)) >= _ago(today, periods.work):
        return False
    last = max((one.number for one in all_of_it if isinstance(one, Iteration)), default=0)
    verdicts = {one.verdict for one in all_of_it if isinstance(one, Review) and one.iteration == last}
    pair = _one(db, Engagement.KIND, submission.engagement)
    together = isinstance(pair, Engagement) and pair.ended is None
    return Verdict.ACCEPTED in verdicts or not together


def _moments(value: Any) -> Iterator[datetime]:
    """Every moment that is named anywhere in a value."""
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _moments(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _moments(getattr(value, field.name))


def _let_work_go(db: Connection, id: str, now: datetime) -> None:
    submission = _one(db, Submission.KIND, id)
    if isinstance(submission, Submission) and _is_over(db, submission, now, _periods(db)):
        end_scope(db, submission.scope)
        log.info("scope %s has been kept for long enough", submission.scope)


def _stop_saying_farewell(db: Connection, before: datetime) -> None:
    db.execute(delete(goodbye).where(goodbye.c.at < before.timestamp()))
    for farewell in read_farewells(db):
        if farewell.at < before:
            gone = {"deleted": True, "body": b"null", "seq": advance(db, PUBLIC, 1)}
            db.execute(update(shelf).where(shelf.c.kind == farewell.KIND, shelf.c.id == farewell.id).values(gone))


def _one(db: Connection, kind: str, id: str) -> Aggregate | None:
    alive = (shelf.c.kind == kind, shelf.c.id == id, shelf.c.deleted.is_(False))
    body = db.execute(select(shelf.c.body).where(*alive)).scalar_one_or_none()
    return None if body is None else load_aggregate(kind, bytes(body))
