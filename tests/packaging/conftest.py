"""A checkout small enough to be prepared in seconds, and Pythons that lack what some systems leave out."""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# These stand in for what they are called after, and tell what reached them.
APP = """
import os, part
def main(arguments):
    print("opened", part.VERSION, *arguments, os.environ.get("QT_QPA_PLATFORM"))
    return 5
"""
PAIR = """
import os, part
def main(arguments):
    print("paired", part.VERSION, *arguments, os.environ.get("QT_QPA_PLATFORM"))
    return 3
"""
PYTEST = """
import os, part
def main(arguments):
    print("tested", part.VERSION, *arguments, os.environ.get("QT_QPA_PLATFORM"))
    return 1
"""


@dataclass(frozen=True)
class Checkout:
    """A folder with the real main.py and packaging/, yet a program and locks of a few lines."""

    folder: Path

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    def lock(self, name: str, *wheels: str) -> None:
        """Write packaging/`name` so that it asks for `wheels`, fetched from a folder beside it."""
        lines = ["--no-index", f"--find-links {(self.folder / 'wheels').as_uri()}", *wheels]
        (self.folder / "packaging" / name).write_text("\n".join(lines) + "\n")

    def wheel(self, module: str, version: str, code: str) -> str:
        """Make a wheel of one module; the answer is the line by which a lock asks for it."""
        file = self.folder / "wheels" / f"{module}-{version}-py3-none-any.whl"
        file.parent.mkdir(exist_ok=True)
        about = f"{module}-{version}.dist-info"
        with zipfile.ZipFile(file, "w") as wheel:
            wheel.writestr(f"{module}.py", code)
            wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n")
            wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{about}/RECORD", "")
        return f"{module}=={version} --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"

    def command(self, *arguments: str, python: Path | str = sys.executable) -> list[str]:
        return [str(python), str(self.folder / "main.py"), *arguments]

    def start(
        self, *arguments: str, python: Path | str = sys.executable, **env: str
    ) -> subprocess.CompletedProcess[str]:
        """Run main.py to its end, with nothing but `env` in its environment."""
        return subprocess.run(
            self.command(*arguments, python=python),
            env=surroundings(**env),
            capture_output=True,
            text=True,
            check=False,
        )


def surroundings(**env: str) -> dict[str, str]:
    """An environment without a screen and without anybody's settings for pip, and with `env`."""
    return {"PATH": os.defpath, "HOME": "/nonexistent", "PIP_CONFIG_FILE": os.devnull, "LC_ALL": "C.UTF-8", **env}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout on which nobody has started anything yet."""
    return make_checkout(tmp_path / "checkout")


@pytest.fixture
def prepared(tmp_path: Path, template: Checkout) -> Checkout:
    """A checkout that has been started before; a copy, so that each test may spoil its own."""
    return Checkout(Path(shutil.copytree(template.folder, tmp_path / "prepared", symlinks=True)))


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checkout, subprocess.CompletedProcess[str]]:
    """A checkout that nobody had started, and what its first start said: it takes many seconds, so it is seen once."""
    made = make_checkout(tmp_path_factory.mktemp("template") / "checkout")
    return made, made.start("--version")


@pytest.fixture(scope="session")
def template(first_start: tuple[Checkout, subprocess.CompletedProcess[str]]) -> Checkout:
    made, started = first_start
    assert started.returncode == 5
    return made


@pytest.fixture
def python_without_ensurepip(tmp_path: Path) -> Callable[..., Path]:
    """Make a Python like Debian's: no ensurepip, installs outside an environment refused, `also` importable."""

    def make(*also: Path) -> Path:
        stdlib = Path(sysconfig.get_path("stdlib"))
        home = tmp_path / "python"
        library = home / "lib" / stdlib.name
        library.mkdir(parents=True)
        for part in (*stdlib.iterdir(), *also):
            if part.name not in ("ensurepip", "site-packages", "EXTERNALLY-MANAGED"):
                (library / part.name).symlink_to(part)
        (library / "EXTERNALLY-MANAGED").write_text("[externally-managed]\nError=Use your system's packages.\n")
        (home / "bin").mkdir()
        return Path(shutil.copy(os.path.realpath(sys.executable), home / "bin"))

    return make


def make_checkout(folder: Path) -> Checkout:
    made = Checkout(folder)
    shutil.copytree(ROOT / "packaging", folder / "packaging", ignore=shutil.ignore_patterns("__pycache__", "*.lock"))
    shutil.copy(ROOT / "main.py", folder)
    (folder / "growtogether_desktop" / "headless").mkdir(parents=True)
    shutil.copy(ROOT / "growtogether_desktop" / "__main__.py", folder / "growtogether_desktop")
    (folder / "growtogether_desktop" / "app.py").write_text(APP)
    (folder / "growtogether_desktop" / "headless" / "pair.py").write_text(PAIR)
    part = made.wheel("part", "1", "VERSION = 1")
    made.lock("desktop.lock", part)
    made.lock("test.lock", part, made.wheel("pytest", "1", PYTEST))
    return made
