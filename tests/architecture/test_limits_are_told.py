"""The figures in docs/limits.md are those of the code."""

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "docs" / "limits.md").read_text("utf-8").splitlines()
NAMED = [(line, path, name) for line in LINES for path, name in re.findall(r"`([a-z_.]+)\.([A-Z_]+)`", line)]
LITERALS = [literal for line in LINES for literal in re.findall(r"`(Buckets\([^`]+\))`", line)]


def as_told(name: str, value: int) -> set[str]:
    """Every way in which a reader may be told a number."""
    ways = {f"{value:,}"}
    for unit, size in (("KiB", 1 << 10), ("MiB", 1 << 20), ("MB", 1_000_000)):
        ways |= {f"{value // size:,} {unit}"} if value % size == 0 else set()
    if name.endswith("_S") and value % 86_400 == 0:
        ways.add(f"{value // 86_400} days")
    return ways


@pytest.mark.parametrize(("line", "path", "name"), NAMED, ids=[name for _, _, name in NAMED])
def test_a_figure_is_that_of_the_code(line: str, path: str, name: str):
    value = getattr(import_module(f"growtogether_desktop.{path}"), name)

    told = line.rpartition("|")[0].rpartition("|")[0]
    assert not isinstance(value, int) or any(
        re.search(rf"(?<![\d,]){way}(?!\d|,\d)", told) for way in as_told(name, value)
    )


def test_limits_of_rate_are_those_of_the_hub():
    web = (ROOT / "growtogether_desktop" / "hub" / "web.py").read_text("utf-8")

    assert set(LITERALS) <= set(re.findall(r"Buckets\([\d_]+, [\d /]+\)", web))


def test_many_are_told():
    assert len(NAMED) > 40
