"""Texts and tables that a coordinator takes along as a file."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from growtogether_desktop.base.saving import save_whole

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
