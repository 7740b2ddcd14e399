"""Dates, numbers and money as people here write them; what `figures` has, and what needs Babel.

Babel takes its time to import, so nothing on the way to the first window imports this module.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal

from growtogether_desktop.base.figures import NO_BREAK, clock, day, local, moment, money, size
from growtogether_desktop.base.i18n import language

__all__ = (
    "NO_BREAK",
    "ago",
    "clock",
    "day",
    "day_in_words",
    "language_name",
    "language_names",
    "lasting",
    "moment",
    "money",
    "number",
    "size",
)

_LOCALES = {"uz": "uz_Latn_UZ", "ru": "ru_RU", "en": "en_GB"}
_UZBEK_NAMES = {
    "uz": "oʻzbekcha",
    "kaa": "qoraqalpoqcha",
    "tg": "tojikcha",
    "tk": "turkmancha",
    "tr": "turkcha",
    "tt": "tatarcha",
    "az": "ozarbayjoncha",
    "uk": "ukraincha",
    "fa": "forscha",
    "ar": "arabcha",
    "zh": "xitoycha",
    "ja": "yaponcha",
}
"""Babel knows ruscha and inglizcha, but these as oʻzbek, tojik and so on, or not at all."""
_DAYS = {"uz": "d-MMMM, EEEE", "ru": "EEEE, d MMMM", "en": "EEEE d MMMM"}


def number(value: float, places: int = 0) -> str:
    """A number in groups of three, with at most `places` decimals."""
    return format_decimal(value, format="#,##0." + "#" * places if places else "#,##0", locale=_locale())


def day_in_words(when: date | datetime, zone: tzinfo | None = None) -> str:
    """For headings: "Sunday 22 November", "22-noyabr, yakshanba"."""
    return format_date(local(when, zone), _DAYS[language()], _locale())


def ago(when: datetime, now: datetime | None = None) -> str:
    """How long ago or how soon, in the largest unit that says it: "3 hours ago", "in 2 days"."""
    return format_timedelta(when - (now or datetime.now(UTC)), add_direction=True, threshold=1.0, locale=_locale())


def lasting(span: timedelta) -> str:
    """How long something takes: "24 minutes"."""
    return format_timedelta(span, threshold=1.5, locale=_locale())


def language_name(code: str) -> str:
    """What a language is called in the one in use: "ru" → "Russian", "русский", "ruscha". Unknown codes stay."""
    named = _UZBEK_NAMES if language() == "uz" and code in _UZBEK_NAMES else Locale.parse(_locale()).languages
    return str(named.get(code, code))


def language_names(codes: Iterable[str]) -> str:
    """The same of several, in their order."""
    return ", ".join(map(language_name, codes))


def _locale() -> str:
    return _LOCALES[language()]
