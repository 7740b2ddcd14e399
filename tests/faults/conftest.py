"""A stage for stories that somebody has thought of; those of the seeds set their own."""

from collections.abc import Iterator

import pytest

from tests.faults.simulator import Simulation, on_stage


@pytest.fixture
def stage() -> Iterator[Simulation]:
    """Four desks, a board and two rooms, and calm weather."""
    sim = Simulation(1)
    with on_stage(sim):
        sim.open()
        yield sim
