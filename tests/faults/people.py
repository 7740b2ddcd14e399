"""What people may think of doing, given what they see."""

import random
from typing import Any

from growtogether_desktop.domain.projects import (
    AddCard,
    Card,
    EditCard,
    JoinProject,
    MoveCard,
    Project,
    RemoveCard,
    StartProject,
    in_order,
)
from growtogether_desktop.domain.ranks import rank_between
from tests.faults import world
from tests.faults.desk import Desk
from tests.faults.fate import Fate
from tests.faults.world import (
    DOORS,
    NEW,
    Admit,
    EditNote,
    FromTheFuture,
    Note,
    PeelSticker,
    PutSticker,
    RemoveNote,
    Room,
    StartRoom,
    Sticker,
)

COLUMNS = ("ideas", "done")


def act(desk: Desk, fate: Fate) -> None:
    """Somebody does something."""
    workspace, what = desk.workspace, fate.rng.random()
    if what < 0.12:
        desk.act(workspace.undo)
    elif what < 0.16:
        desk.act(workspace.redo)
    elif changes := _wish(desk, fate, what):
        desk.act(lambda: workspace.do(*changes))


def _wish(desk: Desk, fate: Fate, what: float) -> list[Any]:
    if what < 0.60:
        return _wish_for_notes(desk, fate)
    if what < 0.90:
        return _wish_for_cards(desk, fate)
    if what < 0.97 and (rooms := desk.see_all(Room)):
        return [Admit(fate.rng.choice(rooms).id, _some_people(fate.rng))]
    id = fate.new_id()
    if what < 0.985:
        people = (desk.caller.actor.id, *_some_people(fate.rng))
        return [StartRoom(id, f"Room {world.canary(f'room:{id}')}", people)]
    return [StartProject(id, f"Board {id}", "", ())]


def _wish_for_notes(desk: Desk, fate: Fate) -> list[Any]:
    rng, what = fate.rng, fate.rng.random()
    rooms = desk.see_all(Room) if what < 0.45 else ()
    if what < 0.3 and rooms:
        room, mood = rng.choice(rooms), rng.choice(("", "calm"))
        count = rng.choice((1, 1, 1, 3))
        add = desk.program.add_note
        return [add(fate.new_id(), room.id, _text(desk, fate, room.scope), mood) for _ in range(count)]
    if what < 0.45 and rooms and desk.program is NEW:
        return _wish_for_stickers(desk, fate, rng.choice(rooms))
    notes = desk.see_all(Note)
    if not notes:
        return []
    note = rng.choice(notes)
    if what < 0.75:
        return [EditNote(note.id, _text(desk, fate, note.scope), note.text)]
    if what < 0.9:
        return [RemoveNote(note.id, note.text)]
    text = _text(desk, fate, note.scope)
    ill = (FromTheFuture(note.id) if desk.program is NEW else world.Ill(note.id), world.Ill(note.id))
    return [rng.choice((*ill, world.Domino(note.id, text)))]


def _wish_for_stickers(desk: Desk, fate: Fate, room: Room) -> list[Any]:
    stickers = desk.see_all(Sticker)
    if stickers and fate.rng.random() < 0.3:
        return [PeelSticker(fate.rng.choice(stickers).id)]
    return [PutSticker(fate.new_id(), room.id, _text(desk, fate, room.scope))]


def _wish_for_cards(desk: Desk, fate: Fate) -> list[Any]:
    rng, what = fate.rng, fate.rng.random()
    projects = desk.see_all(Project)
    if not projects:
        return []
    project = rng.choice(projects)
    cards = desk.see_all(Card, project.id)
    column = rng.choice(COLUMNS)
    rank = _rank(rng, cards, column)
    if what < 0.3 or not cards:
        id = fate.new_id()
        return [AddCard(id, Card(id, project.id, _text(desk, fate, project.scope), column, rank))]
    card = rng.choice(cards)
    if what < 0.65:
        return [MoveCard(card.id, column, rank)]
    if what < 0.78:
        return [EditCard(card.id, _text(desk, fate, project.scope), "", (), 0, (card.title, card.detail))]
    if what < 0.9:
        return [RemoveCard(card.id)]
    return [JoinProject(project.id, desk.caller.actor.id)]


def _rank(rng: random.Random, cards: tuple[Card, ...], column: str) -> str:
    ranks = ["", *(card.rank for card in in_order(cards, column)), ""]
    at = rng.randrange(len(ranks) - 1)
    return rank_between(ranks[at], ranks[at + 1], rng.choice)


def _some_people(rng: random.Random) -> tuple[str, ...]:
    return tuple(rng.sample(DOORS, rng.randint(1, 3)))


def _text(desk: Desk, fate: Fate, scope: str) -> str:
    return f"{desk.name} {fate.rng.getrandbits(24):06x} {world.canary(scope)}"
