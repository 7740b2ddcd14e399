"""One statement for many rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from growtogether_desktop.base import manners


def execute_many(db: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """For each of the rows, a piece at a time: between two of them the window has the interpreter."""
    pieces = (list(rows[at : at + manners.PIECE]) for at in range(0, len(rows), manners.PIECE))
    for piece in manners.let_in_between(pieces):
        db.exec_driver_sql(statement, piece)
