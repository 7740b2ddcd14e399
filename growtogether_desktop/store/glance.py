"""What the window looked like when it was closed: shown at the next start until the real thing stands.

It lies in the encrypted cache, and is good for one look: a picture that outlived a crash might show
what is no longer this person's to see. `python -m growtogether_desktop.store.glance FOLDER` writes it to
standard output, so that the window's process can fetch Qt while another fetches keyring and ciphers.
"""

import os
import sys
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from growtogether_desktop.store.keyrings import CACHE, key_in, peek, read_ways

_PATIENCE_S = 0.2
_QUICKLY = 1
"""zlib's level: pages are mostly flat."""


def see_glance(folder: Path) -> bytes | None:
    """The picture; None when there is none, or a passphrase stands before it.

    Raises: what keyring, file or cache have against it; that is told when the cache is opened in earnest.
    """
    key = key_in(read_ways(folder), peek)
    if key is None or not (folder / CACHE).exists():
        return None
    with closing(_open(folder / CACHE, key)) as db:
        row = db.execute("SELECT picture FROM glance").fetchone()
        return zlib.decompress(row[0]) if row else None


def leave_glance(cache: Path, key: bytes, picture: bytes | None) -> None:
    """Keep a picture for the next start; None takes it away. Where that cannot be done, nothing is lost."""
    try:
        with closing(_open(cache, key)) as db:
            db.execute("CREATE TABLE IF NOT EXISTS glance(picture BLOB NOT NULL)")
            db.execute("DELETE FROM glance")
            if picture is not None:
                db.execute("INSERT INTO glance VALUES(?)", (zlib.compress(picture, _QUICKLY),))
    except sqlcipher.DatabaseError:
        return


def _open(cache: Path, key: bytes) -> Any:
    db = sqlcipher.connect(str(cache), isolation_level=None, timeout=_PATIENCE_S)
    db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return db


if __name__ == "__main__":
    sys.stdout.buffer.write(see_glance(Path(sys.argv[1])) or b"")
    sys.stdout.buffer.flush()
    os._exit(0)  # somebody waits for the end of this process, and there is nothing to tidy up
