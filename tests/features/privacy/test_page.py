"""The privacy page: what opens the desk is changed there, and a lost computer is signed out."""

import zipfile

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.features.privacy.pane.page import PrivacyPane
from growtogether_desktop.store.vault import Vault, Ways
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.ui.card import CardRow
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.wire.protocol import SignInAsked
from growtogether_desktop.workspace.lock import Lock
from tests.hubs import PASSWORD

PASSPHRASE = "oʻn ikki olma daraxti"


@pytest.fixture(autouse=True)
def _without_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def malika(desk, tmp_path):
    malika = desk("malika", "mentor")
    vault = Vault(tmp_path / "desk")
    malika.workspace.lock = Lock(vault, vault.make(PASSPHRASE), malika.background)
    malika.vault = vault
    return malika


@pytest.fixture
async def page(qtbot, malika):
    page = PrivacyPane(malika.workspace)
    qtbot.addWidget(page)
    page.resize(1072, 744)
    page.show()
    await settled(malika)
    return page


async def settled(desk):
    await desk.background.settled()
    QCoreApplication.processEvents()
    await desk.background.settled()


async def press(malika, page, words):
    (found,) = [b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    found.click()
    await settled(malika)


def said(page):
    return " ".join(notice.accessibleName() for notice in page.findChildren(Notice) if notice.isVisible())


def pills(page):
    return [pill.text for pill in page.findChildren(Pill) if pill.isVisible()]


async def test_it_tells_what_opens_the_desk(page):
    assert pills(page) == ["not set", "opens it", "not set"]


async def test_a_recovery_code_is_shown_once_and_opens_the_desk(malika, page):
    await press(malika, page, "Make one…")

    code = page._opening._model.code
    assert malika.vault.unlock(code) == malika.vault.unlock(PASSPHRASE)
    await press(malika, page, "I have written it down")
    assert page._opening._model.code == ""
    assert pills(page) == ["not set", "opens it", "opens it"]


async def test_another_code_is_made_only_after_a_question(malika, page):
    await press(malika, page, "Make one…")
    first = page._opening._model.code
    await press(malika, page, "I have written it down")

    await press(malika, page, "Make another…")
    assert "opens nothing any more" in said(page)
    assert malika.vault.unlock(first)
    await press(malika, page, "Make another")

    with pytest.raises(Problem, match="opens nothing"):
        malika.vault.unlock(first)


async def test_a_passphrase_is_changed_by_keyboard_alone(qtbot, malika, page):
    await press(malika, page, "Change…")
    first, second = [field for field in page.findChildren(QLineEdit) if field.isVisible()]
    qtbot.keyClicks(first, "yettita yashil uy")
    qtbot.keyClicks(second, "yettita yashil")
    qtbot.keyClick(second, Qt.Key.Key_Return)
    await settled(malika)
    assert malika.vault.unlock(PASSPHRASE)

    qtbot.keyClicks(second, " uy")
    qtbot.keyClick(second, Qt.Key.Key_Return)
    await settled(malika)

    assert malika.vault.unlock("yettita yashil uy")
    assert [field for field in page.findChildren(QLineEdit) if field.isVisible()] == []


async def test_the_last_way_in_is_not_given_up(malika, page):
    await press(malika, page, "Drop it")
    sure = [b for b in page.findChildren(QPushButton) if b.text() == "Drop it" and b.isVisible()][-1]
    sure.click()
    await settled(malika)

    assert "nothing would open this desk" in said(page)
    assert malika.vault.ways() == Ways(keyring=False, passphrase=True, recovery=False)


async def test_without_a_keyring_that_is_said(malika, page):
    await press(malika, page, "Use it")

    assert "no keyring" in said(page)


async def test_an_open_desk_says_that_it_is_open(qtbot, desk):
    timur = desk("timur", "mentee")
    page = PrivacyPane(timur.workspace)
    qtbot.addWidget(page)
    page.show()
    await settled(timur)

    assert pills(page) == []


@pytest.fixture
async def lost(running_hub):
    """A computer that Malika has left on a train."""
    return running_hub.take_up(running_hub.invite("malika", "mentor").code, "malika")


@pytest.fixture
async def here(running_hub, lost, malika):
    """Her other computer, which is connected to the same hub."""
    here = HttpHub(running_hub.url)
    await here.sign_in(SignInAsked("malika", PASSWORD, "laptop"))
    malika.workspace.hub = here
    yield here
    await here.close()


@pytest.mark.usefixtures("here")
async def test_a_lost_computer_is_signed_out(malika, lost, page):
    names = [row.accessibleName().split(".")[0] for row in page._devices.findChildren(CardRow)]
    assert names == ["laptop", "malika's computer"]

    await press(malika, page, "Sign out…")
    assert "wiped" in said(page)
    await press(malika, page, "Sign it out")

    assert lost.ask("GET", "/devices").status_code == 401
    assert "signed out for good" in pills(page)


@pytest.mark.usefixtures("here")
async def test_without_network_nobody_is_signed_out(malika, running_hub, page):
    running_hub.stop()

    await press(malika, page, "Sign out…")
    await press(malika, page, "Sign it out")

    assert "cannot be reached" in said(page)
    assert "signed out for good" not in pills(page)


async def test_everything_is_saved_and_what_it_is_is_said(malika, page, tmp_path):
    page._save(tmp_path / "mine.zip")
    await settled(malika)

    assert zipfile.is_zipfile(tmp_path / "mine.zip")
    assert "mine.zip" in said(page)
    assert "not encrypted" in said(page)
