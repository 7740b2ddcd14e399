"""What has happened in the demo programme, told by changes: the hub's part played in memory."""

from datetime import datetime
from typing import Any, TypeVar, cast

import msgspec

from growtogether_desktop.domain.changes import (
    HUB,
    PUBLIC,
    Actor,
    Aggregate,
    Change,
    Ref,
    Stamp,
    objection,
    perform,
)
from growtogether_desktop.domain.reactions import what_follows
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import Row

A = TypeVar("A", bound=Aggregate)


class Story:
    """Changes happen one after another; `rows` is what a hub would send down in the end."""

    def __init__(self) -> None:
        self._world: dict[Ref, Aggregate] = {}

    def tell(self, actor: Actor, at: datetime, *changes: Change[Any]) -> None:
        """Let somebody do something. What the rules forbid is a mistake in the story."""
        for change in changes:
            before = self._world.get(change.ref)
            refusal = objection(change, before, actor, self)
            assert refusal is None, f"{change.KIND}: {refusal}"
            after = perform(change, before, Stamp(actor.id, at))
            following = what_follows(change, after, self)
            if after is None:
                self._world.pop(change.ref, None)
            else:
                self._world[change.ref] = after
            for next_change in following:
                if objection(next_change, self._world.get(next_change.ref), HUB, self) is None:
                    self.tell(HUB, at, next_change)

    def see(self, kind: type[A], id: str) -> A | None:
        return cast("A | None", self._world.get(Ref(kind.KIND, id)))

    def rows(self, reader: Actor) -> tuple[Row, ...]:
        """What `reader` may know of all this, as the hub would send it."""
        open_scopes = {PUBLIC} | {
            one.scope
            for one in self._world.values()
            if one.audience is not None and not one.audience.isdisjoint(reader.memberships)
        }
        return tuple(
            Row(ref.kind, ref.id, one.scope, one.parent, seq, False, msgspec.Raw(dump(one)))
            for seq, (ref, one) in enumerate(self._world.items(), start=1)
            if one.scope in open_scopes
        )
