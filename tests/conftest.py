"""Fixtures that more than one folder needs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.desks import MakeDesk, Programme


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
