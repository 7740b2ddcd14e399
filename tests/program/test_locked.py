"""A desk that is locked: its keyring opens it, is waited for, given up, or gone; and none of it needs the network."""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from growtogether_desktop.domain.changes import MENTOR
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.shell.window import Window
from growtogether_desktop.store import vault
from growtogether_desktop.sync.account import Account, keep_account
from growtogether_desktop.wire.protocol import Tokens
from tests import gnome
from tests.program.test_doors import PASSPHRASE, fill, said

pytestmark = gnome.needed


@pytest.fixture
def system_keyring(_without_keyring: None, tmp_path: Path) -> Iterator[gnome.GnomeKeyring]:
    with gnome.chosen(tmp_path / "home") as found:
        yield found


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start waits for a keyring for a moment only."""
    patience = vault.Vault.unlock_by_keyring.__defaults__
    assert patience == (vault.KEYRING_S,)
    monkeypatch.setattr(vault.Vault.unlock_by_keyring, "__defaults__", (0.5,))


async def make_desk(run, passphrase=None):
    """Malika's desk, whose hub nobody reaches; gives a recovery code."""
    cache = await run.program._make_cache(passphrase)
    tokens = Tokens("", 0, "", PersonId("malika"), "Malika", frozenset({MENTOR}), "")
    await keep_account(cache, run.background, Account("http://127.0.0.1:9", tokens))
    await run.program._enter()
    return run.window.workspace.lock


def buttons(page):
    return [one.text() for one in page.findChildren(QPushButton) if one.isVisible() and one.text()]


def press(page, words):
    (found,) = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.text() == words]
    assert found.isEnabled()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


async def opened(run):
    await run.until(lambda: isinstance(run.program.window, Window))
    assert run.window.workspace.my_name == "Malika"


async def test_a_locked_keyring_is_unlocked_and_tried_again(start, system_keyring):
    run = await start()
    await make_desk(run)
    await run.close()
    system_keyring.lock()

    again = await start()
    page = again.welcome.page
    assert "keyring of this computer is locked" in said(page)
    assert buttons(page) == ["Try again", "Nothing opens it any more…"]
    assert page.fields == {}
    press(page, "Try again")
    await again.until(lambda: "Try again" in buttons(page) and "is locked" in said(page))
    system_keyring.unlock()
    press(page, "Try again")

    await opened(again)


async def test_a_keyring_that_asks_is_waited_for_and_opens_the_desk_by_itself(start, system_keyring):
    run = await start()
    await make_desk(run)
    await run.close()
    system_keyring.fall_silent()

    again = await start()
    assert buttons(again.welcome.page) == ["Stop waiting", "Nothing opens it any more…"]
    system_keyring.speak()

    await opened(again)


async def test_waiting_is_given_up_for_another_way_that_exists(start, system_keyring):
    run = await start()
    code = await (await make_desk(run)).new_recovery_code()
    await run.close()
    system_keyring.fall_silent()

    again = await start()
    page = again.welcome.page
    press(page, "Stop waiting")
    assert buttons(page) == ["Try again", "Open", "Nothing opens it any more…"]
    assert page.fields["passphrase"].editor.accessibleName() == "Recovery code"
    press(page, "Try again")
    fill(page, passphrase="AAAA-BBBB")
    page.go()
    await again.until(lambda: "opens nothing" in said(page))
    fill(page, passphrase=code)
    page.go()

    await opened(again)
    assert "wait for the keyring" not in {task.get_name() for task in asyncio.all_tasks()}


async def test_whoever_connects_anew_while_a_keyring_is_waited_for_stays_at_the_doors(start, system_keyring, tmp_path):
    run = await start()
    await make_desk(run)
    await run.close()
    system_keyring.fall_silent()

    again = await start()
    press(again.welcome.page, "Nothing opens it any more…")
    again.welcome.page.go()
    await again.until(lambda: not (tmp_path / "desk/vault.json").exists())
    system_keyring.speak()
    await again.background.settled()

    assert not (tmp_path / "desk/cache.sqlite").exists()
    assert "Sign in" in " ".join(one.accessibleName() for one in again.welcome.page.findChildren(QPushButton))


@pytest.mark.usefixtures("system_keyring")
async def test_a_keyring_that_is_gone_is_named_and_the_passphrase_opens_the_desk(start, monkeypatch):
    run = await start()
    await make_desk(run, PASSPHRASE)
    await run.close()
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")

    again = await start()
    page = again.welcome.page
    assert "cannot be reached" in said(page)
    assert page.fields["passphrase"].editor.accessibleName() == "Passphrase"
    fill(page, passphrase=PASSPHRASE)
    page.go()

    await opened(again)


async def delete_at_once():
    """As the program's own loop does: what deletes itself later is gone before anything else goes on."""
    while True:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await asyncio.sleep(0)


@pytest.mark.parametrize("way", ["passphrase", "keyring"])
async def test_the_page_may_be_gone_before_the_desk_stands(start, system_keyring, way):
    run = await start()
    await make_desk(run, PASSPHRASE)
    await run.close()
    system_keyring.lock()
    again = await start()
    deleting = again.background.spawn(delete_at_once(), name="delete at once")

    if way == "keyring":
        system_keyring.unlock()
        press(again.welcome.page, "Try again")
    else:
        fill(again.welcome.page, passphrase=PASSPHRASE)
        again.welcome.page.go()
    await opened(again)
    await again.until(lambda: again.program._connection is not None)
    deleting.cancel()

    assert again.bugs == []


@pytest.mark.usefixtures("system_keyring")
async def test_a_keyring_that_has_lost_the_key_gets_it_again_once_another_way_has_opened_the_desk(start, tmp_path):
    run = await start()
    code = await (await make_desk(run)).new_recovery_code()
    await run.close()
    name = json.loads((tmp_path / "desk/vault.json").read_text())["name"]
    keyring.delete_password("Grow-Together", name)

    again = await start()
    assert "does not have the key of this desk any more" in said(again.welcome.page)
    fill(again.welcome.page, passphrase=code)
    again.welcome.page.go()
    await opened(again)
    await again.until(lambda: keyring.get_credential("Grow-Together", None) is not None)
    await again.close()

    await opened(await start())


_refused: list[object] = []
_refusing = False


def _refuse(event: str, asked: tuple[object, ...]) -> None:
    if _refusing and event in ("socket.connect", "socket.getaddrinfo") and not isinstance(asked[1], str | bytes):
        _refused.append(asked)
        raise ConnectionRefusedError(asked)


sys.addaudithook(_refuse)


@contextmanager
def without_network() -> Iterator[None]:
    """Nothing of this process gets out, but to its own keyring, which has a path."""
    global _refusing
    _refusing = True
    yield
    _refusing = False


@pytest.mark.parametrize("way", ["keyring", "passphrase", "recovery code"])
async def test_a_desk_opens_without_network(start, system_keyring, way):
    run = await start()
    code = await (await make_desk(run, PASSPHRASE)).new_recovery_code()
    await run.close()
    if way != "keyring":
        system_keyring.lock()

    with without_network():
        again = await start()
        if way != "keyring":
            fill(again.welcome.page, passphrase=PASSPHRASE if way == "passphrase" else code)
            again.welcome.page.go()
        await opened(again)
        await again.until(lambda: again.window.workspace.state.phase == "offline")

    assert _refused
