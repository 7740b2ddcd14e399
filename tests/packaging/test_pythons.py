"""Whichever Python a person types, main.py finds one that will do, or says which to get."""

import ast
import sys
from pathlib import Path

import pytest

import pythons
from readiness import NotReady

ROOT = Path(__file__).parents[2]


def program(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.fixture
def path(tmp_path, monkeypatch):
    """An otherwise empty PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_this_python_will_do():
    assert pythons.supported_python() == sys.executable


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 0), (3, 14, 1)])
def test_another_python_on_the_path_is_found(monkeypatch, path, version):
    here = f"python3.{sys.version_info.minor}"
    program(path, here, f'exec "{sys.executable}" "$@"')
    monkeypatch.setattr(sys, "version_info", version)

    assert pythons.supported_python() == str(path / here)


def test_a_name_without_a_python_behind_it_is_passed_over(monkeypatch, path):
    program(path, "python3.13", "exit 127")
    program(path, "python3.12", f'exec "{sys.executable}" -c "raise SystemExit(1)"')
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))

    with pytest.raises(NotReady, match=r"needs Python 3\.11, 3\.12 or 3\.13; this is 3\.14"):
        pythons.supported_python()


@pytest.mark.parametrize(
    "file", [ROOT / "main.py", *sorted((ROOT / "packaging").glob("*.py"))], ids=lambda file: file.name
)
def test_an_old_python_can_read_what_runs_before_the_environment_stands(file):
    ast.parse(file.read_text("utf-8"), feature_version=(3, 8))
