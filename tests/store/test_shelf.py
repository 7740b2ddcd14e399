"""What the shelf does with a page of the hub's, seen from the index over its words."""

import sys
from unittest.mock import patch

from growtogether_desktop.domain.changes import AGGREGATES
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.store import shelf
from growtogether_desktop.store.database import open_in_memory
from growtogether_desktop.wire.protocol import NULL, Row, raw


def come(id: str, seq: int, name: str) -> Row:
    return Row(Profile.KIND, id, "public", "", seq, False, raw(Profile(id, name)))


def gone(id: str, seq: int) -> Row:
    return Row(Profile.KIND, id, "public", "", seq, True, NULL)


def test_a_page_that_takes_the_last_row_away_and_brings_another_leaves_the_index_whole() -> None:
    engine = open_in_memory()
    with engine.begin() as db:
        shelf.take_in(db, [come("a", 1, "Aziza"), come("b", 2, "Timur Karimov")], {"public": 0})

    with engine.begin() as db:
        page = [come("a", 3, "Aziza Karimova"), gone("b", 4), come("c", 5, "Malika Karimova")]
        shelf.take_in(db, page, {"public": 0})

    with engine.begin() as db:
        db.exec_driver_sql("INSERT INTO search(search) VALUES('integrity-check')")
        assert sorted(shelf.search(db, Profile.KIND, "karimova", 9)) == ["a", "c"]
        assert shelf.search(db, Profile.KIND, "timur", 9) == []


def test_a_page_of_what_is_partly_known_is_told_from_what_is_new() -> None:
    engine = open_in_memory()
    with engine.begin() as db:
        shelf.take_in(db, [come("b", 1, "Timur")], {"public": 0})

        shelf.take_in(db, [come("a", 2, "Aziza"), come("b", 3, "Temur"), come("c", 4, "Malika")], {"public": 0})

        assert sorted(shelf.all_of(db, Profile.KIND)) == ["a", "b", "c"]
        assert [shelf.search(db, Profile.KIND, word, 9) for word in ("timur", "temur", "aziza")] == [[], ["b"], ["a"]]


def test_what_is_pulled_anew_and_understood_only_now_is_found() -> None:
    engine = open_in_memory()
    with engine.begin() as db, patch.dict(AGGREGATES):
        del AGGREGATES[Profile.KIND]
        shelf.take_in(db, [come("a", 1, "Aziza")], {"public": 0})
        assert shelf.search(db, Profile.KIND, "aziza", 9) == []

    with engine.begin() as db:
        shelf.take_in(db, [come("a", 1, "Aziza")], {"public": 1})

        assert shelf.search(db, Profile.KIND, "aziza", 9) == ["a"]


def test_what_says_least_beside_the_words_comes_first() -> None:
    engine = open_in_memory()
    with engine.begin() as db:
        page = [come("a", 1, "Aziza Karimova from the school of Fargʻona"), come("b", 2, "Aziza"), come("c", 3, "Lola")]
        shelf.take_in(db, page, {"public": 0})

        assert shelf.search(db, Profile.KIND, "aziza", 9) == ["b", "a"]


def test_a_word_with_any_letter_there_is_is_found() -> None:
    """Python and SQLite do not agree on which signs are letters."""
    words = [f"a{sign}z" for sign in map(chr, range(sys.maxunicode + 1)) if sign.isalnum()]
    engine = open_in_memory()
    with engine.begin() as db:
        shelf.take_in(db, [come("a", 1, " ".join(words))], {"public": 0})

        found = [shelf.search(db, Profile.KIND, " ".join(some), 9) for some in batched(words)]

    assert found == [["a"]] * len(found)


def batched(words: list[str]) -> list[list[str]]:
    return [words[at : at + 200] for at in range(0, len(words), 200)]
