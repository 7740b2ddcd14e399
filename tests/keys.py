"""The keys that the page of shortcuts tells of a feature."""

from PySide6.QtGui import QKeySequence

from growtogether_desktop.shell.shortcuts import EVERYWHERE
from growtogether_desktop.ui.feature import Feature


def listed(feature: Feature) -> frozenset[str]:
    """As Qt writes them, those of every page among them."""
    told = [key for command in feature.commands for key in (command.shortcut, command.key) if key]
    told += [key for form in (EVERYWHERE, *feature.forms) for _what, key in form.keys]
    return frozenset(QKeySequence(key).toString() for key in told)
