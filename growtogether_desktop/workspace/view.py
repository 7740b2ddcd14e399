"""What a person sees: the hub's word, folded with what came by file and with what waits in the outbox."""

from collections.abc import Iterable, Sequence
from typing import TypeVar, cast

from sqlalchemy import Connection

from growtogether_desktop.base import manners
from growtogether_desktop.domain.changes import Aggregate, Posted, Ref, fold
from growtogether_desktop.store import carried, outbox, shelf

A = TypeVar("A", bound=Aggregate)


class View:
    """All of it in one transaction; also the `Sight` of refusals."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._carried = carried.subjects(db)

    def at(self, ref: Ref, asked: Sequence[Posted] = ()) -> Aggregate | None:
        """What stands there, with what is `asked` for just now and not in the outbox yet."""
        return self._with(ref, shelf.get(self._db, ref), [*outbox.pending(self._db, ref), *asked])

    def _with(self, ref: Ref, known: Aggregate | None, mine: list[Posted]) -> Aggregate | None:
        if ref not in self._carried:
            return fold(known, mine)
        theirs = carried.pending(self._db, ref)
        if known is None and not any(posted.change.CREATES for posted in theirs):
            return fold(known, [*mine[:1], *theirs, *mine[1:]])  # it begins here, and they have answered
        return fold(known, [*theirs, *mine])

    def see(self, kind: type[A], id: str) -> A | None:
        return cast("A | None", self.at(Ref(kind.KIND, id)))

    def see_some(self, kind: type[A], ids: Iterable[str]) -> tuple[A, ...]:
        """Those there are, in the order of the ids."""
        seen = self.at_all(Ref(kind.KIND, id) for id in ids).values()
        return tuple(cast(A, one) for one in seen if one is not None)

    def at_all(self, refs: Iterable[Ref]) -> dict[Ref, Aggregate | None]:
        """What stands at each: one question for all of a kind, for thousands of small ones would take the interpreter
        from the window as often."""
        asked = dict.fromkeys(refs)
        by_kind: dict[str, list[str]] = {}
        for ref in asked:
            by_kind.setdefault(ref.kind, []).append(ref.id)
        seen: dict[Ref, Aggregate | None] = {}
        for kind, ids in by_kind.items():
            known, mine = shelf.some_of(self._db, kind, ids), outbox.pending_of(self._db, kind)
            for piece in manners.in_pieces(ids):
                seen |= {Ref(kind, id): self._with(Ref(kind, id), known.get(id), mine.get(id, [])) for id in piece}
        return {ref: seen[ref] for ref in asked}

    def see_all(self, kind: type[A], parent: str | None = None) -> tuple[A, ...]:
        found = shelf.all_of(self._db, kind.KIND, parent)
        mine = outbox.pending_of(self._db, kind.KIND)
        changed = {*mine, *(ref.id for ref in self._carried if ref.kind == kind.KIND)}
        # One question for all of them: thousands may wait, and each question takes the interpreter from the window.
        strange = changed.difference(found)
        known = found | shelf.some_of(self._db, kind.KIND, strange) if strange else found
        for piece in manners.in_pieces(tuple(changed)):
            for id in piece:
                folded = self._with(Ref(kind.KIND, id), known.get(id), mine.get(id, []))
                if folded is None or (parent is not None and folded.parent != parent):
                    found.pop(id, None)
                else:
                    found[id] = folded
        return tuple(cast(A, found[id]) for id in sorted(found))
