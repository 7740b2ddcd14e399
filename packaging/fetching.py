"""Has pip fetch and install what the locks list, and says in plain words how it goes and why it failed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Callable, Iterable, Sequence

from readiness import NotReady

# What pip prints, and what that means to a person; the first that fits is said.
FAILURES = (
    (
        (
            "Failed to establish a new connection",
            "NewConnectionError",
            "Max retries exceeded",
            "Name or service not known",
            "name resolution",
            "Network is unreachable",
            "Connection reset",
            "timed out",
            "ProxyError",
        ),
        "The internet could not be reached, and parts of Grow-Together are still missing.\n"
        "Connect to the internet, then start again; what was fetched so far is kept.",
    ),
    (
        ("No space left on device",),
        "The disk is full. Grow-Together needs about 1 GB; make room, then start again.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "What arrived is not what Grow-Together's authors locked, so nothing of it was installed.\n"
        "Try again over another network; if it happens there too, please tell the authors.",
    ),
    (
        ("No matching distribution found",),
        "Some part of Grow-Together is not made for this kind of computer. It runs on 64-bit Linux (Debian 12,\n"
        "Ubuntu 22.04 or newer), Windows 10 or newer, and macOS 13 or newer on Apple silicon.",
    ),
)


def install(pip: Sequence[str], locks: Sequence[Path], log: Path, before_writing: Callable[[], None]) -> None:
    """Run `pip` until all `locks` are installed; all it says goes into `log`.

    `before_writing` is called when everything has been fetched and the environment is about to be changed.

    Raises:
        NotReady: with the reason in plain words.
    """
    command = [*pip, "install", "--require-hashes", "--only-binary", ":all:", "--progress-bar", "off"]
    for lock in locks:
        command += ["-r", str(lock)]
    with log.open("w", buffering=1, encoding="utf-8") as kept, _start(command) as process:
        assert process.stdout is not None
        for line in _progress(process.stdout, total=max(map(_entries, locks))):
            kept.write(line)
            if line.startswith("Installing collected packages"):
                before_writing()
    if process.returncode != 0:
        raise NotReady(f"{reason(log.read_text('utf-8'))}\n(All that pip said is in {log}.)")


def reason(said: str) -> str:
    """Why pip failed, judged by what it said."""
    for signs, meaning in FAILURES:
        if any(sign in said for sign in signs):
            return meaning
    errors = [line for line in said.splitlines() if "error" in line.lower()]
    return "\n".join(["Grow-Together's parts could not be installed:", *errors[-3:]])


def _start(command: Sequence[str]) -> subprocess.Popen[str]:
    # A person's own settings for pip (an index, a proxy) stay in force, save those that would lead it elsewhere.
    ours = {"PIP_USER": "0", "PIP_QUIET": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return subprocess.Popen(
        command,
        env={**os.environ, **ours},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def _entries(lock: Path) -> int:
    return sum(line[:1].isalnum() for line in lock.read_text("utf-8").splitlines())


def _progress(lines: Iterable[str], total: int) -> Iterable[str]:
    """The same `lines`, told on the way to whoever sits at a terminal."""
    collected = 0
    for line in lines:
        yield line
        if not sys.stderr.isatty():
            continue
        if line.startswith("Collecting "):
            collected += 1
            print(f"\r  fetching {collected} of about {total}\033[K", end="", file=sys.stderr, flush=True)
        elif line.startswith("Installing collected packages"):
            print("\r  putting everything in its place\033[K", file=sys.stderr, flush=True)
