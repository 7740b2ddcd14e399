"""Work that takes a while: what the status bar shows of it, and how it is cancelled."""

import asyncio
from dataclasses import dataclass
from typing import Any

from growtogether_desktop.base.signal import Signal


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """One piece of work in progress."""

    title: str
    """In the language in use: "Reading cohort.xlsx"."""
    task: "asyncio.Task[Any]"
    progress: Signal[float] | None = None
    """0 to 1, on the window's thread; None when nobody can tell."""
