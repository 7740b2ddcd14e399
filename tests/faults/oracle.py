"""What must be true when the weather is fine again, worked out a second time and by other means.

The hub's own log says in which order it judged which change. The rules are written here anew, over
plain dictionaries, and the whole log is replayed: every verdict, every row and every audience must
come out the same, and every desk must hold exactly what its person may read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, select

from growtogether_desktop.domain.changes import Actor, Posted, Ref
from growtogether_desktop.domain.ids import ChangeId
from growtogether_desktop.domain.projects import (
    AddCard,
    Card,
    DropProject,
    EditCard,
    JoinProject,
    LeaveProject,
    MoveCard,
    Project,
    RemoveCard,
    StartProject,
    in_order,
)
from growtogether_desktop.hub.service import Caller
from growtogether_desktop.store import shelf, tables
from growtogether_desktop.wire.codec import load_aggregate
from tests.faults import world
from tests.faults.world import (
    PEOPLE,
    AddNote,
    Admit,
    DropRoom,
    EditNote,
    Note,
    PeelSticker,
    PutSticker,
    RemoveNote,
    Room,
    StartRoom,
    Sticker,
)

Fields = dict[str, Any]
_SHELF = select(tables.shelf)
_SCOPES = select(tables.cursor.c.scope)
_RETURNED = select(tables.returned)
_HUB_SHELF = select(tables.hub_shelf)
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, search, instance)"
_LOG = select(tables.audit).order_by(tables.audit.c.entry)
ACTORS = {person.id: person for person in PEOPLE}
ENDING = 8
"""Letters of a canary by which it is known."""


class Violation(Exception):
    """Something that must never be true is."""


class _Machine(Protocol):
    @property
    def engine(self) -> Any: ...

    def look(self, query: str) -> list[Any]: ...


class _Hub(Protocol):
    machine: _Machine
    untold: bool
    refused_before: set[str]

    def members(self) -> dict[str, frozenset[str]]: ...


class _Desk(Protocol):
    caller: Caller
    machine: _Machine
    name: str
    posted: dict[ChangeId, Posted]
    written: dict[ChangeId, bytes]
    perished: set[ChangeId]
    program: world.Program

    def see_all(self, kind: type[Any]) -> tuple[Any, ...]: ...


def judge(hub: _Hub, desks: list[Any]) -> None:
    """Raises: Violation."""
    with hub.machine.engine.begin() as db:
        rows = {(row.kind, row.id): row for row in db.execute(_HUB_SHELF) if not row.deleted}
        log = db.execute(_LOG).all()
    _replayed(log, desks, rows, hub.members())
    _once_or_returned(log, desks, hub.refused_before)
    for desk in desks:
        mine = _scopes_of(desk.caller.actor, hub.members())
        with desk.machine.engine.begin() as db:
            if not hub.untold:  # else a desk need not notice what others have lost
                _same_rows(db, desk, {key: row for key, row in rows.items() if row.scope in mine})
            _same_scopes(db, desk, mine)
            _index_is_shelf(db, desk)
            _no_foreign_word(db, desk, hub.members().keys() - mine)
        if not hub.untold:
            _same_order(desk, rows)


def nothing_vanished(hub: _Hub, desk: _Desk, settled: Iterable[ChangeId]) -> None:
    """With its answer comes what a change has made: nobody sees neither.

    Raises: Violation.
    """
    returned = {id for (id,) in desk.machine.look("SELECT id FROM returned")}
    made = {desk.posted[id].change.ref for id in settled if id not in returned and desk.posted[id].change.CREATES}
    if not made:
        return
    mine = {scope for (scope,) in desk.machine.look("SELECT scope FROM cursor")}
    held = set(desk.machine.look("SELECT kind, id FROM shelf"))
    there = hub.machine.look("SELECT kind, id, scope FROM shelf WHERE NOT deleted")
    for kind, id, scope in there:
        if Ref(kind, id) in made and scope in mine and (kind, id) not in held:
            raise Violation(f"{desk.name} has the answer about {kind} {id}, and sees neither change nor effect")


def _scopes_of(actor: Actor, members: dict[str, frozenset[str]]) -> set[str]:
    return {scope for scope, names in members.items() if not names.isdisjoint(actor.memberships)}


# --- each desk ------------------------------------------------------------------------------------


def _same_rows(db: Connection, desk: _Desk, wanted: dict[tuple[str, str], Any]) -> None:
    """Every replica is the hub, restricted to its person's scopes; so no foreign byte is on it either."""
    held = {(row.kind, row.id): row for row in db.execute(_SHELF)}
    if missing := wanted.keys() - held.keys():
        raise Violation(f"{desk.name} lacks {sorted(missing)[:3]}")
    if extra := held.keys() - wanted.keys():
        raise Violation(f"{desk.name} still holds {sorted(extra)[:3]}")
    for key, row in wanted.items():
        mine = held[key]
        if (row.scope, row.parent, row.seq, row.body) != (mine.scope, mine.parent, mine.seq, mine.body):
            raise Violation(f"{desk.name} holds another {key}: {mine.body!r} instead of {row.body!r}")


