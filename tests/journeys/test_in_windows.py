"""The journeys in real windows, each in a process of its own: a window's loop wants Qt to itself.

By hand: `python -m pytest tests/journeys/windows`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WINDOWS = Path(__file__).parent / "windows"


@pytest.mark.parametrize("journey", sorted(file.name for file in WINDOWS.glob("test_*.py")))
def test_a_journey_succeeds_in_windows(journey, tmp_path):
    command = [sys.executable, "-X", "faulthandler", "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}

    done = subprocess.run(
        [*command, f"--basetemp={tmp_path / 'journey'}", str(WINDOWS / journey)],
        cwd=WINDOWS.parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )

    assert done.returncode == 0, done.stdout + done.stderr
