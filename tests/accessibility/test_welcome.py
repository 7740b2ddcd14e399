"""It is true that whoever hears the program, or has no mouse, comes through the first window one sees."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.shell.welcome import Welcome
from growtogether_desktop.workspace.lock import Ways
from tests.accessibility.test_every_page import ENGLISH
from tests.accessibility.walking import complaints, unreached

PROBLEM = Problem(say("The hub does not answer."), say("Try again once it has come."))


class ClosedDoors:
    """Nobody goes through: what is heard and reached before is what counts. The hub offers its platform."""

    async def needs_passphrase(self) -> bool:
        return True

    async def offers_platform(self, address: str) -> bool:
        return True


@pytest.fixture
async def welcome(tmp_path):
    """Opens it in Uzbek, as small as it gets."""
    background, opened = Background(), []
    settings = SettingsFile(tmp_path / "settings.toml")
    settings.save(theme="light", language="uz")

    def open_(**how: object) -> Welcome:
        shown = Welcome(ClosedDoors(), background, settings, "laptop", **how)
        opened.append(shown)
        shown.resize(shown.minimumSize())
        shown.show()
        shown.activateWindow()
        return shown

    yield open_
    for shown in opened:
        shown.close()
        shown.deleteLater()
    await background.close()


async def rest(welcome):
    for _ in range(3):
        await welcome._background.settled()
        QApplication.processEvents()


async def heard(welcome) -> list[str]:
    await rest(welcome)
    return complaints(welcome, ENGLISH) + unreached(welcome)


async def test_the_doors_can_be_heard_and_walked_through(welcome):
    shown = welcome(problem=PROBLEM)

    assert await heard(shown) == []


@pytest.mark.parametrize("door", ["join", "sign in", "host", "export"])
async def test_what_is_behind_each_door_can_be_heard_and_walked_through(welcome, door):
    shown = welcome()
    shown.open_door(door)
    shown.page.say(PROBLEM)
    found = await heard(shown)
    for field in shown.page.fields.values():
        field.complain("?")

    assert found + await heard(shown) == []


@pytest.mark.parametrize(
    ("desk", "ways"),
    [
        ("locked", Ways(keyring=True, passphrase=False, recovery=False)),
        ("locked", Ways(keyring=True, passphrase=True, recovery=True)),
        ("locked", Ways(keyring=False, passphrase=True, recovery=False)),
        ("closed", None),
        ("too new", None),
    ],
)
async def test_a_desk_that_does_not_open_can_be_heard_and_walked_through(welcome, desk, ways):
    shown = welcome(desk=desk, problem=PROBLEM, ways=ways)
    found = await heard(shown)
    next(button for button in shown.findChildren(QPushButton) if button.property("kind") == "link").click()

    assert found + await heard(shown) == []


async def test_a_crash_can_be_heard_and_walked_through(welcome):
    shown = welcome()
    shown.show_bug(RuntimeError("a bug"))
    await rest(shown)

    assert complaints(shown, ENGLISH) == []
