"""What a later version of the program knows and this one does not, as far as a test needs it.

`python -m tests.hub.to_come 2 …` starts a hub of that version, which speaks protocol 2.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from growtogether_desktop.domain.changes import AGGREGATES, CHANGES, Aggregate, Change, Stamp, aggregate, change
from growtogether_desktop.wire import protocol


@aggregate("to_come.star")
class Star(Aggregate):
    """Somebody thinks that a project is good."""

    project: str
    reason: str

    @property
    def scope(self) -> str:
        return f"project:{self.project}"

    @property
    def parent(self) -> str:
        return self.project

    @property
    def words(self) -> str:
        return self.reason


@change("to_come.star.give", of=Star, title="Give a star", creates=True)
class GiveStar(Change[Star]):
    subject: str
    project: str
    reason: str

    def apply(self, before: Star | None, stamp: Stamp) -> Star:
        return Star(self.subject, self.project, self.reason)

    @property
    def text(self) -> str:
        return self.reason


AGGREGATES.pop(Star.KIND)
CHANGES.pop(GiveStar.KIND)


@contextmanager
def later_program(speaks: int) -> Iterator[None]:
    """Within, this process runs that version."""
    exchange = importlib.import_module("growtogether_desktop.sync.exchange")
    http_hub = importlib.import_module("growtogether_desktop.sync.http_hub")
    with (
        patch.dict(AGGREGATES, {Star.KIND: Star}),
        patch.dict(CHANGES, {GiveStar.KIND: GiveStar}),
        patch.object(exchange, "PROTOCOL", speaks),
        patch.object(http_hub, "PROTOCOL", speaks),
    ):
        yield


if __name__ == "__main__":
    AGGREGATES[Star.KIND], CHANGES[GiveStar.KIND] = Star, GiveStar
    protocol.PROTOCOL = int(sys.argv[-1])
    # Imported only now: what it serves is worked out from the protocol's number.
    sys.exit(importlib.import_module("growtogether_desktop.hub.program").main(sys.argv[1:-1]))
