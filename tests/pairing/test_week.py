"""Days and hours as people write them become half hours of the week."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.domain.cohorts import HALF_HOURS
from growtogether_desktop.pairing.week import NoWeek, read_week

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def told(spans):
    """The spans in words, day by day."""
    parts = []
    for first, behind in spans:
        for day in range(first // 48, (behind - 1) // 48 + 1):
            begin, end = max(first - day * 48, 0), min(behind - day * 48, 48)
            parts.append(f"{NAMES[day]} {begin // 2:02}:{begin % 2 * 30:02}-{end // 2:02}:{end % 2 * 30:02}")
    return "; ".join(parts)


EVENINGS = "; ".join(f"{day} 18:00-21:00" for day in NAMES[:5])


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri 18:00-21:00",
        "monday to friday 18 to 21",
        "Weekdays 6-9 pm",
        "weekdays 6pm-9pm",
        "Mon, Tue, Wed, Thu, Fri: 18.00–21.00",
        "Пн–Пт 18:00–21:00",
        "с понедельника по пятницу с 18 до 21",
        "будни 18:00-21:00",
        "в рабочие дни с 18 до 21",
        "Du-Ju 18:00-21:00",
        "Dushanbadan jumagacha soat 18:00 dan 21:00 gacha",
        "Душанба–Жума 18-21",
        "Ish kunlari 18-21",
        "Mon-Wed 18-21; Th, Fr 18-21",
    ],
)
def test_evenings_of_working_days_are_understood_in_every_language(text):
    assert told(read_week(text)) == EVENINGS


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Mon 18:00-21:00; Sat 10-14", "Mon 18:00-21:00; Sat 10:00-14:00"),
        ("Mon, Wed 10-11 and 18-19", "Mon 10:00-11:00; Mon 18:00-19:00; Wed 10:00-11:00; Wed 18:00-19:00"),
        ("Du, Se, Ch, Pa, Ju, Sh, Ya 9-10", "; ".join(f"{day} 09:00-10:00" for day in NAMES)),
        ("Пн, Вт, Ср, Чт, Пт, Сб, Вс 9-10", "; ".join(f"{day} 09:00-10:00" for day in NAMES)),
        ("09:00-10:00", "; ".join(f"{day} 09:00-10:00" for day in NAMES)),
        ("по вторникам и по четвергам с 18 до 20", "Tue 18:00-20:00; Thu 18:00-20:00"),
        ("seshanba va payshanba 18-20", "Tue 18:00-20:00; Thu 18:00-20:00"),
        ("Sat, Sun", "Sat 00:00-24:00; Sun 00:00-24:00"),
        ("dam olish kunlari", "Sat 00:00-24:00; Sun 00:00-24:00"),
        ("выходные", "Sat 00:00-24:00; Sun 00:00-24:00"),
        ("в субботу после 18", "Sat 18:00-24:00"),
        ("Sat after 18", "Sat 18:00-24:00"),
        ("shanba 18:00 dan keyin", "Sat 18:00-24:00"),
        ("Fri-Mon 10-11", "Mon 10:00-11:00; Fri 10:00-11:00; Sat 10:00-11:00; Sun 10:00-11:00"),
        ("Fri 22:00-02:00", "Fri 22:00-24:00; Sat 00:00-02:00"),
        ("Sun 23-1", "Mon 00:00-01:00; Sun 23:00-24:00"),
        ("Mon 11-2 pm", "Mon 11:00-14:00"),
        ("Mon 12am-1am", "Mon 00:00-01:00"),
        ("Mon 18:10-20:50", "Mon 18:30-20:30"),
        ("", ""),
    ],
)
def test_what_people_write_is_what_they_mean(text, meant):
    assert told(read_week(text)) == meant


def test_any_time_is_the_whole_week():
    assert read_week("any time") == read_week("istalgan vaqt") == read_week("каждый день") == ((0, HALF_HOURS),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("someday", "“someday” is neither a day nor an hour."),
        ("Mon ★", "“★” is neither a day nor an hour."),
        ("Mon 25-26", "“25” is no time of the day."),
        ("Mon 10:70-11", "“10:70” is no time of the day."),
        ("Mon 18", "“18” has no end."),
        ("Mon 18 Tue 19-20", "“18” has no end."),
        ("Mon 18 19-20", "“18” has no end."),
        ("Mon 18:00-18:10", "A time has to be half an hour at least."),
    ],
)
def test_where_it_makes_no_sense_is_told(text, words):
    with pytest.raises(NoWeek, match="^" + words.replace(".", r"\.") + "$"):
        read_week(text)


@given(st.text(max_size=30))
def test_any_text_is_spans_in_order_or_told_apart(text):
    try:
        spans = read_week(text)
    except NoWeek:
        return
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= HALF_HOURS for edge in edges)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 47), st.integers(1, 48)), max_size=8))
def test_what_is_written_out_is_read_back(parts):
    wanted = {day * 48 + at for day, begin, length in parts for at in range(begin, min(begin + length, 48))}
    text = "; ".join(
        f"{NAMES[day]} {begin // 2}:{begin % 2 * 30:02}-{end // 2}:{end % 2 * 30:02}"
        for day, begin, length in parts
        for end in [min(begin + length, 48)]
    )

    assert {at for first, behind in read_week(text) for at in range(first, behind)} == wanted
