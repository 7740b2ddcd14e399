"""Fixtures that more than one folder needs."""

import gc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.desks import MakeDesk, Programme
from tests.hubs import RunningHub

gc.disable()  # see shell.collector: no widget may end on a thread of ours


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Look for circles between two tests, as often as Python would."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    full = [generation for generation in range(3) if counts[generation] > thresholds[generation]]
    if full:
        gc.collect(full[-1])


@pytest.fixture
async def programme(tmp_path: Path) -> AsyncIterator[Programme]:
    """A hub in this process and its people."""
    running = Programme(tmp_path)
    yield running
    await running.close()


@pytest.fixture
def desk(programme: Programme) -> MakeDesk:
    """`desk("malika", "mentor")`: a desktop for somebody of the programme."""
    return programme.desk


@pytest.fixture
def running_hub(tmp_path: Path) -> Iterator[RunningHub]:
    """A hub in a process of its own; it may be stopped, killed and started again on the same data and port."""
    hub = RunningHub(tmp_path / "hub")
    hub.start()
    yield hub
    hub.close()
