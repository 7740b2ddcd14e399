"""Opening the hub's database: SQLite on one machine, PostgreSQL beyond it; one code path for both."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import StaticPool

from growtogether_desktop.store.blobs import Blobs
from growtogether_desktop.store.tables import hub_blob, hub_blob_part, hub_blob_ref

log = logging.getLogger(__name__)
T = TypeVar("T")

blobs = Blobs(hub_blob, hub_blob_part, hub_blob_ref)

READS = "growtogether_reads"
TRIES = 5
"""Two writers may meet on one row on PostgreSQL; the slower one tries again."""
CONNECT_S = 5
PAGE_CACHE_KIB = 2 * 1024
"""Of SQLite, and for each of the hub's connections. The system keeps the file's pages in memory as well: four times
as many made no write faster."""


def open_hub_database(url: str) -> Engine:
    """An engine for `url`: `sqlite:///…` or `postgresql+psycopg://…`."""
    if url.startswith("sqlite"):
        return _sqlite(url)
    # A failing statement is logged; the words of people in it are not.
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": CONNECT_S})

    @event.listens_for(engine, "connect")
    def _limits(connection: Any, _: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            cursor.execute("SET idle_in_transaction_session_timeout = '10s'")
        connection.commit()

    return engine


def _sqlite(url: str) -> Engine:
    memory = url == "sqlite://"
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": 10},
        **({"poolclass": StaticPool} if memory else {}),
    )

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _: object) -> None:
        connection.isolation_level = None
        # NORMAL lost acknowledged commits in more than half of simulated power cuts, FULL in none.
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            f"cache_size = -{PAGE_CACHE_KIB}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        # What somebody's erasure has overwritten must not be found in the file.
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def _begin(db: Connection) -> None:
        # A write that begins as a read may fail half way when another writer was first.
        db.exec_driver_sql("BEGIN" if db.get_execution_options().get(READS) else "BEGIN IMMEDIATE")

    return engine


def for_reading(engine: Engine) -> Engine:
    """The same database, each of its transactions one unchanging picture."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{READS: True})
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def write(engine: Engine, work: Callable[[Connection], T]) -> T:
    """Run `work` in one transaction, again where another writer came first: it must not mind that."""
    for left in reversed(range(TRIES)):
        try:
            with engine.begin() as db:
                return work(db)
        except (IntegrityError, OperationalError) as trouble:
            if not left or not _may_pass(trouble):
                raise
            log.info("a write is tried again: %s", type(trouble.orig).__name__)
    raise AssertionError("unreachable")


def run_many(db: Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Run a statement, its gaps marked by `?`, for every row: past what SQLAlchemy does for each of them."""
    if rows:
        db.exec_driver_sql(statement if db.dialect.name == "sqlite" else statement.replace("?", "%s"), list(rows))


def inserting(table: Table, *columns: str) -> str:
    """The statement that puts these columns of a new row."""
    assert all(name in table.c for name in columns)
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def folder_url(folder: Path) -> str:
    """The URL of the SQLite database in a folder."""
    return f"sqlite:///{folder / 'hub.sqlite'}"


def _may_pass(trouble: Exception) -> bool:
    """Whether another try may succeed: a lost race, not a full disk."""
    words = str(trouble).lower()
    return any(sign in words for sign in ("deadlock", "serialize", "unique", "duplicate", "lock timeout", "locked"))
