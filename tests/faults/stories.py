"""Misfortunes somebody has thought of, or a seed has found: too rare to wait for, and each went wrong once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.projects import AddCard, Card, MoveCard, Project
from growtogether_desktop.wire.codec import load
from growtogether_desktop.wire.protocol import Asked
from tests.faults.desk import Desk
from tests.faults.oracle import judge
from tests.faults.simulator import Simulation
from tests.faults.weather import CALM, Weather
from tests.faults.world import (
    NEW,
    OLD,
    AddNote,
    Domino,
    DropRoom,
    EditNote,
    Note,
    PutSticker,
    RemoveNote,
    Room,
    StartRoom,
    canary,
)

Story = Callable[[Simulation], None]


def a_consequence_breaks(stage: Simulation) -> None:
    """The change before it must not have happened either."""
    ann = stage.desks[0]
    written = _write_note(ann, "n1", "whole")
    _do(ann, Domino(written.id, "toppled"))

    stage.meet(ann)

    assert _note(ann, "n1") == written
    judge(stage.hub, [ann])


def a_backup_remembers_what_a_desk_does_not_know(stage: Simulation) -> None:
    """The answer was lost, then the hub. It had applied the change before the backup, and must not do it again."""
    ann = stage.desks[0]
    _do(ann, MoveCard(ann.see_all(Card)[0].id, "done", "V"))
    stage.ask(stage.hold(ann))
    ann.start()
    stage.hub.back_up()
    stage.hub.restore(stage.hub.backups[-1])
    stage.hub.tell_the_desks()

    stage.meet(ann)

    judge(stage.hub, [ann])


def one_backup_is_restored_twice(stage: Simulation) -> None:
    """Both lives went on from one epoch, and must not share the next."""
    ann, lap, bek, _ = stage.desks
    stage.hub.restore(stage.hub.backups[0])
    stage.hub.tell_the_desks()
    _write_note(ann, "n1", "first in the first life")
    stage.meet(ann)
    stage.meet(bek)
    stage.hub.restore(stage.hub.backups[0])
    stage.hub.tell_the_desks()
    _write_note(lap, "n2", "first in the second")
    stage.meet(lap)
    stage.meet(ann)

    stage.meet(bek)
    stage.meet(lap)

    judge(stage.hub, [ann, lap, bek])


def a_desk_signs_in_anew_and_nobody_tells_of_the_restore(stage: Simulation) -> None:
    """It keeps what it has sent, for a hub that may have forgotten it."""
    ann = stage.desks[0]
    _write_note(ann, "n1", "sent")
    stage.meet(ann)
    stage.hub.restore(stage.hub.backups[0])
    ann.sign_in_anew()

    stage.meet(ann)

    judge(stage.hub, [ann])


def hub_and_desk_come_back_from_backups(stage: Simulation) -> None:
    """The hub's last number is then of one life, and what the desk has sent of another."""
    ann = stage.desks[0]
    for number in range(6):
        _write_note(ann, f"n{number}", "sent before both")
    stage.meet(ann)
    ann.back_up()
    stage.hub.restore(stage.hub.backups[0])
    stage.hub.tell_the_desks()
    stage.fate.weather = Weather("narrow")
    stage.ask(stage.hold(ann))
    stage.fate.weather = CALM
    ann.restore()

    stage.meet(ann)

    judge(stage.hub, [ann])


def a_note_is_removed_forgotten_and_brought_back(stage: Simulation) -> None:
    """Its versions began anew on the hub, while a desk that had missed it all still held a higher one."""
    ann, bek = stage.desks[0], stage.desks[2]
    written = _write_note(ann, "n1", "first")
    stage.meet(ann)
    _do(ann, EditNote("n1", f"second {canary(written.scope)}", written.text))
    stage.meet(ann)
    stage.meet(bek)
    _do(ann, RemoveNote("n1", _note(ann, "n1").text))
    stage.meet(ann)
    stage.hub.compact(keep=0)
    ann.act(ann.workspace.undo)
    stage.meet(ann)

    stage.meet(bek)

    assert _note(bek, "n1") == _note(ann, "n1")
    judge(stage.hub, [ann, bek])


def another_life_has_used_the_number(stage: Simulation) -> None:
    """A computer comes back from its backup; what it had sent before arrives late, under a number it gives again."""
    ann = stage.desks[0]
    ann.back_up()
    _write_note(ann, "n1", "of the lost life")
    late = stage.hold(ann)
    ann.restore()
    _write_note(ann, "n2", "of this life")
    new = stage.hold(ann)

    stage.ask(late)
    stage.hand_over(ann, stage.ask(new))
    ann.start()
    stage.meet(ann)

    assert ann.waiting() == {}
    judge(stage.hub, [ann])


def a_room_goes_before_its_first_page(stage: Simulation) -> None:
    """A desk knows its new room from the answer alone; its cursor is still 0 when the tombstone is forgotten."""
    ann, bek = stage.desks[0], stage.desks[2]
    _do(ann, StartRoom("r1", f"Room {canary('room:r1')}", ("ann", "bek")))
    stage.fate.weather = Weather("narrow", rows=1)
    new = stage.hold(ann)
    stage.fate.weather = CALM
    board = bek.see_all(Project)[0]
    _do(bek, AddCard("c1", Card("c1", board.id, f"Card {canary(board.scope)}", "ideas", "V")))
    stage.meet(bek)
    stage.hand_over(ann, stage.ask(new))
    ann.start()
    stage.meet(bek)
    _do(bek, DropRoom("r1"))
    stage.meet(bek)
    stage.hub.compact(keep=0)

    stage.meet(ann)

    judge(stage.hub, [ann, bek])


