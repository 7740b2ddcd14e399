"""Databases as text: how a kept one is written down once, and made again for a test."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.store.tables import SEARCH, shelf
from growtogether_desktop.wire.codec import load_aggregate

_OBJECTS = (
    "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
    "AND name NOT LIKE 'search%' ORDER BY type = 'trigger', type = 'index', name"
)


def as_text(db: Connection, search: bool) -> str:
    """Everything in a SQLite database as SQL, rows before what would forbid them; `search` is indexed anew."""
    lines = [f"PRAGMA user_version = {db.exec_driver_sql('PRAGMA user_version').scalar_one()};"]
    objects = db.exec_driver_sql(_OBJECTS).all()
    lines += [f"{one.sql};" for one in objects if one.type == "table"]
    for name in (one.name for one in objects if one.type == "table"):
        columns = [f'quote("{row.name}")' for row in db.exec_driver_sql(f"PRAGMA table_info({name})")]
        for row in db.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {name} ORDER BY rowid"):
            lines.append(f"INSERT INTO {name} VALUES({','.join(_on_one_line(value) for value in row)});")
    if search:
        lines.append(f"{SEARCH.strip()};")
        lines += [f"INSERT INTO search(rowid, words) VALUES({row}, {_quoted(words)});" for row, words in _words(db)]
    lines += [f"{one.sql};" for one in objects if one.type != "table"]
    return "\n".join(lines) + "\n"


def _words(db: Connection) -> Iterator[tuple[int, str]]:
    """What the index says of each row; no text of it is kept."""
    for row in db.execute(select(shelf.c.row, shelf.c.kind, shelf.c.body).order_by(shelf.c.row)):
        aggregate = load_aggregate(row.kind, row.body)
        yield row.row, search_key(aggregate.words) if aggregate is not None else ""


def rows_of(db: Connection, tables: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Every row of these tables."""
    return {
        name: sorted((dict(row) for row in db.exec_driver_sql(f"SELECT * FROM {name}").mappings()), key=repr)
        for name in tables
    }


def tables_of(db: Connection) -> list[str]:
    return [one.name for one in db.exec_driver_sql(_OBJECTS) if one.type == "table"]


def _on_one_line(literal: str) -> str:
    """Blobs stay readable, and a line of the file is a row."""
    if literal.startswith("X'"):
        text = bytes.fromhex(literal[2:-1])
        try:
            literal = f"CAST({_quoted(text.decode())} AS BLOB)"
        except UnicodeDecodeError:
            return literal
    return literal.replace("\n", "'||char(10)||'")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
