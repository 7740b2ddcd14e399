"""Databases in memory that can be photographed, brought back, filled up, and have their power cut at any statement."""

from collections.abc import Callable
from enum import Enum
from typing import Any

from sqlalchemy import Engine, event

from tests.faults.express import Express

Picture = Any
"""A connection of the database's own driver to a copy of it as it stood."""
SPACIOUS = 2**30
"""Pages."""


class Crash(Exception):
    """The power is gone."""


class Road(Enum):
    """How statements get to the database."""

    CORE = "as in the product"
    EXPRESS = "without what SQLAlchemy does around them"


class Machine:
    """What survives a crash: a disk."""

    def __init__(self, name: str, open: Callable[[str], Engine]) -> None:
        core = open(f"sqlite:///file:/{name}?vfs=memdb&uri=true")
        self._driver: Any = core.dialect.dbapi
        self._beside = self._driver.connect(f"file:/{name}?vfs=memdb", uri=True, isolation_level=None)
        self.fuse = 0
        """The power goes at the statement so many from now; 0 for never."""
        self.full = False
        with core.connect() as db:
            self._file: Any = db.connection.driver_connection
        event.listen(core, "before_cursor_execute", self._burn)
        self._roads = {Road.CORE: core, Road.EXPRESS: Express(self._file, self._driver.Error, "BEGIN IMMEDIATE", self._burn)}
        self.engine: Any = core

    def take(self, road: Road) -> None:
        self.engine = self._roads[road]

    def look(self, query: str) -> list[Any]:
        """What stands there, read past everybody."""
        return list(self._file.execute(query))

    def picture(self) -> Picture:
        picture = self._driver.connect(":memory:")
        self._file.backup(picture)
        return picture

    def become(self, picture: Picture) -> None:
        """Beside its back: the tables being the same, none of its statements needs to be prepared anew."""
        self.free()
        ((tables,),) = self.look("PRAGMA schema_version")
        picture.backup(self._beside)
        self._beside.execute(f"PRAGMA schema_version = {tables}")

    def fill(self) -> None:
        """The disk is full: SQLite finds no further page."""
        self.full = True
        self.look("PRAGMA max_page_count = 1")  # it takes as many as there are

    def free(self) -> None:
        self.full = False
        self.look(f"PRAGMA max_page_count = {SPACIOUS}")

    def _burn(self, *_: object) -> None:
        if self.fuse:
            self.fuse -= 1
            if not self.fuse:
                raise Crash
