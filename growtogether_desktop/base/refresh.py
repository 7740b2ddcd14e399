"""Reading again when something was touched: never twice at once, and never one time too few."""

from collections.abc import Awaitable, Callable

from growtogether_desktop.base.background import Background


class Refresh:
    """Does `work` when asked; asked again meanwhile, it does it once more afterwards."""

    def __init__(self, background: Background, work: Callable[[], Awaitable[None]], name: str) -> None:
        self._background = background
        self._work = work
        self._name = name
        self._asked = False
        self._busy = False

    def ask(self) -> None:
        self._asked = True
        if not self._busy:
            self._busy = True
            self._background.spawn(self._run(), name=self._name)

    async def _run(self) -> None:
        try:
            while self._asked:
                self._asked = False
                await self._work()
        finally:
            self._busy = False
