"""How this desk stands with its hub; the status bar says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from growtogether_desktop.base.i18n import Message

Phase = Literal["demo", "never", "offline", "syncing", "in_step"]


@dataclass(frozen=True, slots=True)
class SyncState:
    phase: Phase = "never"
    since: datetime | None = None
    """When it last changed between offline and in step (UTC)."""
    waiting: int = 0
    """Changes in the outbox."""
    returned: int = 0
    """Changes in the tray of returned mail."""
    reason: Message | None = None
    """Why it is offline, or was until this try."""
    next_try: datetime | None = None
    """When it is tried again by itself (UTC), while it is offline; None where it is not."""
    put_off: bool = False
    """The hub has asked not to be asked before."""
    bytes_up: int = 0
    bytes_down: int = 0
    """Since the program started: bodies as they travelled, the stream of hints with them; heads are not counted."""
