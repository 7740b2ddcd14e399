"""Who is believed about where a call comes from: sign-ins are limited by that address."""

from pathlib import Path

import httpx
import pytest

from growtogether_desktop.wire.codec import dump
from tests.hubs import RunningHub

AT_ONCE = 60
"""So many sign-ins of an address the hub takes at once; then one a second."""
TRIES = AT_ONCE + 40


def statuses(hub: RunningHub, *forwarded: str) -> set[int]:
    """What is answered to sign-ins that come, as the header has it, from these addresses."""
    with httpx.Client(base_url=hub.url) as http:
        asked = dump({"refresh": "a token of nobody", "seal": "0" * 64})
        return {
            http.post("/session/seal", content=asked, headers={"X-Forwarded-For": told}).status_code
            for told in forwarded
        }


def test_the_server_in_front_on_this_computer_is_believed(running_hub: RunningHub):
    assert statuses(running_hub, *["203.0.113.7"] * TRIES) == {401, 429}

    assert statuses(running_hub, "203.0.113.8") == {401}
    assert statuses(running_hub, "203.0.113.7") == {429}


def test_what_a_caller_tells_of_itself_does_not_count(running_hub: RunningHub):
    """The server in front adds the address it sees at the end; what stands before came from the caller."""
    made_up = [f"198.51.100.{number}, 203.0.113.7" for number in range(TRIES)]

    assert statuses(running_hub, *made_up) == {401, 429}


@pytest.fixture
def behind_another(tmp_path: Path):
    """A hub whose server in front runs on another computer."""
    hub = RunningHub(tmp_path / "hub")
    hub.start("--proxy", "192.0.2.1", "--proxy", "192.0.2.128/25")
    yield hub
    hub.close()


def test_nobody_else_is_believed(behind_another: RunningHub):
    made_up = [f"203.0.113.{number}" for number in range(TRIES)]

    assert statuses(behind_another, *made_up) == {401, 429}


@pytest.mark.parametrize("address", ["caddy", "*", "10.0.0.1/8", "10.0.0", ""])
def test_what_is_no_address_is_no_proxy(running_hub: RunningHub, address: str):
    said = running_hub.run("--proxy", address, "migrate")

    assert said.returncode == 2
    assert "10.0.0.0/24" in said.stderr
