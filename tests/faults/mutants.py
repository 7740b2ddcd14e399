"""Mistakes one might make in the exchange, to be switched on one at a time: the seeds must notice each.

Most have been made by somebody: in this program while it was young, or in others of its kind.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace as other
from sqlalchemy import Connection, bindparam, delete, select, update

from growtogether_desktop.domain.changes import AGGREGATES, Change, Posted, Ref
from growtogether_desktop.domain.projects import EditCard
from growtogether_desktop.hub import service, upkeep
from growtogether_desktop.store import kinds, outbox, shelf, tables
from growtogether_desktop.store.meta import set_number
from growtogether_desktop.sync import exchange
from growtogether_desktop.wire.codec import dump_posted
from growtogether_desktop.wire.protocol import Asked, Cursor, Delivery
from tests.faults import desk
from tests.faults.weather import CRASHING, FORGETTING, OVERTAKING, RENEWING, RESTORING, SHEDDING, UNTOLD, Weather
from tests.faults.world import EditNote


@dataclass(frozen=True, slots=True)
class Mutant:
    made: Callable[[], AbstractContextManager[Any]]
    """Within, the mistake is made."""
    weather: Weather | None
    """Where it shows most often; None for anywhere."""


MUTANTS: dict[str, Mutant] = {}


def mutant(made: Callable[[], AbstractContextManager[Any]]) -> Callable[[], AbstractContextManager[Any]]:
    return mutant_in(None)(made)


def mutant_in(weather: Weather | None) -> Any:
    def declare(made: Callable[[], AbstractContextManager[Any]]) -> Callable[[], AbstractContextManager[Any]]:
        MUTANTS[made.__name__] = Mutant(made, weather)
        return made

    return declare


# --- on the desktop -------------------------------------------------------------------------------


@mutant
def changes_are_deleted_when_sent() -> AbstractContextManager[Any]:
    right = outbox.offer

    def offer(db: Connection, most: int, most_bytes: int) -> list[outbox.Offered]:
        offered = right(db, most, most_bytes)
        db.execute(delete(tables.outbox).where(tables.outbox.c.n.in_([one.n for one in offered])))
        return offered

    return patch.object(outbox, "offer", offer)


@mutant_in(CRASHING)
def cursors_are_saved_before_rows() -> AbstractContextManager[Any]:
    right = exchange._move_cursors

    def move(db: Connection, delivery: Delivery) -> None:
        right(db, delivery)
        db.exec_driver_sql("COMMIT")
        db.exec_driver_sql("BEGIN IMMEDIATE")

    return patch.object(exchange, "_move_cursors", move)


@mutant_in(OVERTAKING)
def a_late_delivery_is_believed() -> AbstractContextManager[Any]:
    return patch.object(exchange, "_overtaken", lambda db, asked: False)


@mutant_in(FORGETTING)
def a_reset_sweeps_nothing() -> AbstractContextManager[Any]:
    return patch.object(exchange, "_sweep", lambda db, through, generations: [])


@mutant
def losing_a_scope_keeps_its_rows() -> AbstractContextManager[Any]:
    return patch.object(shelf, "forget_scopes", lambda db, scopes: [])


@mutant
def losing_a_scope_keeps_its_cursor() -> AbstractContextManager[Any]:
    return patch.object(exchange, "_lose", lambda db, revoked: shelf.forget_scopes(db, revoked))


@mutant
def losing_a_scope_keeps_its_words() -> AbstractContextManager[Any]:
    """Out of the rows, and struck through in the index."""
    return patch.object(shelf, "forget_struck_words", lambda db: None)


@mutant
def what_was_offered_is_withdrawn() -> AbstractContextManager[Any]:
    def withdraw(db: Connection, id: str) -> bool:
        return bool(db.execute(delete(tables.outbox).where(tables.outbox.c.id == id)).rowcount)

    return patch.object(outbox, "withdraw", withdraw)


@mutant_in(RESTORING)
def requeuing_forgets_what_was_answered() -> AbstractContextManager[Any]:
    right = outbox.requeue

    def requeue(db: Connection, last: int) -> None:
        db.execute(delete(tables.sent))
        right(db, last)

    return patch.object(outbox, "requeue", requeue)


@mutant
def only_what_lies_behind_the_last_number_is_requeued() -> AbstractContextManager[Any]:
    right = outbox.requeue

    def requeue(db: Connection, last: int) -> None:
        db.execute(delete(tables.sent).where(tables.sent.c.n <= last))
        right(db, last)

    return patch.object(outbox, "requeue", requeue)


@mutant_in(RESTORING)
def numbers_are_given_twice() -> AbstractContextManager[Any]:
    """And the hub goes by them alone, as it did once."""
    right = outbox.requeue

    def requeue(db: Connection, last: int) -> None:
        set_number(db, "n", last)
        right(db, last)

    def by_number(db: Connection, caller: service.Caller, changes: Any) -> dict[str, service.Judged]:
        ids = {change.n: change.id for change in changes}
        mine = (tables.answer.c.device == caller.device, tables.answer.c.n.in_(ids))
        return {ids[row.n]: service._judged(row.n, row) for row in db.execute(select(tables.answer).where(*mine))}

    return _both(patch.object(outbox, "requeue", requeue), patch.object(service, "_stored", by_number))


@mutant_in(UNTOLD)
def a_lower_last_number_goes_unnoticed() -> AbstractContextManager[Any]:
    right = exchange._standing

    def standing(db: Connection) -> Any:
        epoch, _, cursors = right(db)
        return epoch, 0, cursors

    return patch.object(exchange, "_standing", standing)


@mutant
def being_passed_over_goes_unnoticed() -> AbstractContextManager[Any]:
    return patch.object(exchange, "_passed_over", lambda asked, delivery: False)


@mutant
def refused_changes_vanish() -> AbstractContextManager[Any]:
    right = outbox.settle

    def settle(db: Connection, answers: Any, now: float) -> list[Ref]:
        touched = right(db, answers, now)
        db.execute(delete(tables.returned))
        return touched

    return patch.object(outbox, "settle", settle)


@mutant
def an_answer_settles_everything_about_its_subject() -> AbstractContextManager[Any]:
    right = outbox.settle

    def settle(db: Connection, answers: Any, now: float) -> list[Ref]:
        touched = right(db, answers, now)
        db.execute(delete(tables.outbox).where(tables.outbox.c.subject.in_([ref.id for ref in touched])))
        return touched

    return patch.object(outbox, "settle", settle)


@mutant
def old_words_stay_in_the_index() -> AbstractContextManager[Any]:
    return patch.object(shelf, "_UNINDEX", "DELETE FROM shelf WHERE ? IS NULL")


@mutant
def a_failing_push_blocks_the_pull() -> AbstractContextManager[Any]:
    """And what fails is given up at once, so that the rest goes on."""
    right = exchange.prepare

    def prepare(db: Connection, *, push: bool, **limits: int) -> Asked:
        if not push:
            db.execute(delete(tables.outbox).where(tables.outbox.c.n.is_not(None)))
        return right(db, push=push, **limits)

    return patch.object(exchange, "prepare", prepare)


@mutant_in(RENEWING)
def a_new_program_leaves_old_rows_as_they_are() -> AbstractContextManager[Any]:
    return patch.object(desk, "catch_up", lambda db: None)


@mutant_in(RENEWING)
def an_old_program_opens_what_it_cannot_read() -> AbstractContextManager[Any]:
    return patch.object(kinds, "load_posted", lambda body: None)


@mutant
def rows_of_unknown_kinds_are_dropped() -> AbstractContextManager[Any]:
    right = shelf.take_in

    def take_in(db: Connection, rows: Any, generations: dict[str, int]) -> Any:
        return right(db, [row for row in rows if row.kind in AGGREGATES], generations)

    return patch.object(shelf, "take_in", take_in)


@mutant_in(RESTORING)
def a_clock_makes_a_desk_forget() -> AbstractContextManager[Any]:
    return patch.object(outbox, "_TOO_OLD", delete(tables.sent).where(tables.sent.c.at < bindparam("before")))


@mutant_in(replace(RESTORING, upgrades=0.1))
def what_is_sent_again_is_written_anew() -> AbstractContextManager[Any]:
    right = outbox._row

    def row(posted: Posted, body: bytes, number: int | None = None) -> outbox._Row:
        return right(posted, dump_posted(posted), number)

    return patch.object(outbox, "_row", row)


# --- on the hub -----------------------------------------------------------------------------------


@mutant_in(RESTORING)
def epochs_are_ignored() -> AbstractContextManager[Any]:
    return patch.object(service, "read_epoch", lambda db: 1)


@mutant
def epochs_are_counted_on_from_the_backup() -> AbstractContextManager[Any]:
    right = upkeep.new_epoch
    return patch.object(upkeep, "new_epoch", lambda engine, now: right(engine, 0.0))


@mutant_in(UNTOLD)
def changes_are_judged_across_a_gap() -> AbstractContextManager[Any]:
    right = service.HubService._push
    return patch.object(
        service.HubService, "_push", lambda self, db, by, asked: right(self, db, by, other(asked, after=0))
    )


@mutant_in(RESTORING)
def answers_are_not_kept() -> AbstractContextManager[Any]:
    return patch.object(service, "_stored", lambda db, caller, changes: {})


@mutant_in(RESTORING)
def a_clock_makes_the_hub_forget() -> AbstractContextManager[Any]:
    return patch.object(service, "ANSWERS_AT_LEAST", 0)


@mutant
def updates_create() -> AbstractContextManager[Any]:
    def objection(change: Change[Any], before: Any, actor: Any, sight: Any) -> Any:
        return change.refusal(before, actor, sight)

    def perform(change: Change[Any], before: Any, stamp: Any) -> Any:
        return change.apply(before, stamp)

    return _both(patch.object(service, "objection", objection), patch.object(service, "perform", perform))


@mutant
def a_stored_zero_is_a_fresh_cursor() -> AbstractContextManager[Any]:
    return _pull_with(
        lambda asked, page: other(page, reset=tuple(name for name in page.reset if asked.cursors[name].seq))
    )


@mutant_in(FORGETTING)
def forgotten_tombstones_reset_nothing() -> AbstractContextManager[Any]:
    def calm(db: Connection, asked: Asked) -> Asked:
        floors = {row.name: row.floor for row in db.execute(select(tables.scope))}
        return other(asked, cursors={name: Cursor(at.seq, floors[name]) for name, at in asked.cursors.items()})

    right = service._pull
    return patch.object(service, "_pull", lambda db, actor, asked: right(db, actor, calm(db, asked)))


@mutant_in(FORGETTING)
def the_floor_is_not_raised() -> AbstractContextManager[Any]:
    right = upkeep._compact

    def compact(db: Connection, name: str, keep: int) -> None:
        right(db, name, keep)
        db.execute(update(tables.scope).where(tables.scope.c.name == name).values(floor=0))

    return patch.object(upkeep, "_compact", compact)


@mutant_in(SHEDDING)
def a_floor_raised_while_paging_is_not_told() -> AbstractContextManager[Any]:
    """Where a reset is under way, another one is taken for the same."""
    return _pull_with(
        lambda asked, page: other(page, reset=tuple(name for name in page.reset if not asked.cursors[name].floor))
    )


@mutant
def a_full_page_moves_the_cursor_to_the_head() -> AbstractContextManager[Any]:
    right = service._pull

    def pull(db: Connection, actor: Any, asked: Asked) -> Delivery:
        page = right(db, actor, asked)
        heads = {row.name: row.head for row in db.execute(select(tables.scope))}
        return other(page, cursors={name: Cursor(heads[name], at.floor) for name, at in page.cursors.items()})

    return patch.object(service, "_pull", pull)


@mutant
def doors_are_never_closed() -> AbstractContextManager[Any]:
    right = service.set_members

    def keep(db: Connection, name: str, audience: frozenset[str]) -> None:
        known = db.execute(select(tables.membership.c.member).where(tables.membership.c.scope == name)).scalars()
        right(db, name, audience | frozenset(known))

    return patch.object(service, "set_members", keep)


@mutant
def anybody_may_write_anywhere() -> AbstractContextManager[Any]:
    return patch.object(service._Batch, "_belongs", lambda self, actor, name: True)


@mutant
def answers_show_what_may_not_be_read() -> AbstractContextManager[Any]:
    return patch.object(service, "_belongs", lambda db, actor, name: True)


@mutant_in(FORGETTING)
def answers_come_without_rows() -> AbstractContextManager[Any]:
    right = service._answers

    def answers(*asked: Any) -> Any:
        return tuple(other(answer, row=None) for answer in right(*asked))

    return patch.object(service, "_answers", answers)


@mutant
def broken_changes_happen_by_halves() -> AbstractContextManager[Any]:
    right = service._Batch._apply

    def apply(self: service._Batch, posted: Posted, caller: service.Caller) -> Any:
        try:
            return right(self, posted, caller)
        except ArithmeticError:
            return service._STRANGE

    return patch.object(service._Batch, "_apply", apply)


@mutant
def words_are_overwritten_unseen() -> AbstractContextManager[Any]:
    def nothing(self: Change[Any], before: Any, actor: Any, sight: Any) -> None:
        return None

    return _both(patch.object(EditCard, "refusal", nothing), patch.object(EditNote, "refusal", nothing))


def _pull_with(wrong: Callable[[Asked, Delivery], Delivery]) -> AbstractContextManager[Any]:
    right = service._pull
    return patch.object(service, "_pull", lambda db, actor, asked: wrong(asked, right(db, actor, asked)))


@contextmanager
def _both(one: AbstractContextManager[Any], two: AbstractContextManager[Any]) -> Iterator[None]:
    with one, two:
        yield
