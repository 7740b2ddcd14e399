"""It is true that whoever hears the program, or has no mouse, finds everything on every page of it."""

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

import catalogues
from growtogether_desktop.base.background import Background
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.demo.programme import open_demo
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.domain.projects import Project
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.shell.features import FEATURES
from growtogether_desktop.shell.shots import WHEN
from growtogether_desktop.shell.window import Window
from tests.accessibility.walking import complaints, unreached
from tests.keys import listed

ENGLISH = frozenset(
    message.id
    for message in catalogues.read("uz")
    if message.id and isinstance(message.id, str) and message.string != message.id
)
"""Sentences that are said otherwise in Uzbek."""


@pytest.fixture(params=[COORDINATOR, MENTOR, MENTEE])
async def window(request, tmp_path):
    """In Uzbek, as somebody of this role has it, and as small as a cheap screen."""
    background = Background()
    settings = SettingsFile(tmp_path / "settings.toml")
    settings.save(theme="light", language="uz")
    async with open_demo(request.param, background, WHEN) as workspace:
        shown = Window(workspace, settings, tmp_path, FEATURES, tmp_path / "log")
        shown.resize(1280, 800)
        shown.show()
        shown.activateWindow()
        yield shown
        shown.close()
        await rest(shown)
    await background.close()


async def rest(window):
    for _ in range(3):  # what is shown may ask for more
        await window.workspace.background.settled()
        QApplication.processEvents()


async def things(window):
    """One of each kind that can be opened."""
    found = [await window.workspace.see_all(kind) for kind in (Submission, Project)]
    return [some[0].ref for some in found if some]


async def open_page(window, feature, ref, first):
    """As it is when one comes to it."""
    window.go(feature.id)
    window._panes[feature.id].do("back")
    if ref is not None:
        window.show_thing(ref)
    await rest(window)
    window._panes[feature.id].do(first)
    await rest(window)


def untold(pane, feature):
    """Keys that something on the page listens to, and that the page of shortcuts does not tell."""
    ours = (shortcut for shortcut in pane.findChildren(QShortcut) if shortcut.parent().window() is pane.window())
    heard = {shortcut.key().toString().replace("Enter", "Return") for shortcut in ours}
    return [f"{key} is not told" for key in heard - listed(feature)]


def beside(window):
    """Dialogs and menus that stand there now."""
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not window]


async def test_every_page_can_be_heard_and_walked_through(window):
    found: list[str] = []

    for page in (*(feature.id for feature in window._features), "preferences", "shortcuts"):
        window.go(page)
        await rest(window)
        found += [f"{page}: {what}" for what in complaints(window, ENGLISH) + unreached(window)]
    for ref in await things(window):
        window.show_thing(ref)
        await rest(window)
        found += [f"{ref.kind}: {what}" for what in complaints(window, ENGLISH) + unreached(window)]

    assert found == []


async def test_whatever_a_command_opens_can_be_heard_and_walked_through(window):
    found: list[str] = []
    pages = [(feature, None, "") for feature in window._features]
    pages += [
        (feature, ref, first)
        for ref in await things(window)
        for feature in window._features
        if ref.kind in feature.opens
        for first in ("", "next_remark")
    ]
    done = set()

    for feature, ref, first in pages:
        await open_page(window, feature, ref, first)
        pane = window._panes[feature.id]
        for command in feature.commands:
            if command.id not in pane.offers() or (feature, ref, command) in done:
                continue
            done.add((feature, ref, command))
            pane.do(command.id)
            await rest(window)
            opened = beside(window)
            heard = complaints(window, ENGLISH) + ([] if opened else unreached(window)) + untold(pane, feature)
            found += [f"{feature.id}, {ref.kind if ref else 'list'}, {first}, {command.id}: {what}" for what in heard]
            for widget in opened:
                widget.close()
            await open_page(window, feature, ref, first)

    assert found == []


async def test_what_lies_over_the_window_can_be_heard_and_walked_through(window):
    window._run("go.search")
    await rest(window)
    palette = complaints(window, ENGLISH)
    window._palette.close()
    window.show_bug(RuntimeError("a bug"))
    await rest(window)

    assert palette + complaints(window, ENGLISH) == []
