"""The Hungarian method with seats: find the nearest free seat, correct the prices, seat everybody who now can be.

A member pays the price of its seat, and its group's profit is the best score after paying. What a group
would lose by taking another column, profit − (score − price), is the length of the way there; who sits
there would have to go on. One phase finds how far it is from anybody without a seat to the nearest free
one, raises the prices of all columns that are nearer, and seats as many as possible on ways of no loss.
So profits always are the best after paying, everybody sits where it loses nothing, and in the end the
prices prove the plan.

Source: Kuhn 1955; Edmonds and Karp 1972 (lengths corrected by prices); Hopcroft and Karp 1973 (all
shortest ways of a phase at once).
"""

import math
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.pairing.solving.instance import Progress
from growtogether_desktop.pairing.solving.seating import Places, Seating

FAR = 1 << 60
"""Further than any way there is."""
TIES = 16
"""When groups have more pairs of equal worth than that on average, so many of each are tried first."""


class Pairs(Protocol):
    """The scores of all groups and columns, without the idle and the waiting room, as a phase asks for them."""

    def best(self, prices: Places) -> Places:
        """(groups,): the best score after paying, or −FAR."""

    def nearest(self, groups: Places, starts: Places) -> Places:
        """(columns,): the least of starts − score over the groups, or FAR. `starts` (groups,)."""

    def tight(self, groups: Places, profits: Places, prices: Places, ties: int) -> tuple[Places, Places]:
        """(groups, columns) of the pairs whose score is profit and price together. `profits` (groups,).

        Where groups have more of them than `ties`, so many of each are enough.
        """

    def learn(self, groups: Places, starts: Places, prices: Places, distances: Places, far: int) -> bool:
        """Whether something came to light that may shorten a way, so that the search has to be done again.

        The groups were reached and `starts` (groups,) are their distances and profits together; the search
        found columns at `distances` (columns,) and ended `far` away.
        """


