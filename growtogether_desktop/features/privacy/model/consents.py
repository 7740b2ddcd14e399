"""What one allows, and taking it back."""

from dataclasses import dataclass
from datetime import datetime

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref, Stamp
from growtogether_desktop.domain.consents import UNTIL_ASKED, Consent, Use, consent_id, saying
from growtogether_desktop.workspace.workspace import Workspace

__all__ = ("Allowed", "ConsentsModel", "Use")


@dataclass(frozen=True, slots=True)
class Allowed:
    """How one stands to one use of what is known of one."""

    use: Use
    given: bool
    since: datetime | None
    """None for whoever has not been asked."""


class ConsentsModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.rows: tuple[Allowed, ...] = ()
        me = workspace.me.id
        self.answer = saying(None, me, Use.DIRECTORY, given=True).apply(None, Stamp(me, workspace.clock()))
        """Any answer of mine: who reads it is told before it is given."""
        self._workspace = workspace

    def hears(self, touched: frozenset[Ref]) -> bool:
        """Whether this may look different now."""
        return any(ref.kind == Consent.KIND for ref in touched)

    async def load(self) -> None:
        known = {use: await self._known(use) for use in Use}
        self.rows = tuple(
            Allowed(use, UNTIL_ASKED[use], None) if one is None else Allowed(use, one.given, one.since)
            for use, one in known.items()
        )
        self.changed.emit(None)

    async def say(self, use: Use, *, given: bool) -> None:
        """Allow it, or no longer; it can be undone. Raises: Problem, when the rules say no."""
        await self._workspace.do(saying(await self._known(use), self._workspace.me.id, use, given=given))

    async def _known(self, use: Use) -> Consent | None:
        return await self._workspace.see(Consent, consent_id(use, self._workspace.me.id))
