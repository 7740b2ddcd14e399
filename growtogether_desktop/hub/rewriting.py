"""One scope without somebody who leaves, in one transaction.

What only changes is written in a new place, what is gone leaves a tombstone. Where even the id of
something names them, its row goes without a trace: the scope's floor rises, and whoever holds a copy
fetches it anew. A scope that is called after them is left for one that is not: whoever belonged to it
hears that it is no longer theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, delete, insert, select, update

from growtogether_desktop.domain.changes import PUBLIC, Aggregate, Ref
from growtogether_desktop.domain.erasing import erased
from growtogether_desktop.domain.leaving import Leaving
from growtogether_desktop.domain.trees import NO_FILES, Tree
from growtogether_desktop.hub.database import blobs
from growtogether_desktop.hub.service import advance, set_members
from growtogether_desktop.store.tables import blob_owner, hub_blob_ref, membership, scope
from growtogether_desktop.store.tables import hub_shelf as shelf
from growtogether_desktop.wire.codec import dump, load_aggregate

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the scope as it is, and what becomes of it."""

    row: Any
    before: Aggregate | None
    after: Aggregate | None


def rewrite(db: Connection, name: str, leaving: Leaving, new: Sequence[Aggregate] = ()) -> dict[str, int]:
    """Take somebody out of a scope, and put what is `new` into it; says which heads moved, and to where."""
    db.execute(select(scope.c.name).where(scope.c.name == name).with_for_update())
    theirs = (membership.c.scope == name, membership.c.member == leaving.person)
    db.execute(delete(membership).where(*theirs))
    lines = _lines(db, name, leaving)
    openers = [line for line in lines if line.before is not None and line.before.audience is not None]
    ends = leaving.person in name or (openers and not any(line.after for line in openers))
    if ends:
        _end(db, name)
        lines = [_Line(None, None, line.after) for line in lines if line.after and leaving.person in name]
    lines += [_Line(None, None, aggregate) for aggregate in new]
    heads = _write(db, lines, leaving, name)
    _let_files_go(db, name, lines, leaving)
    return heads


class _Before:
    """The scope as it was: whose work it is does not depend on what was rewritten first."""

    def __init__(self, known: dict[Ref, Aggregate]) -> None:
        self._known = known

    def see(self, kind: type[A], id: str) -> A | None:
        return cast("A | None", self._known.get(Ref(kind.KIND, id)))


def _lines(db: Connection, name: str, leaving: Leaving) -> list[_Line]:
    rows = db.execute(select(shelf).where(shelf.c.scope == name).order_by(shelf.c.seq)).all()
    known = {
        Ref(row.kind, row.id): aggregate
        for row in rows
        if not row.deleted and (aggregate := load_aggregate(row.kind, bytes(row.body))) is not None
    }
    sight = _Before(known)
    found = [(row, known.get(Ref(row.kind, row.id))) for row in rows]
    return [_Line(row, before, erased(before, leaving, sight) if before else None) for row, before in found]


def end_scope(db: Connection, name: str) -> None:
    """Let a scope go with everything in it; whoever belonged to it hears that it is no longer theirs.

    Its files go when nobody has sent of them for a while (`files.forget_old`).
    """
    _end(db, name)
    blobs.keep_only(db, name, ())


def _end(db: Connection, name: str) -> None:
    db.execute(delete(shelf).where(shelf.c.scope == name))
    db.execute(delete(membership).where(membership.c.scope == name))
    db.execute(delete(scope).where(scope.c.name == name))


def _write(db: Connection, lines: list[_Line], leaving: Leaving, name: str) -> dict[str, int]:
    """Rows in their new places; heads last, in ascending order of their scopes."""
    traceless = [line.row for line in lines if line.row is not None and _is_named(line.row, leaving)]
    for row in traceless:
        db.execute(delete(shelf).where(shelf.c.kind == row.kind, shelf.c.id == row.id))
    gone = {Ref(row.kind, row.id) for row in traceless}
    moved: dict[str, list[tuple[_Line, bool]]] = {name: []} if traceless else {}
    for line in lines:
        exists = line.row is not None and Ref(line.row.kind, line.row.id) not in gone
        if line.after is not None and (line.after != line.before or not exists):
            moved.setdefault(line.after.scope, []).append((line, exists))
        elif line.before is not None and line.after is None and exists:
            moved.setdefault(name, []).append((line, exists))
    heads: dict[str, int] = {}
    for where in sorted(moved):
        audience = next((a.audience for line, _ in moved[where] if (a := line.after) and a.audience is not None), None)
        if audience is not None:
            set_members(db, where, audience)
        count = max(len(moved[where]), 1)
        heads[where] = head = advance(db, where, count)
        for seq, (line, exists) in enumerate(moved[where], start=head - count + 1):
            _put(db, line, where, seq, exists=exists)
    if traceless:
        db.execute(update(scope).where(scope.c.name == name).values(floor=heads[name]))
    return heads


def _is_named(row: Any, leaving: Leaving) -> bool:
    return leaving.person in row.id or leaving.person in row.parent


def _put(db: Connection, line: _Line, where: str, seq: int, *, exists: bool) -> None:
    after = line.after
    values = {
        "scope": where,
        "parent": after.parent if after is not None else "",
        "seq": seq,
        "deleted": after is None,
        "body": b"null" if after is None else dump(after),
    }
    if exists:
        same = (shelf.c.kind == line.row.kind, shelf.c.id == line.row.id)
        db.execute(update(shelf).where(*same).values(values))
    elif after is not None:
        db.execute(insert(shelf).values(kind=after.KIND, id=after.id, **values))


def _let_files_go(db: Connection, name: str, lines: list[_Line], leaving: Leaving) -> None:
    """Files that nothing in the scope refers to any more; where nobody else has sent them, for good."""
    if name == PUBLIC:
        return
    by_scope: dict[str, set[str]] = {name: set()}
    for line in lines:
        if line.after is not None:
            by_scope.setdefault(line.after.scope, set()).update(line.after.trees)
    if any(NO_FILES in trees for trees in by_scope.values()):
        blobs.keep(db, dump(Tree()))
    for where, trees in by_scope.items():
        for sha in trees:
            blobs.refer_tree(db, where, sha)
    for sha in sorted(blobs.keep_only(db, name, by_scope[name])):
        drop_unless_sent_by_others(db, sha, leaving)


def drop_unless_sent_by_others(db: Connection, sha: str, leaving: Leaving) -> None:
    """Drop a file that no scope refers to, unless somebody else has sent it."""
    db.execute(delete(blob_owner).where(blob_owner.c.sha == sha, blob_owner.c.person == leaving.person))
    others = select(blob_owner.c.sha).where(blob_owner.c.sha == sha)
    held = select(hub_blob_ref.c.sha).where(hub_blob_ref.c.sha == sha)
    if db.execute(others.union(held)).first() is None:
        blobs.drop(db, sha)