def a_floor_is_raised_while_a_desk_fetches_anew(stage: Simulation) -> None:
    """What it has just been brought again goes, and the tombstone is forgotten before it comes to it."""
    ann, bek = stage.desks[0], stage.desks[2]
    scope = _write_note(ann, "n1", "forgotten before").scope
    for number in range(2, 6):
        _write_note(ann, f"n{number}", "stays for now")
    stage.meet(ann)
    stage.meet(bek)
    _remove_and_forget(stage, ann, "n1")
    ((second,),) = stage.hub.machine.look("SELECT seq FROM shelf WHERE id = 'n2'")
    stage.fate.weather = Weather("narrow", rows=1)
    anew = stage.hold(bek, lambda asked: asked.cursors[scope].floor and asked.cursors[scope].seq == second)
    stage.fate.weather = CALM
    _remove_and_forget(stage, ann, "n2")

    stage.hand_over(bek, stage.ask(anew))
    bek.start()
    stage.meet(bek)

    judge(stage.hub, [ann, bek])


def the_clock_of_a_desk_jumps_before_the_hub_is_restored(stage: Simulation) -> None:
    """By its clock what it has sent is long past; by nobody else's."""
    ann = stage.desks[0]
    _write_note(ann, "n1", "sent")
    stage.meet(ann)
    ann.skew += timedelta(days=300)
    _write_note(ann, "n2", "sent by another clock")
    stage.meet(ann)
    stage.hub.restore(stage.hub.backups[0])
    stage.hub.tell_the_desks()

    stage.meet(ann)

    judge(stage.hub, [ann])


def the_clock_of_the_hub_jumps_before_a_desk_sends_again(stage: Simulation) -> None:
    """It must still know what it has answered, for as long as a desk may ask again."""
    ann = stage.desks[0]
    for number in range(6):
        _write_note(ann, f"n{number}", "sent")
    stage.meet(ann)
    stage.hub.back_up()
    stage.hub.skew += timedelta(days=300)
    stage.hub.restore(stage.hub.backups[-1])
    stage.hub.tell_the_desks()
    stage.fate.weather = Weather("narrow")

    stage.meet(ann)

    stage.fate.weather = CALM
    judge(stage.hub, [ann])


def a_new_program_finds_what_the_old_one_kept(stage: Simulation) -> None:
    """Rows of a kind that was unknown lie there unindexed, and come once more."""
    ann, lap = stage.desks[0], stage.desks[1]
    lap.install(OLD)
    room = ann.see_all(Room)[0]
    _do(ann, PutSticker("s1", room.id, f"Motto {canary(room.scope)}"))
    stage.meet(ann)
    stage.meet(lap)
    lap.install(NEW)

    stage.meet(lap)

    judge(stage.hub, [ann, lap])


def a_new_program_sends_again_what_the_old_one_wrote(stage: Simulation) -> None:
    """The hub was restored between the two; the words go up as they were first written."""
    lap = stage.desks[1]
    lap.install(OLD)
    room = lap.see_all(Room)[0]
    _do(lap, OLD.add_note("n1", room.id, f"old {canary(room.scope)}"))
    written = dict(lap.written)
    stage.meet(lap)
    lap.install(NEW)
    stage.hub.restore(stage.hub.backups[0])
    stage.hub.tell_the_desks()
    stage.fate.weather = Weather("narrow")
    again = stage.hold(lap)
    stage.fate.weather = CALM

    assert {change.id: bytes(change.posted) for change in load(Asked, again.asked).changes} == written
    stage.hand_over(lap, stage.ask(again))
    stage.meet(stage.desks[0])
    judge(stage.hub, [stage.desks[0], lap])


def a_full_disk_takes_in_no_half_of_a_page(stage: Simulation) -> None:
    """Neither rows nor cursors move; when there is room, everything comes."""
    ann, bek = stage.desks[0], stage.desks[2]
    for number in range(12):
        _write_note(ann, f"n{number}", "long words " * 40)
    stage.meet(ann)
    bek.machine.fill()
    stage.meet(bek)
    assert len(bek.see_all(Note)) < 14
    bek.machine.free()

    stage.meet(bek)

    judge(stage.hub, [ann, bek])


STORIES: tuple[Story, ...] = (
    the_clock_of_a_desk_jumps_before_the_hub_is_restored,
    the_clock_of_the_hub_jumps_before_a_desk_sends_again,
    a_new_program_finds_what_the_old_one_kept,
    a_new_program_sends_again_what_the_old_one_wrote,
    a_full_disk_takes_in_no_half_of_a_page,
    a_consequence_breaks,
    a_backup_remembers_what_a_desk_does_not_know,
    one_backup_is_restored_twice,
    a_desk_signs_in_anew_and_nobody_tells_of_the_restore,
    hub_and_desk_come_back_from_backups,
    a_note_is_removed_forgotten_and_brought_back,
    another_life_has_used_the_number,
    a_room_goes_before_its_first_page,
    a_floor_is_raised_while_a_desk_fetches_anew,
)


def _do(desk: Desk, *changes: Change[Any]) -> None:
    desk.act(lambda: desk.workspace.do(*changes))


def _write_note(desk: Desk, id: str, words: str) -> Note:
    room = desk.see_all(Room)[0]
    _do(desk, AddNote(id, room.id, f"{words} {canary(room.scope)}"))
    return _note(desk, id)


def _remove_and_forget(stage: Simulation, desk: Desk, id: str) -> None:
    _do(desk, RemoveNote(id, _note(desk, id).text))
    stage.meet(desk)
    stage.hub.compact(keep=0)


def _note(desk: Desk, id: str) -> Note:
    return next(note for note in desk.see_all(Note) if note.id == id)
