"""Power cuts of the hub and of desktops, at random moments: what was acknowledged is there afterwards, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.killed import Desktop, Toll, lose_power_alone, lose_power_talking, lose_the_hub, new_desktop
from tests.faults.warm import Warm
from tests.hubs import RunningHub

ALONE_KILLS, TALKING_KILLS, HUB_KILLS = 170, 120, 10
"""Of desktops without network, of desktops in the middle of exchanges, and of the hub: 300."""
NOTHING = Toll(lost=0, doubled=0)


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    program = Warm()
    yield program
    program.close()


@pytest.fixture
async def desktop(running_hub: RunningHub, tmp_path: Path, warm: Warm) -> Desktop:
    return await new_desktop(running_hub, tmp_path, warm)


async def test_a_desktop_that_loses_power_again_and_again_keeps_every_edit(desktop, running_hub):
    assert await lose_power_alone(desktop, running_hub, ALONE_KILLS) == NOTHING


async def test_a_desktop_that_loses_power_in_the_middle_of_an_exchange_doubles_nothing(desktop, running_hub):
    assert await lose_power_talking(desktop, running_hub, TALKING_KILLS) == NOTHING


async def test_a_hub_that_loses_power_again_and_again_loses_and_doubles_nothing(desktop, running_hub):
    assert await lose_the_hub(desktop, running_hub, HUB_KILLS) == NOTHING
