"""Makes the environment that Grow-Together runs in: a `.venv` filled from hash-locked lists.

This file and its neighbours are standard library only and plain enough for Python 3.8: they run on whatever Python
a person happens to have.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, NoReturn

from fetching import install
from pythons import hand_over, succeeds, supported_python
from readiness import NotReady, tell


@dataclass(frozen=True)
class Environment:
    """A virtual environment, and the locks it must hold.

    Each lock leaves a seal in the folder, written last. An environment without seals was interrupted and is made
    anew (pip's cache has kept what was fetched); one whose lock has changed is brought up to date where it is.
    """

    folder: Path
    locks: tuple[Path, ...]

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def entered(self) -> bool:
        """Whether this very process runs in it."""
        return os.path.realpath(sys.prefix) == os.path.realpath(self.folder)

    @property
    def stands(self) -> bool:
        """Whether every lock is installed as it reads today. Asked at every start, so it starts no process."""
        return self.python.exists() and all(_reads(self._seal(lock), self._imprint(lock)) for lock in self.locks)

    def prepare(self) -> None:
        """Make it stand.

        Raises:
            NotReady: with what the person can do about it.
        """
        try:
            with _alone_in(self.folder.parent):
                if not self.stands:  # or another start has made it while this one waited
                    self._fill()
        except OSError as error:
            raise NotReady(f"{self.folder} could not be prepared: {error}") from error
        except KeyboardInterrupt:
            raise NotReady("\nStopped. The next start takes it up again; what was fetched so far is kept.") from None

    def run(self, *arguments: str) -> NoReturn:
        """Go on as its Python with `arguments`; this process ends."""
        hand_over(str(self.python), *arguments)

    def _fill(self) -> None:
        builder = supported_python()
        if self._finished_once:
            tell("Bringing Grow-Together up to date…")
        else:
            tell("Preparing Grow-Together (first start only: about 170 MB are fetched, once)…")
            self._build(builder)
        install(self._pip(builder), self.locks, self.folder / "install.log", before_writing=self._break_seals)
        for lock in self.locks:
            self._seal(lock).write_text(self._imprint(lock), encoding="utf-8")
        tell("Grow-Together is ready.")

    @property
    def _finished_once(self) -> bool:
        """Whether some filling came to its end, and by the Python that is still behind `python`."""
        seals = tuple(self.folder.glob("*.seal"))
        return self.python.exists() and bool(seals) and all(self._behind in seal.read_text("utf-8") for seal in seals)

    def _build(self, builder: str) -> None:
        """Make the empty environment, without a pip of its own where Debian has put ensurepip into another package."""
        venv = (builder, "-m", "venv", "--clear", str(self.folder))
        if succeeds(*venv):
            return
        if succeeds(builder, "-c", "import venv, ensurepip"):
            raise NotReady(f"{self.folder} could not be made. May you write there, and is there room on the disk?")
        if not (succeeds(*venv, "--without-pip") and succeeds(builder, "-m", "pip", "--version")):
            raise NotReady(
                "This Python came without the part that makes environments. Install it, then start again:\n"
                f"    sudo apt install {_venv_package(builder)}"
            )

    def _pip(self, builder: str) -> tuple[str, ...]:
        """The command that is pip for this environment: its own or, where it has none, the builder's."""
        if succeeds(str(self.python), "-I", "-m", "pip", "--version"):
            return (str(self.python), "-I", "-m", "pip")
        return (builder, "-m", "pip", "--python", str(self.python))

    def _seal(self, lock: Path) -> Path:
        return self.folder / f"{lock.name}.seal"

    def _imprint(self, lock: Path) -> str:
        """What the seal of `lock` reads: the lock, and the Python for which it was installed.

        Without the Python, an environment would be trusted after the system has moved `python3` to a newer one.
        """
        return f"{hashlib.sha256(lock.read_bytes()).hexdigest()}\n{self._behind}\n"

    @property
    def _behind(self) -> str:
        return os.path.realpath(self.python)

    def _break_seals(self) -> None:
        """From here on, a power cut leaves a half-filled folder that nobody must trust."""
        for seal in self.folder.glob("*.seal"):
            seal.unlink()


def _reads(file: Path, text: str) -> bool:
    return file.exists() and file.read_text("utf-8") == text


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other start is preparing in `folder`; the system ends the claim even of a start that dies."""
    try:
        import fcntl
    except ImportError:  # Windows, which refuses by itself to clear a folder in use
        yield
        return
    claim = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(claim, fcntl.LOCK_EX)
        yield
    finally:
        os.close(claim)


def _venv_package(python: str) -> str:
    """The Debian package that completes `python`."""
    system = shutil.which("python3", path="/usr/bin") or ""
    if os.path.realpath(system) == os.path.realpath(python):
        return "python3-venv"
    return f"{os.path.basename(os.path.realpath(python))}-venv"
