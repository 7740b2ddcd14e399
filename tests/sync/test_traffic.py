"""What the desk says has gone up and come down is what somebody on the way has counted."""

import asyncio
import hashlib

from growtogether_desktop.domain.projects import StartProject
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.wire.protocol import AccountAsked, Asked
from tests.hubs import PASSWORD, RunningHub
from tests.sync.counting import CountingWay


async def test_bytes_up_and_down_are_those_that_passed(running_hub: RunningHub) -> None:
    others = running_hub.join("Timur", "mentor")
    code = running_hub.invite("Malika", "mentor").code
    async with CountingWay(running_hub.port).open() as way:
        hub = HttpHub(way.url)
        await hub.take_up(AccountAsked(code, "malika", PASSWORD, "laptop"))
        assert (hub.bytes_up, hub.bytes_down) == (way.up, way.down)
        assert min(way.up, way.down) > 0

        await hub.exchange(Asked(1, 0, 0, (), {}))
        content = b"x" * 100_000
        await hub.put_blob(hashlib.sha256(content).hexdigest(), content)
        assert (hub.bytes_up, hub.bytes_down) == (way.up, way.down)
        assert way.up > len(content)

        hint = asyncio.ensure_future(hub.poke())
        await asyncio.sleep(0.5)  # the line stands
        before = hub.bytes_down
        others.do(StartProject("bozor", "Bozor", "A market", ()))
        await asyncio.to_thread(others.meet)
        await asyncio.wait_for(hint, 20)
        while hub.bytes_down < way.down:  # further hints that have come meanwhile are heard one by one
            await asyncio.wait_for(hub.poke(), 20)
        assert (hub.bytes_up, hub.bytes_down) == (way.up, way.down)
        assert hub.bytes_down > before
        await hub.close()
