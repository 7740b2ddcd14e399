"""Rosters on disk, and the terminal in English."""

import pytest

from growtogether_desktop.base.i18n import use_language

MENTEES = "name,email,wants,languages\nAli,ali@example.org,Go,uz\nVali,vali@example.org,Rust,uz\n"
MENTORS = "name,email,skills,capacity,languages\nMalika,malika@example.org,Go,1,uz\nAziz,aziz@example.org,Rust,1,uz\n"


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    use_language("en")


@pytest.fixture
def files(tmp_path):
    """A folder with two rosters, and what it is told by `pair`."""
    (tmp_path / "mentees.csv").write_text(MENTEES, encoding="utf-8")
    (tmp_path / "mentors.csv").write_text(MENTORS, encoding="utf-8")
    return tmp_path
