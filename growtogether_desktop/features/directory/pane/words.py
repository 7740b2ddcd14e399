"""What the directory says of people."""

from collections.abc import Callable, Coroutine
from functools import lru_cache
from typing import Any

from babel import Locale

from growtogether_desktop.base.i18n import N_, _, language
from growtogether_desktop.domain.directory import Profile

Start = Callable[[Coroutine[Any, Any, Any]], Any]
"""How parts of the page begin what the model is asked for: the pane lends them its `start`."""

READERS = N_("Everyone in the programme.")
LEVELS = (N_("beginner"), N_("advanced beginner"), N_("competent"), N_("proficient"), N_("expert"))
"""Levels 1 to 5, by Dreyfus."""


def language_name(code: str) -> str:
    """The language's name in the one in use: "ru" → "Russian"; codes nobody knows stay as they are."""
    return _language_name(code, language())


@lru_cache(maxsize=1_000)
def _language_name(code: str, spoken: str) -> str:
    name = str(Locale.parse(spoken).languages.get(code, code))
    return name[:1].upper() + name[1:]


def languages(profile: Profile) -> str:
    return ", ".join(language_name(code) for code in profile.languages)


def level_name(level: int) -> str:
    return _(LEVELS[level - 1]) if 1 <= level <= len(LEVELS) else ""