def _same_scopes(db: Connection, desk: _Desk, mine: set[str]) -> None:
    held = set(db.execute(_SCOPES).scalars())
    if held != mine:
        raise Violation(f"{desk.name} holds cursors of {sorted(held ^ mine)}")


def _index_is_shelf(db: Connection, desk: _Desk) -> None:
    with world.speaking(desk.program):
        known = [(row, load_aggregate(row.kind, row.body)) for row in db.execute(_SHELF)]
    words = {(word, row.row) for row, one in known if one is not None for word in shelf.words_in(one.words)}
    strange = {row.row for row, one in known if one is None}  # by a later program's words, or by none
    db.exec_driver_sql(_VOCABULARY)
    terms = db.exec_driver_sql("SELECT term, doc FROM temp.vocabulary")
    found = {(term, row) for term, row in terms if row not in strange}
    if found != words:
        raise Violation(f"{desk.name} finds other words than there are: {sorted(found ^ words)}")


def _no_foreign_word(db: Connection, desk: _Desk, others: Iterable[str]) -> None:
    """No byte of the index holds a word of a scope that was lost; beginnings that words share stand there once."""
    index = b"".join(db.exec_driver_sql("SELECT block FROM search_data").scalars())
    for scope in others:
        if world.canary(scope)[-ENDING:].encode() in index:
            raise Violation(f"{desk.name} still holds words of {scope} in its index")


def _same_order(desk: _Desk, rows: dict[tuple[str, str], Any]) -> None:
    """A person sees each board in the hub's order."""
    cards: dict[str, list[Card]] = {}
    for (kind, _), row in rows.items():
        if kind == Card.KIND:
            card = load_aggregate(kind, row.body)
            assert isinstance(card, Card)
            cards.setdefault(card.project, []).append(card)
    seen = desk.see_all(Card)
    for project, there in cards.items():
        here = tuple(card for card in seen if card.project == project)
        for column in ("ideas", "done"):
            if in_order(here, column) != in_order(tuple(there), column):
                raise Violation(f"{desk.name} sees another order in {project}")


def _once_or_returned(log: Iterable[Any], desks: Iterable[_Desk], refused_before: set[str]) -> None:
    """What a desk acknowledged to its person happened exactly once, or came back to them.

    Both are true of what was refused in one life of the hub and had been accepted in another, to
    which it was restored later: the person was told the truth, as it then was.
    """
    accepted: dict[str, int] = {}
    for entry in log:
        if entry.change and not entry.refused:
            accepted[entry.change] = accepted.get(entry.change, 0) + 1
    for desk in desks:
        with desk.machine.engine.begin() as db:
            returned = {ChangeId(row.id): row.body for row in db.execute(_RETURNED)}
        for id, posted in desk.posted.items():
            times, back = accepted.pop(id, 0), int(id in returned)
            excused = (times == 0 and id in desk.perished) or (times == back == 1 and id in refused_before)
            if times + back != 1 and not excused:
                raise Violation(
                    f"{id} of {desk.name} has happened {times} times and come back {back} times: {posted.change}"
                )
        if strangers := returned.keys() - desk.posted.keys():
            raise Violation(f"{desk.name} gets back what nobody asked for: {sorted(strangers)}")
        for id, body in returned.items():
            if body != desk.written[id]:
                raise Violation(f"{desk.name} gets back other words than it sent: {body!r}")
    if accepted:
        raise Violation(f"the hub has done what nobody asked for: {sorted(accepted)[:3]}")


# --- the hub, replayed ----------------------------------------------------------------------------


def _replayed(log: Iterable[Any], desks: Iterable[_Desk], rows: dict[Any, Any], members: Any) -> None:
    asked = {id: posted for desk in desks for id, posted in desk.posted.items()}
    replay = _Replay()
    for entry in log:
        if not entry.change:
            continue  # a consequence: the replay draws its own
        if entry.change not in asked:
            raise Violation(f"the hub has judged {entry.change}, which was withdrawn or never asked for")
        refused = replay.judge(asked[ChangeId(entry.change)].change, ACTORS[entry.person])
        if refused != entry.refused:
            verdict = "refused" if entry.refused else "accepted"
            raise Violation(f"the hub {verdict} {entry.change} of {entry.person}: {asked[entry.change].change}")
    there = {key: msgspec.json.decode(row.body) for key, row in rows.items()}
    for key in there.keys() | replay.things.keys():
        mine, theirs = replay.things.get(key, {}), there.get(key, {})
        if not mine or any(theirs.get(name) != value for name, value in mine.items()):
            raise Violation(f"the hub holds {theirs} for {key}, and its log makes it {mine}")
    mine = {scope: frozenset(people) for scope, people in replay.members.items()}
    theirs = {scope: people for scope, people in members.items() if scope != "public"}
    if mine != theirs:
        raise Violation(f"the hub lets in {theirs}, and its log says {mine}")


