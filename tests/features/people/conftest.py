"""A coordinator's desk at a real hub, and the people who come to it."""

from collections.abc import AsyncIterator

import pytest

from growtogether_desktop.domain.changes import COORDINATOR
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.wire.protocol import Tokens
from tests.desks import Desk, MakeDesk
from tests.hubs import RunningHub


@pytest.fixture
async def nodira(running_hub: RunningHub, desk: MakeDesk) -> AsyncIterator[Desk]:
    """She coordinates. The hub is a process of its own, which a test may stop and start again."""
    hers = running_hub.coordinator.tokens
    nodira = desk("nodira", COORDINATOR, person=hers.person)
    hub = HttpHub(running_hub.url, Tokens(hers.access, hers.access_until, "", hers.person, hers.name, hers.roles, ""))
    nodira.workspace.hub = hub
    yield nodira
    await hub.close()
