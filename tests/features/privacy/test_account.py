"""One's own account on the privacy page: another password, and the platform as a way in."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.features.privacy.model.account import AccountModel
from growtogether_desktop.features.privacy.pane.account import AccountCard
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.wire.protocol import Platform, SignInAsked
from tests.hubs import PASSWORD

ANOTHER = "seven loud blue doors"
PLATFORM = Platform("https://id.example.uz", "https://id.example.uz/authorize", "grow-together")


async def settled(desk):
    for _ in range(3):
        await desk.background.settled()
        QCoreApplication.processEvents()


async def press(desk, card, words):
    (found,) = [b for b in card.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    found.click()
    await settled(desk)


def said(card):
    return " ".join(notice.accessibleName() for notice in card.findChildren(Notice) if notice.isVisible())


async def show(qtbot, desk):
    model = AccountModel(desk.workspace)
    card = AccountCard(model, lambda work: desk.background.spawn(work, name="card"))
    model.changed.connect(lambda nothing: card.show_model())
    qtbot.addWidget(card)
    card.show()
    card.show_model()
    card.look()
    await settled(desk)
    return card


@pytest.fixture
async def malika(desk, running_hub):
    """She is signed in here, and on a tablet."""
    malika = desk("malika", "mentor")
    malika.tablet = running_hub.take_up(running_hub.invite("malika", "mentor").code, "malika")
    malika.workspace.hub = HttpHub(running_hub.url)
    await malika.workspace.hub.sign_in(SignInAsked("malika", PASSWORD, "laptop"))
    yield malika
    await malika.workspace.hub.close()


async def change(qtbot, malika, card, *typed):
    await press(malika, card, "Change…")
    editors = [editor for editor in card.findChildren(QLineEdit) if editor.isVisible()]
    for editor, words in zip(editors, typed, strict=True):
        qtbot.keyClicks(editor, words)
    qtbot.keyClick(editors[-1], Qt.Key.Key_Return)
    await settled(malika)


async def test_a_password_is_changed_by_keyboard_and_the_others_are_signed_out(qtbot, malika):
    card = await show(qtbot, malika)

    await change(qtbot, malika, card, PASSWORD, ANOTHER, ANOTHER)

    assert "Your password is changed" in said(card)
    assert malika.tablet.ask("GET", "/devices").status_code == 401
    await malika.workspace.hub.sign_in(SignInAsked("malika", ANOTHER, "laptop"))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("wrong", ANOTHER, ANOTHER), "not your password"),
        ((PASSWORD, ANOTHER, ANOTHER + "!"), "The two passwords differ."),
        ((PASSWORD, "short", "short"), "characters"),
    ],
)
async def test_what_is_wrong_stands_beneath_and_nothing_changes(qtbot, malika, typed, says):
    card = await show(qtbot, malika)

    await change(qtbot, malika, card, *typed)

    assert says in card._form._field.complaint
    assert malika.tablet.ask("GET", "/devices").is_success


async def test_without_network_the_old_password_stays(qtbot, malika, running_hub):
    card = await show(qtbot, malika)
    running_hub.stop()

    await change(qtbot, malika, card, PASSWORD, ANOTHER, ANOTHER)

    assert "cannot be reached" in card._form._field.complaint


async def test_a_hub_without_platform_offers_none(qtbot, malika):
    card = await show(qtbot, malika)

    assert [b.text() for b in card.findChildren(QPushButton) if b.isVisible() and b.text()] == ["Change…"]


async def test_a_desk_without_a_hub_has_no_account(qtbot, desk):
    card = await show(qtbot, desk("timur", "mentee"))

    assert [b for b in card.findChildren(QPushButton) if b.isVisible()] == []


class Door:
    """A hub whose platform's word a test decides."""

    def __init__(self):
        self.declines = False
        self.linked = []

    async def platform(self):
        return PLATFORM

    async def link_by_browser(self, platform, password, browse):
        if password != PASSWORD:
            raise Problem(say("This is not your password."))
        browse(platform.authorize)
        if self.declines:
            raise Problem(say("The platform did not let you in."))
        self.linked.append(platform)


async def link(qtbot, malika, card, password):
    await press(malika, card, "Link it…")
    qtbot.keyClicks(card._form.editor, password)
    qtbot.keyClick(card._form.editor, Qt.Key.Key_Return)
    await settled(malika)


@pytest.mark.parametrize(("declines", "says"), [(False, "as well"), (True, "did not let you in")])
async def test_the_platform_is_linked_by_ones_own_browser(qtbot, desk, declines, says):
    malika = desk("malika", "mentor")
    malika.workspace.hub = door = Door()
    door.declines = declines
    card = await show(qtbot, malika)
    went = []
    card.browse = went.append

    await link(qtbot, malika, card, PASSWORD)

    assert went == [PLATFORM.authorize]
    assert says in (card._form.field.complaint if declines else said(card))
    assert door.linked == ([] if declines else [PLATFORM])


async def test_nobody_who_has_only_come_by_links_the_platform(qtbot, desk):
    malika = desk("malika", "mentor")
    malika.workspace.hub = door = Door()
    card = await show(qtbot, malika)
    went = []
    card.browse = went.append

    await link(qtbot, malika, card, "is it this one")

    assert "not your password" in card._form.field.complaint
    assert went == door.linked == []
