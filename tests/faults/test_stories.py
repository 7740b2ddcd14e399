"""It is true that each story ends well."""

import pytest

from tests.faults.simulator import Simulation
from tests.faults.stories import STORIES, Story


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_all_is_well_although(stage: Simulation, story: Story) -> None:
    story(stage)
