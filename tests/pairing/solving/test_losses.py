"""What an override costs is what a fresh plan with it costs, and whoever is named to move, moves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growtogether_desktop.pairing.solving.certificate import NotOptimal
from growtogether_desktop.pairing.solving.exchanges import Move
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance, Solution
from growtogether_desktop.pairing.solving.losses import WhatIf, comes_off_the_list
from growtogether_desktop.pairing.solving.seats import assign_seats
from tests.benchmarks.whatif import Rehearsal


def ask(scores, seats, waiting=-1000):
    scores = np.array(scores, np.int16)
    instance = Instance(scores, np.array(seats, np.int64), np.full(len(scores), waiting, np.int64))
    return WhatIf.of(instance, assign_seats(instance))


def worth(instance, assigned):
    return Solution(assigned, np.zeros(len(instance.seats), np.int64)).total(instance)


@pytest.fixture
def what_if():
    """Two columns with a seat each, three rows; the third waits."""
    return ask([[9, 6], [8, 5], [3, IMPOSSIBLE]], [1, 1])


def test_a_row_costs_nothing_where_it_is(what_if):
    losses = what_if.losses(0)

    assert losses.column == 0
    assert losses.columns[0] == 0


def test_an_override_costs_what_everybody_it_moves_costs(what_if):
    losses = what_if.losses(2)

    assert losses.columns.tolist() == [5, IMPOSSIBLE]
    assert what_if.moves(2, 0) == (Move(2, NOBODY, 0), Move(0, 0, 1), Move(1, 1, NOBODY))


def test_waiting_has_its_price_too(what_if):
    losses = what_if.losses(0)

    assert losses.waits == 6


def test_who_could_as_well_be_elsewhere_is_said(what_if):
    first, third = what_if.losses(0), what_if.losses(2)

    assert first.equally_good == (1,)
    assert third.equally_good == ()
    assert what_if.equally_good().tolist() == [True, True, False]


def test_the_runner_up_is_the_cheapest_other_column():
    losses = ask([[9, 4, 7]], [1, 1, 1]).losses(0)

    assert losses.runner_up == (2, 2)


def test_there_is_no_runner_up_where_there_is_one_way():
    losses = ask([[9, IMPOSSIBLE, 7]], [1, 1, 0]).losses(0)

    assert losses.runner_up is None
    assert losses.columns.tolist() == [0, IMPOSSIBLE, IMPOSSIBLE]


def test_one_more_seat_is_worth_who_comes_off_the_waiting_list(what_if):
    moves = what_if.seat_moves(1)

    assert what_if.seat_gains().tolist() == [1003, 1000]
    assert comes_off_the_list(moves) == 2
    assert what_if.off_the_list()[1] == 2


def test_a_seat_nobody_needs_gains_nothing():
    what_if = ask([[9, 4]], [2, 1])

    assert what_if.seat_gains().tolist() == [0, 0]
    assert what_if.seat_moves(1) == ()
    assert comes_off_the_list(()) == NOBODY


def test_a_pin_shows_what_it_costs():
    instance = Instance(np.array([[9, 4]], np.int16), np.array([1, 1]), np.array([-100]))

    losses = WhatIf.of(instance, np.array([1]), pinned=np.array([True])).losses(0)

    assert losses.columns.tolist() == [0, 5]


def test_a_seat_somebody_is_pinned_to_cannot_be_had():
    instance = Instance(np.array([[9, 4], [9, 4]], np.int16), np.array([1, 1]), np.array([-100, -100]))

    losses = WhatIf.of(instance, np.array([0, 1]), pinned=np.array([True, False])).losses(1)

    assert losses.columns.tolist() == [IMPOSSIBLE, 0]


def test_a_plan_that_is_not_the_best_is_found_out():
    instance = Instance(np.array([[9, 1], [1, 9]], np.int16), np.array([1, 1]), np.array([-5, -5]))

    with pytest.raises(NotOptimal):
        WhatIf.of(instance, np.array([1, 0]))


def test_nobody_and_nowhere_are_no_trouble():
    nobody, nowhere = ask(np.empty((0, 2)), [1, 1]), ask(np.empty((2, 0)), [])

    assert nobody.every_loss()[0].shape == (0, 2)
    assert nobody.seat_gains().tolist() == [0, 0]
    assert nowhere.losses(1).waits == 0
    assert nowhere.equally_good().tolist() == [False, False]


@pytest.mark.parametrize("row", range(0, 1_000, 200))
def test_losses_are_exact_in_a_large_cohort_too(row):
    chance = np.random.default_rng(7)
    scores = chance.integers(IMPOSSIBLE, 101, (1_000, 200)).astype(np.int16)
    instance = Instance(scores, chance.integers(1, 6, 200), np.full(1_000, -500))
    assigned = assign_seats(instance)
    column = int(np.flatnonzero(scores[row] >= 0)[-1])
    forced = scores.copy()
    forced[row, np.arange(200) != column] = IMPOSSIBLE
    forced_instance = Instance(forced, instance.seats, np.where(np.arange(1_000) == row, -(10**6), -500))

    loss = WhatIf.of(instance, assigned).losses(row).columns[column]

    assert loss == worth(instance, assigned) - worth(forced_instance, assign_seats(forced_instance))


@pytest.mark.parametrize("far", [2**20, 2**24, 2**25, 2**26, 2**40])
def test_however_bad_waiting_is_the_losses_are_exact(far):
    what_if = ask([[9, 6], [8, 5], [3, IMPOSSIBLE]], [1, 1], waiting=-far)

    assert what_if.losses(2).columns.tolist() == [5, IMPOSSIBLE]
    assert what_if.seat_gains()[0] == far + 3


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_losses_are_what_brute_force_says(seed):
    compared, mismatches = Rehearsal(seed).compare_losses(edits=2)

    assert compared
    assert not mismatches
