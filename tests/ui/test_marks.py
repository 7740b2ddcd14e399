import pytest
from pytestqt.qtbot import QtBot

from growtogether_desktop.ui.mark_paint import initials
from growtogether_desktop.ui.marks import Avatar, Bar, Pill


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Malika Karimova", "MK"),
        ("Gulnora Yoʻldosheva Ismoilova", "GI"),
        ("Екатерина Ким", "ЕК"),
        ("anvar", "AN"),
        ("Abdul-Aziz", "AA"),
        ("  ", "?"),
        ("«Timur» Sobirov", "SO"),
    ],
)
def test_a_person_has_two_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_marks_say_aloud_what_they_show(qtbot: QtBot) -> None:
    pill, avatar, bar = Pill("merged", "resolved"), Avatar("Lola Xasanova"), Bar(0.5, "Goal")
    for mark in (pill, avatar, bar):
        qtbot.addWidget(mark)

    assert [mark.accessibleName() for mark in (pill, avatar, bar)] == ["merged", "Lola Xasanova", "Goal 50%"]


def test_a_pill_is_as_wide_as_its_words(qtbot: QtBot) -> None:
    short, long = Pill("new"), Pill("packed for offline")
    qtbot.addWidget(short)
    qtbot.addWidget(long)

    assert short.sizeHint().width() < long.sizeHint().width()
