"""Whatever key a page listens to stands on the page of shortcuts, so that nobody has to find it by chance."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from growtogether_desktop import features, ui
from growtogether_desktop.shell.features import FEATURES
from growtogether_desktop.ui.feature import Feature
from tests.keys import listed

AS_IN_EVERY_TEXT = ("MoveTo", "Select", "Copy", "Cancel")
"""Beginnings of what Qt calls keys that walk, mark and copy."""
AS_EVERYWHERE = frozenset({"Enter", "Home", "End"})
"""The other Return, and what leads to the first and the last of many wherever there are many."""


def listens_to(folder: Path) -> Iterator[str]:
    """Keys that modules there name: alone, or, where Qt has a name for it, whole chords."""
    for module in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Attribute) or node.attr.startswith(AS_IN_EVERY_TEXT):
                continue
            standard = ast.unparse(node.value).endswith(("StandardKey", "KEY"))
            if node.attr.startswith("Key_"):
                yield QKeySequence(getattr(Qt.Key, node.attr)).toString()
            elif standard and hasattr(QKeySequence.StandardKey, node.attr):
                yield QKeySequence(getattr(QKeySequence.StandardKey, node.attr)).toString()


def known(keys: frozenset[str]) -> frozenset[str]:
    """The chords, and the keys at their ends."""
    return keys | {key[:-1].rpartition("+")[2] + key[-1:] for key in keys} | AS_EVERYWHERE


@pytest.mark.usefixtures("qapp")  # Qt asks it what its names for keys mean
@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.id)
def test_every_key_of_a_page_is_told(feature: Feature):
    folder = Path(features.__path__[0]) / feature.id

    assert set(listens_to(folder)) <= known(listed(feature))


@pytest.mark.usefixtures("qapp")
def test_every_key_of_what_pages_share_is_told():
    everything = frozenset().union(*map(listed, FEATURES))

    assert set(listens_to(Path(ui.__path__[0]))) <= known(everything)
