"""The laws hold for any cohort; `python -m tests.benchmarks laws` tries a great many more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pairing.plans.laws import LAWS, puts


@pytest.mark.parametrize("law", LAWS)
@given(puts(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_law_holds(law, put, chance):
    law(put, chance)