@dataclass(slots=True)
class _Replay:
    """The rules once more."""

    things: dict[tuple[str, str], Fields] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def judge(self, change: Any, actor: Actor) -> bool:
        """Whether it is refused; if not, it has happened."""
        key = (change.OF.KIND, change.subject)
        before = self.things.get(key)
        if before is not None and not self._belongs(actor, _scope(key, before)):
            return True
        if (before is not None) == change.CREATES:
            return True
        after = _RULES[type(change)](self, change, before, actor)
        if after is None:
            return True
        if after == _GONE:
            self.things.pop(key)
            return False
        scope = _scope(key, after)
        opens = scope not in self.members and key[0] in (Room.KIND, Project.KIND)
        if before is None and not opens and not self._belongs(actor, scope):
            return True
        self.things[key] = after
        if key[0] == Room.KIND:
            self.members[scope] = tuple(after["people"])
        if key[0] == Project.KIND:
            self.members[scope] = ("everyone",)
        if isinstance(change, StartRoom):
            note = (Note.KIND, world.welcome_id(change.subject))
            text = f"Welcome {world.canary(scope)}"
            self.things.setdefault(note, {"room": change.subject, "text": text, "by": "hub", "mood": ""})
        return False

    def _belongs(self, actor: Actor, scope: str) -> bool:
        return not set(self.members.get(scope, ())).isdisjoint(actor.memberships)

    def writes_on(self, project: str, actor: Actor) -> bool:
        found = self.things.get((Project.KIND, project))
        staff = {"mentor", "coordinator"}
        return found is not None and (actor.id in found["members"] or not staff.isdisjoint(actor.roles))


_GONE: Fields = {"gone": True}


def _scope(key: tuple[str, str], thing: Fields) -> str:
    kind, id = key
    if kind == Room.KIND:
        return f"room:{id}"
    if kind in (Note.KIND, Sticker.KIND):
        return f"room:{thing['room']}"
    return f"project:{id if kind == Project.KIND else thing['project']}"


def _if(may: object, after: Fields) -> Fields | None:
    return after if may else None


def _edit_note(replay: _Replay, change: Any, before: Any, actor: Actor) -> Fields | None:
    return _if(before["text"] == change.seen, {**before, "text": change.words, "by": actor.id})


def _remove_note(replay: _Replay, change: Any, before: Any, actor: Actor) -> Fields | None:
    return _if(before["text"] == change.seen, _GONE)


def _add_card(replay: _Replay, change: Any, before: Any, actor: Actor) -> Fields | None:
    card = change.card
    after = {"project": card.project, "title": card.title, "detail": card.detail, "column": card.column}
    return _if(replay.writes_on(card.project, actor), {**after, "rank": card.rank})


def _move_card(replay: _Replay, change: Any, before: Any, actor: Actor) -> Fields | None:
    after = {**before, "column": change.column, "rank": change.rank}
    return _if(replay.writes_on(before["project"], actor), after)


def _edit_card(replay: _Replay, change: Any, before: Any, actor: Actor) -> Fields | None:
    seen = (before["title"], before["detail"]) == change.seen
    return _if(
        seen and replay.writes_on(before["project"], actor),
        {**before, "title": change.title, "detail": change.detail},
    )


def _drop_project(replay: _Replay, change: Any, before: Any, actor: Actor) -> Fields | None:
    alone = len(before["members"]) <= 1
    return _if(alone and (actor.id == before["owner"] or actor.coordinates), _GONE)


def _join(replay: _Replay, change: Any, before: Any, actor: Actor) -> Fields | None:
    members = list(before["members"])
    if change.person not in members:
        members.insert(len(members) if change.place is None else change.place, change.person)
    return _if(actor.id == change.person or actor.coordinates, {**before, "members": members})


def _leave(replay: _Replay, change: Any, before: Any, actor: Actor) -> Fields | None:
    members = [person for person in before["members"] if person != change.person]
    may = change.person != before["owner"] and (actor.id == change.person or actor.coordinates)
    return _if(may, {**before, "members": members})


_RULES: dict[type[Any], Callable[[_Replay, Any, Any, Actor], Fields | None]] = {
    StartRoom: lambda r, c, b, a: {"title": c.title, "people": list(c.people)},
    DropRoom: lambda r, c, b, a: _GONE,
    Admit: lambda r, c, b, a: _if(c.people, {**b, "people": list(c.people)}),
    AddNote: lambda r, c, b, a: {"room": c.room, "text": c.words, "by": a.id, "mood": c.mood},
    EditNote: _edit_note,
    RemoveNote: _remove_note,
    PutSticker: lambda r, c, b, a: {"room": c.room, "motto": c.motto},
    PeelSticker: lambda r, c, b, a: _GONE,
    world.FromTheFuture: lambda r, c, b, a: None,
    world.Ill: lambda r, c, b, a: None,
    world.Domino: lambda r, c, b, a: None,
    StartProject: lambda r, c, b, a: {"title": c.title, "owner": a.id, "members": [a.id]},
    DropProject: _drop_project,
    JoinProject: _join,
    LeaveProject: _leave,
    AddCard: _add_card,
    MoveCard: _move_card,
    EditCard: _edit_card,
    RemoveCard: lambda r, c, b, a: _if(r.writes_on(b["project"], a), _GONE),
}
