from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from growtogether_desktop.base import formats
from growtogether_desktop.base.i18n import language, use_language

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TASHKENT = timezone(timedelta(hours=5))


@pytest.fixture(autouse=True)
def _speak_as_before() -> Iterator[None]:
    before = language()
    yield
    use_language(before)


@pytest.mark.parametrize(
    ("tiyin", "said"),
    [
        (125_000_000, "1 250 000 soʻm"),
        (0, "0 soʻm"),
        (99_905, "999,05 soʻm"),
        (-12_000_000, "−120 000 soʻm"),
    ],
)
def test_money_is_grouped_whole_and_never_breaks(tiyin: int, said: str) -> None:
    use_language("en")

    assert formats.money(tiyin) == said.replace(" ", formats.NO_BREAK)


@pytest.mark.parametrize(
    ("code", "said"),
    [("uz", "22-noyabr, yakshanba"), ("ru", "воскресенье, 22 ноября"), ("en", "Sunday 22 November")],
)
def test_a_day_is_said_as_people_say_it(code: str, said: str) -> None:
    use_language(code)

    assert formats.day_in_words(NOON, UTC) == said


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("uz", "3 soat oldin", "2 kundan keyin"),
        ("ru", "3 часа назад", "через 2 дня"),
        ("en", "3 hours ago", "in 2 days"),
    ],
)
def test_distances_in_time_have_their_own_words(code: str, before: str, after: str) -> None:
    use_language(code)

    assert formats.ago(NOON - timedelta(hours=3), NOON) == before
    assert formats.ago(NOON + timedelta(days=2), NOON) == after


def test_a_clock_stands_where_its_reader_stands() -> None:
    assert formats.clock(NOON, TASHKENT) == "17:00"
    assert formats.moment(NOON + timedelta(hours=10), TASHKENT) == f"23.11.2026{formats.NO_BREAK}03:00"


@pytest.mark.parametrize(("code", "said"), [("uz", "1 234 567,9"), ("ru", "1 234 567,9"), ("en", "1,234,567.9")])
def test_numbers_are_grouped_as_the_language_does(code: str, said: str) -> None:
    use_language(code)

    assert formats.number(1_234_567.89, 1) == said.replace(" ", formats.NO_BREAK)


@pytest.mark.parametrize(
    ("count", "said"),
    [(512, "512 B"), (2_100, "2.1 KB"), (14_321, "14 KB"), (999_900, "1.0 MB"), (3_200_000_000, "3.2 GB")],
)
def test_sizes_are_short(count: int, said: str) -> None:
    use_language("en")

    assert formats.size(count) == said.replace(" ", formats.NO_BREAK)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("uz", "oʻzbekcha, ruscha, qoraqalpoqcha, nemischa, xx"),
        ("ru", "узбекский, русский, каракалпакский, немецкий, xx"),
        ("en", "Uzbek, Russian, Kara-Kalpak, German, xx"),
    ],
)
def test_languages_have_names_in_every_language(code: str, said: str) -> None:
    use_language(code)

    assert formats.language_names(("uz", "ru", "kaa", "de", "xx")) == said
