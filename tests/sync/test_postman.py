"""The postman at a desk where nobody does anything."""

import asyncio

from growtogether_desktop.workspace.workspace import Workspace
from tests.journeys.people import Person


async def comes(workspace: Workspace, phase: str) -> None:
    came = asyncio.Event()
    stop = workspace.state_changed.connect(lambda state: came.set() if state.phase == phase else None)
    async with asyncio.timeout(12):
        await came.wait()
    stop()


async def test_an_idle_desk_notices_that_the_hub_is_gone_and_that_it_is_back(running_hub, tmp_path):
    malika = await Person(tmp_path, "malika").join(running_hub, running_hub.invite("Malika", "mentor").code)
    malika.background.spawn(malika._connection.postman.run(), name="postman")
    await comes(malika.workspace, "in_step")
    await asyncio.sleep(0.3)  # the line to the hub stands

    running_hub.stop()
    await comes(malika.workspace, "offline")
    running_hub.start()
    await comes(malika.workspace, "in_step")

    await malika.leave()
