from datetime import date

import pytest

from growtogether_desktop.pairing.score.hours import hour_values, hours_of, joint

WINTER, SUMMER = date(2026, 1, 14), date(2026, 7, 15)
NINE_TO_ELEVEN = ((18, 22),)
"""On Monday, local time."""


def starts(one, other, week=WINTER):
    return int(joint(hours_of((one,), week), hours_of((other,), week))[0, 0])


def test_an_hour_can_begin_at_each_half_hour_but_the_last(mentee, mentor):
    timur, jane = mentee("timur", free=NINE_TO_ELEVEN), mentor("jane", free=NINE_TO_ELEVEN)

    assert starts(timur, jane) == 3
    assert starts(timur, mentor("jane", free=((18, 19),))) == 0


@pytest.mark.parametrize(
    ("zone", "free", "week", "expected"),
    [
        ("Europe/Berlin", ((10, 14),), WINTER, 3),  # 5 to 7 in Berlin is 9 to 11 in Tashkent
        ("Europe/Berlin", ((12, 16),), SUMMER, 3),  # and in summer 6 to 8 is
        ("Europe/Berlin", ((10, 14),), SUMMER, 1),
        ("Asia/Kolkata", ((19, 23),), WINTER, 3),  # half an hour ahead
        ("Asia/Kathmandu", ((20, 24),), WINTER, 2),  # 10 to 12 is 9:15 to 11:15: whole half hours only
        ("Pacific/Kiritimati", ((36, 40),), WINTER, 3),
        ("No/Such_Zone", NINE_TO_ELEVEN, WINTER, 3),
        ("../../etc/passwd", NINE_TO_ELEVEN, WINTER, 3),
    ],
)
def test_hours_are_compared_by_the_clocks_of_the_week(zone, free, week, expected, mentee, mentor):
    assert starts(mentee("timur", free=NINE_TO_ELEVEN), mentor("jane", free=free, zone=zone), week) == expected


def test_a_week_goes_round(mentee, mentor):
    early_on_monday, late_on_sunday = ((0, 4),), ((334, 336), (0, 2))

    assert starts(mentee("timur", free=early_on_monday), mentor("jane", free=late_on_sunday)) == 1
    assert starts(mentee("timur", free=((0, 336),)), mentor("jane", free=((0, 336),))) == 336


def test_four_times_a_week_are_enough(mentee, mentor):
    mentees = hours_of((mentee("timur", free=((0, 336),)),), WINTER)
    mentors = hours_of([mentor(str(n), free=((10, 11 + n),)) for n in range(1, 7)], WINTER)

    assert hour_values(joint(mentees, mentors), mentees, mentors).tolist() == [[250, 500, 750, 1000, 1000, 1000]]


def test_what_nobody_told_counts_half(mentee, mentor):
    mentees = hours_of((mentee("timur", free=((0, 4),)), mentee("lola")), WINTER)
    mentors = hours_of((mentor("jane", free=((40, 44),)), mentor("ali")), WINTER)

    assert hour_values(joint(mentees, mentors), mentees, mentors).tolist() == [[0, 500], [500, 500]]
