"""The hub's tables move with its versions: they are brought up to date at every start."""

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.hub import migrations

_NEWEST = max(step.name for step in (migrations.FOLDER / "versions").glob("v*.py"))[1:5]
"""What the last migration calls itself; each is in the file of that name."""
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
            if _revision(db) != _NEWEST:
                # Alembic is a sixth of the hub's memory, and mostly there is nothing to do.
                from growtogether_desktop.hub.migrating import upgrade

                upgrade(db)
    except DatabaseError as trouble:
        raise Problem(*_what_to_do(engine, str(trouble.orig))) from trouble


def _revision(db: Connection) -> str | None:
    """Which migration was the last; None before the first."""
    if not inspect(db).has_table("alembic_version"):
        return None
    return str(db.scalar(text("SELECT version_num FROM alembic_version")))


def _what_to_do(engine: Engine, words: str) -> tuple[Message, Message]:
    if engine.dialect.name == "postgresql":
        where = engine.url.render_as_string(hide_password=True)
        reason = " ".join(words.split())
        advice = say("Check that it runs, and the address given with --database.")
        if "permission denied" in words:
            advice = say("If one role owns the tables and another works, say `migrate` as the owner first.")
        return say("The database {where} cannot be used: {reason}.", where=where, reason=reason.rstrip(".")), advice
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
