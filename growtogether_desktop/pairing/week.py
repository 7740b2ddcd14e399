"""When people have time, as they write it: “Mon-Fri 18:00-21:00; Sat 10-14”, in three languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.cohorts import HALF_HOURS

Spans = tuple[tuple[int, int], ...]
"""Half hours of the week from Monday 00:00, as (first, behind the last)."""

_DAY = 48
_SHORT = (
    "mo mon du dush pn pon",
    "tu tue tues se sesh vt vtor",
    "we wed ch chor chorsh sr sre",
    "th thu thur thurs pa pay cht chet",
    "fr fri ju jum pt pyat",
    "sa sat sh shan sb sub",
    "su sun ya yak vs vos",
)
_LONG = (
    "monday dushanba ponedelnik",
    "tuesday seshanba vtornik",
    "wednesday chorshanba sreda sredu sredi sredam",
    "thursday payshanba chetverg",
    "friday juma pyatnits",
    "saturday shanba subbot",
    "sunday yakshanba voskresen",
)
_DAYS = {name: day for day, names in enumerate(_SHORT) for name in names.split()}
_STEMS = tuple((name, day) for day, names in enumerate(_LONG) for name in names.split())
_PHRASES = (
    (r"(^|[,;]|\bi\b)\s*po\b", r"\1 "),  # "po" is "to" between days and "on" before one
    (r"\b(ish kunlari|week ?days|working days|budn[a-z]*( dn[a-z]+)?|rabochi[a-z]* dn[a-z]+)\b", " mon - fri "),
    (r"\b(dam olish kunlari|week ?ends?|vixodn[a-z]*( dn[a-z]+)?)\b", " sat - sun "),
    (r"\b(every ?day|daily|har kuni|kajdiy den|ejednevno|any ?time|always|lyuboe|istalgan|doim)\b", " mon - sun "),
)
_BETWEEN = frozenset({"to", "till", "until", "do", "po", "dan"})
_AFTER = frozenset({"after", "posle"})
_NOTHING = frozenset(
    {"and", "i", "va", "on", "at", "in", "from", "s", "so", "c", "v", "vo", "soat", "gacha", "ga", "da"}
    | {"time", "vremya", "vaqt", "vaqti", "vaqtda", "hours", "hour", "chasov", "day", "days"}
)
_TOKEN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*([ap])\.?m\b\.?)?|([a-z']+)|([-–—])|([;\n])|([^\s,.:/&+()])")


class NoWeek(ValueError):
    """The text says something else than days and hours; `what` says where it stops making sense."""

    def __init__(self, what: Message) -> None:
        super().__init__(str(what))
        self.what = what


def read_week(text: str) -> Spans:
    """The half hours somebody means; () for an empty text. Days without hours are whole days.

    Hours that begin or end within a half hour are cut to whole ones. Raises: NoWeek.
    """
    key = spelling_key(text)
    for phrase, days in _PHRASES:
        key = re.sub(phrase, days, key)
    week = _Week()
    for token in _tokens(key):
        week.take(token)
    week.end_group()
    return _spans(week.free)


@dataclass(frozen=True, slots=True)
class _Time:
    minutes: int
    """Since midnight; up to 24:00."""
    half: str
    """"a" or "p" as in a.m. and p.m.; "" by the 24-hour clock."""
    written: str


_Token = _Time | int | str
"""A time, a day (0 is Monday), or "-", ";" and "after"."""


def _tokens(key: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(key):
        hour, minute, half, word, dash, end, strange = found.groups()
        if hour is not None:
            yield _time(int(hour), int(minute or 0), half or "", found[0].strip())
        elif word is not None:
            yield from _word(word)
        elif dash or end:
            yield "-" if dash else ";"
        elif strange:
            raise NoWeek(say("“{word}” is neither a day nor an hour.", word=strange))


def _time(hour: int, minute: int, half: str, written: str) -> _Time:
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour * 60 + minute > 24 * 60 or minute > 59:
        raise NoWeek(say("“{time}” is no time of the day.", time=written))
    return _Time(hour * 60 + minute, half, written)


def _word(word: str) -> Iterator[_Token]:
    if word in _NOTHING:
        return
    if word in _BETWEEN:
        yield "-"
    elif word in _AFTER:
        yield "after"
    elif word == "keyin":  # "18:00 dan keyin": from then on
        yield _Time(24 * 60, "", word)
    elif (day := _day(word)) is not None:
        yield day
        if word.endswith("dan"):
            yield "-"
    else:
        raise NoWeek(say("“{word}” is neither a day nor an hour.", word=word))


def _day(word: str) -> int | None:
    if word in _DAYS:
        return _DAYS[word]
    return next((day for stem, day in _STEMS if word.startswith(stem)), None)


@dataclass(slots=True)
class _Week:
    """Days gather until hours come; then the hours are theirs, until the next day."""

    free: set[int] = field(default_factory=set)
    _days: list[int] = field(default_factory=list)
    _hours: int = 0
    """How many ranges of hours these days have had."""
    _open: _Time | None = None
    """A time that waits for the one it goes up to."""
    _dash: bool = False
    _after: bool = False

    def take(self, token: _Token) -> None:
        if isinstance(token, _Time):
            self._take_time(token)
        elif isinstance(token, int):
            self._take_day(token)
        elif token == "-":
            self._dash = True
        elif token == "after":
            self._after = True
        else:
            self.end_group()

    def end_group(self) -> None:
        """What was said so far is complete."""
        if self._open is not None:
            raise NoWeek(say("“{time}” has no end.", time=self._open.written))
        if self._days and not self._hours:
            self._add(0, 24 * 60)
        self._days, self._hours, self._dash, self._after = [], 0, False, False

    def _take_day(self, day: int) -> None:
        if self._open is not None:
            raise NoWeek(say("“{time}” has no end.", time=self._open.written))
        if self._hours:
            self._days, self._hours = [], 0
        if self._dash and self._days:
            first = self._days[-1]
            self._days += [(first + step) % 7 for step in range(1, (day - first) % 7 + 1)]
        else:
            self._days.append(day)
        self._dash = False

    def _take_time(self, time: _Time) -> None:
        if self._after:
            self._after = False
            self._add(time.minutes, 24 * 60)
        elif self._open is None:
            self._open, self._dash = time, False
        elif self._dash:
            self._add(_same_half(self._open, time), time.minutes)
            self._open, self._dash = None, False
        else:
            raise NoWeek(say("“{time}” has no end.", time=self._open.written))

    def _add(self, begin: int, end: int) -> None:
        """Hours from minute to minute; an end before the beginning is on the next day."""
        self._hours += 1
        first, behind = -(-begin // 30), end // 30
        if end <= begin:
            behind += _DAY
        if first >= behind or behind - first > _DAY:
            raise NoWeek(say("A time has to be half an hour at least."))
        for day in self._days or range(7):
            self.free.update((day * _DAY + at) % HALF_HOURS for at in range(first, behind))


def _same_half(begin: _Time, end: _Time) -> int:
    """6-9 pm begins at 6 pm; 11-2 pm begins at 11 in the morning."""
    if end.half == "p" and not begin.half and begin.minutes + 12 * 60 < end.minutes:
        return begin.minutes + 12 * 60
    return begin.minutes


def _spans(free: set[int]) -> Spans:
    spans: list[tuple[int, int]] = []
    for at in sorted(free):
        if spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return tuple(spans)
