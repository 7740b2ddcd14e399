"""Following the audit's chain of hashes on this computer, so that nobody need believe the hub.

What this desk has followed it remembers: a chain written anew, or cut off at its end, fits within itself
and no longer fits what was seen here before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.wire.chain import FIRST, RESEALED, nameless, seal_of, seal_with_names, untold
from growtogether_desktop.wire.protocol import CHAIN_ROWS, Sealed
from growtogether_desktop.workspace.services import HubDesk
from growtogether_desktop.workspace.workspace import Workspace

How = Literal["changed", "removed", "missing", "rewritten", "shortened", "untold"]
ANOTHER: tuple[How, ...] = ("rewritten", "shortened")
"""The chain may fit within itself, and is another one than this desk has seen."""

_PLACE = "people/chain"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far somebody has followed the chain."""

    place: int = 0
    hash: str = FIRST
    since: float = 0
    """When the first entry was written; Unix seconds by the hub's clock."""
    at: float = 0
    """When the entry at this place was."""
    untold: int = 0
    """How many names have been met that are forgotten, less those that entries tell of; more than 0 is too many."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place that does not fit."""

    place: int
    how: How
    at: float = 0
    """When the last entry that fits was written; 0 when that is not known."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What this desk knows of the chain; kept from one start to the next."""

    mark: Mark = Mark()
    broken: Broken | None = None
    checked: float = 0
    """When it was last followed to its end; Unix seconds by this computer's clock."""
    whole: float = 0
    """When it was last followed from its beginning."""
    anew: float = 0
    """When the hub had strung it anew, and this desk had proven that it tells the same; 0 for never."""


def follow(mark: Mark, links: Iterable[Sealed], known: Mark) -> tuple[Mark, Broken | None]:
    """Go on from `mark`; how far one gets, and what does not fit. `known` is what must be met on the way."""
    for link in links:
        if link.place != mark.place + 1:
            return mark, Broken(mark.place + 1, "missing", mark.at)
        if link.entry is None:
            return mark, Broken(link.place, "removed", mark.at)
        if link.hash != seal_of(mark.hash, link.entry, link.salts):
            return mark, Broken(link.place, "changed", mark.at)
        if link.place == known.place and link.hash != known.hash:
            return mark, Broken(link.place, "rewritten", mark.at)
        mark = Mark(link.place, link.hash, mark.since or link.entry.at, link.entry.at, mark.untold + untold(link))
    return mark, None


def at_the_end(mark: Mark, known: Mark) -> Broken | None:
    """What does not fit once one is at the chain's end: names are told of later than where they are missing."""
    if mark.place < known.place:
        return Broken(mark.place + 1, "shortened", mark.at)
    return Broken(mark.place, "untold") if mark.untold > 0 else None


def still_there(known: Mark, links: Sequence[Sealed]) -> Broken | None:
    """Whether the chain has at the place one knows what one knows; `links` begin there."""
    if not links:
        return Broken(known.place, "shortened")
    if links[0].place != known.place:
        return Broken(known.place, "missing")
    return None if links[0].hash == known.hash else Broken(known.place, "rewritten")


def by_the_first_rule(hash: str, links: Iterable[Sealed]) -> str:
    """Go on from a hash of the chain as it was before it was strung anew; "" where an entry is gone or nameless."""
    for link in links:
        if not hash or link.entry is None or nameless(link):
            return ""
        hash = seal_with_names(hash, link.entry)
    return hash


class ChainModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.progress: Signal[float] = Signal()
        self.seen = Seen()
        self.checking = False
        self._workspace = workspace

    async def open(self) -> None:
        """What this desk remembers."""
        self.seen = (await self._workspace.drafts(_PLACE, Seen)).get(_PLACE, Seen())
        self.changed.emit(None)

    async def look(self, newest: int) -> None:
        """Follow what is new since this desk last looked, or all of it where that is one answer.

        A chain that broke stays broken until somebody follows the whole of it. `newest` is the number of the
        newest entry. Raises: Problem, when the hub cannot be reached.
        """
        if self.seen.broken is None and (self.seen.mark.place or newest <= CHAIN_ROWS):
            await self._check(self.seen.mark, newest)

    async def check_all(self, newest: int) -> None:
        """Follow it from its beginning. Raises: Problem, as `look`."""
        await self._check(Mark(), newest)

    async def begin_anew(self, newest: int) -> None:
        """Forget what this desk has seen, and follow what there is now. Raises: Problem, as `look`."""
        await self._keep(Seen())
        await self.check_all(newest)

    async def _check(self, start: Mark, newest: int) -> None:
        if self.checking or self._workspace.hub is None:
            return
        self.checking = True
        self.changed.emit(None)
        try:
            hub, known = self._workspace.hub, self.seen.mark
            mark, broken = await self._walk(hub, start, known, newest)
            anew = broken is not None and broken.how in ANOTHER and await self._tells_the_same(hub, known)
            if anew:
                start = Mark()
                mark, broken = await self._walk(hub, start, start, newest)
        finally:
            self.checking = False
            self.changed.emit(None)
        now = self._workspace.clock().timestamp()
        whole = self.seen.whole if start.place else now
        await self._keep(Seen(known if broken else mark, broken, now, whole, now if anew else self.seen.anew))

    async def _tells_the_same(self, hub: HubDesk, known: Mark) -> bool:
        """Whether it was strung anew and nothing else: by the first rule its entries end in what was seen here.

        The announcement alone proves nothing: whoever writes another history can announce it, too.
        """
        hash, place, announced = FIRST, 0, False
        while links := await hub.audit_chain(place):
            announced = announced or any(link.entry is not None and link.entry.what == RESEALED for link in links)
            hash = await self._workspace.background.compute(
                partial(by_the_first_rule, hash, links[: max(known.place - place, 0)])
            )
            place = links[-1].place
        return announced and hash == known.hash

    async def _walk(self, hub: HubDesk, start: Mark, known: Mark, newest: int) -> tuple[Mark, Broken | None]:
        mark = start
        links = await hub.audit_chain(max(start.place - 1, 0))
        if start.place:
            if (broken := still_there(start, links)) is not None:
                return mark, broken
            links = links[1:]
        while links:
            work = partial(follow, mark, links, known)
            mark, broken = await self._workspace.background.compute(work)
            if broken is not None:
                return mark, broken
            self.progress.emit(min(mark.place / max(newest, 1), 1))
            links = await hub.audit_chain(mark.place)
        return mark, at_the_end(mark, known)

    async def _keep(self, seen: Seen) -> None:
        self.seen = seen
        await self._workspace.keep_draft(_PLACE, seen)
        self.changed.emit(None)
