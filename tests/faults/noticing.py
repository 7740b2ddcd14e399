"""Whether the seeds and the stories notice a mistake that is made on purpose."""

from tests.faults.mutants import MUTANTS
from tests.faults.oracle import Violation
from tests.faults.simulator import Simulation, on_stage, play
from tests.faults.stories import (
    Story,
    a_floor_is_raised_while_a_desk_fetches_anew,
    a_room_goes_before_its_first_page,
    another_life_has_used_the_number,
    hub_and_desk_come_back_from_backups,
    one_backup_is_restored_twice,
    the_clock_of_a_desk_jumps_before_the_hub_is_restored,
)

WITHIN = 200
"""Schedules."""
STORIES: dict[str, Story] = {
    "a_clock_makes_a_desk_forget": the_clock_of_a_desk_jumps_before_the_hub_is_restored,
    "a_floor_raised_while_paging_is_not_told": a_floor_is_raised_while_a_desk_fetches_anew,
    "a_stored_zero_is_a_fresh_cursor": a_room_goes_before_its_first_page,
    "being_passed_over_goes_unnoticed": another_life_has_used_the_number,
    "epochs_are_counted_on_from_the_backup": one_backup_is_restored_twice,
    "only_what_lies_behind_the_last_number_is_requeued": hub_and_desk_come_back_from_backups,
}
"""What few seeds would notice."""


def noticed(name: str) -> bool:
    """Whether something untrue comes out with this mistake, or the program breaks."""
    if name in STORIES:
        return _ends_badly(name)
    return any(_goes_wrong(name, seed) for seed in range(WITHIN))


def _ends_badly(name: str) -> bool:
    sim = Simulation(1)
    with on_stage(sim):
        sim.open()
        try:
            with MUTANTS[name].made():
                STORIES[name](sim)
        except (Violation, AssertionError):
            return True
    return False


def _goes_wrong(name: str, seed: int) -> bool:
    mutant = MUTANTS[name]
    try:
        with mutant.made():
            return bool(play(seed, in_weather=mutant.weather)[1])
    except Exception:  # noqa: BLE001 - a mistake may show as any
        return True
