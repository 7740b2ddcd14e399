"""Time zones by their names, their cities, and how far they are ahead."""

import pytest

from growtogether_desktop.pairing.zones import zone_called


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Asia/Tashkent", "Asia/Tashkent"),
        ("asia/tashkent", "Asia/Tashkent"),
        ("Tashkent", "Asia/Tashkent"),
        ("Toshkent", "Asia/Tashkent"),
        ("Ташкент", "Asia/Tashkent"),
        ("Тошкент", "Asia/Tashkent"),
        ("Samarqand", "Asia/Samarkand"),
        ("Москва", "Europe/Moscow"),
        ("МСК", "Europe/Moscow"),
        ("New York", "America/New_York"),
        ("UTC+5", "Etc/GMT-5"),
        ("utc + 5", "Etc/GMT-5"),
        ("GMT-3", "Etc/GMT+3"),
        ("UTC−3", "Etc/GMT+3"),
        ("+05:00", "Etc/GMT-5"),
        ("5", "Etc/GMT-5"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("UTC+0", "Etc/UTC"),
    ],
)
def test_a_zone_is_known_as_people_write_it(written, zone):
    assert zone_called(written) == zone


@pytest.mark.parametrize("written", ["Nowhere", "UTC+25", "UTC+5:17", "UTC-5:30", "evening", ""])
def test_what_is_no_zone_is_none(written):
    assert zone_called(written) is None
