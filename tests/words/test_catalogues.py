"""Everything the program says, it says in three languages."""

import ast
import re
from functools import cache

import pytest

from catalogues import LANGUAGES, SOURCES, compiled, missing, path_of, read, template, updated

GAP = re.compile(r"\{(\w+)[^}]*\}")


@cache
def sentences():
    return template()


def forms(message):
    """What is translated, and into what: every form of the sentence."""
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    asked = message.id if isinstance(message.id, tuple | list) else (message.id,)
    return asked, said


def marked(path):
    """Every sentence of a module that is marked to be translated, wherever it stands."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            for sentence in call.args[: {"_": 1, "N_": 1, "say": 1, "ngettext": 2, "say_n": 2}.get(call.func.id, 0)]:
                if isinstance(sentence, ast.Constant):
                    yield sentence.value


def test_no_sentence_is_overlooked_when_they_are_gathered():
    """As those within f-strings are."""
    known = {text for message in sentences() for text in forms(message)[0]}

    overlooked = [(path.name, text) for path in SOURCES.rglob("*.py") for text in marked(path) if text not in known]

    assert overlooked == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated(language):
    assert [message.id for message in missing(updated(language, sentences()))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_was_written(language):
    assert path_of(language).with_suffix(".mo").read_bytes() == compiled(read(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_says_what_the_program_does_not(language):
    known = {message.id for message in sentences() if message.id}

    assert [message.id for message in read(language) if message.id and message.id not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_leaves_the_gaps_that_are_filled(language):
    wrong = []
    for message in read(language):
        asked, said = forms(message)
        gaps = set().union(*(GAP.findall(text) for text in asked))
        for text in said:
            found = set(GAP.findall(text or ""))
            # A plural form may do without the number: "one change waits".
            if not found <= gaps or not gaps - {"n"} <= found:
                wrong.append((message.id, text))

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_uzbek_and_russian_are_not_left_in_english(language):
    """A long sentence that reads the same in both languages has been forgotten, not translated."""
    same = [m.id for m in read(language) if isinstance(m.id, str) and m.id == m.string]

    assert [sentence for sentence in same if len(re.findall(r"[^\W\d_]+", GAP.sub("", sentence))) > 3] == []


def test_uzbek_uses_its_own_letters():
    """oʻ and gʻ have their own sign (U+02BB), the tutuq belgisi is U+02BC; a straight apostrophe is neither."""
    wrong = [text for m in read("uz") for text in forms(m)[1] if text and re.search(r"[oOgG]['`‘’]", text)]

    assert wrong == []


def test_russian_writes_one_letter_for_two():
    """As its newspapers do; half of each would read like a mistake."""
    assert [text for m in read("ru") for text in forms(m)[1] if text and re.search("[ёЁ]", text)] == []
