"""What the window looked like when it was closed: shown at the next start until the real thing stands.

It lies in the encrypted cache, is read without SQLAlchemy so that it can be there at once, and is good
for one look: a picture that outlived a crash might show what is no longer this person's to see.
"""

from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.store.vault import CACHE, Vault

_PATIENCE_S = 0.2


def see_glance(folder: Path) -> bytes | None:
    """The picture (PNG); None when there is none, or a passphrase stands before it."""
    try:
        key = Vault(folder).unlock_by_keyring()
        if key is None or not (folder / CACHE).exists():
            return None
        with closing(_open(folder / CACHE, key)) as db:
            row = db.execute("SELECT picture FROM glance").fetchone()
            return bytes(row[0]) if row else None
    except (Problem, sqlcipher.DatabaseError):
        return None  # what is wrong is told when the cache is opened in earnest


def leave_glance(cache: Path, key: bytes, picture: bytes | None) -> None:
    """Keep a picture for the next start; None takes it away. Where that cannot be done, nothing is lost."""
    try:
        with closing(_open(cache, key)) as db:
            db.execute("CREATE TABLE IF NOT EXISTS glance(picture BLOB NOT NULL)")
            db.execute("DELETE FROM glance")
            if picture is not None:
                db.execute("INSERT INTO glance VALUES(?)", (picture,))
    except sqlcipher.DatabaseError:
        return


def _open(cache: Path, key: bytes) -> Any:
    db = sqlcipher.connect(str(cache), isolation_level=None, timeout=_PATIENCE_S)
    db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return db
