"""Opens the desktop: at once what the window looked like when it was closed, the program right behind it.

What is imported here and in `shell.last_look` is what every start pays before it paints. Meanwhile a
process of its own takes the picture out of the encrypted cache; all the rest comes with `start`.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import platformdirs

from growtogether_desktop import __version__

ROOT = Path(__file__).parents[1]
GLANCE_S = 0.5
"""So long the picture is waited for, once Qt stands: a keyring may be slow, or ask the person first."""
ROLES = ("coordinator", "mentee", "mentor")


def main(arguments: list[str]) -> int:
    """Open the program; returns its exit status."""
    asked = _parser().parse_args(arguments)
    asked.data = asked.data or Path(platformdirs.user_data_dir("grow-together", appauthor=False))
    glance = _fetch_glance(asked.data) if asked.demo is None and asked.demo_shot is None else None

    # Qt comes while the other process works, and all the rest when the first window is painted.
    from growtogether_desktop.shell.last_look import lock_of, open_qt, show_last_look

    qt, lock, look = open_qt(), lock_of(asked.data), None
    if glance is not None and (picture := _wait_for(glance)) and lock.tryLock(0):
        look = show_last_look(asked.data / "window.ini", picture)

    from growtogether_desktop.start import go_on

    return go_on(qt, lock, look, asked)


def _fetch_glance(folder: Path) -> "subprocess.Popen[bytes] | None":
    """A process that will say what the window looked like; None on a desk that has never been closed."""
    if not (folder / "window.ini").exists():
        return None
    return subprocess.Popen(
        [sys.executable, "-m", "growtogether_desktop.store.glance", str(folder.absolute())],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _wait_for(glance: "subprocess.Popen[bytes]") -> bytes:
    try:
        return glance.communicate(timeout=GLANCE_S)[0]
    except subprocess.TimeoutExpired:
        glance.kill()
        glance.communicate()
        return b""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="Mentors, mentees and coordinators at one desk.")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of your desk")
    parser.add_argument("--demo", choices=ROLES, metavar="ROLE", help="walk through a demo programme as ROLE")
    parser.add_argument("--demo-shot", type=Path, metavar="DIR", help="write a picture of every page to DIR, then end")
    parser.add_argument("--verbose", action="store_true", help="tell the terminal what the log is told")
    return parser
