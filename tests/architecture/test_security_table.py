"""What our documents on security name is there, and no requirement is left out or told twice."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASVS = ROOT / "docs" / "asvs.md"
_ROW = re.compile(r"^\| (V[\d.]+)\.(\d+)(?: to \1\.(\d+))? \| [^|]+ \| ([A-Z][a-z]+(?: [a-z]+)*)[:,] ", re.MULTILINE)
_COUNT = re.compile(r"^\| ([A-Z][a-z ]+) \| [^|]+ \| (\d+) \|$", re.MULTILINE)


def requirements() -> list[tuple[str, int, str]]:
    """Section, number in it and verdict of each, as they stand."""
    return [
        (section, number, verdict)
        for section, first, last, verdict in _ROW.findall(ASVS.read_text("utf-8"))
        for number in range(int(first), int(last or first) + 1)
    ]


@pytest.mark.parametrize("name", ["asvs.md", "security.md", "limits.md"])
def test_every_file_that_is_named_is_there(name: str):
    named = re.findall(r"`(tests/[\w/.]+|[\w/.-]+\.(?:py|md))`", (ROOT / "docs" / name).read_text("utf-8"))

    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_requirement_of_two_levels_has_one_row():
    told = [(section, number) for section, number, _ in requirements()]
    sections = Counter(section for section, _ in told)

    assert told == [(section, number + 1) for section, count in sections.items() for number in range(count)]
    assert list(sections) == sorted(sections, key=lambda section: [int(n) for n in section[1:].split(".")])
    assert len(told) == 253


def test_the_figures_are_those_of_the_rows():
    figures = {verdict: int(count) for verdict, count in _COUNT.findall(ASVS.read_text("utf-8"))}

    assert figures == Counter(verdict for _, _, verdict in requirements())
