"""What the shelf does with a page of the hub's, seen from the index over its words."""

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
        db.exec_driver_sql("INSERT INTO search(search, rank) VALUES('integrity-check', 1)")
        assert sorted(shelf.search(db, Profile.KIND, "karimova", 9)) == ["a", "c"]
        assert shelf.search(db, Profile.KIND, "timur", 9) == []


def test_a_page_of_what_is_partly_known_is_told_from_what_is_new() -> None:
    engine = open_in_memory()
    with engine.begin() as db:
        shelf.take_in(db, [come("b", 1, "Timur")], {"public": 0})

        shelf.take_in(db, [come("a", 2, "Aziza"), come("b", 3, "Temur"), come("c", 4, "Malika")], {"public": 0})

        assert sorted(shelf.all_of(db, Profile.KIND)) == ["a", "b", "c"]
        assert [shelf.search(db, Profile.KIND, word, 9) for word in ("timur", "temur", "aziza")] == [[], ["b"], ["a"]]
