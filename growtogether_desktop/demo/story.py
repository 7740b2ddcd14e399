"""What has happened in the demo programme, told by changes: the hub's part played in memory."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

import msgspec

from growtogether_desktop.base.i18n import Message
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


@dataclass(frozen=True, slots=True)
class Hero:
    """Somebody one can be in the demo."""

    actor: Actor
    name: str


class Story:
    """Changes happen one after another; `rows` is what a hub would send down in the end."""

    def __init__(self) -> None:
        self._world: dict[Ref, Aggregate] = {}
        self._gone: dict[Ref, Aggregate] = {}

    def tell(self, actor: Actor, at: datetime, *changes: Change[Any]) -> None:
        """Let somebody do something. What the rules forbid is a mistake in the story."""
        for change in changes:
            refusal, _ = self.hear(actor, at, change)
            assert refusal is None, f"{change.KIND}: {refusal}"

    def hear(self, actor: Actor, at: datetime, change: Change[Any]) -> tuple[Message | None, frozenset[Ref]]:
        """Somebody asks for a change: why not, and what has become different by it and by what follows from it."""
        before = self._world.get(change.ref)
        refusal = objection(change, before, actor, self)
        if refusal is not None:
            return refusal, frozenset()
        after = perform(change, before, Stamp(actor.id, at))
        following = what_follows(change, after, self)
        if after is not None:
            self._world[change.ref] = after
        elif before is not None:
            self._gone[change.ref] = self._world.pop(change.ref)
        moved = {change.ref}
        for next_change in following:
            moved |= self.hear(HUB, at, next_change)[1]
        return None, frozenset(moved)

    def see(self, kind: type[A], id: str) -> A | None:
        return cast("A | None", self._world.get(Ref(kind.KIND, id)))

    def rows(self, reader: Actor, only: frozenset[Ref] | None = None) -> tuple[Row, ...]:
        """What `reader` may know of all this, or of `only` these, as the hub would send it."""
        open_scopes = {PUBLIC} | {
            one.scope
            for one in self._world.values()
            if one.audience is not None and not one.audience.isdisjoint(reader.memberships)
        }
        told = {**self._gone, **self._world}
        return tuple(
            Row(ref.kind, ref.id, one.scope, one.parent, seq, ref not in self._world, msgspec.Raw(dump(one)))
            for seq, (ref, one) in enumerate(told.items(), start=1)
            if one.scope in open_scopes and (only is None or ref in only)
        )
