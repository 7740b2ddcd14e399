"""A stage for stories that somebody has thought of (those of the seeds set their own), and a place for files."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.simulator import Simulation, on_stage


@pytest.fixture
def stage() -> Iterator[Simulation]:
    """Four desks, a board and two rooms, and calm weather."""
    sim = Simulation(1)
    with on_stage(sim):
        sim.open()
        yield sim


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is such a place: real syncing takes its time, and no real power is cut here."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)
