"""What the directory says of people."""

from collections.abc import Callable, Coroutine
from typing import Any

from growtogether_desktop.base import formats
from growtogether_desktop.base.i18n import N_, _
from growtogether_desktop.domain.directory import Profile

Start = Callable[[Coroutine[Any, Any, Any]], Any]
"""How parts of the page begin what the model is asked for: the pane lends them its `start`."""

READERS = N_("Everyone in the programme.")
LEVELS = (N_("beginner"), N_("advanced beginner"), N_("competent"), N_("proficient"), N_("expert"))
"""Levels 1 to 5, by Dreyfus."""


def language_name(code: str) -> str:
    """The language's name in the one in use, with a capital; codes nobody knows stay as they are."""
    name = formats.language_name(code)
    return name[:1].upper() + name[1:]


def languages(profile: Profile) -> str:
    return ", ".join(language_name(code) for code in profile.languages)


def level_name(level: int) -> str:
    return _(LEVELS[level - 1]) if 1 <= level <= len(LEVELS) else ""
