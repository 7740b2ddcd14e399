"""It is true that mistakes in the exchange do not go unnoticed: each is made on purpose, and seen."""

import pytest

from tests.faults.mutants import MUTANTS, Mutant
from tests.faults.oracle import Violation
from tests.faults.simulator import Simulation, play
from tests.faults.stories import (
    a_room_goes_before_its_first_page,
    another_life_has_used_the_number,
    hub_and_desk_come_back_from_backups,
    one_backup_is_restored_twice,
    the_clock_of_a_desk_jumps_before_the_hub_is_restored,
)

WITHIN = 200
"""Schedules."""
STORIES = {
    "a_clock_makes_a_desk_forget": the_clock_of_a_desk_jumps_before_the_hub_is_restored,
    "a_stored_zero_is_a_fresh_cursor": a_room_goes_before_its_first_page,
    "being_passed_over_goes_unnoticed": another_life_has_used_the_number,
    "epochs_are_counted_on_from_the_backup": one_backup_is_restored_twice,
    "only_what_lies_behind_the_last_number_is_requeued": hub_and_desk_come_back_from_backups,
}
"""What few seeds would notice."""


@pytest.mark.parametrize("name", sorted(MUTANTS.keys() - STORIES.keys()))
def test_some_seed_notices_that(name: str) -> None:
    mutant = MUTANTS[name]

    assert any(_goes_wrong(mutant, seed) for seed in range(WITHIN))


@pytest.mark.parametrize("name", sorted(STORIES))
def test_a_story_notices_that(stage: Simulation, name: str) -> None:
    with MUTANTS[name].made(), pytest.raises((Violation, AssertionError)):
        STORIES[name](stage)


def _goes_wrong(mutant: Mutant, seed: int) -> bool:
    """Whether something untrue comes out, or the program breaks."""
    try:
        with mutant.made():
            return bool(play(seed, in_weather=mutant.weather)[1])
    except Exception:  # noqa: BLE001 - a mistake may show as any
        return True
