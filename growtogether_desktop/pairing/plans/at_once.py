"""Who can have a seat at once, whatever the points."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow


def seated(possible: NDArray[np.bool_], seats: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(rows,): who has a seat when as many as possible have one.

    Rows with the same ways flow as one, and so do columns: of thousands of people there are few kinds.

    Source: Ford and Fulkerson 1956; scipy.sparse.csgraph.maximum_flow.
    """
    has_seat = np.zeros(len(possible), bool)
    if not possible.any():
        return has_seat
    kind, first = _kinds(possible)
    like, one = _kinds(possible.T)
    sizes, room = np.bincount(kind), np.bincount(like, np.minimum(seats, len(possible))).astype(np.int64)
    rows, columns = len(first), len(one)
    tails, heads = np.nonzero(possible[np.ix_(first, one)])
    source, sink = rows + columns, rows + columns + 1
    starts = np.concatenate((np.full(rows, source), tails, rows + np.arange(columns)))
    ends = np.concatenate((np.arange(rows), rows + heads, np.full(columns, sink)))
    width = np.concatenate((sizes, sizes[tails], np.minimum(room, len(possible))))
    network = csr_array((width.astype(np.int32), (starts, ends)), shape=(sink + 1, sink + 1))
    flow = maximum_flow(network, source, sink).flow[[source]].toarray()[0]
    for at, seated_here in enumerate(flow[:rows].tolist()):
        has_seat[np.flatnonzero(kind == at)[:seated_here]] = True
    return has_seat


def _kinds(possible: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(rows,): of which kind each row is, those with the same ways being of one; and the first row of each kind."""
    packed = np.packbits(np.ascontiguousarray(possible), axis=1)
    numbers: dict[bytes, int] = {}  # to sort the rows, as numpy would, keeps the interpreter to itself for long
    kind = np.array([numbers.setdefault(row.tobytes(), len(numbers)) for row in packed], np.int64)
    return kind, np.unique(kind, return_index=True)[1]
