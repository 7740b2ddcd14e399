"""The hub's container holds all that a hub needs and nothing else: a lock of its own, and parts of the program."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from contextlib import closing
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import grimp
import httpx
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.hubs import ROOT, RunningHub
from tests.packaging.test_locks import entries

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ASKED = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependency-groups"]["hub-alone"]}
CONTAINER = ROOT / "packaging" / "hub" / "Containerfile"
BY_NAME = {"psycopg", "tzdata"}
"""What no line imports: SQLAlchemy finds its driver by the name in the address, and zoneinfo its zones."""


def imported() -> set[str]:
    """The distributions that the hub's modules, and those they stand on, import."""
    graph = grimp.build_graph("growtogether_desktop", include_external_packages=True, cache_dir=None)
    hub = {"growtogether_desktop.hub", *graph.find_descendants("growtogether_desktop.hub")}
    below = hub.union(*map(graph.find_upstream_modules, hub))
    guests = {name for name in below if graph.is_module_squashed(name)} - sys.stdlib_module_names
    comes_with = packages_distributions()
    return {canonicalize_name(name) for guest in guests for name in comes_with[guest]}


@pytest.fixture(scope="module")
def only_what_is_copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the container's lines that copy something have done so."""
    folder = tmp_path_factory.mktemp("copied")
    for source, target in re.findall(r"^COPY (\S+) (\S+)$", CONTAINER.read_text("utf-8"), re.MULTILINE):
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, folder / target)
        else:
            (folder / target.rpartition("/")[0]).mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, folder / target)
    return folder


@pytest.fixture(scope="module")
def only_what_is_locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the packages in the lock, as they are installed here."""
    folder = tmp_path_factory.mktemp("locked")
    for entry, _ in entries("hub.lock"):
        if entry.marker is not None and not entry.marker.evaluate():
            continue
        installed = distribution(entry.name)
        assert entry.specifier.contains(installed.version), "this environment is not of this checkout"
        for top in {file.parts[0] for file in installed.files or ()} - {"..", "__pycache__"}:
            if not (folder / top).exists():
                (folder / top).symlink_to(Path(str(installed.locate_file(top))))
    return folder


def test_all_that_the_hub_imports_is_asked_for_and_nothing_else():
    assert imported() | BY_NAME == ASKED


def test_the_versions_are_those_of_the_desktop():
    assert {str(entry) for entry, _ in entries("hub.lock")} <= {str(entry) for entry, _ in entries("desktop.lock")}


def test_a_hub_starts_and_lets_somebody_in_with_nothing_but_that(
    only_what_is_copied: Path, only_what_is_locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PYTHONPATH", str(only_what_is_locked))
    with closing(RunningHub(tmp_path / "hub")) as hub:
        hub.PYTHON = (sys.executable, "-S")  # without site-packages
        hub.ROOT = only_what_is_copied
        hub.start("--oidc-issuer", "https://platform.invalid", "--oidc-client-id", "hub")

        assert httpx.get(f"{hub.url}/health").is_success
        assert hub.coordinator.meet() == 0
        assert "Traceback" not in hub.said()


def test_the_driver_of_postgresql_is_locked(only_what_is_locked: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", str(only_what_is_locked))
    code = "import json, sys, psycopg; print(json.dumps([psycopg.pq.__impl__, sorted(sys.path)]))"

    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)

    driver, path = json.loads(done.stdout)
    assert driver == "binary"
    assert not [folder for folder in path if "site-packages" in folder]
