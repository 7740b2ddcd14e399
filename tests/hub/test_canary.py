"""No byte of what one may not read reaches one: each review has a word of its own, and nobody else ever meets it."""

from pathlib import Path

import pytest

from tests.hub import kept_apart
from tests.hub.canary import STEPS, Leaked, history


@pytest.mark.parametrize("seed", [1])
def test_nobody_meets_a_word_of_a_review_that_is_not_theirs(tmp_path: Path, seed: int):
    assert history(tmp_path, seed) == Leaked(foreign=0, missed=0)


def test_nobody_meets_a_word_of_a_person_a_cohort_or_a_solution_that_is_not_theirs_or_no_longer(tmp_path: Path):
    assert kept_apart.history(tmp_path) == Leaked(foreign=0, missed=0)


def test_nor_on_postgresql(tmp_path: Path, postgres_url: str):
    assert history(tmp_path, 2, postgres_url, steps=STEPS // 2) == Leaked(foreign=0, missed=0)
