"""The hub's tables move with its versions: Alembic brings them up to date at every start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say

MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 0x67726F77


def bring_up_to_date(engine: Engine) -> None:
    """Make or alter the tables as this version wants them: all of it or nothing.

    Raises: Problem, when the database is of a newer version, cannot be reached or cannot be written.
    """
    try:
        with engine.begin() as db:
            if engine.dialect.name == "postgresql":
                # Several hubs may start on one database: the second waits, and finds nothing to do.
                db.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
                db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            _upgrade(db)
    except DatabaseError as trouble:
        raise Problem(*_what_to_do(engine, str(trouble.orig))) from trouble


def _upgrade(db: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = db
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(db).get_current_heads()):
        raise Problem(
            say("This database was written by a newer version of the hub."),
            say("Update the program on this computer. Nothing has been changed."),
        )
    command.upgrade(config, "head")


def _what_to_do(engine: Engine, words: str) -> tuple[Message, Message]:
    if engine.dialect.name == "postgresql":
        where = engine.url.render_as_string(hide_password=True)
        reason = " ".join(words.split())
        return (
            say("The database {where} cannot be used: {reason}.", where=where, reason=reason.rstrip(".")),
            say("Check that it runs, and the address given with --database."),
        )
    where = engine.url.database or ""
    if "not a database" in words or "malformed" in words:
        return (
            say("The file {where} is damaged, or no database at all.", where=where),
            say("Put a backup in its place, then say `restored`; or choose another folder with --data."),
        )
    if "full" in words:
        return say("The disk is full."), say("Free some space, then start the hub again.")
    if "locked" in words:
        return (
            say("The database {where} is in use by another program.", where=where),
            say("End that program, then start the hub again."),
        )
    return (
        say("The database {where} cannot be written.", where=where),
        say("Give yourself the right to write there, or choose another folder with --data."),
    )
