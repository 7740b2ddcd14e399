"""The Hungarian method with seats on a matrix as it is.

A seat is never copied and the matrix never converted: what has to be computed is computed in small
blocks, in 16 bits where scores are, wherever profits and prices lie close enough together.
"""

from collections.abc import Iterator

import numpy as np

from growtogether_desktop.pairing.solving.blocks import Integers, pieces, roomy, sink_impossible, thin_out
from growtogether_desktop.pairing.solving.instance import NOBODY, Instance, Progress
from growtogether_desktop.pairing.solving.phases import FAR, Phases
from growtogether_desktop.pairing.solving.seating import Places, Seating

NONE = np.empty(0, np.int64)


def run_phases(instance: Instance, coarse: int, prices: Places, progress: Progress) -> tuple[Places, Places]:
    """Assignment (rows,) and prices (columns and waiting room,) of the problem with `coarse` bits left away.

    Any prices to start with will do; good ones save phases.
    """
    waiting = instance.waiting >> coarse
    seating = Seating(np.ones(len(waiting), np.int64), instance.seats)
    phases = Phases(MatrixPairs(instance.scores, coarse), seating, waiting, prices, progress)
    phases.run()
    rows, columns, _ = seating.seated()
    people = rows != seating.idle
    assigned = columns[people]
    assigned[assigned == seating.waiting_room] = NOBODY
    return assigned, phases.prices


class MatrixPairs:
    """All pairs of a matrix, every row a group; `coarse` bits of the scores are left away."""

    def __init__(self, scores: Integers, coarse: int) -> None:
        self._scores = roomy(scores)
        self._coarse = coarse
        self._columns = scores.shape[1]
        self._some_impossible = bool(self._scores.min(initial=0) < 0)
        self._kind = self._scores.dtype
        self._room = 1 << (np.iinfo(self._kind).bits - 2)
        """Scores are below it, and numbers in one block lie no further apart."""

    def best(self, prices: Places) -> Places:
        best = np.full(len(self._scores), -FAR)
        if not self._columns:
            return best
        least = int(prices.min())
        kind = self._kind if int(prices.max()) - least < self._room else np.dtype(np.int64)
        above = (prices - least).astype(kind)
        for which in pieces(np.arange(len(best)), self._columns):
            block = self._block(which)
            possible = (block >= 0).any(axis=1) if self._some_impossible else True
            after = (block - above).max(axis=1).astype(np.int64) - least
            best[which] = np.where(possible, after, -FAR)
        return best

    def nearest(self, groups: Places, starts: Places) -> Places:
        least = np.full(self._columns, FAR)
        for near, together, above in self._close_together(groups, starts):
            for which in pieces(np.arange(len(together)), self._columns):
                block = self._block(together[which])
                np.subtract(above[which, None], block, out=block)
                lengths = block.min(axis=0).astype(np.int64)
                np.minimum(least, np.where(lengths < self._room, lengths + near, FAR), out=least)
        return least

    def tight(self, groups: Places, profits: Places, prices: Places, ties: int) -> tuple[Places, Places]:
        found_groups, found_columns = [NONE], [NONE]
        for near, together, above in self._close_together(groups, profits):
            relative = self._relative(prices + near)
            for which in pieces(np.arange(len(together)), self._columns):
                block = self._block(together[which])
                block -= relative
                rows, columns = np.divmod(np.flatnonzero(block == above[which, None]), self._columns)
                if len(rows) > ties * len(which):
                    kept = thin_out(rows, ties)
                    rows, columns = rows[kept], columns[kept]
                found_groups.append(together[which[rows]])
                found_columns.append(columns)
        return np.concatenate(found_groups), np.concatenate(found_columns)

    def learn(self, groups: Places, starts: Places, prices: Places, distances: Places, far: int) -> bool:
        return False  # every score is known

    def _relative(self, prices: Places) -> Integers:
        """Prices that can be added to an offset to give a score; for the others one that gives none."""
        useful = (prices > -self._room) & (prices < self._room)
        return np.where(useful, prices, -self._room).astype(self._kind)

    def _close_together(self, groups: Places, values: Places) -> Iterator[tuple[int, Places, Integers]]:
        """The groups in few parts that fit into the narrow type: its least value, the part, how far above each is."""
        order = np.argsort(values, kind="stable")
        groups, values = groups[order], values[order]
        while len(groups):
            near = int(values[0])
            count = int(np.searchsorted(values, near + self._room - 1))  # less an impossible pair is still a number
            yield near, groups[:count], (values[:count] - near).astype(self._kind)
            groups, values = groups[count:], values[count:]

    def _block(self, rows: Places) -> Integers:
        """(rows, columns): a copy of the scores, impossible ones sunk."""
        block = self._scores.take(rows, axis=0)
        if self._coarse:
            block >>= self._coarse
        if self._some_impossible:
            sink_impossible(block)
        return block
