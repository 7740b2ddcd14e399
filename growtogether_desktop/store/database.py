"""Opening the desktop's cache: encryption, pragmas, tables, and what happens when they are another version's."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.store import kinds, tables
from growtogether_desktop.store.ballast import Ballast
from growtogether_desktop.store.troubles import is_full, while_opening
from growtogether_desktop.wire.codec import Unreadable

CACHE_VERSION = 3
"""Raised when a table changes. An older cache keeps outbox and drafts and pulls the rest anew."""

PAGE_CACHE_KIB = 64 * 1024
PRECIOUS = ("outbox", "sent", "returned", "carried", "drafts", "meta", "upload", "blob", "blob_part", "blob_ref")
"""What no hub can give back."""


class TooNew(Problem):
    """A newer version has written the cache, or asked in it for what this one does not know.

    It may be read (`open_to_read`), and is never changed.
    """

    def __init__(self) -> None:
        super().__init__(
            say("This cache was written by a newer version of the program."),
            say("Update the program to open it. Nothing has been changed."),
        )


@dataclass(frozen=True, slots=True)
class Cache:
    """One open cache: `writing` belongs to the store thread, `reading` to the read thread."""

    writing: Engine
    reading: Engine
    ballast: Ballast

    def close(self) -> None:
        self.reading.dispose()
        self.writing.dispose()


def open_cache(path: Path, key: bytes) -> Cache:
    """Open (or make) the cache at `path`, encrypted with a raw key of 32 bytes.

    Raises: Problem, when it cannot be read with this key, is damaged, of a newer version (TooNew), or the
    directory cannot be written.
    """
    ballast = Ballast(path.parent)
    writing = _engine(path, key, "BEGIN IMMEDIATE")
    try:
        with writing.begin() as db:
            _bring_up_to_date(db)
    except DatabaseError as trouble:
        writing.dispose()
        if is_full(trouble) and ballast.drop():
            return open_cache(path, key)
        raise while_opening(trouble, path) from trouble
    except Problem:
        writing.dispose()
        raise
    ballast.lay()
    return Cache(writing, _engine(path, key, "BEGIN", read_only=True), ballast)


def open_to_read(path: Path, key: bytes) -> Engine:
    """The cache of any version, to be read and never changed. Raises: DatabaseError, once it is read in vain."""
    return _engine(path, key, "BEGIN", read_only=True)


def open_in_memory(url: str = "sqlite://") -> Engine:
    """A cache without file or encryption, for a simulation of many desktops in one process."""
    unchecked = {"check_same_thread": False}
    engine = create_engine(url, module=sqlcipher, poolclass=StaticPool, connect_args=unchecked)
    _begin_with(engine, "BEGIN IMMEDIATE")
    with engine.begin() as db:
        _bring_up_to_date(db)
    return engine


def _engine(path: Path, key: bytes, begin: str, *, read_only: bool = False) -> Engine:
    def prepare(connection: Any) -> None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        # The log makes a commit durable only with FULL: NORMAL loses acknowledged ones in a power cut.
        for pragma in (f"cache_size = -{PAGE_CACHE_KIB}", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        # Whoever has left must not be found in what was overwritten, be it encrypted.
        connection.execute("PRAGMA secure_delete = ON")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")

    def connect() -> Any:
        # Whoever only reads makes no file: a desk that was wiped behind them must not rise again.
        place = f"{path.absolute().as_uri()}?mode=rw" if read_only else str(path)
        connection = sqlcipher.connect(place, check_same_thread=False, isolation_level=None, timeout=10, uri=read_only)
        try:
            prepare(connection)
        except BaseException:
            connection.close()  # nobody else will
            raise
        return connection

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=StaticPool)
    _begin_with(engine, begin)
    return engine


def _begin_with(engine: Engine, begin: str) -> None:
    """Transactions are ours, not the driver's: it would commit behind our back before DDL."""

    @event.listens_for(engine, "connect")
    def _manual(connection: Any, _: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(db: Connection) -> None:
        db.exec_driver_sql(begin)


def _bring_up_to_date(db: Connection) -> None:
    version = db.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > CACHE_VERSION:
        raise TooNew
    if 0 < version < CACHE_VERSION:
        db.exec_driver_sql("DROP TABLE IF EXISTS search")
        for table in reversed(tables.desk.sorted_tables):
            if table.name not in PRECIOUS:
                table.drop(db, checkfirst=True)
    tables.desk.create_all(db)
    db.exec_driver_sql(tables.SEARCH)
    db.exec_driver_sql(f"PRAGMA user_version = {CACHE_VERSION}")
    try:
        kinds.catch_up(db)
    except Unreadable as strange:
        raise TooNew from strange
