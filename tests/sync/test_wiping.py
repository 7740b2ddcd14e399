"""A computer that was taken off the list: nothing of the hub's stays, and nothing of its owner's is lost."""

from pathlib import Path

import httpx
import pytest

from growtogether_desktop.domain.ids import ProjectId, new_id
from growtogether_desktop.domain.projects import AddCard, Card, Project, StartProject
from growtogether_desktop.store.database import Cache, open_cache
from growtogether_desktop.sync.account import Account, read_account
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.sync.troubles import Revoked, Unreachable
from growtogether_desktop.sync.wiping import SEALED, forget_what_came, open_again, seal_unsent
from tests.desks import KEY
from tests.hubs import PASSWORD, RunningHub
from tests.journeys.people import Person

WORDS = "an idea nobody has seen yet"


async def at_a_desk(hub: RunningHub, folder: Path) -> tuple[Person, Cache, Account]:
    """Malika, who knows a project from the hub and has a card that was not sent."""
    malika = await Person(folder, "malika").join(hub, hub.invite("Malika", "mentor").code)
    project = ProjectId(new_id())
    await malika.workspace.do(StartProject(project, "Bozor", "From the hub", ()))
    await malika.meet()
    await malika.workspace.do(AddCard("c1", Card("c1", project, WORDS, "ideas", "V")))
    await malika.workspace.keep_draft("remark/1", "half a sentence")
    cache = malika._open()
    account = await read_account(cache, malika.background)
    assert account is not None
    return malika, cache, account


async def revoke(hub: RunningHub, account: Account) -> None:
    """As its owner does from another computer."""
    me = HttpHub(hub.url, account.tokens)
    await me.revoke(account.tokens.device, PASSWORD)
    await me.close()


async def test_a_revoked_computer_is_told_so(running_hub: RunningHub, tmp_path: Path):
    malika, _, account = await at_a_desk(running_hub, tmp_path)
    await revoke(running_hub, account)

    with pytest.raises(Revoked):
        await malika.meet()

    await malika.leave()


async def test_nothing_of_the_hubs_stays_and_what_was_not_sent_is_sealed(running_hub: RunningHub, tmp_path: Path):
    malika, cache, account = await at_a_desk(running_hub, tmp_path)
    await revoke(running_hub, account)

    await forget_what_came(cache, malika.background)
    assert await seal_unsent(cache, malika.background, account, tmp_path) == 2

    assert await malika.workspace.see_all(Project) == ()
    assert await malika.workspace.search(Project, "Bozor", 10) == ()
    sealed = (tmp_path / SEALED).read_bytes()
    assert WORDS.encode() not in sealed
    assert b"half a sentence" not in sealed
    await malika.leave()


async def test_the_same_person_finds_it_again_and_it_reaches_the_hub_once(running_hub: RunningHub, tmp_path: Path):
    malika, cache, account = await at_a_desk(running_hub, tmp_path)
    await revoke(running_hub, account)
    await seal_unsent(cache, malika.background, account, tmp_path)
    await malika.leave()
    (tmp_path / "malika.sqlite").unlink()

    again = await Person(tmp_path, "malika").sign_in(running_hub)
    back = await read_account(again._open(), again.background)
    assert back is not None
    assert await open_again(again._open(), again.background, back, tmp_path) == 2
    await again.meet()

    assert [card.title for card in await again.workspace.see_all(Card)] == [WORDS]
    assert await again.workspace.drafts("remark/", str) == {"remark/1": "half a sentence"}
    assert not (tmp_path / SEALED).exists()
    assert back.tokens.device != account.tokens.device
    await again.leave()


async def test_nobody_else_opens_it(running_hub: RunningHub, tmp_path: Path):
    malika, cache, account = await at_a_desk(running_hub, tmp_path)
    await revoke(running_hub, account)
    await seal_unsent(cache, malika.background, account, tmp_path)
    timur = running_hub.join("timur")
    theirs = Account(running_hub.url, timur.tokens)
    other = open_cache(tmp_path / "timur.sqlite", KEY)

    assert await open_again(other, malika.background, theirs, tmp_path) == 0

    assert (tmp_path / SEALED).exists()
    answer = timur.ask("GET", f"/devices/{account.tokens.device}/seal")
    assert (answer.status_code, answer.content) == (404, timur.ask("GET", "/devices/none/seal").content)
    other.close()
    await malika.leave()


async def test_the_first_key_counts(running_hub: RunningHub, tmp_path: Path):
    """Whoever holds the computer cannot put another in its place afterwards."""
    malika, cache, account = await at_a_desk(running_hub, tmp_path)
    await revoke(running_hub, account)
    await seal_unsent(cache, malika.background, account, tmp_path)
    (tmp_path / "tablet").mkdir()
    again = {"refresh": account.tokens.refresh, "seal": "0" * 64}

    async with httpx.AsyncClient() as http:
        assert (await http.post(f"{running_hub.url}/session/seal", json=again)).status_code == 204

    tablet = await Person(tmp_path / "tablet", "malika").sign_in(running_hub)
    back = await read_account(tablet._open(), tablet.background)
    assert back is not None
    assert await open_again(tablet._open(), tablet.background, back, tmp_path) == 2
    await malika.leave()
    await tablet.leave()


async def test_a_device_that_is_not_revoked_hands_over_no_key(running_hub: RunningHub, tmp_path: Path):
    malika, _, account = await at_a_desk(running_hub, tmp_path)
    asked = {"refresh": account.tokens.refresh, "seal": "0" * 64}

    async with httpx.AsyncClient() as http:
        assert (await http.post(f"{running_hub.url}/session/seal", json=asked)).status_code == 401

    await malika.leave()


async def test_without_hub_nothing_is_sealed_and_nothing_lost(running_hub: RunningHub, tmp_path: Path):
    malika, cache, account = await at_a_desk(running_hub, tmp_path)
    await revoke(running_hub, account)
    running_hub.stop()
    await forget_what_came(cache, malika.background)

    with pytest.raises(Unreachable):
        await seal_unsent(cache, malika.background, account, tmp_path)

    assert not (tmp_path / SEALED).exists()
    assert [card.title for card in await malika.workspace.see_all(Card)] == [WORDS]
    await malika.leave()
