"""Databases in memory that can be photographed, brought back, and have their power cut at any statement."""

import sqlite3
from typing import Any

from sqlalchemy import Engine, event

Picture = sqlite3.Connection
"""A copy of a database as it stood."""


class Crash(Exception):
    """The power is gone."""


class Machine:
    """What survives a crash: a disk."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.fuse = 0
        """The power goes at the statement so many from now; 0 for never."""
        with engine.connect() as db:
            self._file: Any = db.connection.driver_connection
        event.listen(engine, "before_cursor_execute", self._burn)

    def look(self, query: str) -> list[Any]:
        """What stands there, read past everybody."""
        return list(self._file.execute(query))

    def picture(self) -> Picture:
        picture = sqlite3.connect(":memory:")
        self._file.backup(picture)
        return picture

    def become(self, picture: Picture) -> None:
        picture.backup(self._file)

    def _burn(self, *_: object) -> None:
        if self.fuse:
            self.fuse -= 1
            if not self.fuse:
                raise Crash
