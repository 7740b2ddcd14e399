"""A computer that was taken off the list forgets what it knows; what its owner had not sent yet is sealed.

Everything that came from the hub goes at once, and the keys go with it. Unsent changes, returned mail and
drafts stay in one file that nothing on this computer opens: its key is handed to the hub, which gives it
back to the same person when they sign in here again. A thief has neither; whoever took the wrong computer
off the list has lost nothing.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Table, delete, insert, select

from growtogether_desktop.base.background import Background
from growtogether_desktop.store import about, outbox
from growtogether_desktop.store.database import Cache
from growtogether_desktop.store.tables import (
    carried,
    cursor,
    desk_blob,
    desk_blob_part,
    desk_blob_ref,
    drafts,
    returned,
    sent,
    shelf,
    upload,
)
from growtogether_desktop.store.tables import outbox as outbox_table
from growtogether_desktop.sync.account import Account
from growtogether_desktop.sync.exchange import blobs
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.sync.troubles import Declined
from growtogether_desktop.wire.codec import Unreadable, dump, load, load_posted

T = TypeVar("T")

SEALED = "unsent.sealed"
_NONCE = 12
_FROM_THE_HUB = (shelf, cursor, sent, carried, desk_blob_ref)


class _Returned(msgspec.Struct, frozen=True):
    id: str
    body: bytes
    refusal: bytes
    at: float


class _Draft(msgspec.Struct, frozen=True):
    place: str
    body: bytes
    at: float


class Unsent(msgspec.Struct, frozen=True):
    """What no hub can give back."""

    changes: tuple[bytes, ...]
    returned: tuple[_Returned, ...]
    drafts: tuple[_Draft, ...]
    files: tuple[bytes, ...]

    @property
    def count(self) -> int:
        return len(self.changes) + len(self.returned) + len(self.drafts)


class _Envelope(msgspec.Struct, frozen=True):
    """The file as it lies there: whose it is, and what only its key opens."""

    person: str
    device: str
    sealed: bytes


async def forget_what_came(cache: Cache, background: Background) -> None:
    """Remove all that came from the hub, so that not even somebody with the key finds it."""
    await background.store(lambda: _forget(cache))


async def seal_unsent(cache: Cache, background: Background, account: Account, folder: Path) -> int:
    """Put what was not sent into a file nobody here can open; how much that is.

    Raises: Problem, when the hub does not take the key; then everything is as it was, to be tried again.
    """
    unsent = await background.store(lambda: _in_one(cache, _gather))
    if not unsent.count:
        return 0
    key = secrets.token_bytes(32)
    path = folder / SEALED
    await background.store(lambda: _write(path, _close(unsent, account, key)))
    hub = HttpHub(account.address)
    try:
        await hub.keep_seal(account.tokens.refresh, key.hex())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        await hub.close()
    return unsent.count


async def open_again(cache: Cache, background: Background, account: Account, folder: Path) -> int:
    """Bring back what was sealed on this computer when it was wiped, if it is this person's; how much that is.

    Raises: Problem, when the hub cannot be reached; the seal stays, to be tried at the next sign-in.
    """
    path = folder / SEALED
    envelope = await background.store(lambda: _read(path))
    if envelope is None or envelope.person != account.tokens.person:
        return 0
    hub = HttpHub(account.address, account.tokens)
    try:
        key = bytes.fromhex((await hub.seal_of(envelope.device)).seal)
    except Declined:
        return 0  # another key was handed over first, or none: it is no use, and no harm
    finally:
        await hub.close()
    unsent = _open(envelope, key)
    if unsent is None:
        return 0
    try:
        await background.store(lambda: _in_one(cache, lambda db: _put_back(db, unsent)))
    except Unreadable:
        return 0  # a later program has sealed it, and opens it when it is back
    path.unlink(missing_ok=True)
    return unsent.count


def _forget(cache: Cache) -> None:
    def work(db: Connection) -> None:
        db.exec_driver_sql("INSERT INTO search(search) VALUES('delete-all')")
        for table in _FROM_THE_HUB:
            db.execute(delete(table))
        about.forget_all(db)
        # Files of one's own that wait to be sent stay.
        waiting = select(upload.c.sha)
        for table in (desk_blob_part, desk_blob):
            db.execute(delete(table).where(table.c.sha.not_in(waiting)))
        db.exec_driver_sql("DROP TABLE IF EXISTS glance")

    _in_one(cache, work)
    with cache.writing.connect() as db:
        # Deleted pages would stay in the file until something else needs them.
        raw = db.connection.driver_connection
        assert raw is not None
        db.rollback()
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _gather(db: Connection) -> Unsent:
    changes = db.execute(select(outbox_table.c.body).order_by(outbox_table.c.position)).scalars()
    back = db.execute(select(returned).order_by(returned.c.position))
    writing = db.execute(select(drafts).order_by(drafts.c.at))
    files = [blobs.get(db, sha) for sha in db.execute(select(upload.c.sha)).scalars().all()]
    return Unsent(
        tuple(changes),
        tuple(_Returned(row.id, row.body, row.refusal, row.at) for row in back),
        tuple(_Draft(row.place, row.body, row.at) for row in writing),
        tuple(content for content in files if content is not None),
    )


def _put_back(db: Connection, unsent: Unsent) -> None:
    """Changes that had a number lose it: by their ids the hub knows those it has seen."""
    for body in unsent.changes:
        posted = load_posted(body)
        if not outbox.knows(db, posted.id):
            outbox.post_as_written(db, body)
    _insert(db, returned, unsent.returned)
    _insert(db, drafts, unsent.drafts)
    for content in unsent.files:
        sha = blobs.keep(db, content)
        db.execute(insert(upload).prefix_with("OR IGNORE").values(sha=sha))


def _insert(db: Connection, table: Table, rows: tuple[Any, ...]) -> None:
    if rows:
        db.execute(insert(table).prefix_with("OR IGNORE"), [msgspec.structs.asdict(row) for row in rows])


def _close(unsent: Unsent, account: Account, key: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    person, device = account.tokens.person, account.tokens.device
    sealed = nonce + AESGCM(key).encrypt(nonce, dump(unsent), f"{person} {device}".encode())
    return dump(_Envelope(person, device, sealed))


def _open(envelope: _Envelope, key: bytes) -> Unsent | None:
    nonce, sealed = envelope.sealed[:_NONCE], envelope.sealed[_NONCE:]
    try:
        return load(Unsent, AESGCM(key).decrypt(nonce, sealed, f"{envelope.person} {envelope.device}".encode()))
    except (InvalidTag, Unreadable):
        return None


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> _Envelope | None:
    try:
        return load(_Envelope, path.read_bytes())
    except (OSError, Unreadable):
        return None


def _in_one(cache: Cache, work: Callable[[Connection], T]) -> T:
    with cache.writing.begin() as db:
        return work(db)
