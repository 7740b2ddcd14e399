"""Why there is no plan: what stands in its way, in names, and how to mend each of it."""

from dataclasses import dataclass

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message
from growtogether_desktop.pairing.plans.steps import WayOut


@dataclass(frozen=True, slots=True)
class Contradiction:
    what: Message
    ways: tuple[WayOut, ...]
    """Any one of them mends it, the cheapest first."""


class Impossible(Problem):
    """There is no plan; for everything that stands in its way, how to mend it."""

    def __init__(self, *found: Contradiction) -> None:
        super().__init__(found[0].what, found[0].ways[0].words)
        self.found = found

    @property
    def ways(self) -> tuple[WayOut, ...]:
        """The cheapest for each, then the others."""
        first = [one.ways[0] for one in self.found]
        return (*first, *(way for one in self.found for way in one.ways[1:]))
