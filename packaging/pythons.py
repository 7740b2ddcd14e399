"""Finds a Python that Grow-Together can live with, and hands over to one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import NoReturn

from readiness import NotReady

SUPPORTED = ("3.13", "3.12", "3.11")
"""Best first. 3.14 has to wait for qasync."""


def supported_python() -> str:
    """The program of a Python we support: this one, or else one on the PATH.

    Raises:
        NotReady: there is none.
    """
    if _version_here() in SUPPORTED:
        return sys.executable
    for version in SUPPORTED:
        found = shutil.which("python" + version)
        if found and _answers_as(found, version):
            return found
    raise NotReady(
        f"Grow-Together needs Python 3.11, 3.12 or 3.13; this is {_version_here()}, and none of them was found.\n"
        "Install Python 3.13 from your system's packages or from python.org, then start again."
    )


def succeeds(*command: str) -> bool:
    """Whether `command` can be run and ends well; what it says is nobody's business."""
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def hand_over(*command: str) -> NoReturn:
    """End this process by becoming `command`."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # there execv would return to the prompt at once and leave two programs at one console
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def _version_here() -> str:
    return "{}.{}".format(*sys.version_info)


def _answers_as(python: str, version: str) -> bool:
    """Whether `python` starts and is `version`; version managers put names on the PATH behind which there is none."""
    return succeeds(python, "-c", f"import sys; sys.exit('{{}}.{{}}'.format(*sys.version_info) != '{version}')")
