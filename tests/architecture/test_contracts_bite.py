"""A contract that nobody has seen fail is decoration. Break each one, in a copy, and hear the linter object."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = "growtogether_desktop"

# (the file that forgets itself, what it imports, the contract that must object)
BREACHES = [
    ("domain/reviews.py", "growtogether_desktop.store.shelf", "Each storey stands on those below"),
    ("hub/service.py", "growtogether_desktop.workspace.workspace", "Each storey stands on those below"),
    ("sourcecode/text.py", "growtogether_desktop.pairing.roster", "Each storey stands on those below"),
    ("demo/__init__.py", "growtogether_desktop.sync.postman", "Each storey stands on those below"),
    ("ui/pane.py", "growtogether_desktop.shell.window", "Each storey stands on those below"),
    (
        "features/reviews/model/review.py",
        "growtogether_desktop.features.home.model.today",
        "Features do not know each other",
    ),
    ("features/exchange/__init__.py", "growtogether_desktop.features.home", "Features do not know each other"),
    (
        "features/home/model/today.py",
        "growtogether_desktop.features.home.pane.home",
        "Inside a feature: pane over model",
    ),
    (
        "features/exchange/model/letters.py",
        "growtogether_desktop.sync.postman",
        "Features see the desk, not the plumbing",
    ),
    ("features/home/pane/home.py", "growtogether_desktop.store.shelf", "Features see the desk, not the plumbing"),
    ("features/reviews/model/review.py", "httpx", "Features see the desk, not the plumbing"),
    ("workspace/workspace.py", "PySide6.QtCore", "Only app, shell, ui and panes know Qt"),
    ("features/matching/model/planning.py", "growtogether_desktop.ui.pane", "Only app, shell, ui and panes know Qt"),
    ("demo/__init__.py", "qasync", "Only app, shell, ui and panes know Qt"),
    ("headless/pair.py", "growtogether_desktop.ui.theme", "Only app, shell, ui and panes know Qt"),
    ("features/reviews/model/drafts.py", "growtogether_desktop.store.shelf", "The store has few callers"),
    ("shell/window.py", "growtogether_desktop.store.drafts", "The store has few callers"),
    ("features/home/model/today.py", "sqlalchemy", "SQL stays below the workspace"),
    ("app.py", "sqlite3", "SQL stays below the workspace"),
    ("workspace/workspace.py", "sqlcipher3", "SQL stays below the workspace"),
    ("sync/postman.py", "growtogether_desktop.hub.service", "The hub is a program of its own"),
    ("app.py", "growtogether_desktop.hub.service", "The hub is a program of its own"),
    ("ui/pane.py", "threading", "Threads are started in one place"),
    ("base/logs.py", "multiprocessing", "Threads are started in one place"),
    ("hub/service.py", "concurrent.futures", "Threads are started in one place"),
    ("sync/postman.py", "anyio", "Threads are started in one place"),
    ("domain/cohorts.py", "msgspec", "The domain is plain Python"),
    ("domain/changes.py", "json", "The domain is plain Python"),
    ("features/matching/model/planning.py", "numpy", "Heavy guests come in by one door"),
    ("ui/theme.py", "pygments", "Heavy guests come in by one door"),
    ("shell/window.py", "qasync", "Heavy guests come in by one door"),
    (
        "pairing/plans/verify/rules.py",
        "growtogether_desktop.pairing.plans.question",
        "The checker of plans does not know the maker",
    ),
    ("base/errors.py", "growtogether_desktop.base.background", "No knots"),
]


@pytest.mark.parametrize(("file", "imported", "contract"), BREACHES)
def test_a_breach_is_noticed(tmp_path, file, imported, contract):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / PACKAGE, tmp_path / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    forgetful = tmp_path / PACKAGE / file
    forgetful.write_text(f"{forgetful.read_text('utf-8')}\nimport {imported}\n", encoding="utf-8")

    broken = broken_contracts(tmp_path)

    assert contract in broken


def test_a_module_that_has_no_storey_is_noticed(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / PACKAGE, tmp_path / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / PACKAGE / "utils.py").write_text("")

    broken = broken_contracts(tmp_path)

    assert broken == ["Each storey stands on those below"]


@pytest.mark.parametrize(
    "line",
    [
        "from asyncio import create_task",
        "from asyncio import ensure_future",
        "from asyncio import to_thread",
        "from PySide6.QtCore import QThread",
        "from PySide6.QtCore import QThreadPool",
        "from PySide6.QtCore import QSortFilterProxyModel",
        "from qasync import asyncClose",
        "from qasync import asyncSlot",
    ],
)
def test_a_banned_name_is_noticed(line):
    ruff = [Path(sys.executable).with_name("ruff"), "check", "--no-cache", "--stdin-filename", f"{PACKAGE}/app.py", "-"]

    heard = subprocess.run(ruff, cwd=ROOT, input=f"{line}\n", capture_output=True, text=True, check=False).stdout

    assert "TID251" in heard


def test_no_folder_escapes_the_linter():
    """To whom a folder without `__init__.py` is no package, and its modules do not exist."""
    folders = [folder for folder in (ROOT / PACKAGE).rglob("*") if folder.is_dir() and any(folder.rglob("*.py"))]

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_the_house_as_it_is_keeps_all_contracts():
    assert broken_contracts(ROOT) == []


def broken_contracts(folder: Path) -> list[str]:
    """The names of the contracts that the package in `folder` breaks, told by the linter as a person would run it."""
    heard = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = [line for line in heard.stdout.splitlines() if " KEPT" in line or " BROKEN" in line]
    assert verdicts, heard.stdout + heard.stderr
    return [line.split(" BROKEN")[0] for line in verdicts if " BROKEN" in line]
