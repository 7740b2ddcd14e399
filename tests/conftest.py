"""Fixtures that more than one folder needs."""

import gc
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest

from growtogether_desktop.base import manners
from tests.desks import MakeDesk, Programme
from tests.hubs import RunningHub

gc.disable()  # see shell.collector: no widget may end on a thread of ours
manners._MOST_S = 0.0  # where asyncio's loop runs alone no turn of Qt's ends, and whoever computes would wait in vain
_tests = count(1)
THOROUGH = 25
"""So often all objects are looked through, and otherwise only the younger ones."""


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Look for circles between two tests, also among what was put aside."""
    gc.unfreeze()
    gc.collect(2 if next(_tests) % THOROUGH == 0 else 1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was not tested, and why; pytest itself only counts it."""
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.getreports("skipped"))
    for reason, times in sorted(reasons.items()):
        terminalreporter.write_line(f"NOT TESTED ({times}): {reason}", yellow=True, bold=True)


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
