"""SQLAlchemy's statements on a shorter way to SQLite: compiled once, then run on the driver itself.

Two thirds of a story's time went into SQLAlchemy's own steps around each of its 1,500 statements. This takes the
same statements, compiled by the same dialect, with the same processing of values, and leaves out pools, events and
contexts. Whether it makes a difference to any story is tested (`test_schedules.py`).
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError

from growtogether_desktop.hub.database import READS

_DIALECT = SQLiteDialect_pysqlite(paramstyle="qmark")
_plans: dict[Any, "_Plan"] = {}


class Express:
    """What the product takes for an engine."""

    dialect = _DIALECT

    def __init__(self, file: sqlite3.Connection, begin: str, burn: Callable[[], None]) -> None:
        self._file = file
        self._begin = begin
        self._burn = burn

    def execution_options(self, **options: object) -> "Express":
        return Express(self._file, "BEGIN" if options[READS] else self._begin, self._burn)

    @contextmanager
    def begin(self) -> Iterator["_Line"]:
        line = _Line(self._file, self._burn)
        try:
            line.exec_driver_sql(self._begin)
            yield line
            self._file.commit()
        finally:
            self._file.rollback()  # after a commit there is nothing to roll back

    @contextmanager
    def connect(self) -> Iterator["_Line"]:
        line = _Line(self._file, self._burn)
        try:
            line.exec_driver_sql(self._begin)
            yield line
        finally:
            self._file.rollback()


class _Line:
    """What the product takes for a connection."""

    dialect = _DIALECT

    def __init__(self, file: sqlite3.Connection, burn: Callable[[], None]) -> None:
        self._file = file
        self._burn = burn

    def execute(self, statement: Any, parameters: Any = None) -> "_Found":
        if isinstance(parameters, list):
            if len(parameters) > 1:
                plan, own = _plan(statement, tuple(parameters[0]), many=True)
                values = [plan.values(one, own) for one in parameters]
                return self._run(plan, plan.sql, values, self._file.executemany)
            (parameters,) = parameters
        given = parameters or {}
        plan, own = _plan(statement, tuple(given), many=False)
        if plan.expands:
            return self._run(plan, *plan.expanded(given, own), self._file.execute)
        return self._run(plan, plan.sql, plan.values(given, own), self._file.execute)

    def exec_driver_sql(self, sql: str, parameters: Any = ()) -> "_Found":
        run = self._file.executemany if isinstance(parameters, list) else self._file.execute
        return self._run(None, sql, parameters, run)

    def _run(self, plan: "_Plan | None", sql: str, values: Sequence[Any], run: Any) -> "_Found":
        self._burn()
        try:
            cursor = run(sql, values)
            rows = cursor.fetchall() if cursor.description else []
        except sqlite3.Error as trouble:
            raise DBAPIError.instance(sql, None, trouble, sqlite3.Error, hide_parameters=True) from trouble
        if not rows:
            return _Found([], cursor.rowcount)
        made = _row(tuple(name for name, *_ in cursor.description)) if plan is None else plan.row
        return _Found(list(map(made, rows)), cursor.rowcount)


class _Found:
    """What the product takes for a result."""

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        return self._rows

    def first(self) -> Any:
        return self._rows[0] if self._rows else None

    def one_or_none(self) -> Any:
        assert len(self._rows) <= 1
        return self.first()

    def scalars(self) -> "_Found":
        return _Found([row[0] for row in self._rows], self.rowcount)

    def scalar(self) -> Any:
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        (row,) = self._rows
        return row[0]

    def scalar_one_or_none(self) -> Any:
        assert len(self._rows) <= 1
        return self.scalar()

    def mappings(self) -> "_Found":
        return _Found([row._asdict() for row in self._rows], self.rowcount)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A compiled statement, and how values go in and rows come out."""

    compiled: Any
    sql: str
    ways_in: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    row: Callable[[Sequence[Any]], Any]
    expands: bool

    def values(self, given: dict[str, Any], own: dict[str, Any]) -> list[Any]:
        params = {**own, **given}
        return [params[name] if into is None else into(params[name]) for name, into in self.ways_in]

    def expanded(self, given: dict[str, Any], own: dict[str, Any]) -> tuple[str, list[Any]]:
        """For lists of unknown length."""
        params = {**own, **given}
        state = self.compiled._process_parameters_for_postcompile(params)
        into = {**self.compiled._bind_processors, **state.processors}
        names = state.positiontup
        return state.statement, [into[name](params[name]) if name in into else params[name] for name in names]


def _plan(statement: Any, keys: tuple[str, ...], *, many: bool) -> tuple[_Plan, dict[str, Any]]:
    """With the values that the statement itself brings.

    Found by the statement where it was run before; else by SQLAlchemy's own key of equal statements.
    """
    known: dict[Any, tuple[_Plan, dict[str, Any]]] = statement.__dict__.get("_express", {})
    if (found := known.get((id(statement), keys, many))) is not None:  # copies of a statement carry its notes along
        return found
    key = statement._generate_cache_key()
    plan = _plans.get((key.key, keys, many))
    if plan is None:
        plan = _plans[key.key, keys, many] = _compiled(statement, key, keys, many)
    own = plan.compiled.construct_params(extracted_parameters=key.bindparams, escape_names=False, _check=False)
    statement.__dict__["_express"] = {**known, (id(statement), keys, many): (plan, own)}
    return plan, own


def _compiled(statement: Any, key: Any, keys: tuple[str, ...], many: bool) -> _Plan:
    compiled = statement._compiler(_DIALECT, cache_key=key, column_keys=sorted(keys), for_executemany=many)
    expands = bool(compiled.post_compile_params)
    into = compiled._bind_processors
    ways_in = () if expands else tuple((name, into.get(name)) for name in compiled.positiontup)
    columns = compiled._result_columns
    ways_out = [column.type._cached_result_processor(_DIALECT, None) for column in columns]
    row = _row(tuple(column.keyname for column in columns))
    if any(ways_out):
        row = _processed(row, ways_out)
    return _Plan(compiled, compiled.string, ways_in, row, expands)


def _processed(make: Callable[[Any], Any], ways_out: list[Any]) -> Callable[[Sequence[Any]], Any]:
    processed = [(at, out) for at, out in enumerate(ways_out) if out is not None]

    def row(found: Sequence[Any]) -> Any:
        values = list(found)
        for at, out in processed:
            values[at] = out(values[at])
        return make(values)

    return row


@cache
def _row(names: tuple[str, ...]) -> Callable[[Sequence[Any]], Any]:
    return namedtuple("Row", names, rename=True)._make  # type: ignore[misc] # the names come from the statement
