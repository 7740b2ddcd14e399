"""The engine for very many rows: scores are worked out in blocks when they are needed, and never kept.

Of every group of alike rows only the few best columns are listed, and a bound for all others: after
paying, none of them is worth more. Prices only rise, so the bound holds. A search looks at lists alone. Where
it got so far that a column not listed might be nearer, the scores are asked for once more: first for a
new list, which is good for many phases; a second time in a phase only for the columns that are nearer.

Source: candidate lists with a bound for the rest are partial pricing, as in the simplex method for
transport (Dantzig 1963); the phases are those of `phases`.
"""

import math
from collections.abc import Callable

import numpy as np

from growtogether_desktop.pairing.solving.blocks import (
    Integers,
    LargeInstance,
    pieces,
    roomy,
    sink_impossible,
    thin_out,
)
from growtogether_desktop.pairing.solving.hungarian import NONE
from growtogether_desktop.pairing.solving.instance import NOBODY, Progress, Solution
from growtogether_desktop.pairing.solving.phases import FAR, Phases
from growtogether_desktop.pairing.solving.seating import Places, Seating

LISTED = 88
"""So many columns of each group are listed."""
NEARER = 8
"""So many columns of a group are added at a time when several turn out to be nearer."""
SAMPLE = 512
"""So many columns tell about how good a column must be to be listed."""
BLOCK = 1 << 21
"""So many scores are asked for at once."""
FIRST_PASS = 0.3
"""The part of the work that the first lists are, about."""


def assign_in_blocks(instance: LargeInstance, progress: Progress = lambda done: None) -> Solution:
    """The plan worth the most, and its prices. Raises whatever `progress` raises."""
    rows = len(instance.waiting)
    _, first, group_of, members = np.unique(
        np.stack((instance.alike, instance.waiting)), axis=1, return_index=True, return_inverse=True, return_counts=True
    )
    done = 0.0

    def tell(now: float) -> None:
        nonlocal done
        done = now
        progress(now)

    pairs = ListedPairs(instance, first, lambda part: progress(max(done, FIRST_PASS * part)))
    seating = Seating(members, instance.seats)
    start = np.zeros(len(instance.seats) + 1, np.int64)
    phases = Phases(
        pairs, seating, instance.waiting[first], start, lambda part: tell(FIRST_PASS + (1 - FIRST_PASS) * part)
    )
    phases.run()
    groups, columns, amounts = seating.seated()
    real = groups != seating.idle
    assigned = np.empty(rows, np.int64)
    assigned[np.argsort(group_of, kind="stable")] = np.repeat(columns[real], amounts[real])
    assigned[assigned == seating.waiting_room] = NOBODY
    return Solution(assigned, phases.prices[:-1] - phases.prices[-1])


