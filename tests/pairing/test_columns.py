"""How columns are recognised by their titles."""

import pytest

from growtogether_desktop.pairing.columns import ColumnMapping, Field, guess_mapping, header_key

ENGLISH = ("Full name", "E-mail address", "Role", "Skills", "Wants to learn", "Level", "Capacity", "Languages", "Goal")
RUSSIAN = ("ФИО", "Эл. почта", "Роль", "Навыки", "Хочу изучить", "Уровень", "Количество мест", "Языки", "Цель")
UZBEK = (
    "Ism-familiya",
    "Elektron pochta",
    "Rol",
    "Koʻnikmalar",
    "Oʻrganmoqchi",
    "Daraja",
    "Oʻrinlar",
    "Tillar",
    "Maqsad",
)
CYRILLIC = ("Исм", "Почта", "Роль", "Кўникмалар", "Ўрганмоқчи", "Даража", "Ўринлар сони", "Тиллар", "Мақсад")
MEANT = ("name", "email", "role", "skills", "wants", "level", "capacity", "languages", "goal")


@pytest.mark.parametrize("header", [ENGLISH, RUSSIAN, UZBEK, CYRILLIC], ids=["en", "ru", "uz", "uz cyrillic"])
def test_titles_are_understood_in_every_language(header):
    assert guess_mapping(header).fields == MEANT


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("What skills do you have?", Field.SKILLS),
        ("Skills to learn", Field.WANTS),
        ("Programming languages", Field.SKILLS),
        ("Языки программирования", Field.SKILLS),
        ("Spoken languages", Field.LANGUAGES),
        ("How many mentees can you take?", Field.CAPACITY),
        ("Сколько мест?", Field.CAPACITY),
        ("Расскажите о себе", Field.BIO),
        ("Имя ментора", Field.NAME),
        ("Фамилия", Field.FAMILY),
        ("LEVEL (1-5)", Field.LEVEL),
        ("Availability", Field.FREE),
        ("Свободное время", Field.FREE),
        ("Boʻsh vaqt", Field.FREE),
        ("Time zone", Field.ZONE),
        ("Часовой пояс", Field.ZONE),
        ("Vaqt mintaqasi", Field.ZONE),
        ("Minimum mentees", Field.LEAST),
        ("Минимум менти", Field.LEAST),
        ("Kamida", Field.LEAST),
        ("Priority", Field.PRIORITY),
        ("Приоритет", Field.PRIORITY),
        ("Ustuvorlik", Field.PRIORITY),
        ("Keep together", Field.TOGETHER),
        ("Вместе с", Field.TOGETHER),
        ("Birga", Field.TOGETHER),
        ("Not with", Field.APART),
        ("Не вместе с", Field.APART),
        ("Birga emas", Field.APART),
        ("Telegram", ""),
        ("", ""),
    ],
)
def test_a_title_is_understood_by_its_clearest_words(title, field):
    assert guess_mapping((title,)).fields == (field,)


def test_no_field_is_given_to_two_columns():
    assert guess_mapping(("Name of the company", "Name", "Skills", "Other skills")).fields == ("", "name", "skills", "")


def test_a_person_can_move_a_field_to_another_column():
    mapping = ColumnMapping(("name", "skills", ""))

    assert mapping.with_column(2, Field.SKILLS).fields == ("name", "", "skills")
    assert mapping.with_column(0, None).fields == ("", "skills", "")


def test_a_mapping_is_remembered_by_titles_however_they_are_spelled():
    assert header_key(("Oʻrinlar", "E-mail")) == header_key(("ЎРИНЛАР ", "e mail"))
    assert header_key(("Name", "Role")) != header_key(("Role", "Name"))
