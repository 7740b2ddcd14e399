"""Writing a file that a person asked for."""

import os
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.reasons import reason


def save_whole(path: Path, content: bytes) -> None:
    """Write the file whole, or leave what was there.

    Raises: Problem, when it cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as trouble:
        beside.unlink(missing_ok=True)
        raise unsaved(path, reason(trouble)) from trouble


def unsaved(path: Path, why: object) -> Problem:
    """What to say of a file that cannot be written."""
    return Problem(
        say("“{file}” cannot be saved: {reason}.", file=path.name, reason=why),
        say("Close it in other programs, or choose another folder."),
    )
