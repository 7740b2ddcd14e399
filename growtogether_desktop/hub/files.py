"""Files on their way up and down: in parts, resumable, and never by knowing a hash alone.

What somebody sends is theirs until they hang it into a scope with a change; from then on whoever
belongs to the scope may read it. Nobody learns whether the hub has a file they may not read.
"""

import re

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.hub.database import blobs, for_reading, write
from growtogether_desktop.hub.declined import Declined, not_found
from growtogether_desktop.store.blobs import WHOLE
from growtogether_desktop.store.tables import blob_owner, blob_upload, hub_blob, hub_blob_part, hub_blob_ref, membership
from growtogether_desktop.wire.protocol import BLOB_BYTES, PART_BYTES

PARTS = BLOB_BYTES // PART_BYTES
UNFINISHED = 32
"""Files one person may have half sent at a time."""
KEEP_S = 14 * 86_400
"""Half a file, and a file no change refers to, are kept for this long."""

_SHA = re.compile(r"[0-9a-f]{64}")


class Files:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = for_reading(engine)

    def sent_parts(self, actor: Actor, sha: str) -> tuple[int, ...]:
        """Which parts this person has brought; all of them once the file was found whole."""
        _check(sha)
        with self._reading.connect() as db:
            if _owns(db, actor, sha):
                size = blobs.size(db, sha) or 0
                return tuple(range(max(1, -(-size // PART_BYTES))))
            return tuple(blobs.parts_of(db, sha, actor.id))

    def put_part(self, actor: Actor, sha: str, number: int, content: bytes, now: float) -> None:
        """Keep a part; sent twice is harmless. Raises: Declined."""
        _check(sha)
        if not 0 <= number < PARTS:
            raise Declined(413, "too_large", say("A file may have 20 MiB at most."))

        def work(db: Connection) -> None:
            _note_upload(db, actor, sha, now)
            blobs.put_part(db, sha, actor.id, number, content)

        write(self._engine, work)

    def complete(self, actor: Actor, sha: str) -> None:
        """Find the file whole, and this person to be who sent it. Raises: Declined, when it is another file."""
        _check(sha)

        def work(db: Connection) -> bool:
            if _owns(db, actor, sha):
                return True
            if not blobs.parts_of(db, sha, actor.id) or not blobs.complete(db, sha, actor.id):
                return False
            db.execute(insert(blob_owner).values(sha=sha, person=actor.id))
            return True

        if not write(self._engine, work):
            raise Declined(409, "wrong_hash", say("The file did not arrive as it was sent. Send it again."))

    def read_part(self, actor: Actor, sha: str, number: int) -> bytes:
        """A part of a file in one of this person's scopes.

        Raises: Declined with the same words for what is not there and for what is not theirs.
        """
        _check(sha)
        shared = select(hub_blob_ref.c.sha).join(membership, membership.c.scope == hub_blob_ref.c.scope)
        with self._reading.connect() as db:
            theirs = shared.where(hub_blob_ref.c.sha == sha, membership.c.member.in_(actor.memberships))
            content = None
            if 0 <= number < PARTS and db.execute(theirs).first() is not None:
                content = blobs.part(db, sha, number)
        if content is None:
            raise not_found()
        return content


def forget_old(db: Connection, now: float) -> None:
    """Drop half-sent files, and whole ones that no scope holds, once nobody has sent of them for long."""
    old = select(blob_upload.c.sha).group_by(blob_upload.c.sha).having(func.max(blob_upload.c.at) < now - KEEP_S)
    for sha in db.execute(old).scalars().all():
        db.execute(delete(hub_blob_part).where(hub_blob_part.c.sha == sha, hub_blob_part.c.sender != WHOLE))
        db.execute(delete(blob_upload).where(blob_upload.c.sha == sha))
        if not blobs.scopes_of(db, sha):
            for table in (hub_blob_part, hub_blob, blob_owner):
                db.execute(delete(table).where(table.c.sha == sha))


def _check(sha: str) -> None:
    if not _SHA.fullmatch(sha):
        raise not_found()


def _owns(db: Connection, actor: Actor, sha: str) -> bool:
    where = (blob_owner.c.sha == sha, blob_owner.c.person == actor.id)
    return db.execute(select(blob_owner.c.sha).where(*where)).first() is not None


def _note_upload(db: Connection, actor: Actor, sha: str, now: float) -> None:
    mine = blob_upload.c.person == actor.id
    if db.execute(update(blob_upload).where(mine, blob_upload.c.sha == sha).values(at=now)).rowcount:
        return
    owned = select(blob_owner.c.sha).where(blob_owner.c.person == actor.id)
    half = select(func.count()).select_from(blob_upload).where(mine, blob_upload.c.sha.not_in(owned))
    if db.execute(half).scalar_one() >= UNFINISHED:
        raise Declined(429, "slow_down", say("Too many files are half sent. Finish some, then send others."))
    db.execute(insert(blob_upload).values(sha=sha, person=actor.id, at=now))
