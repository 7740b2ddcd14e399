"""The hub's crossings from its one event loop to blocking work, each with its own limit."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

T = TypeVar("T")

READERS = 4
WRITERS = 8


class Threads:
    """Queues are fair: whoever asked first is served first."""

    def __init__(self, *, one_writer: bool) -> None:
        # SQLite has one writer at a time. Waiting here is fair; waiting at its lock is a lottery.
        self._writers = CapacityLimiter(1 if one_writer else WRITERS)
        self._readers = CapacityLimiter(READERS)
        self._passwords = CapacityLimiter(2)

    async def read(self, work: Callable[[], T]) -> T:
        return await _elsewhere(self._readers, work)

    async def write(self, work: Callable[[], T]) -> T:
        return await _elsewhere(self._writers, work)

    async def passwords(self, work: Callable[[], T]) -> T:
        """Work that takes 19 MiB and a while: two at a time, so that sign-ins do not crowd out everybody."""
        return await _elsewhere(self._passwords, work)


async def _elsewhere(limit: CapacityLimiter, work: Callable[[], T]) -> T:
    # When the program ends it does not wait: what is not committed by then never was.
    return await run_sync(work, abandon_on_cancel=True, limiter=limit)
