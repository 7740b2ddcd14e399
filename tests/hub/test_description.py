"""The hub keeps to its own description (OpenAPI), whatever schemathesis asks of it, a thousand times."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hubs import RunningHub

EXAMPLES = 12
"""Of each route and kind. By hand 1,000 and more were asked."""


class UnhurriedHub(RunningHub):
    MODULE = "tests.hub.unhurried"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    hub = UnhurriedHub(tmp_path / "hub")
    hub.start("--programme", "Bozor")
    yield hub
    hub.close()


def test_the_hub_keeps_to_its_description(hub: RunningHub, tmp_path: Path):
    settings = Path(__file__).with_name("schemathesis.toml")
    command = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"]
    asked = [
        "run",
        f"{hub.url}/schema",
        "--url",
        hub.url,
        "-H",
        f"Authorization: Bearer {hub.coordinator.tokens.access}",
    ]
    # What ends the session would leave nothing to ask; what never ends is asked elsewhere.
    but = ["--exclude-path", "/events", "--exclude-operation-id", "SessionSignOut"]
    how = [
        "--phases",
        "coverage,fuzzing",
        "--max-examples",
        str(EXAMPLES),
        "--seed",
        "1",
        "--generation-database",
        "none",
    ]

    found = subprocess.run(
        [*command, "--config-file", str(settings), *asked, *but, *how],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout
    assert "generated" in found.stdout
