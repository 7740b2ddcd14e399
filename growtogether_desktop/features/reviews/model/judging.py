"""What work is judged by, as the coordinators write it: a line for each criterion and each check."""

import re

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.rubrics import RUBRIC, Criterion, DropRubric, OpenRubric, ReviseRubric, Rubric
from growtogether_desktop.features.reviews.model.rubric import USUAL
from growtogether_desktop.workspace.workspace import Workspace

_POINTS = re.compile(r"(.*\S)\s*/\s*(\d{1,6})\s*")


class JudgingModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.rubric = USUAL
        self.usual = True
        """Nobody has set another one."""
        self._workspace = workspace

    @property
    def may_change(self) -> bool:
        return self._workspace.me.coordinates

    async def load(self) -> None:
        found = await self._workspace.see(Rubric, RUBRIC)
        self.rubric, self.usual = found or USUAL, found is None
        self.changed.emit(None)

    async def keep(self, criteria: str, checks: str) -> None:
        """Everybody judges by these from now on; undo takes it back. Raises: Problem."""
        wanted = tuple(_criterion(line) for line in criteria.splitlines() if line.strip())
        ticks = tuple(line.strip() for line in checks.splitlines() if line.strip())
        if not wanted:
            raise Problem(say("Nothing is left to judge by."), say("Write at least one criterion."))
        change = OpenRubric if self.usual else ReviseRubric
        await self._workspace.do(change(RUBRIC, wanted, ticks))
        await self.load()

    async def go_back(self) -> None:
        """To what is usual; undo brings the programme's own back."""
        await self._workspace.do(DropRubric(RUBRIC))
        await self.load()


def criteria_as_words(rubric: Rubric) -> str:
    return "\n".join(f"{_(one.title)} / {one.most}" for one in rubric.criteria)


def checks_as_words(rubric: Rubric) -> str:
    return "\n".join(_(check) for check in rubric.checks)


def _criterion(line: str) -> Criterion:
    """ "It is tested / 10"; without a number it has four points."""
    found = _POINTS.fullmatch(line.strip())
    return Criterion(found[1], int(found[2])) if found else Criterion(line.strip())
