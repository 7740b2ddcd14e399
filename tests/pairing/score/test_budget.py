import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.domain.cohorts import Weights
from growtogether_desktop.pairing.score.budget import AVAILABILITY, PAST, Budget

POINTS = st.integers(0, 100)
WEIGHTS = st.builds(Weights, POINTS, POINTS, POINTS, POINTS, POINTS, POINTS).filter(
    lambda one: one != Weights(*[0] * 6)
)
RAMPS = st.lists(st.integers(0, 900), min_size=5, max_size=5)
BOTH = np.array([True, False])


@given(WEIGHTS, st.booleans())
def test_everybody_can_reach_a_hundred_points(weights, effects):
    most = Budget(weights, effects=effects).most(BOTH)

    assert most.sum(1).tolist() == [100, 100]
    assert most.min() >= 0


def test_all_known_weighs_as_the_coordinator_says():
    assert Budget(Weights(), effects=True).most(BOTH[:1])[0].tolist() == [35, 25, 15, 12, 8, 5]


def test_what_nobody_can_know_brings_no_points():
    most = Budget(Weights(), effects=False).most(BOTH)

    assert most[:, PAST].tolist() == [0, 0]
    assert most[0, AVAILABILITY] > 0
    assert most[1, AVAILABILITY] == 0


def test_a_weight_that_stands_alone_stays_even_where_nothing_is_known():
    assert Budget(Weights(0, 0, 0, 50, 0, 0)).most(BOTH)[1].tolist() == [0, 0, 0, 100, 0, 0]


@given(st.lists(RAMPS, min_size=6, max_size=6).filter(lambda rows: sum(map(sum, rows))))
def test_learned_curves_rise_from_nothing_to_all(ramps):
    budget = Budget(Weights(), ramps, effects=True)

    assert budget.most(BOTH).sum(1).tolist() == [100, 100]
    for curve in budget.curves:
        if curve is not None:
            assert (curve[0], curve[-1]) == (0, 1000)
            assert (np.diff(curve) >= 0).all()


@pytest.mark.parametrize(("value", "worth"), [(0, 0), (100, 250), (200, 500), (300, 500), (1000, 1000)])
def test_a_curve_is_as_steep_as_its_ramps(value, worth):
    curve = Budget(Weights(), [(500, 0, 0, 0, 500)] * 6).curves[0]

    assert curve is not None
    assert curve[value] == worth
