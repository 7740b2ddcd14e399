"""Many changes at one go: all of them are kept, in their order and with their words, or none is."""

import pytest
from sqlalchemy import event

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.projects import AddCard, Card, EditCard, MoveCard, StartProject
from growtogether_desktop.store import about, outbox


@pytest.fixture
def kamron(desk):
    return desk("kamron", "coordinator")


def cards(many: int) -> list[AddCard]:
    return [AddCard(f"c{at}", Card(f"c{at}", "bozor", f"Card {at}", "ready", f"{at:03}V")) for at in range(many)]


async def kept(kamron) -> list[tuple[str, tuple[str, str]]]:
    """What waits, in its order, with the words and the place it is known by."""

    def look(db):
        waiting = outbox.everything(db)
        known = about.some_of(db, [posted.id for posted in waiting])
        return [(type(posted.change).__name__, known[posted.id]) for posted in waiting]

    return await kamron.workspace.read(look)


async def test_each_change_of_a_gesture_is_kept_in_its_order_with_its_words(kamron):
    rewritten = EditCard("c0", "Pay", "", (), 1, ("Card 0", ""))

    await kamron.workspace.do(StartProject("bozor", "Bozor", "", ()), *cards(2), rewritten, MoveCard("c0", "done", "W"))

    assert await kept(kamron) == [
        ("StartProject", ("Bozor", "")),
        ("AddCard", ("Card 0", "Bozor")),
        ("AddCard", ("Card 1", "Bozor")),
        ("EditCard", ("Card 0", "Bozor")),
        ("MoveCard", ("Pay", "Bozor")),
    ]
    card = await kamron.workspace.see(Card, "c0")
    assert (card.title, card.column) == ("Pay", "done")


async def test_a_gesture_that_is_refused_at_its_end_leaves_nothing(kamron):
    await kamron.workspace.do(StartProject("bozor", "Bozor", "", ()))

    with pytest.raises(Problem):
        await kamron.workspace.do(*cards(3), *cards(1))

    assert await kept(kamron) == [("StartProject", ("Bozor", ""))]


async def test_a_gesture_of_which_a_part_has_left_is_undone_and_done_again(kamron):
    await kamron.workspace.do(StartProject("bozor", "Bozor", "", ()))
    await kamron.workspace.do(*cards(2), MoveCard("c0", "done", "W"))
    await kamron.workspace.write(lambda db: outbox.offer(db, 2, 1_000_000))  # the project and the first card

    await kamron.workspace.undo()
    assert await kamron.workspace.see_all(Card) == ()

    await kamron.workspace.redo()
    assert [(card.id, card.column) for card in await kamron.workspace.see_all(Card)] == [
        ("c0", "done"),
        ("c1", "ready"),
    ]
    await kamron.meet()
    assert await kept(kamron) == []
    assert await kamron.workspace.returned() == ()


async def test_what_a_gesture_stands_in_is_looked_for_once_and_its_rows_are_written_at_one_go(kamron):
    await kamron.workspace.do(StartProject("bozor", "Bozor", "", ()))
    asked: list[str] = []

    @event.listens_for(kamron.cache.writing, "before_cursor_execute")
    def note(db, cursor, statement, parameters, context, many):
        asked.append(statement)

    await kamron.workspace.do(*cards(100))

    assert len([one for one in asked if one.startswith("INSERT")]) == 2  # into the outbox, and their words
    assert len([one for one in asked if one.startswith("SELECT")]) <= 2 * (100 + 1) + 1  # shelf and outbox, each once
