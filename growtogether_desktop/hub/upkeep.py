"""What the hub puts in order by itself: at its start, every hour, and after a backup was restored."""

import logging
from functools import partial

from sqlalchemy import Connection, Engine, bindparam, delete, func, select, update

from growtogether_desktop.hub import audits, files, retention
from growtogether_desktop.hub.database import write
from growtogether_desktop.hub.service import read_epoch
from growtogether_desktop.store.tables import device, hub_meta, invitation, scope, token
from growtogether_desktop.store.tables import hub_shelf as shelf

log = logging.getLogger(__name__)

TOMBSTONES = 5_000
"""Kept in each scope. A desktop that has missed more of them pulls the scope anew."""
INVITATIONS_S = 30 * 86_400
"""So long after its end an invitation is still listed: coordinators see who never came."""

_CROWDED = select(shelf.c.scope).where(shelf.c.deleted).group_by(shelf.c.scope).having(func.count() > bindparam("keep"))


def tidy(engine: Engine, now: float) -> None:
    """Remove what has ended, or been kept for long enough: tokens, invitations, finished work, old tombstones.

    `now` in Unix seconds.
    """
    write(engine, lambda db: _forget_ended(db, now))
    write(engine, lambda db: files.forget_old(db, now))
    retention.let_go(engine, now)
    compact(engine, TOMBSTONES)
    audits.seal_everything(engine)


def compact(engine: Engine, keep: int) -> None:
    """Remove all but the newest `keep` tombstones of each scope; its floor says up to where."""
    with engine.connect() as db:
        crowded = sorted(db.execute(_CROWDED, {"keep": keep}).scalars())
    for name in crowded:
        write(engine, partial(_compact, name=name, keep=keep))
        log.info("scope %s is compacted", name)


def new_epoch(engine: Engine, now: float) -> int:
    """Tell every desktop that the hub has forgotten something: they send it again. Returns the epoch.

    `now` in Unix seconds: one backup may be brought back twice, and counting on from it would give
    both lives the same epoch.
    """

    def work(db: Connection) -> int:
        epoch = max(read_epoch(db) + 1, int(now))
        db.execute(update(hub_meta).where(hub_meta.c.key == "epoch").values(value=str(epoch)))
        return epoch

    return write(engine, work)


def _compact(db: Connection, name: str, keep: int) -> None:
    dead = (shelf.c.scope == name, shelf.c.deleted)
    last = db.execute(select(shelf.c.seq).where(*dead).order_by(shelf.c.seq.desc()).offset(keep).limit(1)).scalar()
    if last is None:
        return
    db.execute(delete(shelf).where(*dead, shelf.c.seq <= last))
    db.execute(update(scope).where(scope.c.name == name).values(floor=last))


def _forget_ended(db: Connection, now: float) -> None:
    # The tokens of a revoked device stay: by them it learns, whenever it comes back, that it is to be wiped.
    revoked = select(device.c.id).where(device.c.revoked)
    db.execute(delete(token).where(token.c.until < now, token.c.device.not_in(revoked)))
    db.execute(delete(invitation).where(invitation.c.until < now - INVITATIONS_S))
