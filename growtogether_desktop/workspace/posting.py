"""Putting the changes of one gesture into the outbox: each is looked at in turn, and all are written at one go."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from growtogether_desktop.base import manners
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import Actor, Aggregate, Change, Posted, Ref, Stamp, objection, perform
from growtogether_desktop.domain.ids import ChangeId, new_id
from growtogether_desktop.store import about, outbox
from growtogether_desktop.workspace.files import send_up
from growtogether_desktop.workspace.history import Done
from growtogether_desktop.workspace.naming import words_and_place
from growtogether_desktop.workspace.view import View

A = TypeVar("A", bound=Aggregate)

FEW = 50
"""What so many changes are about is looked up one by one; for more, all that is unsent of their kind is read."""


class Posting:
    """One gesture in one transaction, and the `Sight` of its refusals: a roster looks for its cohort once."""

    def __init__(self, db: Connection, me: Actor, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._me = me
        self._clock = clock
        self._view = View(db)
        self._seen: dict[Ref, Aggregate | None] = {}
        self._asked: dict[Ref, list[Posted]] = {}
        self._outbox: list[Posted] = []
        self._words: list[tuple[str, str, str]] = []

    def see(self, kind: type[A], id: str) -> A | None:
        return cast("A | None", self._at(Ref(kind.KIND, id)))

    def ask_all(self, changes: Sequence[Change[Any]]) -> list[tuple[Posted, Change[Any] | None]]:
        """Each of them in turn.

        Raises: Problem, when the rules say no to one of them.
        """
        if len(changes) > FEW:
            self._seen |= self._view.at_all(change.ref for change in changes)
        return [self.ask(change) for change in changes]

    def ask(self, change: Change[Any]) -> tuple[Posted, Change[Any] | None]:
        """The change in its envelope, and what takes it back.

        Raises: Problem, when the rules say no.
        """
        manners.stand_back()
        before = self._at(change.ref)
        if (refusal := objection(change, before, self._me, self)) is not None:
            raise Problem(refusal)
        change = change.seeing(before)
        posted = self._envelope(change)
        inverse = change.inverse(before)
        self._outbox.append(posted)
        self._asked.setdefault(change.ref, []).append(posted)
        self._seen.pop(change.ref, None)
        after = perform(change, before, posted.stamp)
        if (told := before or after) is not None:
            self._words.append((posted.id, *words_and_place(self, told)))
        if after is not None:
            for sha in set(after.trees).difference(before.trees if before is not None else ()):
                send_up(self._db, after.scope, sha)
        return posted, inverse

    def turn_round(self, steps: Sequence[Done]) -> tuple[Done, ...]:
        """Withdraw what never left, ask for the inverse of what did; what comes back turns it round again.

        Raises: Problem, when the rules say no.
        """
        never_left = outbox.withdraw(self._db, [step.posted.id for step in steps])
        asked = iter(self.ask_all([step.inverse for step in steps if step.posted.id not in never_left]))
        turned = []
        for step in steps:
            # What never left needs nothing to take it back: doing it again is its own way back.
            alone = step.posted.id in never_left
            posted, inverse = (self._envelope(step.inverse), None) if alone else next(asked)
            turned.append(Done(posted, inverse or step.posted.change))
        return tuple(turned)

    def write(self) -> None:
        """Everything asked for, in its order."""
        outbox.post(self._db, *self._outbox)
        about.keep(self._db, self._words)

    def _at(self, ref: Ref) -> Aggregate | None:
        if ref not in self._seen:
            self._seen[ref] = self._view.at(ref, self._asked.get(ref, ()))
        return self._seen[ref]

    def _envelope(self, change: Change[Any]) -> Posted:
        return Posted(ChangeId(new_id()), Stamp(self._me.id, self._clock()), change)
