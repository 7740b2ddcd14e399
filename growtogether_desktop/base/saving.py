"""Writing a file that a person asked for."""

import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.reasons import reason

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that begins so, whoever typed it."""


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """The rows as CSV, in which every cell is words and none a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([["'" + cell if cell.startswith(_FORMULA) else cell for cell in row] for row in rows])
    return text.getvalue()


def save_text(path: Path, text: str) -> None:
    """Write the file whole, or leave what was there. Begins with a mark by which Excel knows UTF-8.

    Raises: Problem, when it cannot be written.
    """
    save_whole(path, text.encode("utf-8-sig"))


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
