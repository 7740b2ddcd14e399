"""People for the journeys."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.journeys.people import Person


@pytest.fixture
async def person(tmp_path: Path) -> AsyncIterator[Callable[[str], Person]]:
    """`person("malika")` sits at a computer of their own."""
    there: list[Person] = []

    def make(name: str) -> Person:
        there.append(Person(tmp_path, name))
        return there[-1]

    yield make
    for one in there:
        await one.leave()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The windows' journeys run when they are asked for; `test_in_windows.py` asks for each in a process of its own."""
    if collection_path.name != "windows":
        return None
    return None if any("windows" in argument for argument in config.args) else True
