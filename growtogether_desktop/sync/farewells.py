"""What a desk does about people who have left: its journal names them no more.

What came from the hub goes as the hub takes it back. This is about what the desk itself has written:
changes that were answered or came by file go where they name somebody who left; what was not sent yet,
or came back, is its author's, and stays with the pseudonym in the place of the person.
"""

from dataclasses import fields, replace
from typing import Any, cast

from sqlalchemy import Connection, Table, delete, select, update

from growtogether_desktop.domain.changes import Aggregate, Change, Posted, Ref
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.erasing import renamed
from growtogether_desktop.domain.erasures import Farewell, Gone
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.leaving import Leaving
from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.domain.threads import unquoted
from growtogether_desktop.store import meta, shelf
from growtogether_desktop.store.tables import carried, outbox, returned, sent
from growtogether_desktop.store.tables import shelf as shelf_table
from growtogether_desktop.wire.codec import dump, dump_posted, load_posted

_BODIES = {table: select(table.c.id, table.c.body) for table in (outbox, sent, returned, carried)}


def forget_who_left(db: Connection) -> set[Ref]:
    """Take everybody out of the journal to whom the hub has said farewell; says what may look different."""
    gone = Gone([one for one in shelf.all_of(db, Farewell.KIND).values() if isinstance(one, Farewell)])
    for table in (sent, carried):
        for row in _naming(db, table, gone):
            db.execute(delete(table).where(table.c.id == row.id))
    for key in meta.keys_under(db, meta.KEYS_OF):
        if gone.named_in(key.encode()):
            meta.forget(db, key)
    touched: set[Ref] = set()
    for table in (outbox, returned):
        for row in _naming(db, table, gone):
            for who, farewell in gone.named_in(bytes(row.body)).items():
                touched |= _rename(db, table, row.id, Leaving(who, farewell.pseudonym, farewell.at, _names(db, who)))
    return touched


def forget_work(db: Connection, emptied: Iteration) -> None:
    """Take the lines and paths of work whose author has left out of the journal: remarks quote them."""
    of_scope = select(shelf_table.c.id).where(shelf_table.c.scope == emptied.scope)
    there = {*db.execute(of_scope).scalars(), emptied.submission}
    for table in (sent, carried, outbox, returned):
        for row in db.execute(_BODIES[table]).all():
            posted = load_posted(bytes(row.body))
            if posted.change.subject not in there and emptied.submission.encode() not in bytes(row.body):
                continue
            if table in (sent, carried):
                db.execute(delete(table).where(table.c.id == row.id))
            else:
                body = dump_posted(replace(posted, change=unquoted(posted.change)))
                db.execute(update(table).where(table.c.id == row.id).values(body=body))


def _naming(db: Connection, table: Table, gone: Gone) -> list[Any]:
    return [row for row in db.execute(_BODIES[table]) if gone.named_in(bytes(row.body))]


def _rename(db: Connection, table: Table, id: str, leaving: Leaving) -> set[Ref]:
    body = bytes(db.execute(select(table.c.body).where(table.c.id == id)).scalar_one())
    posted = load_posted(body)
    change = posted.change
    leaving = replace(leaving, names=(*leaving.names, *_names_in(change, leaving.person)))
    if _is_theirs_alone(db, posted, leaving):
        db.execute(delete(table).where(table.c.id == id))
        return {change.ref}
    now = dump_posted(replace(posted, change=renamed(change, leaving)))
    for name in leaving.names:  # also one that, in the words of others, might be any word
        now = now.replace(dump(name), dump(leaving.name))
    values: dict[str, Any] = {"body": now}
    if table is outbox:
        values["subject"] = renamed(change.subject, leaving)
    db.execute(update(table).where(table.c.id == id).values(values))
    return {change.ref, change.ref._replace(id=renamed(change.subject, leaving))}


def _is_theirs_alone(db: Connection, posted: Posted, leaving: Leaving) -> bool:
    """Whether a change makes or changes something that goes with them: a place in a roster, a profile."""
    change = posted.change
    about: Aggregate | None = change.apply(None, posted.stamp) if change.CREATES else shelf.get(db, change.ref)
    if about is None:
        return leaving.person in change.subject
    return about.without(leaving, _Nothing()) is None


def _names(db: Connection, who: PersonId) -> tuple[str, ...]:
    """By which names this desk knows them, while it still does."""
    names: set[str] = set()
    for kind in (Profile, Mentor, Mentee):
        for one in shelf.all_of(db, kind.KIND).values():
            if isinstance(one, Profile) and one.id == who:
                names.add(one.name)
            elif isinstance(one, Mentor | Mentee) and one.person == who:
                names |= {one.name, one.email}
    return tuple(sorted(name for name in names if name))


def _names_in(change: Change[Any], who: PersonId) -> list[str]:
    """How a change calls somebody: `mentor_name` stands beside `mentor`."""
    names = [field.name for field in fields(cast(Any, change)) if field.name.endswith("_name")]
    return [getattr(change, name) for name in names if getattr(change, name.removesuffix("_name"), None) == who]


class _Nothing:
    """A sight that sees nothing: what stands around a change does not matter here."""

    def see(self, kind: type[Any], id: str) -> None:
        return None
