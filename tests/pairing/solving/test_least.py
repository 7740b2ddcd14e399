"""Where columns want a least number of rows, every price and every edit is what trying all plans says."""

import copy
import itertools

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from growtogether_desktop.pairing.solving.edits import Contradiction, Forbid, Pin, RowChanges, RowLeaves, Seats
from growtogether_desktop.pairing.solving.exchanges import ABSENT
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance
from growtogether_desktop.pairing.solving.live import Live


class Given:
    """What the live plan is to know, to be tried from the beginning."""

    def __init__(self, scores, seats, least, waiting):
        self.scores, self.seats, self.least, self.waiting = scores.astype(np.int64), seats, least, waiting.copy()
        self.pins = {}
        self.gone = set()

    def plans(self, seats=None):
        """Every plan and its worth."""
        seats = self.seats if seats is None else seats
        rows, columns = self.scores.shape
        choices = [
            [ABSENT] if row in self.gone else [self.pins[row]] if row in self.pins else [NOBODY, *range(columns)]
            for row in range(rows)
        ]
        for plan in itertools.product(*choices):
            taken = np.array([plan.count(column) for column in range(columns)])
            placed = [(row, column) for row, column in enumerate(plan) if column >= 0]
            if (self.least <= taken).all() and (taken <= seats).all() and all(self.scores[at] >= 0 for at in placed):
                waits = sum(int(self.waiting[row]) for row, column in enumerate(plan) if column == NOBODY)
                yield plan, waits + sum(int(self.scores[at]) for at in placed)

    def best(self, seats=None):
        return max(self.plans(seats), key=lambda one: one[1], default=None)

    def forced(self, row, place):
        pins, self.pins = self.pins, {**self.pins, row: place}
        found = self.best()
        self.pins = pins
        return found and found[1]

    def follow(self, edit):
        match edit:
            case Forbid(row, column):
                self.scores[row, column] = IMPOSSIBLE
            case Pin(row, column):
                self.pins[row] = column
            case RowLeaves(row):
                self.gone.add(row)
                self.pins.pop(row, None)
            case RowChanges(row, scores, waiting):
                self.scores[row], self.waiting[row] = scores, waiting
            case Seats(column, seats):
                self.seats = np.where(np.arange(len(self.seats)) == column, seats, self.seats)


@st.composite
def wanting(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    cell = st.sampled_from([IMPOSSIBLE, 0, 1, 2, 5, 9])
    scores = np.array(draw(st.lists(cell, min_size=rows * columns, max_size=rows * columns)), np.int16)
    seats = np.array(draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns)), np.int64)
    least = np.array([draw(st.integers(0, min(many, 2))) for many in seats.tolist()], np.int64)
    waiting = np.array(draw(st.lists(st.sampled_from([-1000, -5, 0, 4]), min_size=rows, max_size=rows)), np.int64)
    return Given(scores.reshape(rows, columns), seats, least, waiting)


def one_edit(draw, given_):
    rows, columns = given_.scores.shape
    row, column = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
    scores = draw(st.lists(st.sampled_from([IMPOSSIBLE, 0, 3, 7]), min_size=columns, max_size=columns))
    kinds = [
        Forbid(row, column),
        Pin(row, draw(st.integers(NOBODY, columns - 1))),
        RowLeaves(row),
        RowChanges(row, np.array(scores), -50),
        Seats(column, draw(st.integers(0, 3))),
    ]
    return draw(st.sampled_from(kinds))


@settings(deadline=None, max_examples=60)
@given(wanting(), st.data())
def test_whatever_happens_the_plan_is_the_best_that_gives_columns_what_they_want(given_, data):
    assume(given_.best() is not None)
    plan, worth = given_.best()
    live = Live(
        Instance(given_.scores.astype(np.int16), given_.seats, given_.waiting), np.array(plan), None, given_.least
    )
    for _ in range(data.draw(st.integers(0, 4))):
        edit = one_edit(data.draw, given_)
        if getattr(edit, "row", None) in given_.gone:
            continue
        after = copy.deepcopy(given_)
        after.follow(edit)
        try:
            live.do(edit)
        except Contradiction:
            assert after.best() is None
            continue
        given_ = after
        _, worth = given_.best()
        assert live.total == worth
        assert (tuple(live.assigned.tolist()), worth) in set(given_.plans())

    columns, waits = live.what_if.every_loss()
    gains = live.what_if.seat_gains()
    for row in sorted(set(range(len(given_.scores))) - given_.gone):
        alone = live.what_if.losses(row)
        totals = [given_.forced(row, place) for place in range(NOBODY, len(given_.seats))]
        most = max(total for total in totals if total is not None)
        losses = [IMPOSSIBLE if total is None else most - total for total in totals]
        assert [waits[row], *columns[row].tolist()] == losses
        assert [alone.waits, *alone.columns.tolist()] == losses
    for column, gain in enumerate(gains.tolist()):
        assert given_.best(given_.seats + (np.arange(len(given_.seats)) == column))[1] == worth + gain
