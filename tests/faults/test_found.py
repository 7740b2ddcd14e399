"""What the seeds have found, told as stories: each went wrong once."""

from typing import Any

from sqlalchemy import select

from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.projects import Card, MoveCard
from growtogether_desktop.store import tables
from tests.faults.desk import Desk
from tests.faults.oracle import judge
from tests.faults.simulator import Simulation
from tests.faults.world import AddNote, Domino, EditNote, Note, RemoveNote, Room, canary


def do(desk: Desk, *changes: Change[Any]) -> None:
    desk.act(lambda: desk.workspace.do(*changes))


def write_note(desk: Desk, id: str, words: str) -> Note:
    room = desk.see_all(Room)[0]
    do(desk, AddNote(id, room.id, f"{words} {canary(room.scope)}"))
    return note(desk, id)


def note(desk: Desk, id: str) -> Note:
    return next(found for found in desk.see_all(Note) if found.id == id)


def returned(desk: Desk) -> int:
    with desk.machine.engine.begin() as db:
        return len(db.execute(select(tables.returned)).all())


def test_a_change_whose_consequence_breaks_leaves_nothing_behind(stage: Simulation) -> None:
    ann = stage.desks[0]
    mine = write_note(ann, "n1", "whole")
    do(ann, Domino(mine.id, "toppled"))

    stage.meet(ann)

    assert note(ann, mine.id).text == mine.text
    assert returned(ann) == 1
    judge(stage.hub, stage.desks[:1])


def test_what_a_restored_hub_remembers_is_not_done_again(stage: Simulation) -> None:
    """The hub had applied it before the backup; only the desk did not know."""
    ann = stage.desks[0]
    card = ann.see_all(Card)[0]
    do(ann, MoveCard(card.id, "done", "V"))
    stage.meet_unheard(ann)
    stage.hub.back_up()

    stage.hub.restore(stage.hub.backups[-1])
    stage.hub.tell_the_desks()
    stage.meet(ann)

    judge(stage.hub, stage.desks[:1])


def test_what_was_removed_forgotten_and_brought_back_is_there(stage: Simulation) -> None:
    """Its versions began anew on the hub, while a desk that had missed it all still held a higher one."""
    ann, bek = stage.desks[0], stage.desks[2]
    mine = write_note(ann, "n1", "first")
    stage.meet(ann)
    do(ann, EditNote(mine.id, f"second {canary(mine.scope)}", mine.text))
    stage.meet(ann)
    stage.meet(bek)
    do(ann, RemoveNote(mine.id, note(ann, mine.id).text))
    stage.meet(ann)
    stage.hub.compact(keep=0)
    ann.act(ann.workspace.undo)
    stage.meet(ann)

    stage.meet(bek)

    assert note(bek, mine.id) == note(ann, mine.id)
    judge(stage.hub, [ann, bek])
