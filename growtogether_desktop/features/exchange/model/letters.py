"""The tray of returned mail: what was declined, and the ways on."""

from dataclasses import dataclass

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Conflict, Returned
from growtogether_desktop.workspace import mail
from growtogether_desktop.workspace.mail import About, CameBack
from growtogether_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Letter:
    """A declined change; the same asked several times and declined for the same reason is one."""

    last: CameBack
    earlier: tuple[Returned, ...] = ()
    """The newest first."""

    @property
    def returned(self) -> Returned:
        return self.last.returned

    @property
    def about(self) -> About:
        return self.last.about

    @property
    def conflict(self) -> Conflict | None:
        """Somebody else's words stand there by now."""
        return self.last.conflict

    @property
    def times(self) -> int:
        return 1 + len(self.earlier)

    @property
    def may_be_tried(self) -> bool:
        """Whether asking again might bring something else."""
        return self.conflict is None and self.last.objection is None


class LettersModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.rows: tuple[Letter, ...] = ()
        """The newest first."""
        self._workspace = workspace

    async def load(self) -> None:
        self.rows = _letters(await mail.came_back(self._workspace))
        self.changed.emit(None)

    async def ask_again(self, letter: Letter) -> None:
        """Ask for the same once more, now that things may have changed.

        Raises: Problem, when the rules still say no; it stays in the tray then.
        """
        oldest_first = (*reversed(letter.earlier), letter.returned)
        await self._workspace.do(*(one.posted.change for one in oldest_first))
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
        for one in (letter.returned, *letter.earlier):
            await self._workspace.dismiss(one)
        await self.load()


def _letters(back: tuple[CameBack, ...]) -> tuple[Letter, ...]:
    found: dict[object, Letter] = {}
    for one in back:
        change = one.returned.posted.change
        same = (change.ref, change.KIND, change.text, one.returned.refusal)
        if same in found:
            letter = found[same]
            found[same] = Letter(letter.last, (*letter.earlier, one.returned))
        else:
            found[same] = Letter(one)
    return tuple(found.values())
