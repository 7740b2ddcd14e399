"""Signing in through the platform, and being taken off the list: what the window says and does."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from growtogether_desktop.domain.erasures import AskErasure, CarryOutErasure
from growtogether_desktop.domain.ids import ProjectId, new_id
from growtogether_desktop.domain.keeping import Periods
from growtogether_desktop.domain.projects import StartProject
from growtogether_desktop.shell.welcome import Welcome
from growtogether_desktop.shell.window import Window
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.sync.platform import sign_in_by_browser
from growtogether_desktop.ui.button import Button
from growtogether_desktop.wire.protocol import SignInAsked
from tests.hub.provider import CLIENT, SECRET
from tests.hub.providers import Provider
from tests.hubs import PASSWORD, RunningHub
from tests.program.test_doors import PASSPHRASE, fill, host, said


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with closing(Provider()) as running:
        yield running


@pytest.fixture
def hub(provider: Provider, tmp_path: Path) -> Iterator[RunningHub]:
    with closing(RunningHub(tmp_path / "hub")) as running:
        (running.data).mkdir()
        (running.data / "secret").write_text(SECRET)
        known = ["--oidc-issuer", provider.issuer, "--oidc-client-id", CLIENT]
        running.start(*known, "--oidc-secret-file", str(running.data / "secret"))
        yield running


def button(page, text):
    return next(b for b in page.findChildren(Button) if b.text() == text)


async def open_at(run, hub):
    """The sign-in page, once it knows that this hub has a platform."""
    run.welcome.open_door("sign in")
    page = run.welcome.page
    await run.until(lambda: not page.fields["passphrase"].isHidden())
    fill(page, address=hub.url, passphrase=PASSPHRASE)
    page.fields["address"].editor.editingFinished.emit()
    await run.until(lambda: not button(page, "Sign in through the platform").isHidden())
    return page


async def test_somebody_signs_in_in_their_browser(start, hub, provider):
    asked = [{"name": "Malika", "roles": ["mentor"], "email": "malika@example.uz"}]
    assert hub.coordinator.ask("POST", "/invitations", json=asked).is_success
    run = await start()
    went = []

    async def browse(address):
        async with httpx.AsyncClient(follow_redirects=True) as http:
            went.append(await http.get(address))

    run.program.browse = lambda address: asyncio.get_running_loop().create_task(browse(address))
    page = await open_at(run, hub)

    button(page, "Sign in through the platform").click()
    await run.until(lambda: isinstance(run.program.window, Window))

    assert run.window.workspace.my_name == "Malika"
    assert went[0].status_code == 200


async def test_an_account_is_linked_and_then_opens_by_the_platform_too(hub):
    aziza = hub.take_up(hub.invite("Aziza").code, "aziza@example.uz")
    desk, tablet = HttpHub(hub.url), HttpHub(hub.url)
    await desk.sign_in(SignInAsked("aziza@example.uz", PASSWORD, "laptop"))
    platform = await desk.platform()
    loop, going = asyncio.get_running_loop(), []

    def browse(address):
        going.append(loop.create_task(asyncio.to_thread(httpx.get, address, follow_redirects=True)))

    await desk.link_by_browser(platform, PASSWORD, browse)
    tokens = await tablet.come_in(await sign_in_by_browser(platform, "tablet", "", browse))
    await asyncio.gather(*going)
    for line in (desk, tablet):
        await line.close()

    assert tokens.person == aziza.tokens.person


async def test_escape_gives_up_waiting_for_the_browser(start, hub):
    run = await start()
    run.program.browse = lambda address: None
    page = await open_at(run, hub)

    button(page, "Sign in through the platform").click()
    await run.until(lambda: run.welcome.page is not page)
    QTest.keyClick(run.welcome.page, Qt.Key.Key_Escape)

    await run.until(lambda: run.welcome.page is page)
    assert page.isEnabled()


async def test_a_hub_without_platform_offers_none(start, running_hub):
    run = await start()
    run.welcome.open_door("sign in")
    page = run.welcome.page
    fill(page, address=running_hub.url)

    page.fields["address"].editor.editingFinished.emit()
    await run.background.settled()

    assert button(page, "Sign in through the platform").isHidden()


async def at_a_desk(start, hub):
    """Timur has joined by the welcome page, and is in step with the hub."""
    code = hub.invite("Timur", "mentor").code
    run = await start()
    run.welcome.open_door("join")
    page = run.welcome.page
    await run.until(lambda: not page.fields["passphrase"].isHidden())
    fill(page, address=hub.url, code=code, login="timur", password=PASSWORD, passphrase=PASSPHRASE)
    page.go()
    await run.until(lambda: isinstance(run.program.window, Window))
    await run.until(lambda: run.window.workspace.state.phase == "in_step")
    return run


async def test_of_whoever_has_left_nothing_stays_on_their_computer(start, running_hub, tmp_path):
    run = await at_a_desk(start, running_hub)
    me = run.window.workspace.me.id
    await run.window.workspace.keep_draft("notes/1", "half a sentence")
    await run.window.workspace.do(AskErasure(me, "Timur", Periods().wait))
    await run.until(lambda: not run.window.workspace.state.waiting)
    running_hub.coordinator.meet()
    running_hub.coordinator.do(CarryOutErasure(me))
    assert running_hub.coordinator.meet() == 0

    await run.until(lambda: isinstance(run.program.window, Welcome) and run.program.window.isEnabled())

    assert "You have left this programme" in said(run.welcome.page)
    kept = [path.name for path in (tmp_path / "desk").glob("*")]
    assert [name for name in kept if name in ("cache.sqlite", "vault.json", "unsent.sealed")] == []


async def test_a_computer_taken_off_the_list_is_wiped_and_says_so(start, running_hub, tmp_path):
    run = await at_a_desk(start, running_hub)
    running_hub.stop()
    await run.window.workspace.do(StartProject(ProjectId(new_id()), "Never sent", "", ()))
    running_hub.start()
    tablet = running_hub.desk_for(run.program._connection.hub._tokens)
    tablet.ask("DELETE", f"/devices/{tablet.tokens.device}")

    await run.until(lambda: isinstance(run.program.window, Welcome) and run.program.window.isEnabled())

    assert "signed out by its owner" in said(run.welcome.page)
    desk = tmp_path / "desk"
    assert sorted(path.name for path in desk.glob("*") if path.name in ("cache.sqlite", "vault.json")) == []
    assert (desk / "unsent.sealed").exists()

    run.welcome.open_door("sign in")
    page = run.welcome.page
    await run.until(lambda: not page.fields["passphrase"].isHidden())
    fill(page, address=running_hub.url, login="timur", password=PASSWORD, passphrase=PASSPHRASE)
    page.go()
    await run.until(lambda: isinstance(run.program.window, Window))
    await run.until(lambda: run.window.workspace.state.phase == "in_step" and not run.window.workspace.state.waiting)
    assert not (desk / "unsent.sealed").exists()


async def test_whoever_has_forgotten_their_password_comes_in_by_a_code(start, running_hub):
    zarina = running_hub.take_up(running_hub.invite("Zarina").code, "zarina")
    asked = f"/accounts/{zarina.tokens.person}/reset"
    code = running_hub.coordinator.ask("POST", asked, json={"password": PASSWORD}).json()["code"]
    run = await start()
    run.welcome.open_door("sign in")
    fill(run.welcome.page, address=running_hub.url)

    button(run.welcome.page, "I have a code").click()
    page = run.welcome.page
    await run.until(lambda: not page.fields["passphrase"].isHidden())
    fill(page, code=code.lower().replace("-", " "), password="short", passphrase=PASSPHRASE)
    page.go()
    assert "10" in page.fields["password"].complaint
    fill(page, password="seven loud blue doors")
    page.go()
    await run.until(lambda: isinstance(run.program.window, Window))

    assert run.window.workspace.my_name == "Zarina"
    assert zarina.ask("GET", "/devices").status_code == 401


async def test_a_code_that_is_not_valid_any_more_is_told(start, running_hub):
    run = await start()
    run.welcome.open_door("sign in")
    button(run.welcome.page, "I have a code").click()
    page = run.welcome.page
    await run.until(lambda: not page.fields["passphrase"].isHidden())
    fill(page, address=running_hub.url, code="none", password="seven loud blue doors", passphrase=PASSPHRASE)

    page.go()

    await run.until(lambda: "not valid any more" in said(page))


async def test_this_computer_is_signed_out_from_the_menu_and_what_was_not_sent_comes_back(start, running_hub, tmp_path):
    run = await at_a_desk(start, running_hub)
    await run.window.workspace.keep_draft("notes/1", "half a sentence")
    run.window._run("go.sign_out")
    page = run.window._panes["privacy"]
    await run.until(lambda: bool(page._devices._model.rows))

    button(page, "Sign out of this computer").click()
    await run.until(lambda: isinstance(run.program.window, Welcome) and run.program.window.isEnabled())

    desk = tmp_path / "desk"
    kept = {path.name for path in desk.glob("*")}
    assert kept & {"cache.sqlite", "vault.json", "unsent.sealed"} == {"unsent.sealed"}
    run.welcome.open_door("sign in")
    page = run.welcome.page
    await run.until(lambda: not page.fields["passphrase"].isHidden())
    fill(page, address=running_hub.url, login="timur", password=PASSWORD, passphrase=PASSPHRASE)
    page.go()
    await run.until(lambda: isinstance(run.program.window, Window))
    assert await run.window.workspace.drafts("notes/", str) == {"notes/1": "half a sentence"}


async def test_a_desk_whose_session_has_ended_is_worked_on_and_goes_on_after_signing_in(start, running_hub):
    run = await at_a_desk(start, running_hub)
    tablet = running_hub.desk_for(run.program._connection.hub._tokens)
    assert tablet.ask("DELETE", "/session").status_code == 204

    await run.window.workspace.do(StartProject(ProjectId(new_id()), "While signed out", "", ()))
    notices = run.window.notices
    await run.until(lambda: any(b.text() == "Sign in" for b in notices.findChildren(Button)))
    assert run.window.workspace.state.waiting == 1

    button(notices, "Sign in").click()
    page = run.welcome.page
    await run.until(lambda: not page.fields["passphrase"].isHidden())
    fill(page, login="timur", password=PASSWORD, passphrase=PASSPHRASE)
    page.go()
    await run.until(lambda: isinstance(run.program.window, Window))
    await run.until(lambda: run.window.workspace.state.phase == "in_step" and not run.window.workspace.state.waiting)


async def test_whoever_hosts_signs_out_and_in_again_and_has_their_drafts(start):
    run = await start()
    await host(run)
    await run.until(lambda: run.window.workspace.state.phase == "in_step")
    await run.window.workspace.keep_draft("notes/1", "half a sentence")

    run.window._run("go.sign_out")
    button(run.window._panes["privacy"], "Sign out of this computer").click()
    await run.until(lambda: isinstance(run.program.window, Welcome) and run.program.window.isEnabled())
    await host(run)

    assert await run.window.workspace.drafts("notes/", str) == {"notes/1": "half a sentence"}
