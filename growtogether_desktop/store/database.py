"""Opening the desktop's cache: encryption, pragmas, tables, and what happens when they are another version's."""

import sqlite3
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

CACHE_VERSION = 1
"""Raised when a table changes. An older cache keeps outbox and drafts and pulls the rest anew."""

PAGE_CACHE_KIB = 64 * 1024
PRECIOUS = ("outbox", "sent", "returned", "carried", "drafts", "meta", "upload", "blob", "blob_part", "blob_ref")
"""What no hub can give back."""


@dataclass(frozen=True, slots=True)
class Cache:
    """One open cache: `writing` belongs to the store thread, `reading` to the read thread."""

    writing: Engine
    reading: Engine

    def close(self) -> None:
        self.reading.dispose()
        self.writing.dispose()


def open_cache(path: Path, key: bytes) -> Cache:
    """Open (or make) the cache at `path`, encrypted with a raw key of 32 bytes.

    Raises: Problem, when it cannot be read with this key, is damaged, of a newer version, or the
    directory cannot be written.
    """
    writing = _engine(path, key, "BEGIN IMMEDIATE")
    try:
        with writing.begin() as db:
            _bring_up_to_date(db)
    except DatabaseError as trouble:
        writing.dispose()
        raise _problem(trouble, path) from trouble
    except Problem:
        writing.dispose()
        raise
    return Cache(writing, _engine(path, key, "BEGIN", read_only=True))


def open_in_memory() -> Engine:
    """A cache without file or encryption, for a simulation of many desktops in one process."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    _begin_with(engine, "BEGIN IMMEDIATE")
    with engine.begin() as db:
        _bring_up_to_date(db)
    return engine


def _engine(path: Path, key: bytes, begin: str, *, read_only: bool = False) -> Engine:
    def connect() -> Any:
        connection = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None, timeout=10)
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
        raise Problem(
            say("This cache was written by a newer version of the program."),
            say("Update the program to open it. Nothing has been changed."),
        )
    if 0 < version < CACHE_VERSION:
        db.exec_driver_sql("DROP TABLE IF EXISTS search")
        for table in reversed(tables.desk.sorted_tables):
            if table.name not in PRECIOUS:
                table.drop(db, checkfirst=True)
    tables.desk.create_all(db)
    db.exec_driver_sql(tables.SEARCH)
    db.exec_driver_sql(f"PRAGMA user_version = {CACHE_VERSION}")
    kinds.catch_up(db)


def _problem(trouble: DatabaseError, path: Path) -> Problem:
    """SQLite's trouble in words that say what to do."""
    code = getattr(trouble.orig, "sqlite_errorcode", 0) & 0xFF
    text = str(trouble.orig)
    if code == sqlite3.SQLITE_NOTADB or "not a database" in text:
        return Problem(
            say("The cache cannot be opened with this key."),
            say("Check the passphrase. If the file is damaged, connect anew: what the hub has comes back."),
        )
    if code == sqlite3.SQLITE_FULL or "disk is full" in text:
        return Problem(say("The disk is full."), say("Free some space, then start the program again."))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN) or "readonly" in text or "unable to open" in text:
        return Problem(
            say("The folder {folder} cannot be written.", folder=path.parent),
            say("Give yourself the right to write there, or choose another folder with --data."),
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or "locked" in text:
        return Problem(
            say("The cache is in use by another window of this program."), say("Close the other one, then try again.")
        )
    return Problem(
        say("The cache is damaged."),
        say("Keep the file {file} for the support, then connect anew: what the hub has comes back.", file=path.name),
    )
