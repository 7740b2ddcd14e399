"""The one hub: the product's service on a machine that may lose power, with backups of other days."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from growtogether_desktop.hub import upkeep
from growtogether_desktop.hub.service import Caller, HubService
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import Asked
from tests.faults import world
from tests.faults.fate import Fate
from tests.faults.machine import Machine, Picture

ANSWERING, TIDYING = 50, 10
"""Statements that such work may take."""


class Headquarters:
    def __init__(self, fate: Fate, machine: Machine) -> None:
        self.machine = machine
        self.backups: list[Picture] = []
        self.refused_before: set[str] = set()
        """What was refused in lives that a restore has ended."""
        self.untold = False
        """Whether it was restored, and nobody has told the desks."""
        self._fate = fate
        self.skew = timedelta(0)
        self._service = HubService(machine.engine, self.clock)

    def clock(self) -> datetime:
        return self._fate.now + self.skew

    def answer(self, caller: Caller, asked: bytes) -> bytes:
        """Raises: Crash, when the power goes meanwhile."""
        with self._at_risk(ANSWERING), world.speaking(world.AT_HUB):
            return dump(self._service.exchange(caller, load(Asked, asked)))

    @contextmanager
    def _at_risk(self, statements: int) -> Iterator[None]:
        """Within, the power may go."""
        self.machine.fuse = self._fate.fuse(self._fate.weather.hub_crashes, statements)
        try:
            yield
        finally:
            self.machine.fuse = 0

    def back_up(self) -> None:
        self.backups = [*self.backups, self.machine.picture()][-3:]

    def restore(self, backup: Picture) -> None:
        """Go back to how it was; the desks are still to be told."""
        self.refused_before |= {id for (id,) in self.machine.look("SELECT change FROM audit WHERE refused")}
        self.machine.become(backup)
        self.untold = True

    def tell_the_desks(self) -> None:
        """Raises: Crash."""
        self._fate.time_passes(1)
        with self._at_risk(TIDYING):
            upkeep.new_epoch(self.machine.engine, self.clock().timestamp())
        self.untold = False

    def compact(self, keep: int) -> None:
        """Raises: Crash."""
        with self._at_risk(TIDYING):
            upkeep.compact(self.machine.engine, keep)

    def stands(self) -> tuple[object, ...]:
        """All that may be news to a desk."""
        heads = self.machine.look("SELECT name, head FROM scope ORDER BY name")
        return (heads, self.members())

    def members(self) -> dict[str, frozenset[str]]:
        members: dict[str, set[str]] = {}
        for scope, member in self.machine.look("SELECT scope, member FROM membership"):
            members.setdefault(scope, set()).add(member)
        return {scope: frozenset(names) for scope, names in members.items()}
