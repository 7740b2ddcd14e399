"""How often somebody may ask: token buckets, in memory."""

import time
from collections.abc import Callable

from growtogether_desktop.base.i18n import say
from growtogether_desktop.hub.declined import Declined

MOST_KEYS = 10_000


class Buckets:
    """One bucket per key: `burst` requests at once, then `per_s` a second."""

    def __init__(self, burst: float, per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_s = per_s
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}
        """Key → what was left, and when."""

    def take(self, key: str) -> None:
        """Take one. Raises: Declined, when there is none left."""
        now = self._clock()
        left = self._left(key, now)
        if left < 1:
            wait_s = (1 - left) / self._per_s
            raise Declined(
                429, "slow_down", say("Too many tries. Wait a little, then try again."), retry_after_s=wait_s
            )
        self._buckets.pop(key, None)
        if len(self._buckets) >= MOST_KEYS:
            # Those not seen for longest have filled up again, or nearly.
            self._buckets = dict(list(self._buckets.items())[MOST_KEYS // 2 :])
        self._buckets[key] = (left - 1, now)

    def give_back(self, key: str) -> None:
        """The one taken last does not count after all."""
        left, since = self._buckets.get(key, (self._burst, self._clock()))
        self._buckets[key] = (min(self._burst, left + 1), since)

    def _left(self, key: str, now: float) -> float:
        left, since = self._buckets.get(key, (self._burst, now))
        return min(self._burst, left + (now - since) * self._per_s)
