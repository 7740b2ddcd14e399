"""Money, days, times and sizes as people here write them: what needs no Babel.

The way to the first window imports this module; everything else may use `formats`, which has it all.
"""

from datetime import date, datetime, tzinfo

from growtogether_desktop.base.i18n import _, language

NO_BREAK = "\u00a0"
_TIYIN = 100  # in one soʻm


def money(tiyin: int) -> str:
    """An amount in soʻm, whole unless there are tiyin: 125 000 000 → "1 250 000 soʻm".

    The spaces do not break. Qt's and Babel's own patterns put the currency first in Uzbek.
    """
    som, rest = divmod(abs(tiyin), _TIYIN)
    sign = "−" if tiyin < 0 else ""
    grouped = f"{som:,}".replace(",", NO_BREAK)
    cents = f",{rest:02}" if rest else ""
    currency = _("soʻm")
    return f"{sign}{grouped}{cents}{NO_BREAK}{currency}"


def size(count: int) -> str:
    """Bytes for people: 512 B, 2.1 KB, 14 MB."""
    amount = float(count)
    for unit in ("B", "KB", "MB"):
        if amount < 999.5:
            return f"{_decimal(amount, 1 if unit != 'B' and amount < 9.95 else 0)}{NO_BREAK}{unit}"
        amount /= 1000
    return f"{_decimal(amount, 1)}{NO_BREAK}GB"


def day(when: date | datetime, zone: tzinfo | None = None) -> str:
    """09.03.2026, in all three languages; on the calendar of `zone`, of this computer when none is given."""
    return f"{local(when, zone):%d.%m.%Y}"


def clock(when: datetime, zone: tzinfo | None = None) -> str:
    """21:10, on the clock of `zone`; of this computer when none is given."""
    return f"{local(when, zone):%H:%M}"


def moment(when: datetime, zone: tzinfo | None = None) -> str:
    """09.03.2026 21:10."""
    return f"{day(when, zone)}{NO_BREAK}{clock(when, zone)}"


def local(when: date | datetime, zone: tzinfo | None = None) -> date | datetime:
    """The same moment on another clock; a day without a time is the same day everywhere."""
    return when.astimezone(zone) if isinstance(when, datetime) else when


def _decimal(amount: float, places: int) -> str:
    said = f"{amount:.{places}f}"
    return said if language() == "en" else said.replace(".", ",")
