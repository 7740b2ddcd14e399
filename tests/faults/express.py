"""SQLAlchemy's statements on a shorter way to SQLite: compiled once, then run on the driver itself.

Two thirds of a story's time went into SQLAlchemy's own steps around each of its 1,500 statements. This takes the
same statements, compiled by the same dialect, with the same processing of values, and leaves out pools, events and
contexts. Whether it makes a difference to any story is tested (`test_schedules.py`).
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from types import TracebackType
from typing import Any
from weakref import ref

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError

from growtogether_desktop.hub.database import READS

Values = Sequence[Any]
Given = dict[str, Any]

_DIALECT = SQLiteDialect_pysqlite(paramstyle="qmark")
_plans: dict[Any, "_Plan"] = {}


class Express:
    """What the product takes for an engine."""

    dialect = _DIALECT

    def __init__(self, file: Any, trouble: type[Exception], begin: str, burn: Callable[[], None]) -> None:
        """`file` is a connection of a driver whose errors are `trouble`."""
        self._file = file
        self._trouble = trouble
        self._cursor = file.cursor()
        self._begin = begin
        self._burn = burn

    def execution_options(self, **options: object) -> "Express":
        return Express(self._file, self._trouble, "BEGIN" if options[READS] else self._begin, self._burn)

    def begin(self) -> "_Line":
        return _Line(self._file, self._cursor, self._trouble, self._burn, self._begin, commits=True)

    def connect(self) -> "_Line":
        return _Line(self._file, self._cursor, self._trouble, self._burn, self._begin, commits=False)


class _Line:
    """What the product takes for a connection, within one transaction."""

    __slots__ = ("_begin", "_burn", "_commits", "_cursor", "_file", "_trouble")
    dialect = _DIALECT

    def __init__(
        self,
        file: Any,
        cursor: Any,
        trouble: type[Exception],
        burn: Callable[[], None],
        begin: str,
        *,
        commits: bool,
    ) -> None:
        self._file = file
        self._cursor = cursor
        self._trouble = trouble
        self._burn = burn
        self._begin = begin
        self._commits = commits

    def __enter__(self) -> "_Line":
        self._run(self._begin, (), None)
        return self

    def __exit__(self, kind: type[BaseException] | None, trouble: object, where: TracebackType | None) -> None:
        try:
            if self._commits and kind is None:
                self._file.commit()
        finally:
            self._file.rollback()  # after a commit there is nothing to roll back

    def execute(self, statement: Any, parameters: Any = None) -> "_Found":
        if isinstance(parameters, list):
            if len(parameters) > 1:
                plan, own = _plan(statement, tuple(parameters[0]), many=True)
                return self._run(plan.sql, [plan.values({**own, **one}) for one in parameters], plan, many=True)
            (parameters,) = parameters
        given = parameters or {}
        plan, own = _plan(statement, tuple(given), many=False)
        params = {**own, **given} if own else given
        return self._run(plan.sql_for(params) if plan.lists else plan.sql, plan.values(params), plan)

    def exec_driver_sql(self, sql: str, parameters: Any = ()) -> "_Found":
        return self._run(sql, parameters, None, many=isinstance(parameters, list))

    def _run(self, sql: str, values: Values, plan: "_Plan | None", *, many: bool = False) -> "_Found":
        self._burn()
        cursor = self._cursor
        try:
            if many:
                cursor.executemany(sql, values)
            else:
                cursor.execute(sql, values)
            rows = cursor.fetchall()
        except self._trouble as trouble:
            raise DBAPIError.instance(sql, None, trouble, self._trouble, hide_parameters=True) from trouble
        if rows:
            made = _row(tuple([name for name, *_ in cursor.description])) if plan is None else plan.row
            rows = list(map(made, rows))
        return _Found(rows, cursor.rowcount)


class _Found:
    """What the product takes for a result."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        return self._rows

    def partitions(self, size: int) -> Iterator[list[Any]]:
        return (self._rows[at : at + size] for at in range(0, len(self._rows), size))

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


class _Plan:
    """A compiled statement, and how values go in and rows come out."""

    def __init__(self, compiled: Any) -> None:
        assert not compiled.literal_execute_params
        self.compiled = compiled
        self.sql: str = compiled.string
        self.lists = tuple(sorted(compiled.bind_names[one] for one in compiled.post_compile_params))
        """What stands for any number of values."""
        self._sql_by_lengths: dict[tuple[int, ...], str] = {}
        into = compiled._bind_processors
        self._ways_in = tuple((name, into.get(name), name in self.lists) for name in compiled.positiontup)
        columns = compiled._result_columns
        ways_out = [column.type._cached_result_processor(_DIALECT, None) for column in columns]
        self.row = _row(tuple(column.keyname for column in columns))
        if any(ways_out):
            self.row = _processed(self.row, ways_out)

    def values(self, params: Given) -> list[Any]:
        values = []
        for name, into, many in self._ways_in:
            value = params[name]
            if many:
                values += value if into is None else map(into, value)
            else:
                values.append(value if into is None else into(value))
        return values

    def sql_for(self, params: Given) -> str:
        """With as many gaps as there are values in the lists."""
        lengths = tuple([len(params[name]) for name in self.lists])
        sql = self._sql_by_lengths.get(lengths)
        if sql is None:
            state = self.compiled._process_parameters_for_postcompile(dict(params))
            sql = self._sql_by_lengths[lengths] = state.statement
        return sql


class _Notes:
    """What is known of one statement, for which keys of values: its plan, and the values that it brings itself."""

    def __init__(self, statement: Any) -> None:
        self.of = ref(statement)
        self.known: dict[Any, tuple[_Plan, Given]] = {}


def _plan(statement: Any, keys: tuple[str, ...], *, many: bool) -> tuple[_Plan, Given]:
    """Found by the statement where it was run before; else by SQLAlchemy's own key of equal statements."""
    notes: _Notes | None = statement.__dict__.get("_express")
    if notes is None or notes.of() is not statement:  # copies of a statement carry its notes along
        notes = statement.__dict__["_express"] = _Notes(statement)
    found = notes.known.get((keys, many))
    if found is None:
        key = statement._generate_cache_key()
        plan = _plans.get((key.key, keys, many))
        if plan is None:
            compiled = statement._compiler(_DIALECT, cache_key=key, column_keys=sorted(keys), for_executemany=many)
            plan = _plans[key.key, keys, many] = _Plan(compiled)
        own = plan.compiled.construct_params(extracted_parameters=key.bindparams, escape_names=False, _check=False)
        found = notes.known[keys, many] = plan, {name: value for name, value in own.items() if name not in keys}
    return found


def _processed(make: Callable[[Any], Any], ways_out: list[Any]) -> Callable[[Values], Any]:
    processed = [(at, out) for at, out in enumerate(ways_out) if out is not None]

    def row(found: Values) -> Any:
        values = list(found)
        for at, out in processed:
            values[at] = out(values[at])
        return make(values)

    return row


@cache
def _row(names: tuple[str, ...]) -> Callable[[Values], Any]:
    kind = namedtuple("Row", names, rename=True)  # type: ignore[misc] # the names come from the statement
    return partial(tuple.__new__, kind)
