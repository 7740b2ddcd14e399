"""The tray of returned mail: what was declined, and the ways on."""

from dataclasses import dataclass

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Aggregate, Conflict, Returned
from growtogether_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Letter:
    """One declined change."""

    returned: Returned
    conflict: Conflict | None
    """Somebody else's words stand there by now."""


class LettersModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.rows: tuple[Letter, ...] = ()
        """The newest first."""
        self._workspace = workspace

    async def load(self) -> None:
        self.rows = tuple([Letter(one, await self._conflict(one)) for one in await self._workspace.returned()])
        self.changed.emit(None)

    async def ask_again(self, letter: Letter) -> None:
        """Ask for the same change once more, now that things may have changed.

        Raises: Problem, when the rules still say no; it stays in the tray then.
        """
        await self._workspace.do(letter.returned.posted.change)
        await self.dismiss(letter)

    async def keep_mine(self, letter: Letter) -> None:
        """Put my words in the place of theirs, which I have seen. Raises: Problem, when the rules say no."""
        assert letter.conflict is not None
        await self._workspace.do(letter.conflict.keep_mine)
        await self.dismiss(letter)

    async def keep_both(self, letter: Letter) -> None:
        """Put my words beside theirs. Raises: Problem, when the rules say no."""
        assert letter.conflict is not None
        assert letter.conflict.keep_both is not None
        await self._workspace.do(letter.conflict.keep_both)
        await self.dismiss(letter)

    async def dismiss(self, letter: Letter) -> None:
        """Its author has seen it; its words go."""
        await self._workspace.dismiss(letter.returned)
        await self.load()

    async def _conflict(self, returned: Returned) -> Conflict | None:
        change = returned.posted.change
        now: Aggregate | None = await self._workspace.see(change.OF, change.subject)
        return None if now is None else change.conflict(now)
