"""What the directory says of people."""

from collections.abc import Callable, Coroutine
from typing import Any

from growtogether_desktop.base import formats
from growtogether_desktop.base.i18n import N_, _, say
from growtogether_desktop.domain.consents import Consent
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.readers import readers, told
from growtogether_desktop.ui.words import Words

Start = Callable[[Coroutine[Any, Any, Any]], Any]
"""How parts of the page begin what the model is asked for: the pane lends them its `start`."""

LEVELS = (N_("beginner"), N_("advanced beginner"), N_("competent"), N_("proficient"), N_("expert"))
"""Levels 1 to 5, by Dreyfus."""


def who_reads(profile: Profile, withdrawn: Consent | None) -> tuple[Words, ...]:
    """Who reads a profile. Of one that is `withdrawn` everyone reads the name alone, also while the hub does not know.

    Others cannot tell that from a profile that says nothing, and are not to.
    """
    if withdrawn is None and profile.tells:
        return told(profile)
    said = [say("The name alone: {readers}", readers=readers(profile))]
    if withdrawn is not None:
        said.append(say("What else it said: {readers}", readers=readers(withdrawn, withdrawn.person)))
    return section(_("Who can read this")), *(Words(str(one), "muted", wraps=True) for one in said)


def language_name(code: str) -> str:
    """The language's name in the one in use, with a capital; codes nobody knows stay as they are."""
    name = formats.language_name(code)
    return name[:1].upper() + name[1:]


def languages(profile: Profile) -> str:
    return ", ".join(language_name(code) for code in profile.languages)


def level_name(level: int) -> str:
    return _(LEVELS[level - 1]) if 1 <= level <= len(LEVELS) else ""
