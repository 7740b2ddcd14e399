"""Bytes are read as their author wrote them, and what hides in them is seen."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.sourcecode.encoding import BINARY, encoding_of
from growtogether_desktop.sourcecode.text import Newline, mixed_words, read_text, shown

RUSSIAN = [
    "# Проверяем корзину и остаток на складе\ndef order(cart):\n    return cart  # итог\n",
    "// Функция возвращает сумму всех заказов пользователя за месяц.\nint main() { return 0; }\n",
    "Привет, мир!\n",
    "<p>Съешь ещё этих мягких французских булок, да выпей чаю</p>\n",
    "ВНИМАНИЕ: не удаляйте этот файл до конца месяца\n",
    "print('Введите число:')\n",
    "# ВСЕ ПАРЫ ПЕРЕСЧИТЫВАЮТСЯ ЗАНОВО, КОГДА КООРДИНАТОР МЕНЯЕТ ВЕСА\n",
    "x = 1  # да\ny = 2  # нет\nz = 3  # может быть, но не сейчас\n",
]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("words", RUSSIAN, ids=range(len(RUSSIAN)))
def test_cyrillic_is_read_in_the_code_page_it_was_written_in(words, encoding):
    text = read_text(words.encode(encoding))

    assert (text.encoding, "\n".join(text.lines) + "\n") == (encoding, words)


@pytest.mark.parametrize("words", [words for words in RUSSIAN if "я" in words or "П" in words])
def test_what_an_old_mac_wrote_reads_as_it_was_meant(words):
    assert "\n".join(read_text(words.encode("mac-cyrillic")).lines) + "\n" == words


@pytest.mark.parametrize("encoding", ["cp1251", "mac-cyrillic"])
def test_quotes_dashes_and_uzbek_letters_do_not_mislead(encoding):
    words = "# «Корзина» — это список товаров; № заказа хранится отдельно…\n# Бир фойдаланувчи учун ўз саватчаси\n"

    assert read_text(words.encode(encoding)).encoding == encoding


@pytest.mark.parametrize(
    "words",
    ["café, naïve, résumé\n", "für die Größe der Straße\n", "precio: 5 ¢ - no, 7 £\n", "à la carte, à gauche\n"],
)
def test_western_letters_are_not_taken_for_cyrillic(words):
    assert read_text(words.encode("latin-1")).encoding == "latin-1"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("words", ["class Shop { }\r\n", "// Сумма заказа\r\nint total = 0;\r\n"])
@pytest.mark.parametrize("marked", [True, False])
def test_utf_16_is_known_by_its_mark_or_its_nulls(words, encoding, marked):
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[encoding] if marked else b""

    text = read_text(mark + words.encode(encoding))

    assert (text.encoding, text.newline, list(text.lines)) == (encoding, Newline.CRLF, words.split("\r\n")[:-1])


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("# -*- coding: koi8-r -*-\ns = 'дом'\n".encode("koi8-r"), "koi8-r"),
        ('<?xml version="1.0" encoding="windows-1251"?><a>дом</a>'.encode("cp1251"), "cp1251"),
        ('<meta charset="Shift_JIS"><p>日本語'.encode("shift_jis"), "shift_jis"),
        (b"# coding: rot13\nprint(1)\n", "utf-8"),
        (b"# coding: unicode_escape\nprint(1)\n", "utf-8"),
        (b"# coding: no-such-thing\nprint(1)\n", "utf-8"),
        ("# coding: utf-8\n# дом\n".encode("cp1251"), "cp1251"),
        (codecs.BOM_UTF8 + b"# coding: cp1251\n", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_a_cookie_is_believed_when_it_names_a_known_encoding_that_fits(content, encoding):
    assert encoding_of(content) == encoding


def test_a_mark_is_no_part_of_the_text():
    assert list(read_text(codecs.BOM_UTF8 + "ўйин".encode()).lines) == ["ўйин"]


def test_what_holds_nulls_is_binary_and_shown_in_hex():
    text = read_text(b"\x7fELF\x02\x01\x01\x00" + bytes(range(12)))

    assert text.binary
    assert list(text.lines) == [
        "00000000  7f 45 4c 46 02 01 01 00  00 01 02 03 04 05 06 07  ·ELF············",
        "00000010  08 09 0a 0b                                       ····",
    ]
    assert text.lines[-1:] == (text.lines[1],)


def test_a_person_may_choose_another_encoding_and_what_does_not_fit_still_shows():
    assert list(read_text("дом".encode("cp1251"), "utf-8").lines) == ["���"]
    assert read_text(b"a\0b", BINARY).binary
    assert list(read_text(b"", BINARY).lines) == []


@pytest.mark.parametrize(
    ("content", "lines", "newline"),
    [
        (b"", [], Newline.NONE),
        (b"a", ["a"], Newline.NONE),
        (b"a\nb\n", ["a", "b"], Newline.LF),
        (b"a\r\n\r\nb", ["a", "", "b"], Newline.CRLF),
        (b"a\rb\r", ["a", "b"], Newline.CR),
        (b"a\nb\r\nc", ["a", "b", "c"], Newline.MIXED),
        (b"\n\r\n\r", ["", "", ""], Newline.MIXED),
        ("a\x0bb\x0cc\u2028d\x85e\n".encode(), ["a\x0bb\x0cc\u2028d\x85e"], Newline.LF),
    ],
)
def test_lines_end_at_newlines_and_at_nothing_else(content, lines, newline):
    text = read_text(content)

    assert (list(text.lines), text.newline) == (lines, newline)


@given(st.text(st.sampled_from("ab\r\n😀я"), max_size=40))
def test_no_letter_is_lost_between_the_lines(words):
    text = read_text(words.encode())

    assert "".join(text.lines) == words.replace("\r", "").replace("\n", "")
    assert text.lines[0 : len(text.lines)] == tuple(text.lines)


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(content):
    text = read_text(content)

    assert text.size == len(content)
    assert all("\n" not in line for line in text.lines)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_column_and_its_place_on_the_screen_convert_both_ways(line):
    seen = shown(line)

    assert [seen.column(unit) for unit in seen.units] == list(range(len(line) + 1))
    assert seen.units[-1] == len(seen.text.encode("utf-16-le")) // 2


def test_hidden_characters_are_named():
    line = "if admin\u202e != \u2066'user\u200b':"

    seen = shown(line)

    assert seen.text == "if adminRLO != LRI'userZWSP':"
    assert [seen.text[at : at + n] for at, n in seen.labels] == ["RLO", "LRI", "ZWSP"]
    assert read_text(line.encode()).hidden == 3


def test_an_emoji_in_colour_hides_nothing_but_a_lone_selector_does():
    assert read_text("done ✔️ ❤️ 👨‍👩‍👧 🏳️‍🌈 👩🏽‍🚀\n".encode()).hidden == 0
    assert read_text("a\ufe0f\ufe01\n".encode()).hidden == 2
    assert read_text("a\u200db 👨\u200d \u200d👩\n".encode()).hidden == 3


def test_words_of_two_alphabets_are_doubted():
    line = "раssword = pаypal + слово + word"

    assert [line[a:b] for a, b in mixed_words(line)] == ["раssword", "pаypal"]
    assert mixed_words("API-га, 3 та, №5") == ()


def test_columns_beyond_the_first_plane_count_once():
    seen = shown("😀x")

    assert (list(seen.units), seen.column(1), seen.column(2)) == ([0, 2, 3], 0, 1)
