"""Power cuts of the disk itself, at any moment of its work: what was acknowledged is there afterwards."""

import sys
from pathlib import Path

import pytest

from tests.benchmarks.faults import _cuts
from tests.faults.power import desk_after_power_cuts, flips_noticed, hub_after_power_cuts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="SQLite is watched through what Linux has loaded")

CUTS = 500
"""Of a desk and of the hub: each so many."""
FLIPS = 300


def test_no_power_cut_takes_from_a_desk_what_it_has_acknowledged(tmp_path: Path) -> None:
    kept = desk_after_power_cuts(tmp_path, CUTS)

    assert all(there >= told for there, told in kept)
    assert len(set(kept)) > 20  # the cuts came at many moments


def test_with_less_care_power_cuts_would_take_some(tmp_path: Path) -> None:
    kept = desk_after_power_cuts(tmp_path, 60, care="NORMAL", seed=2)

    assert any(there < told for there, told in kept)


def test_no_power_cut_takes_from_the_hub_what_it_has_answered(tmp_path: Path) -> None:
    kept = hub_after_power_cuts(tmp_path, CUTS)

    assert all(there >= told for there, told in kept)
    assert len(set(kept)) > 20


def test_no_flipped_bit_of_a_cache_is_taken_for_the_truth(tmp_path: Path) -> None:
    """Each is noticed when its page is read; what is read without complaint is what was written."""
    assert flips_noticed(tmp_path, FLIPS) == FLIPS


def test_a_single_power_cut_can_be_measured() -> None:
    figures = {row["what"]: row["figure"] for row in _cuts(1)}

    assert figures["power-cut images"] == 1
    assert figures["images corrupt"] == 0
