"""A desktop comes back when a hub says so, and no hub puts it off for ever."""

import httpx
import pytest

from growtogether_desktop.base.i18n import say
from growtogether_desktop.sync.http_hub import LONGEST_WAIT_S, HttpHub
from growtogether_desktop.sync.troubles import HubTrouble
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import Trouble


@pytest.mark.parametrize(
    ("said", "waits"),
    [("7", 7), ("", 0), ("soon", 0), ("-5", 0), ("99999", LONGEST_WAIT_S), ("9" * 500, 0), ("٣", 0)],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_it_waits_as_long_as_the_hub_wants(said: str, waits: float, status: int):
    def slow(request: httpx.Request) -> httpx.Response:
        trouble = dump(Trouble(say("Too many tries. Wait a little, then try again."), "slow_down"))
        return httpx.Response(status, content=trouble, headers={"Retry-After": said.encode()})

    hub = HttpHub("http://127.0.0.1:1")
    await hub._client.aclose()
    hub._client = httpx.AsyncClient(base_url=hub.address, transport=httpx.MockTransport(slow))

    with pytest.raises(HubTrouble) as told:
        await hub.health()

    assert told.value.retry_after_s == waits
    await hub.close()
