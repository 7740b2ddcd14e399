"""Words in the person's language, by gettext; switching needs no restart.

Models, domain and hub speak `Message`: a sentence with its arguments, untranslated, so that it
travels over the wire and is read out in the language of whoever looks at it, whenever they look.
The language in use is the one thing here that is global, as it is for the person.
"""

import gettext as catalogues
import re
from dataclasses import dataclass
from pathlib import Path

from growtogether_desktop.base.signal import Signal

LANGUAGES = {"uz": "Oʻzbekcha", "ru": "Русский", "en": "English"}
"""Code → the language's name for itself, in the order of the preferences."""

LOCALE = Path(__file__).parents[2] / "resources" / "locale"

_GAP = re.compile(r"\{(\w+)\}")

language_changed: Signal[str] = Signal()


class _Words:
    """The catalogue in use."""

    language = "en"
    catalogue: catalogues.NullTranslations = catalogues.NullTranslations()


def use_language(code: str) -> None:
    """Speak `code` from now on; a code without a catalogue falls back to English."""
    _Words.language = code if code in LANGUAGES else "en"
    _Words.catalogue = catalogues.translation("desktop", LOCALE, [_Words.language], fallback=True)
    language_changed.emit(_Words.language)


def language() -> str:
    return _Words.language


def _(text: str) -> str:
    """The sentence in the language in use, now."""
    return _Words.catalogue.gettext(text) if text else ""


def N_(text: str) -> str:
    """Mark a sentence for the catalogues; it is translated when it is shown."""
    return text


def ngettext(one: str, many: str, n: int) -> str:
    return _Words.catalogue.ngettext(one, many, n)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and what fills its {gaps}; `str()` says it in the language in use."""

    text: str
    args: tuple[tuple[str, str], ...] = ()
    many: str = ""
    """The plural sentence, for a message that counts; its {n} is `n`."""
    n: int = 0

    def __str__(self) -> str:
        said = ngettext(self.text, self.many, self.n) if self.many else _(self.text)
        args = {"n": str(self.n), **dict(self.args)}
        # Not by str.format: a sentence may come from somebody else's desktop, and could ask for attributes, or a width
        # of ten million. A gap that nothing fills is shown as it is.
        return _GAP.sub(lambda gap: args.get(gap[1], gap[0]), said)


def say(text: str, **args: object) -> Message:
    """A message: `say("{name} is not here.", name=mentor)`."""
    return Message(text, tuple((key, str(value)) for key, value in args.items()))


def quoted(words: str) -> Message:
    """Somebody's own words, in the quotation marks of the reader's language."""
    return say("“{words}”", words=words)


def say_n(one: str, many: str, n: int, **args: object) -> Message:
    """A message that counts: `say_n("{n} change waits", "{n} changes wait", 3)`."""
    return Message(one, tuple((key, str(value)) for key, value in args.items()), many, n)
