from dataclasses import replace

import numpy as np
import pytest

from growtogether_desktop.pairing.solving.certificate import NotAPlan, NotOptimal, check, prices_of
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance, Solution
from growtogether_desktop.pairing.solving.scaling import assign_in_rounds
from growtogether_desktop.pairing.solving.seats import assign_seats

TWO_WANT_THE_FIRST = Instance(
    scores=np.array([[90, 50], [80, 20], [10, IMPOSSIBLE]], np.int16),
    seats=np.array([1, 1]),
    waiting=np.array([-300, -300, -300]),
)
BEST = np.array([1, 0, NOBODY])


def test_a_plan_is_proven_by_the_prices_of_its_seats():
    prices = prices_of(TWO_WANT_THE_FIRST, BEST)

    proof = check(TWO_WANT_THE_FIRST, Solution(BEST, prices))

    assert prices.tolist() == [380, 340]
    assert (proof.total, proof.bound) == (50 + 80 - 300, 50 + 80 - 300)
    assert proof.proven


def test_what_is_not_best_has_no_prices():
    with pytest.raises(NotOptimal):
        prices_of(TWO_WANT_THE_FIRST, np.array([0, 1, NOBODY]))


def test_what_leaves_a_seat_empty_that_somebody_should_have_has_no_prices():
    alone = Instance(np.array([[5, 1]], np.int16), np.array([1, 1]), np.array([0]))

    with pytest.raises(NotOptimal):
        prices_of(alone, np.array([1]))


def test_a_plan_that_is_not_best_stays_below_its_bound():
    proof = check(TWO_WANT_THE_FIRST, Solution(np.array([0, 1, NOBODY]), np.array([380, 340])))

    assert not proof.proven
    assert proof.total == 90 + 20 - 300
    assert proof.bound == 50 + 80 - 300


@pytest.mark.parametrize(
    ("assigned", "prices", "rule"),
    [
        ([0, 0, NOBODY], [380, 340], "column 0 has fewer seats"),
        ([1, 0, 1], [380, 340], "fewer seats"),
        ([NOBODY, 0, 1], [380, 340], "row 2 sits where it may not"),
        ([1, 0, 2], [380, 340], "not there"),
        ([1, 0, -2], [380, 340], "not there"),
        ([1, 0, NOBODY], [380, -1], "below 0"),
        ([1, 0], [380, 340], "rows"),
        ([1, 0, NOBODY], [380], "prices"),
    ],
)
def test_what_breaks_a_rule_is_no_plan(assigned, prices, rule):
    with pytest.raises(NotAPlan, match=rule):
        check(TWO_WANT_THE_FIRST, Solution(np.array(assigned), np.array(prices)))


def test_a_changed_price_proves_nothing():
    solution = Solution(BEST, prices_of(TWO_WANT_THE_FIRST, BEST))

    assert not check(TWO_WANT_THE_FIRST, replace(solution, prices=solution.prices + np.array([0, 1]))).proven


@pytest.mark.parametrize("seed", range(60))
def test_prices_are_the_same_for_every_best_plan_and_the_greatest(problem, seed):
    instance = problem(1_000 + seed)
    seated, in_rounds = assign_seats(instance), assign_in_rounds(instance)

    prices = prices_of(instance, seated)

    assert prices.tolist() == prices_of(instance, in_rounds.assigned).tolist()
    has_seats = instance.seats > 0
    assert (prices >= in_rounds.prices)[has_seats].all()


def test_a_column_without_seats_costs_what_nobody_would_pay():
    nobody_there = replace(TWO_WANT_THE_FIRST, seats=np.array([2, 0]))
    assigned = np.array([0, 0, NOBODY])

    prices = prices_of(nobody_there, assigned)

    assert check(nobody_there, Solution(assigned, prices)).proven
    assert prices[1] == 50 - (90 - prices[0])
