"""Dates, numbers and money as people here write them.

Babel takes its time to import, so nothing on the way to the first window imports this module.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo

from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal

from growtogether_desktop.base.i18n import _, language

NO_BREAK = "\u00a0"
_LOCALES = {"uz": "uz_Latn_UZ", "ru": "ru_RU", "en": "en_GB"}
_TIYIN = 100  # in one soʻm


def money(tiyin: int) -> str:
    """An amount in soʻm, whole unless there are tiyin: 125 000 000 → "1 250 000 soʻm".

    The spaces do not break. Qt's and Babel's own patterns put the currency first in Uzbek.
    """
    som, rest = divmod(abs(tiyin), _TIYIN)
    sign = "−" if tiyin < 0 else ""
    grouped = f"{som:,}".replace(",", NO_BREAK)
    cents = f",{rest:02}" if rest else ""
    return f"{sign}{grouped}{cents}{NO_BREAK}{_('soʻm')}"


def number(value: float, places: int = 0) -> str:
    """A number with groups and at most `places` decimals, in the language in use."""
    return format_decimal(value, format="#,##0." + "#" * places if places else "#,##0", locale=_locale())


def day(when: date | datetime, zone: tzinfo | None = None) -> str:
    """09.03.2026, in all three languages."""
    return f"{_local(when, zone):%d.%m.%Y}"


def day_in_words(when: date | datetime, zone: tzinfo | None = None) -> str:
    """Sunday 22 November, 22-noyabr, yakshanba …: for headings."""
    return format_date(
        _local(when, zone), {"uz": "d-MMMM, EEEE", "ru": "EEEE, d MMMM"}.get(language(), "EEEE d MMMM"), _locale()
    )


def clock(when: datetime, zone: tzinfo | None = None) -> str:
    """21:10, on the clock of `zone`; of this computer when none is given."""
    return f"{_local(when, zone):%H:%M}"


def moment(when: datetime, zone: tzinfo | None = None) -> str:
    """09.03.2026 21:10."""
    return f"{day(when, zone)}{NO_BREAK}{clock(when, zone)}"


def ago(when: datetime, now: datetime | None = None) -> str:
    """How long ago or how soon, in the largest unit that says it: "3 hours ago", "in 2 days"."""
    return format_timedelta(when - (now or datetime.now(UTC)), add_direction=True, threshold=1.0, locale=_locale())


def lasting(span: timedelta) -> str:
    """How long something takes: "24 minutes"."""
    return format_timedelta(span, threshold=1.5, locale=_locale())


def size(count: int) -> str:
    """Bytes for people: 512 B, 2.1 KB, 14 MB."""
    amount = float(count)
    for unit in ("B", "KB", "MB"):
        if amount < 1000:
            return f"{number(amount, 1 if unit != 'B' and amount < 10 else 0)}{NO_BREAK}{unit}"
        amount /= 1000
    return f"{number(amount, 1)}{NO_BREAK}GB"


def _local(when: date | datetime, zone: tzinfo | None) -> date | datetime:
    return when.astimezone(zone) if isinstance(when, datetime) else when


def _locale() -> str:
    return _LOCALES[language()]
