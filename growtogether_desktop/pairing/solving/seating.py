"""Who holds which seats while an engine works, and how as many as possible are seated at once.

Rows that are alike count as one group with so many members. Two things make every problem balanced, so
that in the end every member has a seat and every seat a member: one more column, the waiting room, and
one more group, the idle, who take the seats that nobody needs.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

Places = NDArray[np.int64]
PLENTY = 1 << 30
"""More than any capacity, and still twice of it fits into 32 bits: flow against a pair comes on top."""


class Seating:
    """Members of groups on seats of columns. The last group is the idle, the last column the waiting room."""

    def __init__(self, members: Places, seats: Places) -> None:
        """`members` (groups,) and `seats` (columns,), without the idle and the waiting room."""
        rows = int(members.sum())
        offered = np.minimum(seats, rows)
        # One seat and one idle more than could be needed: the idle always hold a seat in the waiting room.
        self.free: Places = np.append(offered, rows + 1)
        self.left: Places = np.append(members, offered.sum() + 1)
        self._group: Places = np.empty(0, np.int64)
        self._column: Places = np.empty(0, np.int64)
        self._amount: Places = np.empty(0, np.int64)
        self._first: Places = np.zeros(len(self.free) + 1, np.int64)

    @property
    def idle(self) -> int:
        return len(self.left) - 1

    @property
    def waiting_room(self) -> int:
        return len(self.free) - 1

    def holders(self, columns: Places) -> Places:
        """The groups with a member in one of the columns; some more than once."""
        return self._group[self._within(columns)]

    def held_by(self, group: int) -> Places:
        """The columns where members of the group have a seat."""
        return np.asarray(self._column[self._group == group])

    def seated(self) -> tuple[Places, Places, Places]:
        """(groups, columns, amounts): who sits where, ordered by group, then column."""
        order = np.lexsort((self._column, self._group))
        return self._group[order], self._column[order], self._amount[order]

    def seat(self, groups: Places, columns: Places) -> int:
        """Seat as many more members as the given pairs allow, and say how many.

        Seated members may be moved, along these pairs too; none loses a seat.

        Source: Dinic 1970; scipy.sparse.csgraph.maximum_flow.
        """
        groups, columns = self._on_the_way(groups, columns)
        if not len(groups):
            return 0
        real_groups, at_group = np.unique(groups, return_inverse=True)
        real_columns, at_column = np.unique(columns, return_inverse=True)
        graph = self._graph(real_groups, real_columns, at_group, at_column)
        columns_from, source = len(real_groups), len(real_groups) + len(real_columns)
        flow = maximum_flow(graph, source, source + 1, method="dinic").flow.tocoo()
        moves = (flow.row < columns_from) & (flow.col >= columns_from) & (flow.col < source) & (flow.data != 0)
        self._move(
            real_groups[flow.row[moves]],
            real_columns[flow.col[moves] - columns_from],
            flow.data[moves].astype(np.int64),
        )
        return int(flow.data[flow.row == source].sum())

    def _graph(self, groups: Places, columns: Places, at_group: Places, at_column: Places) -> csr_array:
        """Capacities: source → groups by who is left, → columns along the pairs, → sink by free seats; and back.

        `groups` and `columns` are in order; nodes are these, then the source, then the sink.
        """
        group_nodes, column_nodes = np.arange(len(groups)), len(groups) + np.arange(len(columns))
        source, sink = len(groups) + len(columns), len(groups) + len(columns) + 1
        held = self._within(columns)
        held = held[np.isin(self._group[held], groups)]
        held_column = np.searchsorted(columns, self._column[held])
        edges = (
            (np.full(len(groups), source), group_nodes, self.left[groups]),
            (at_group, column_nodes[at_column], np.full(len(at_group), PLENTY)),
            (column_nodes[held_column], np.searchsorted(groups, self._group[held]), self._amount[held]),
            (column_nodes, np.full(len(columns), sink), self.free[columns]),
        )
        begins, ends, capacities = (np.concatenate(part) for part in zip(*edges, strict=True))
        return csr_array((capacities.astype(np.int32), (begins, ends)), shape=(sink + 1, sink + 1))

    def _on_the_way(self, groups: Places, columns: Places) -> tuple[Places, Places]:
        """Of the pairs, those on a way from a member without a seat to a free seat; the rest only slows the flow."""
        reached = self._spread(groups, columns, self.left > 0)
        groups, columns = groups[reached], columns[reached]
        leads = np.zeros(len(self.left), bool)
        seats = self.free > 0
        while True:
            found = np.zeros(len(leads), bool)
            found[groups[seats[columns]]] = True
            found &= ~leads
            if not found.any():
                break
            leads |= found
            seats[self._column[found[self._group]]] = True
        onward = leads[groups] & seats[columns]
        return groups[onward], columns[onward]

    def _spread(self, groups: Places, columns: Places, begun: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(pairs,): whether a pair can be come to from the groups that have begun."""
        reached, seen = begun.copy(), np.zeros(len(self.free), bool)
        while True:
            fresh = np.zeros(len(seen), bool)
            fresh[columns[reached[groups]]] = True
            fresh &= ~seen
            if not fresh.any():
                return reached[groups]
            seen |= fresh
            reached[self._group[fresh[self._column]]] = True

    def _within(self, columns: Places) -> Places:
        """Where the holders of the columns stand in `_group`, `_column` and `_amount`."""
        begins = self._first[columns]
        counts = self._first[columns + 1] - begins
        return np.repeat(begins - np.append(0, counts.cumsum())[:-1], counts) + np.arange(counts.sum())

    def _move(self, groups: Places, columns: Places, amounts: Places) -> None:
        """Add so many members of each group to each column; negative amounts leave it."""
        np.subtract.at(self.left, groups, amounts)
        np.subtract.at(self.free, columns, amounts)
        keys = np.concatenate((self._column, columns)) * len(self.left) + np.concatenate((self._group, groups))
        pairs, place = np.unique(keys, return_inverse=True)
        amount = np.zeros(len(pairs), np.int64)
        np.add.at(amount, place, np.concatenate((self._amount, amounts)))
        self._column, self._group = np.divmod(pairs[amount > 0], len(self.left))
        self._amount = amount[amount > 0]
        self._first = np.searchsorted(self._column, np.arange(len(self.free) + 1))
