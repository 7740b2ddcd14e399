"""A project card moved on two desktops, without their windows."""

import random

from growtogether_desktop.domain.projects import AddCard, Card, JoinProject, MoveCard, StartProject, in_order
from growtogether_desktop.domain.ranks import rank_between


async def test_two_people_move_at_once_and_end_equal(desk):
    one, two = desk("malika", "mentor"), desk("timur", "mentee")
    await one.workspace.do(StartProject("bozor", "Bozor", "A market", ("Python",)))
    rank = ""
    for id in "abc":
        rank = rank_between(rank, "", random.choice)
        await one.workspace.do(AddCard(id, Card(id, "bozor", id, "ideas", rank)))
    await one.meet()
    await two.meet()
    await two.workspace.do(JoinProject("bozor", "timur"))

    await one.workspace.do(MoveCard("a", "building", "V"))
    await two.workspace.do(MoveCard("b", "building", "W"))
    for d in (one, two, one):
        await d.meet()

    boards = [await d.workspace.see_all(Card, "bozor") for d in (one, two)]
    assert boards[0] == boards[1]
    assert [c.id for c in in_order(boards[0], "building")] == ["a", "b"]


async def test_undo_works_before_and_after_sending(desk):
    d = desk("malika", "mentor")
    await d.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await d.workspace.do(AddCard("a", Card("a", "bozor", "A", "ideas", "V")))
    await d.meet()

    await d.workspace.do(MoveCard("a", "done", "V"))
    await d.workspace.undo()
    assert (await d.workspace.see(Card, "a")).column == "ideas"
    assert d.workspace.state.waiting == 0

    await d.workspace.redo()
    await d.meet()
    await d.workspace.undo()
    assert d.workspace.state.waiting == 1
    await d.meet()
    assert (await d.workspace.see(Card, "a")).column == "ideas"


async def test_a_stranger_is_told_and_sees_the_truth_again(desk):
    owner, stranger = desk("malika", "mentor"), desk("eve", "mentee")
    await owner.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await owner.workspace.do(AddCard("a", Card("a", "bozor", "A", "ideas", "V")))
    await owner.meet()
    await stranger.meet()
    await stranger.workspace.do(JoinProject("bozor", "eve"))
    await stranger.workspace.do(MoveCard("a", "done", "V"))
    await stranger.workspace.undo()
    await stranger.workspace.undo()
    await stranger.meet()

    assert (await stranger.workspace.see(Card, "a")).column == "ideas"
    assert stranger.workspace.state.returned == 0


async def test_in_step_one_request_is_enough(desk):
    d = desk("malika", "mentor")
    await d.meet()
    before = d.wire.requests

    await d.meet()

    assert d.wire.requests == before + 1