class ListedPairs:
    """The best pairs of every group, and a bound for the others."""

    def __init__(self, instance: LargeInstance, first: Places, tick: Callable[[float], None]) -> None:
        """`first` (groups,) is a row of each group; `tick` is told which part of all groups was looked at."""
        self._instance = instance
        self._first = first
        self._tick = tick
        self._columns = len(instance.seats)
        listed = min(LISTED, self._columns)
        self._column = np.full((len(first), listed), self._columns, np.int32)
        """Who has fewer has no column in the rest: `_columns` is none."""
        self._score = np.zeros((len(first), listed), np.int32)
        self._bound = np.full(len(first), -FAR)
        self._more: tuple[Places, Places, Places] = (NONE, NONE, NONE)
        """(groups, columns, scores): pairs that turned out to be nearer later."""
        self._listed_anew = np.ones(len(first), bool)
        """In this phase."""
        self._looked_at = np.full(len(first), FAR)
        """In this phase: from this start on there is nothing that the group does not know."""
        self.asked = 0
        """So many rows of scores were asked for."""

    def best(self, prices: Places) -> Places:
        return self._list(np.arange(len(self._first)), prices)

    def nearest(self, groups: Places, starts: Places) -> Places:
        least = np.full(self._columns + 1, FAR)
        for part in pieces(np.arange(len(groups)), LISTED):
            ways = starts[part, None] - self._score[groups[part]]
            np.minimum.at(least, self._column[groups[part]].ravel(), ways.ravel())
        start_of = np.full(len(self._first), FAR)
        start_of[groups] = starts
        more_groups, more_columns, more_scores = self._more
        np.minimum.at(least, more_columns, start_of[more_groups] - more_scores)
        return least[:-1]

    def tight(self, groups: Places, profits: Places, prices: Places, ties: int) -> tuple[Places, Places]:
        costs = np.append(prices, FAR)
        found = []
        for part in pieces(np.arange(len(groups)), LISTED):
            columns = self._column[groups[part]]
            rows, nth = np.nonzero(self._score[groups[part]] - costs[columns] == profits[part, None])
            found.append((groups[part[rows]], columns[rows, nth].astype(np.int64)))
        profit_of = np.full(len(self._first), FAR)
        profit_of[groups] = profits
        more_groups, more_columns, more_scores = self._more
        more = more_scores - prices[more_columns] == profit_of[more_groups]
        found.append((more_groups[more], more_columns[more]))
        return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])

    def learn(self, groups: Places, starts: Places, prices: Places, distances: Places, far: int) -> bool:
        unsure = (starts - self._bound[groups] < far) & (starts < self._looked_at[groups])
        groups, starts = groups[unsure], starts[unsure]
        stale = ~self._listed_anew[groups]
        if stale.any():
            self._looked_at[:] = FAR  # what a list no longer has, may be nearer again
            self._list(groups[stale], prices)
            self._listed_anew[groups[stale]] = True
            return True
        if len(groups) and self._look_for_nearer(groups, starts, prices, np.minimum(distances, far)):
            return True
        self._listed_anew[:] = False
        self._looked_at[:] = FAR
        return False

    def _list(self, groups: Places, prices: Places) -> Places:
        """List the best columns of the groups anew; their best scores after paying."""
        cheapest, dearer = _from_the_cheapest(prices)
        listed_anew = np.zeros(len(self._first), bool)
        listed_anew[groups] = True
        kept = ~listed_anew[self._more[0]]
        self._more = (self._more[0][kept], self._more[1][kept], self._more[2][kept])
        best = np.empty(len(groups), np.int64)
        for part in pieces(np.arange(len(groups)), self._columns, BLOCK):
            self._tick(int(part[0]) / len(self._first))
            best[part] = self._enter(groups[part], *self._after_paying(groups[part], dearer)) - cheapest
            self._bound[groups[part]] -= cheapest
        return np.maximum(best, -FAR)

    def _enter(self, groups: Places, after: Integers, paid: Places) -> Places:
        """Write the lists and bounds of the groups; their best. All is counted from the cheapest column's price."""
        least = 1 - _room(after)
        listed = self._column.shape[1]
        enough = np.maximum(_good_enough(after, listed), least).astype(after.dtype)
        rows, columns = np.divmod(np.flatnonzero(after >= enough[:, None]), self._columns)
        worth = after[rows, columns].astype(np.int64)
        ties = worth == enough[rows]
        kept = ~ties
        kept[ties] = thin_out(rows[ties], listed)
        left_away = np.zeros(len(groups), bool)
        left_away[rows[~kept]] = True
        rows, columns, worth = rows[kept], columns[kept], worth[kept]
        # Every group prefers other columns among equal ones: else all would list the same few.
        preferred = (columns * 40_503 + groups[rows] * 30_011) % 65_521
        order = np.lexsort((preferred, -worth, rows))
        rows, columns, worth = rows[order], columns[order], worth[order]
        nth = np.arange(len(rows)) - np.searchsorted(rows, np.arange(len(groups)))[rows]
        bound = enough.astype(np.int64) - ~left_away
        bound[bound < least] = -FAR
        next_best = nth == listed
        bound[rows[next_best]] = np.maximum(bound[rows[next_best]], worth[next_best])
        self._bound[groups] = bound
        self._column[groups] = self._columns
        self._score[groups] = 0
        rows, columns, worth, nth = (part[nth < listed] for part in (rows, columns, worth, nth))
        self._column[groups[rows], nth] = columns
        scores = worth + paid[columns]
        if scores.max(initial=0) > np.iinfo(self._score.dtype).max:
            self._score = self._score.astype(np.int64)
        self._score[groups[rows], nth] = scores
        most = after.max(axis=1, initial=least - 1).astype(np.int64)
        return np.where(most < least, -FAR, most)

    def _look_for_nearer(self, groups: Places, starts: Places, prices: Places, distances: Places) -> bool:
        """Add columns that are nearer through these groups than they were known to be; whether there are any."""
        cheapest, dearer = _from_the_cheapest(prices - distances)
        self._looked_at[groups] = starts
        found = [self._more]
        for part in pieces(np.arange(len(groups)), self._columns, BLOCK):
            self._tick(0.0)
            after, paid = self._after_paying(groups[part], dearer)
            room = _room(after)
            beyond = np.clip(starts[part] + cheapest, -room, room).astype(after.dtype)
            rows, columns = np.divmod(np.flatnonzero(after > beyond[:, None]), self._columns)
            scores = after[rows, columns].astype(np.int64) + paid[columns]
            nearer = starts[part][rows] - scores + prices[columns] < distances[columns]
            rows, columns, scores = rows[nearer], columns[nearer], scores[nearer]
            kept = thin_out(rows, NEARER)
            self._looked_at[groups[part][rows[~kept]]] = FAR
            found.append((groups[part][rows[kept]], columns[kept], scores[kept]))
        before = len(self._more[0])
        more_groups, more_columns, more_scores = zip(*found, strict=True)
        self._more = np.concatenate(more_groups), np.concatenate(more_columns), np.concatenate(more_scores)
        return len(self._more[0]) > before

    def _after_paying(self, groups: Places, dearer: Places) -> tuple[Integers, Places]:
        """(groups, columns) scores, far below if impossible, after paying what a column is dearer; (columns,) the pay.

        A price beyond the narrow type is paid in part: nothing looks worse than it is, so no bound is too low.
        """
        self.asked += len(groups)
        scores = roomy(self._instance.scores.rows(self._first[groups]))
        sink_impossible(scores)
        paid = np.minimum(dearer, _room(scores) - 2)
        scores -= paid.astype(scores.dtype)
        return scores, paid


def _from_the_cheapest(prices: Places) -> tuple[int, Places]:
    cheapest = int(prices.min(initial=FAR))
    return cheapest, prices - cheapest


def _room(scores: Integers) -> int:
    """Above this below zero, a score after paying is of a possible pair."""
    return 1 << (np.iinfo(scores.dtype).bits - 2)


def _good_enough(after: Integers, listed: int) -> Integers:
    """(rows,): a worth that somewhat more than `listed` columns reach, as far as a sample of columns tells."""
    columns = after.shape[1]
    if columns <= listed:
        return np.full(len(after), np.iinfo(after.dtype).min, after.dtype)
    sample = after[:, :: max(1, columns // SAMPLE)]
    sampled = sample.shape[1]
    nth = min(sampled, math.ceil(1.5 * listed * sampled / columns) + 1)
    return np.partition(sample, sampled - nth, axis=1)[:, sampled - nth]
