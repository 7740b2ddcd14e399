"""A measurement that misses what it wants says so with its exit status, where nobody reads the table."""

import sys
from types import ModuleType

import pytest

from tests.benchmarks.__main__ import main, missed


@pytest.mark.parametrize(
    ("figure", "wanted", "held"),
    [(3, "<= 3", True), (4, "<= 3", False), (5000.0, ">= 5000", True), (0.84, ">= 0.85", False), (1, "> 1", False)],
)
def test_a_row_is_held_to_what_it_wants(figure: float, wanted: str, held: bool):
    row: dict[str, object] = {"goal": "S1", "what": "requests", "figure": figure, "wanted": wanted}

    assert missed([row]) == ([] if held else [row])


def test_a_row_that_wants_nothing_misses_nothing():
    assert missed([{"what": "a listener", "figure": 19.0, "goal": ""}]) == []


@pytest.mark.parametrize(("figure", "status"), [(3, 0), (4, 1)])
def test_the_status_tells_whether_something_was_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], figure: int, status: int
):
    measured = ModuleType("tests.benchmarks.laws")
    measured.run = lambda: [{"what": "requests", "figure": figure, "goal": "<= 3"}]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, measured.__name__, measured)

    assert main(["laws"]) == status

    assert ("Missed: requests, 4, <= 3" in capsys.readouterr().err) is bool(status)
