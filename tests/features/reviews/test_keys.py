"""It is true that a newcomer finds every key of this page among the shortcuts."""

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.actions import Action, Actions
from growtogether_desktop.features.reviews.commands import COMMANDS, FORMS
from growtogether_desktop.features.reviews.pane.editor import RemarkEditor
from growtogether_desktop.features.reviews.pane.publishing import PublishStrip
from growtogether_desktop.shell.palette import keys
from growtogether_desktop.shell.shortcuts import ShortcutsPane


def heard(form):
    """What the form listens to; the keypad's Enter is Return to a person."""
    found = {shortcut.key().toString() for shortcut in form.findChildren(QShortcut)}
    return {key.replace("Enter", "Return") for key in found}


@pytest.fixture
async def review(handed_in):
    review = await handed_in.review_by(handed_in.mentor)
    await review.open("bot/orders.py")
    return review


async def test_every_key_of_the_editor_is_listed(review, qtbot):
    editor = RemarkEditor(review.new_remark(2, 2, (0, 0), "issue", False), lambda draft: None, lambda label, words: ())
    qtbot.addWidget(editor)

    listed = {QKeySequence(key).toString() for _what, key in FORMS[0].keys}

    assert listed == heard(editor) | {"Ctrl+Return", "Esc"}  # the last two are heard where words are typed


async def test_every_key_of_publishing_is_listed(review, qtbot):
    strip = PublishStrip(review, lambda draft: None)
    qtbot.addWidget(strip)

    assert {QKeySequence(key).toString() for _what, key in FORMS[1].keys} == heard(strip)


async def test_the_page_of_shortcuts_says_each_with_its_one_key(review, qtbot):
    actions = Actions(Action(c.id, c.title, int, "Reviews", c.shortcut, key=c.key) for c in COMMANDS)
    page = ShortcutsPane(review._workspace.background, actions, FORMS)
    qtbot.addWidget(page)

    said = {row.accessibleName() for row in page.findChildren(QWidget)}

    wanted = {f"{c.title}: {', '.join(map(keys, filter(None, (c.key, c.shortcut))))}" for c in COMMANDS}
    wanted = {one for one in wanted if not one.endswith(": ")}
    assert wanted | {f"{what}: {keys(key)}" for form in FORMS for what, key in form.keys} <= said
