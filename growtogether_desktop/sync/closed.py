"""A desk that only a newer program opens: what the hub does not have of it can be taken out all the same."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.store.database import open_to_read
from growtogether_desktop.sync.account import account_in
from growtogether_desktop.wire.codec import Unreadable
from growtogether_desktop.workspace.standing import unsent_as_file


def unsent_of(path: Path, key: bytes, now: datetime) -> bytes:
    """What the hub does not have of the cache at `path`, which is not changed; as `unsent_as_file` writes it.

    Raises: Problem, when this program understands too little of it.
    """
    reading = open_to_read(path, key)
    try:
        with reading.begin() as db:
            account = account_in(db)
            person, name = ("", "") if account is None else (account.tokens.person, account.tokens.name)
            return unsent_as_file(db, person, name, now)
    except (DatabaseError, Unreadable) as trouble:
        raise Problem(
            say("This program cannot read what is in it."), say("Update the program to open it.")
        ) from trouble
    finally:
        reading.dispose()
