"""When two people can meet: half hours of the week in UTC, by the time zones of a reference week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import HALF_HOURS, Mentee, Mentor
from growtogether_desktop.pairing.score.facts import FULL, UNKNOWN

PROGRAMME_ZONE = "Asia/Tashkent"
ENOUGH = 4
"""With so many half hours a week at which a joint hour can begin, more would not help."""

_HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, eq=False)
class Hours:
    begin: NDArray[np.uint64]
    """(people, words): a bit for each half hour at which an hour can begin, from Monday 00:00 UTC."""
    told: NDArray[np.bool_]
    """(people,): whether they have said when they have time."""


def hours_of(people: Sequence[Mentee | Mentor], week: date) -> Hours:
    """When each of them can meet, in the week that `week` is a day of."""
    monday = week - timedelta(days=week.weekday())
    local = np.zeros((len(people), HALF_HOURS), np.bool_)
    for row, person in enumerate(people):
        for first, behind in person.free:
            local[row, first:behind] = True
    zones = np.array([person.zone or PROGRAMME_ZONE for person in people], np.str_)
    utc = np.zeros_like(local)
    for zone in np.unique(zones):
        there = np.flatnonzero(zones == zone)
        begin, end = _local_half_hours(str(zone), monday)
        utc[there] = local[there][:, begin] & local[there][:, end]
    begin = np.pad(utc & np.roll(utc, -1, axis=1), ((0, 0), (0, -HALF_HOURS % 64)))
    return Hours(
        np.packbits(begin, axis=1).view(np.uint64), np.array([bool(person.free) for person in people], np.bool_)
    )


def joint(mentees: Hours, mentors: Hours) -> NDArray[np.int32]:
    """At how many half hours of the week a joint hour can begin: (mentees, mentors), 0 where somebody said nothing."""
    starts = np.zeros((len(mentees.told), len(mentors.told)), np.int32)
    for theirs, ours in zip(mentees.begin.T, mentors.begin.T, strict=True):
        starts += np.bitwise_count(theirs[:, None] & ours)
    return starts


def hour_values(starts: NDArray[np.int32], mentees: Hours, mentors: Hours) -> NDArray[np.int32]:
    """How well the week fits, in thousandths: 0 only where both have said when they have time, and there is no hour."""
    value = np.minimum(starts * (FULL // ENOUGH), FULL)
    value[~mentees.told] = UNKNOWN
    value[:, ~mentors.told] = UNKNOWN
    return value


@lru_cache(maxsize=1_000)
def _local_half_hours(zone: str, monday: date) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which half hours of the local week the beginning and the end of each in UTC fall into.

    They differ where clocks are a quarter of an hour off, as in Nepal: there both must be free.
    """
    clock = _clock(zone)
    first = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
    begins = [first + _HALF_HOUR * n for n in range(HALF_HOURS)]
    last_minute = _HALF_HOUR - timedelta(minutes=1)
    return (
        np.array([_half_hour(at, clock) for at in begins]),
        np.array([_half_hour(at + last_minute, clock) for at in begins]),
    )


def _half_hour(moment: datetime, clock: tzinfo) -> int:
    at = moment.astimezone(clock)
    return at.weekday() * 48 + at.hour * 2 + at.minute // 30


def _clock(zone: str) -> ZoneInfo:
    """A zone this computer does not know is read as the programme's."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(PROGRAMME_ZONE)