class Phases:
    """The seating, the prices and the profits; `run` works until everybody has a seat."""

    def __init__(self, pairs: Pairs, seating: Seating, waiting: Places, prices: Places, progress: Progress) -> None:
        """`waiting` (groups,): the worth of the waiting room; `prices` (columns and waiting room,) are any."""
        self._pairs = pairs
        self._seating = seating
        self._waiting = waiting
        self._progress = progress
        self._everybody = int(seating.left.sum())
        self._done = 0.0
        self.prices = prices.copy()
        self.profits = np.append(np.maximum(pairs.best(prices[:-1]), waiting - prices[-1]), -prices.min())

    def run(self) -> None:
        while left := int(self._seating.left.sum()):
            # The last few take longest: a logarithm runs more evenly than a count.
            self._done = 1 - math.log1p(left) / math.log1p(self._everybody)
            reached = self._correct_prices(self._open_columns())
            ties = TIES
            while not self._seating.seat(*self._tight_pairs(reached, ties)):
                # There is a way of no loss, but over a pair that was left away.
                assert ties < len(self.prices), "a way of no loss was found, but nobody could go it"
                ties *= TIES

    def _open_columns(self) -> NDArray[np.bool_]:
        """(columns,): where a seat is free, or an idle sits who can go to a free one at no loss."""
        seating = self._seating
        open_columns = seating.free > 0
        if (self.prices[open_columns] == -self.profits[-1]).any():
            open_columns[seating.held_by(seating.idle)] = True
        return open_columns

    def _correct_prices(self, open_columns: NDArray[np.bool_]) -> Places:
        """Make the way to the nearest open column one of no loss; the groups that were reached before it."""
        while True:
            distances, reached_at, far = self._search(open_columns)
            reached = np.flatnonzero(reached_at < FAR)
            real = reached[reached != self._seating.idle]
            starts = self.profits[real] + reached_at[real]
            if not self._pairs.learn(real, starts, self.prices[:-1], distances[:-1], far):
                break
        self.profits[reached] -= far - reached_at[reached]
        self.prices += np.maximum(far - distances, 0)
        return reached

    def _search(self, open_columns: NDArray[np.bool_]) -> tuple[Places, Places, int]:
        """How far columns and groups are from the nearest member without a seat, up to the first open column.

        Source: Dijkstra 1959, all columns of a distance at once (Dial 1969).
        """
        seating = self._seating
        distances = np.full(len(self.prices), FAR)
        passed = np.zeros(len(self.prices), bool)
        reached_at = np.full(len(self.profits), FAR)
        groups, far = np.flatnonzero(seating.left), 0
        while True:
            self._progress(self._done)
            reached_at[groups] = far
            np.minimum(distances, self._ways(groups, far), out=distances)
            ahead = np.where(passed, FAR, distances)
            far = int(ahead.min())
            columns = np.flatnonzero(ahead == far)
            if open_columns[columns].any():
                return distances, reached_at, far
            passed[columns] = True
            groups = _among(seating.holders(columns), reached_at == FAR)

    def _ways(self, groups: Places, start: int) -> Places:
        """(columns,): how far it is through one of the groups, which are themselves `start` away."""
        ways = np.full(len(self.prices), FAR)
        if len(groups) and groups[-1] == self._seating.idle:
            ways = self.profits[-1] + start + self.prices
            groups = groups[:-1]
        if len(groups):
            starts = self.profits[groups] + start
            through = self._pairs.nearest(groups, starts)
            np.minimum(ways[:-1], through + self.prices[:-1], out=ways[:-1])
            ways[-1] = min(int(ways[-1]), int((starts - self._waiting[groups]).min()) + int(self.prices[-1]))
        return ways

    def _tight_pairs(self, groups: Places, ties: int) -> tuple[Places, Places]:
        """(groups, columns) of the pairs without loss: of these groups, of those who sit there, and so on."""
        seating = self._seating
        seen_groups = np.zeros(len(self.profits), bool)
        seen_columns = np.zeros(len(self.prices), bool)
        pairs: list[tuple[Places, Places]] = []
        ends = self._tight_of_idle(seating.free > 0)
        if len(ends[0]) and not seating.left[seating.idle]:
            # An idle goes straight to a free seat: where else it could go, need not be known.
            pairs.append(ends)
            seen_groups[seating.idle] = True
            groups = groups[groups != seating.idle]
        while len(groups):
            self._progress(self._done)
            seen_groups[groups] = True
            pairs.append(self._tight(groups, ties))
            fresh = _among(pairs[-1][1], ~seen_columns)
            seen_columns[fresh] = True
            groups = _among(seating.holders(fresh), ~seen_groups)
        return np.concatenate([pair[0] for pair in pairs]), np.concatenate([pair[1] for pair in pairs])

    def _tight(self, groups: Places, ties: int) -> tuple[Places, Places]:
        idle, room = self._seating.idle, self._seating.waiting_room
        real = groups[groups != idle]
        tight = [self._pairs.tight(real, self.profits[real], self.prices[:-1], ties)]
        waits = real[self.profits[real] == self._waiting[real] - self.prices[-1]]
        tight += [(waits, np.full(len(waits), room))]
        if len(real) < len(groups):
            tight += [self._tight_of_idle(np.ones(len(self.prices), bool))]
        return np.concatenate([pair[0] for pair in tight]), np.concatenate([pair[1] for pair in tight])

    def _tight_of_idle(self, among: NDArray[np.bool_]) -> tuple[Places, Places]:
        columns = np.flatnonzero(among & (self.prices == -self.profits[-1]))
        return np.full(len(columns), self._seating.idle), columns


def _among(indices: Places, wanted: NDArray[np.bool_]) -> Places:
    """Of the indices those that are wanted, each once, in order."""
    found = np.zeros(len(wanted), bool)
    found[indices] = True
    found &= wanted
    return np.flatnonzero(found)
