"""The locks hold what pyproject.toml asks for, to the letter, and name no place to fetch it from."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
ASKED = {
    "desktop.lock": [*PROJECT["dependencies"], *EXTRAS["hub"]],
    "test.lock": [*PROJECT["dependencies"], *EXTRAS["hub"], *EXTRAS["test"]],
    "hub.lock": PYPROJECT["dependency-groups"]["hub-alone"],
}


def entries(lock: str) -> list[tuple[Requirement, str]]:
    """What `lock` pins, each with the lines of its hashes."""
    text = re.sub(r"^#.*\n", "", (ROOT / "packaging" / lock).read_text("utf-8"), flags=re.MULTILINE)
    parts = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return [(Requirement(part.split(" \\\n")[0]), part) for part in parts if part.strip()]


@pytest.mark.parametrize("lock", ASKED)
def test_everything_asked_for_is_locked(lock):
    locked = {canonicalize_name(entry.name) for entry, _ in entries(lock)}

    assert {canonicalize_name(Requirement(asked).name) for asked in ASKED[lock]} <= locked


@pytest.mark.parametrize("lock", ASKED)
def test_every_version_is_one_that_is_asked_for(lock):
    asked = {
        canonicalize_name(requirement.name): requirement.specifier for requirement in map(Requirement, ASKED[lock])
    }

    for entry, _ in entries(lock):
        version = str(entry.specifier).removeprefix("==")
        assert asked.get(canonicalize_name(entry.name), entry.specifier).contains(version), entry


@pytest.mark.parametrize("lock", ASKED)
def test_every_entry_carries_its_hashes(lock):
    assert all("--hash=sha256:" in lines for _, lines in entries(lock))


@pytest.mark.parametrize("lock", ASKED)
def test_a_lock_names_no_place(lock):
    text = (ROOT / "packaging" / lock).read_text("utf-8")

    assert not re.search(r"https?:|file:|index-url|find-links", text)


def test_the_test_lock_holds_the_desktop_lock():
    assert {str(entry) for entry, _ in entries("desktop.lock")} <= {str(entry) for entry, _ in entries("test.lock")}


def test_everything_the_program_imports_is_asked_for():
    """What is there only because something else needs it may be gone after the next lock."""
    graph = grimp.build_graph("growtogether_desktop", include_external_packages=True, cache_dir=None)
    guests = {name for name in graph.modules if graph.is_module_squashed(name)} - sys.stdlib_module_names
    comes_with = packages_distributions()

    asked = {canonicalize_name(Requirement(line).name) for line in ASKED["desktop.lock"]}

    assert {guest for guest in guests if not asked & set(map(canonicalize_name, comes_with[guest]))} == set()
