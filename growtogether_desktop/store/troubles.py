"""SQLite's trouble, in words that say what to do."""

import sqlite3
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say

_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
"""The log's index is mapped into memory; a disk without room for it has no better word than "I/O error"."""
_NOT_WRITTEN = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_IN_USE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class DiskFull(Problem):
    """Nothing was changed; with some room it can be tried again."""

    def __init__(self) -> None:
        super().__init__(say("The disk is full; this was not saved."), say("Free some space, then try again."))


def is_full(trouble: DatabaseError) -> bool:
    """Whether there was no room on the disk."""
    return _code(trouble) in _FULL


def while_opening(trouble: DatabaseError, path: Path) -> Problem:
    """Why the cache at `path` cannot be opened."""
    code = _code(trouble)
    if code == sqlite3.SQLITE_NOTADB:
        return Problem(
            say("The cache cannot be opened with this key."),
            say("Check the passphrase. If the file is damaged, connect anew: what the hub has comes back."),
        )
    if is_full(trouble):
        return Problem(say("The disk is full."), say("Free some space, then start the program again."))
    if code in _NOT_WRITTEN:
        return Problem(
            say("The folder {folder} cannot be written.", folder=path.parent),
            say("Give yourself the right to write there, or choose another folder with --data."),
        )
    if code in _IN_USE:
        return Problem(
            say("The cache is in use by another window of this program."), say("Close the other one, then try again.")
        )
    return Problem(
        say("The cache is damaged."),
        say("Keep the file {file} for the support, then connect anew: what the hub has comes back.", file=path.name),
    )


def while_working(trouble: DatabaseError) -> Problem | None:
    """Why something was not read or saved; None for a bug of ours."""
    code = _code(trouble)
    if is_full(trouble):
        return DiskFull()
    if code in _NOT_WRITTEN:
        return Problem(
            say("The cache cannot be written; this was not saved."),
            say("Give yourself the right to write its folder, then try again."),
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Problem(
            say("A part of the cache is damaged and cannot be read."),
            say("On the Sync page, save what the hub does not have; keep the cache for support, then connect anew."),
        )
    return None


def _code(trouble: DatabaseError) -> int:
    return getattr(trouble.orig, "sqlite_errorcode", 0) & 0xFF
