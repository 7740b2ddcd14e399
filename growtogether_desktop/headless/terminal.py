"""How the program speaks where there is no window: sentences on the terminal, and a bar while it works."""

import argparse
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from growtogether_desktop.base.i18n import Message, say, use_language

DONE, NOT_PROVEN, REFUSED, CANCELLED = 0, 1, 3, 130
"""Exit statuses. 2 is argparse's, for a command line it cannot read; 130 is what a shell expects of Ctrl+C."""

_WIDTH = 32


def run(work: Callable[[list[str]], int], arguments: list[str]) -> int:
    """The exit status of the work, in the language of the terminal; Ctrl+C ends it without a trace."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a pipe on Windows may not know every letter
    use_language(_language(os.environ))
    try:
        return work(arguments)
    except KeyboardInterrupt:
        tell(sys.stderr, say("Cancelled. Nothing was written."))
        return CANCELLED


def parser(command: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"main.py {command}", description=description)


def tell(stream: TextIO, *sentences: Message | str | Exception) -> None:
    for sentence in sentences:
        stream.write(f"{sentence}\n")


def bar(stream: TextIO) -> Callable[[float], None]:
    """A bar that fills while the work is done; nothing where nobody looks, in a pipe or a log."""
    if not stream.isatty():
        return lambda done: None

    def draw(done: float) -> None:
        filled = round(_WIDTH * min(max(done, 0.0), 1.0))
        stream.write(f"\r[{'█' * filled}{'·' * (_WIDTH - filled)}] {round(100 * done):3d} %")
        if done >= 1:
            stream.write("\r\033[K")
        stream.flush()

    return draw


def write(path: Path, data: bytes) -> None:
    """The whole file or nothing of it. Raises: OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _language(environ: "os._Environ[str]") -> str:
    said = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return said.partition(".")[0].partition("_")[0]
