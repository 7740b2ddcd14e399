"""It is true that whatever the weather, everybody ends up with the same, and nothing is lost or done twice.

A seed that fails is told again by `python -m tests.faults SEED`.
"""

import pytest

from tests.faults.machine import Road
from tests.faults.simulator import play

SCHEDULES = 10_000
CHUNK = 100
COMPARED = 25


@pytest.mark.parametrize("first", range(0, SCHEDULES, CHUNK))
def test_nothing_is_lost_doubled_or_shown_to_strangers(first: int) -> None:
    wrong = {seed: wrong for seed in range(first, first + CHUNK) if (wrong := play(seed)[1])}

    assert wrong == {}


def test_one_seed_is_one_story() -> None:
    first: list[str] = []
    second: list[str] = []

    play(7, tell=first.append)
    play(8)
    play(7, tell=second.append)

    assert first == second


@pytest.mark.parametrize("seed", range(COMPARED))
def test_the_shorter_way_to_the_database_tells_the_same_story(seed: int) -> None:
    short: list[str] = []
    whole: list[str] = []

    play(seed, tell=short.append)
    play(seed, tell=whole.append, road=Road.CORE)

    assert short == whole
