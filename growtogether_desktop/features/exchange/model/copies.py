"""The copies of what the hub has: how much lies here, whether it is whole, and fetching it anew."""

from dataclasses import dataclass
from enum import Enum

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.exchange.model.naming import kind_of
from growtogether_desktop.workspace import standing
from growtogether_desktop.workspace.standing import Copy, Found
from growtogether_desktop.workspace.state import SyncState
from growtogether_desktop.workspace.workspace import Workspace


class Worth(Enum):
    """What is known of a copy, the worst first."""

    DIFFERENT = "different"
    ANEW = "anew"
    """It is being fetched from its beginning."""
    ASKED = "asked"
    """It is being compared."""
    UNKNOWN = "unknown"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class CopyRow:
    scope: str
    kind: str
    """Marked with `N_`; "" where only newer programs know it."""
    title: str
    rows: int
    lacking: int
    """Files that are still on their way."""
    worth: Worth


class CopiesModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.progress: Signal[float] = Signal()
        self.rows: tuple[CopyRow, ...] = ()
        """The worst first, then the largest."""
        self._workspace = workspace
        self._copies: tuple[Copy, ...] = ()
        self._lacking: dict[str, int] = {}
        self._titles: dict[str, str] = {}
        self._known: dict[str, Worth] = {}
        """What comparing has shown."""

    @property
    def comparable(self) -> bool:
        """Whether there is a hub to compare with."""
        return self._workspace.hub is not None

    async def load(self) -> None:
        before = {copy.scope for copy in self._copies}
        self._copies = await standing.copies(self._workspace)
        self._lacking = await self._workspace.lacking_files()
        held = {copy.scope for copy in self._copies}
        if held != before:
            self._titles = await standing.titles(self._workspace, held)
        self._known = {scope: worth for scope, worth in self._known.items() if scope in held}
        self._arrange()

    async def compare(self, scope: str) -> None:
        """See whether a copy is what the hub has.

        Where news were on their way, the answer comes once they are here.
        Raises: Problem, when the hub cannot be asked.
        """
        self._learn(scope, Worth.ASKED)
        try:
            found = await standing.compare(self._workspace, scope)
        except Problem:
            self._learn(scope, Worth.UNKNOWN)
            raise
        if found is not Found.BEHIND:
            self._learn(scope, Worth.WHOLE if found is Found.WHOLE else Worth.DIFFERENT)

    async def compare_all(self) -> None:
        """The same for every copy. Raises: Problem, when the hub cannot be asked; what was found until then stays."""
        scopes = [row.scope for row in self.rows]
        for at, scope in enumerate(scopes):
            self.progress.emit(at / len(scopes))
            await self.compare(scope)

    async def fetch_anew(self, scope: str) -> None:
        """Put a copy right: fetch it from its beginning, then compare it."""
        await standing.fetch_anew(self._workspace, scope)
        self._known[scope] = Worth.ASKED
        await self.load()

    async def heed(self, state: SyncState) -> None:
        """After an exchange, compare what had to wait for it."""
        if state.phase == "in_step":
            for scope in [scope for scope, worth in self._known.items() if worth is Worth.ASKED]:
                await self.compare(scope)

    def _learn(self, scope: str, worth: Worth) -> None:
        self._known[scope] = worth
        self._arrange()

    def _arrange(self) -> None:
        rows = [self._row(copy) for copy in self._copies]
        worst_first = list(Worth)
        self.rows = tuple(sorted(rows, key=lambda row: (worst_first.index(row.worth), -row.rows, row.scope)))
        self.changed.emit(None)

    def _row(self, copy: Copy) -> CopyRow:
        scope = copy.scope
        worth = Worth.ANEW if copy.anew else self._known.get(scope, Worth.UNKNOWN)
        return CopyRow(
            scope, kind_of(scope), self._titles.get(scope, ""), copy.rows, self._lacking.get(scope, 0), worth
        )
