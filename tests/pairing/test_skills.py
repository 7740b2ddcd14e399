"""How skills are told apart."""

import pytest

from growtogether_desktop.pairing.skills import distinct, skill_key, split_skills


@pytest.mark.parametrize(
    ("cell", "skills"),
    [
        ("Go; Rust;SQL", ("Go", "Rust", "SQL")),
        ("Go, Rust , SQL,", ("Go", "Rust", "SQL")),
        ("Office (Word, Excel), SQL", ("Office (Word, Excel)", "SQL")),
        ("Office, Word; SQL", ("Office, Word", "SQL")),
        ("Go\nRust", ("Go", "Rust")),
        ("HTML/CSS | C++", ("HTML/CSS", "C++")),
        ("React;react; REACT", ("React",)),
        ("", ()),
        (" ; ;", ()),
    ],
)
def test_a_cell_is_split_into_skills(cell, skills):
    assert split_skills(cell) == skills


def test_spelling_makes_no_difference_and_signs_do():
    assert skill_key("Тестирование") == skill_key("testirovanie")
    assert skill_key("Spring  Boot") == skill_key("spring boot")
    assert len({skill_key(skill) for skill in ("C", "C++", "C#")}) == 3


def test_the_first_spelling_stays():
    assert distinct(["postgresql", "Go", "PostgreSQL"]) == ("postgresql", "Go")
