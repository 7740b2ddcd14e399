"""Work in the background that tells how far it is, and ends when nobody wants it any more."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from growtogether_desktop.base import manners
from growtogether_desktop.base.background import Background
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.pairing.solving.instance import Cancelled, Progress

T = TypeVar("T")

_OFTEN_S = 0.05
"""The window is told no more often: whoever looks sees no difference, and each time something is painted."""


async def computed(
    run: Callable[[Callable[[], T]], Awaitable[T]], work: Callable[[Progress], T], progress: Signal[float]
) -> T:
    """Have `work` done by what runs things elsewhere; cancelled here, it ends there at its next sign of progress."""
    hook = Hook(asyncio.get_running_loop(), progress)
    try:
        return await run(partial(work, hook))
    except asyncio.CancelledError:
        hook.cancelled = True
        raise


class Hook:
    """Carries progress from the computing thread to the window's, and the wish to end it back."""

    def __init__(self, loop: asyncio.AbstractEventLoop, progress: Signal[float]) -> None:
        self.cancelled = False
        self._loop = loop
        self._progress = progress
        self._again_s = 0.0

    def __call__(self, share: float) -> None:
        if self.cancelled:
            raise Cancelled
        if (now := time.monotonic()) >= self._again_s:
            self._again_s = now + _OFTEN_S
            self._loop.call_soon_threadsafe(self._tell, share)
        manners.stand_back()

    def _tell(self, share: float) -> None:
        if not self.cancelled:
            self._progress.emit(share)


class PlannerTurns:
    """Whoever asks the planner has it alone."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._turn = asyncio.Lock()

    async def take(self, work: Callable[[], T]) -> T:
        """Do this in the background when its turn comes, and to the end even if the answer is no longer wanted."""
        return await asyncio.shield(self._background.spawn(self._take(work), name="ask the planner"))

    async def _take(self, work: Callable[[], T]) -> T:
        async with self._turn:
            try:
                return await self._background.compute(work)
            except Cancelled as nobody:
                raise asyncio.CancelledError from nobody
