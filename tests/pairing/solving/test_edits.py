"""A plan that is edited is always worth what a fresh one would be, and says truly who moved and what it cost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growtogether_desktop.pairing.solving.certificate import NotOptimal, check
from growtogether_desktop.pairing.solving.edits import (
    Allow,
    ColumnChanges,
    ColumnJoins,
    Contradiction,
    Forbid,
    Outcome,
    Pin,
    RowChanges,
    RowJoins,
    RowLeaves,
    Seats,
    Unpin,
)
from growtogether_desktop.pairing.solving.exchanges import ABSENT, Move
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Cancelled, Instance
from growtogether_desktop.pairing.solving.live import Live
from growtogether_desktop.pairing.solving.seats import assign_seats
from tests.benchmarks.whatif import Rehearsal


def live(scores, seats, waiting=-1000, kind=np.int16):
    scores = np.array(scores, kind)
    instance = Instance(scores, np.array(seats, np.int64), np.full(len(scores), waiting, np.int64))
    return Live(instance, assign_seats(instance))


@pytest.fixture
def plan():
    """Two columns with a seat each, three rows; the third waits."""
    return live([[9, 6], [8, 5], [3, 2]], [1, 1])


def test_who_may_not_go_somewhere_goes_elsewhere_and_pushes_others(plan):
    outcome = plan.do(Forbid(0, 0))

    assert outcome.moves == (Move(0, 0, 1), Move(1, 1, 0))
    assert outcome.gain == 0
    assert plan.assigned.tolist() == [1, 0, NOBODY]


def test_a_ban_that_is_lifted_lets_the_row_come_back():
    plan = live([[9, 2]], [1, 1])
    plan.do(Forbid(0, 0))

    outcome = plan.do(Allow(0, 0, 9))

    assert outcome.moves == (Move(0, 1, 0),)
    assert outcome.gain == 7


def test_a_pin_moves_whoever_is_in_the_way(plan):
    outcome = plan.do(Pin(2, 0))

    assert outcome.moves == (Move(0, 0, 1), Move(1, 1, NOBODY), Move(2, NOBODY, 0))
    assert outcome.gain == 3 + 6 - 1000 - (9 + 5 - 1000)


def test_a_pinned_row_stays_until_it_is_unpinned(plan):
    plan.do(Pin(2, 0))
    plan.do(Seats(1, 2))
    pinned = plan.assigned.tolist()

    plan.do(Unpin(2))

    assert pinned == [1, 1, 0]
    assert plan.assigned.tolist() == [0, 1, 1]
    assert not plan.pinned.any()


def test_one_can_be_pinned_to_the_waiting_list(plan):
    plan.do(Pin(0, NOBODY))

    assert plan.assigned.tolist() == [NOBODY, 0, 1]


def test_one_more_seat_fetches_somebody_from_the_waiting_list(plan):
    outcome = plan.do(Seats(0, 2))

    assert outcome.gain == 1000 + 8 + 2 - 5
    assert {move.row for move in outcome.moves} == {1, 2}


def test_a_column_that_leaves_sends_everybody_away(plan):
    outcome = plan.do(Seats(0, 0))

    assert 0 not in plan.assigned
    assert outcome.gain == 6 - 1000 - 1000 - (9 + 5 - 1000)


def test_who_joins_comes_from_nowhere_and_who_leaves_goes_there(plan):
    joined = plan.do(RowJoins(np.array([9, 9]), -1000))
    left = plan.do(RowLeaves(3))

    assert Move(3, ABSENT, 1) in joined.moves
    assert Move(3, 1, ABSENT) in left.moves
    assert left.gain == -joined.gain


def test_a_column_may_join_full_of_promise(plan):
    outcome = plan.do(ColumnJoins(np.array([0, 0, 7]), 1))

    assert outcome == Outcome((Move(2, NOBODY, 2),), 1007)


def test_nobody_moves_when_a_column_changes_to_what_it_was(plan):
    outcome = plan.do(ColumnChanges(0, np.array([9, 8, 3])))

    assert outcome == Outcome((), 0)


def test_greater_numbers_than_ever_before_are_still_exact(plan):
    plan.do(RowChanges(2, np.array([40_000, 2**40]), -(2**45)))
    plan.do(Pin(2, NOBODY))

    assert plan.total == 9 + 5 - 2**45
    assert plan.undo().gain == (9 + 2**40 - 1000) - (9 + 5 - 2**45)


def test_prices_of_several_edits_do_not_add_up():
    plan = live([[9, 5], [9, 5], [9, 5]], [2, 1])

    first, second = plan.price(Seats(0, 3)), plan.price(Pin(0, 1), Pin(1, 0), Pin(2, 0))
    both = plan.price(Seats(0, 3), Pin(0, 1), Pin(1, 0), Pin(2, 0))

    assert (first.gain, second.gain, both.gain) == (4, 0, 0)


def test_several_edits_are_undone_in_one_step(plan):
    plan.do(Pin(2, 0), Seats(1, 2))

    plan.undo()

    assert plan.assigned.tolist() == [0, 1, NOBODY]


def test_asking_the_price_changes_nothing(plan):
    before = plan.assigned.tolist(), plan.total, plan.free()[2].prices.tolist()

    plan.price(Pin(2, 0), Seats(1, 0), RowJoins(np.array([1, 1]), 5), ColumnJoins(np.array([1, 1, 1, 1]), 2))

    assert (plan.assigned.tolist(), plan.total, plan.free()[2].prices.tolist()) == before


@pytest.mark.parametrize(
    "edits",
    [
        (Forbid(0, 0), Pin(0, 0)),
        (Pin(0, 0), Forbid(0, 0)),
        (Pin(0, 0), Pin(1, 0)),
        (Pin(0, 0), Seats(0, 0)),
        (Pin(0, 0), ColumnChanges(0, np.array([IMPOSSIBLE, 1, 1]))),
        (Pin(0, 0), RowChanges(0, np.array([IMPOSSIBLE, 1]), 0)),
        (Seats(0, 0), Pin(0, 0)),
        (RowLeaves(0), Pin(0, 1)),
    ],
)
def test_what_contradicts_itself_is_refused_and_nothing_happens(plan, edits):
    before = plan.assigned.tolist()

    with pytest.raises(Contradiction) as refused:
        plan.do(*edits)

    assert refused.value.edit is edits[-1]
    assert plan.assigned.tolist() == before
    assert not plan.pinned.any()


def test_a_plan_that_is_not_the_best_is_not_edited():
    instance = Instance(np.array([[9, 1], [1, 9]], np.int16), np.array([1, 1]), np.array([-5, -5]))

    with pytest.raises(NotOptimal):
        Live(instance, np.array([1, 0]))


def test_what_was_handed_over_is_never_written_to():
    scores, seats = np.array([[9, 1], [1, 9]], np.int16), np.array([1, 1])
    plan = Live(Instance(scores, seats, np.array([-5, -5])), np.array([0, 1]))

    plan.do(Forbid(0, 0), Seats(1, 2))

    assert scores.tolist() == [[9, 1], [1, 9]]
    assert seats.tolist() == [1, 1]


def test_the_rest_is_proven_when_some_are_pinned(plan):
    plan.do(Pin(2, 0))

    rows, instance, solution = plan.free()

    assert rows.tolist() == [0, 1]
    assert check(instance, solution).proven


def test_a_large_cohort_with_a_long_waiting_list_stays_the_best_plan():
    chance = np.random.default_rng(51)
    scores = chance.integers(IMPOSSIBLE, 101, (2_000, 150)).astype(np.int16)
    instance = Instance(scores, chance.integers(0, 12, 150), chance.choice([-1_000, -5_000], 2_000))
    plan = Live(instance, assign_seats(instance))

    plan.do(*(Forbid(row, int(plan.assigned[row])) for row in np.flatnonzero(plan.assigned != NOBODY)[:10].tolist()))
    plan.do(*(Pin(row, int(scores[row].argmin() if scores[row].min() >= 0 else NOBODY)) for row in range(500, 520)))
    plan.do(Seats(3, 20), Seats(4, 0), *(RowLeaves(row) for row in range(1_000, 1_020)))

    assert check(*plan.free()[1:]).proven


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_after_any_edits_the_plan_is_worth_what_a_fresh_one_is(seed):
    rehearsal = Rehearsal(seed)

    mismatches = [rehearsal.edit_and_compare() for _ in range(12)]

    assert mismatches == [""] * 12


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_undo_restores_everything(seed):
    rehearsal = Rehearsal(seed)
    before = rehearsal.picture()
    steps = sum(rehearsal.edit() for _ in range(8))

    for _ in range(steps):
        rehearsal.live.undo()

    assert rehearsal.picture() == before


@pytest.mark.parametrize("kind", [np.int16, object])
def test_a_large_plan_that_comes_alive_tells_how_far_it_is_and_ends_when_nobody_wants_it(kind):
    scores = np.full((2_000, 150), 7, kind)
    instance = Instance(scores, np.full(150, 20), np.full(2_000, -1_000, kind))
    assigned, told = np.arange(2_000) % 150, []

    Live(instance, assigned, progress=told.append)

    assert told == sorted(told)
    assert len({*told}) > 2

    def enough(done):
        if done == told[2]:
            raise Cancelled

    with pytest.raises(Cancelled):
        Live(instance, assigned, progress=enough)
