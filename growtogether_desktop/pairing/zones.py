"""Time zones as people write them: Asia/Tashkent, Tashkent, Toshkent, Москва, UTC+5."""

import re
from functools import cache
from zoneinfo import available_timezones

from growtogether_desktop.base.spelling import search_key

_OFFSET = re.compile(r"(?:utc|gmt)?\s*(?:([+-])\s*)?(\d{1,2})(?::?(\d{2}))?")
_BETWEEN_HOURS = {
    (3, 30): "Asia/Tehran",
    (4, 30): "Asia/Kabul",
    (5, 30): "Asia/Kolkata",
    (5, 45): "Asia/Kathmandu",
    (6, 30): "Asia/Yangon",
    (9, 30): "Australia/Darwin",
}
"""Places that are always so far ahead; zones by whole hours have names of their own."""
_CALLED = {
    "toshkent": "Asia/Tashkent",
    "samarqand": "Asia/Samarkand",
    "moskva": "Europe/Moscow",
    "msk": "Europe/Moscow",
    "almata": "Asia/Almaty",
    "olmaota": "Asia/Almaty",
    "sankt-peterburg": "Europe/Moscow",
    "london": "Europe/London",
    "berlin": "Europe/Berlin",
    "stambul": "Europe/Istanbul",
    "istanbul": "Europe/Istanbul",
    "dubay": "Asia/Dubai",
    "seul": "Asia/Seoul",
    "tokio": "Asia/Tokyo",
    "utc": "Etc/UTC",
    "gmt": "Etc/UTC",
}


def zone_called(written: str) -> str | None:
    """The IANA name of a zone; None when nothing is called that. Two places of one name are none."""
    key = search_key("_".join(written.replace("−", "-").split()))
    if found := _names().get(key):
        return found
    if offset := _OFFSET.fullmatch(key.replace("_", " ")):
        return _ahead(offset[1] or "+", int(offset[2]), int(offset[3] or 0))
    return None


def _ahead(sign: str, hours: int, minutes: int) -> str | None:
    if minutes:
        return _BETWEEN_HOURS.get((hours, minutes)) if sign == "+" else None
    if not hours:
        return "Etc/UTC"
    name = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"  # POSIX counts the other way round
    return _names().get(search_key(name))


@cache
def _names() -> dict[str, str]:
    """Every zone by its name and by the city in it."""
    names: dict[str, str] = {}
    cities: dict[str, set[str]] = {}
    for zone in sorted(available_timezones()):
        names[search_key(zone)] = zone
        if "/" in zone and not zone.startswith("Etc/"):
            cities.setdefault(search_key(zone.rpartition("/")[2]), set()).add(zone)
    found = {city: zones.pop() for city, zones in cities.items() if len(zones) == 1}
    return found | _CALLED | names
