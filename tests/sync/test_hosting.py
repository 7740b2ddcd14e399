"""A hub on this computer, for a programme without a server."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.sync.hosting import HostedHub
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.wire.protocol import AccountAsked


@pytest.fixture
async def background() -> AsyncIterator[Background]:
    running = Background()
    yield running
    await running.close()


async def test_somebody_hosts_a_programme_and_is_its_first_coordinator(tmp_path: Path, background: Background):
    hosted = HostedHub(tmp_path / "hub", "Bozor", background)
    await hosted.start()
    assert hosted.invitation is not None

    hub = HttpHub(hosted.address)
    health = await hub.health()
    tokens = await hub.take_up(AccountAsked(hosted.invitation, "nodira", "five quiet green lamps", "laptop", "Nodira"))
    await hub.close()

    await hosted.stop()
    assert health.programme == "Bozor"
    assert (tokens.name, tokens.roles) == ("Nodira", ("coordinator",))


async def test_what_was_hosted_is_there_the_next_time(tmp_path: Path, background: Background):
    hosted = HostedHub(tmp_path, "Bozor", background)
    await hosted.start()
    hub = HttpHub(hosted.address)
    assert hosted.invitation is not None
    await hub.take_up(AccountAsked(hosted.invitation, "nodira", "five quiet green lamps", "laptop"))
    await hub.close()
    await hosted.stop()

    await hosted.start()

    assert hosted.invitation is None
    await hosted.stop()


async def test_a_stopped_hub_is_gone_and_stopping_again_is_harmless(tmp_path: Path, background: Background):
    hosted = HostedHub(tmp_path, "Bozor", background)
    await hosted.start()

    await hosted.stop()
    await hosted.stop()

    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.TransportError):
            await client.get(f"{hosted.address}/health")


async def test_why_a_hub_did_not_start_is_said_in_its_own_words(tmp_path: Path, background: Background):
    (tmp_path / "hub.sqlite").write_bytes(b"Dear diary, " * 1000)
    hosted = HostedHub(tmp_path, "Bozor", background)

    with pytest.raises(Problem, match="damaged, or no database"):
        await hosted.start()

    await hosted.stop()


async def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, background: Background):
    (tmp_path / "file").write_text("")
    hosted = HostedHub(tmp_path / "file" / "hub", "Bozor", background)

    with pytest.raises(Problem, match="cannot be made: there is no such file or folder"):
        await hosted.start()


async def test_a_hub_that_is_stopped_while_it_starts_does_not_stay(tmp_path: Path, background: Background):
    hosted = HostedHub(tmp_path, "Bozor", background)
    starting = asyncio.ensure_future(hosted.start())
    await asyncio.sleep(0)

    await hosted.stop()

    with pytest.raises(Problem, match="did not start"):
        await starting
    assert hosted._process is None


async def test_a_hub_that_listens_already_when_it_is_stopped_has_not_started(
    tmp_path: Path, background: Background, monkeypatch: pytest.MonkeyPatch
):
    hosted = HostedHub(tmp_path, "Bozor", background)
    monkeypatch.setattr(hosted, "_stop", lambda: None)  # the hub says its line before it notices
    starting = asyncio.ensure_future(hosted.start())
    await asyncio.sleep(0)

    hosted._stopped = True

    with pytest.raises(Problem, match="did not start"):
        await starting
    monkeypatch.undo()
    await hosted.stop()
