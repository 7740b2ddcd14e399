"""What a spelling key promises to whoever compares what people typed."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.base.spelling import search_key, search_keys, spelling_key

UZBEK_WORDS = [
    ("o'quvchi", ["oʻquvchi", "o‘quvchi", "o’quvchi", "o`quvchi", "öquvchi", "ўқувчи", "O'QUVCHI", "ЎҚУВЧИ", "Öquvçi"]),
    ("g'oya", ["gʻoya", "g‘oya", "ğoya", "ғоя", "Ғоя"]),
    ("shahar", ["şahar", "шаҳар", "ŞAHAR"]),
    ("chiroyli", ["çiroyli", "чиройли"]),
    ("mano", ["maʼno", "ma'no", "маъно"]),
    ("elon", ["eʼlon", "эълон"]),
    ("er", ["yer", "ер", "Yer"]),
    ("yangi yil", ["янги йил", "Yangi Yil"]),
    ("o'zbekiston", ["Oʻzbekiston", "Ўзбекистон", "Özbekiston"]),
]


@pytest.mark.parametrize(("key", "spellings"), UZBEK_WORDS, ids=[key for key, _ in UZBEK_WORDS])
def test_every_spelling_of_an_uzbek_word_has_one_key(key, spellings):
    assert {spelling_key(spelling) for spelling in spellings} == {key}


def test_a_letter_typed_in_two_strokes_is_the_same_letter():
    assert spelling_key("o\u0308quvchi") == spelling_key("у\u0306кувчи").replace("k", "q") == "o'quvchi"


@pytest.mark.parametrize(
    ("russian", "key"),
    [
        ("Язык программирования", "yazik programmirovaniya"),
        ("Объект", "obekt"),
        ("компьютер", "kompyuter"),
        ("ещё", "eshchyo"),
        ("Если", "esli"),
        ("тестирование", "testirovanie"),
    ],
)
def test_russian_is_read_by_the_same_table(russian, key):
    assert spelling_key(russian) == key


def test_fire_and_horse_are_two_words_to_a_reader_and_one_to_a_search():
    assert spelling_key("oʻt") != spelling_key("ot")
    assert search_key("oʻt") == search_key("ot")


@pytest.mark.parametrize(
    "typed",
    ["o'quvchi", "oʻquvchi", "o‘quvchi", "o`quvchi", "ўқувчи", "öquvchi", "O'QUVCHI", "oquvchi", "O\u02bcQUVCHI"],
)
def test_a_search_is_lenient_about_apostrophes(typed):
    assert search_key(typed) == "oquvchi"


def test_only_a_ye_that_starts_a_word_is_shortened():
    assert spelling_key("yer, keyel o'yer (yetti)") == "er, keyel o'yer (etti)"


def test_other_accents_do_not_matter():
    assert spelling_key("Café naïve ӣ") == "cafe naive i"


def test_what_is_no_letter_stays():
    assert spelling_key("C++ / C# (.NET 8) 漢字") == "c++ / c# (.net 8) 漢字"


@given(st.text())
def test_the_key_of_a_key_is_that_key(text):
    key = spelling_key(text)

    assert spelling_key(key) == key


@given(st.text(alphabet="oOgGyYeE'ʻ’`ўғеёъьъ\u0306\u0308 шşa"))
def test_the_key_of_a_key_is_that_key_where_letters_meet(text):
    key = spelling_key(text)

    assert spelling_key(key) == key
    assert search_key(key) == search_key(search_key(key))


def test_every_letter_there_is_has_a_steady_key():
    characters = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isalpha() or unicodedata.combining(c)]

    assert [c for c in characters if spelling_key(spelling_key(c)) != spelling_key(c)] == []


@given(st.text())
def test_case_never_matters(text):
    assert spelling_key(text.casefold()) == spelling_key(text)


@given(st.lists(st.one_of(st.text(), st.text("oOgGyeЎқЯё'`ʻé\x1e "))))
def test_the_keys_of_many_texts_are_the_keys_of_each(texts: list[str]):
    assert search_keys(texts) == [search_key(text) for text in texts]


def test_a_text_of_more_letters_than_anybody_uses_has_the_key_of_its_parts():
    letters = [chr(code) for code in range(0x400, 0x1400) if chr(code).isalpha()]

    assert search_key(" ".join(letters)).split(" ") == [search_key(letter) for letter in letters]
