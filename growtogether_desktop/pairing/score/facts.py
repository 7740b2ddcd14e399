"""Facts about many people as arrays, a row for each person; and how one person's row is exchanged.

Facts are frozen dataclasses whose fields are arrays, sparse matrices or facts themselves. What two
people share is a product of such rows. Entries are whole numbers small enough for float32 to add
exactly, so neither the order of people nor that of additions can change a score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, issparse

FULL = 1000
"""Every feature is in thousandths: 0 is nothing, this is all."""
UNKNOWN = 500
"""What counts where nobody can know: half."""

F = TypeVar("F")


class Sparse:
    """A sparse matrix with a row for each person, which is turned over once for any number of products."""

    def __init__(self, rows: csr_array) -> None:
        self.rows = rows

    @cached_property
    def turned(self) -> csr_array:
        return self.rows.T.tocsr()


def of_people(facts: F, people: slice | NDArray[np.int64]) -> F:
    """The facts about some of the people."""
    return type(facts)(*(_part(getattr(facts, field.name), people) for field in fields(facts)))  # type: ignore[arg-type]  # a dataclass


def with_person(facts: F, at: int, person: F) -> F:
    """The facts, with the only row of `person` in the place of row `at`."""
    pairs = ((getattr(facts, field.name), getattr(person, field.name)) for field in fields(facts))  # type: ignore[arg-type]
    return type(facts)(*(_exchanged(ours, at, new) for ours, new in pairs))


def sparse_rows(rows: Sequence[Mapping[int, int]], width: int) -> csr_array:
    """A row for each person, of values by their columns: (people, width)."""
    ends = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    columns = np.fromiter((column for row in rows for column in row), np.int32, ends[-1])
    values = np.fromiter((value for row in rows for value in row.values()), np.float32, ends[-1])
    return csr_array((values, columns, ends), shape=(len(rows), width))


def product(rows: csr_array, columns: Sparse) -> NDArray[np.float32]:
    """Each of the rows times each row of the other side: (rows, columns)."""
    both: NDArray[np.float32]
    if rows.shape[0] == 1:
        both = (columns.rows @ rows.toarray().T).T
    elif columns.rows.shape[0] == 1:
        both = rows @ columns.rows.toarray().T
    else:
        both = (rows @ columns.turned).toarray()
    return both


def _part(value: Any, people: slice | NDArray[np.int64]) -> Any:
    if isinstance(value, Sparse):
        return value if _all(people, value.rows) else Sparse(value.rows[people])
    if isinstance(value, np.ndarray) or issparse(value):
        return value if _all(people, value) else value[people]
    return of_people(value, people)


def _all(people: slice | NDArray[np.int64], rows: Any) -> bool:
    return isinstance(people, slice) and bool(people.stop - people.start == rows.shape[0])


def _exchanged(value: Any, at: int, new: Any) -> Any:
    if isinstance(value, np.ndarray):
        value = value.copy()
        value[at] = new[0]
        return value
    if isinstance(value, Sparse):
        return Sparse(_with_row(value.rows, at, new.rows))
    if issparse(value):
        return _with_row(value, at, new)
    return with_person(value, at, new)


def _with_row(matrix: csr_array, at: int, row: csr_array) -> csr_array:
    """Quicker than stacking the parts: an edit is waited for."""
    first, last = int(matrix.indptr[at]), int(matrix.indptr[at + 1])
    data = np.concatenate((matrix.data[:first], row.data, matrix.data[last:]))
    indices = np.concatenate((matrix.indices[:first], row.indices, matrix.indices[last:]))
    ends = matrix.indptr.copy()
    ends[at + 1 :] += len(row.data) - (last - first)
    return csr_array((data, indices, ends), shape=matrix.shape)
