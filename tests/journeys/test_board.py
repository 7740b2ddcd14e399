"""A project board on two desktops, without their windows: whatever both do offline, they end equal."""

import asyncio
import random
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.projects import AddCard, Card, JoinProject, MoveCard, StartProject, in_order
from growtogether_desktop.domain.ranks import rank_between
from growtogether_desktop.features.projects.model.board import BoardModel
from tests.desks import Programme

COLUMNS = ("ideas", "ready", "building", "review", "done")
DEEDS = st.tuples(
    st.integers(0, 1), st.sampled_from(("move", "move", "add", "remove", "undo", "redo", "meet")), st.integers(0, 99)
)
"""Whose desktop, what happens there, and with which card and place."""


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


class Player:
    """Somebody at one of the two desktops, who does what the dice say."""

    def __init__(self, desk):
        self.desk = desk
        self.board = BoardModel(desk.workspace, "bozor")

    async def sees(self):
        await self.desk.background.settled()
        return {id for column in self.board.columns for id in (row.id for row in column.cards)}

    async def do(self, deed, dice):
        rows = [row for column in self.board.columns for row in column.cards]
        column = COLUMNS[dice % 5]
        with suppress(Problem):  # the rules may say no: then nothing has happened
            match deed:
                case "add":
                    await self.board.add(column, f"Card {dice}")
                case "undo":
                    await self.desk.workspace.undo()
                case "redo":
                    await self.desk.workspace.redo()
                case "meet":
                    await self.desk.meet()
                case "move" if rows:
                    others = [None, *(row.id for row in rows if row.card.column == column)]
                    await self.board.move(rows[dice % len(rows)].id, column, others[dice % len(others)])
                case "remove" if rows:
                    await self.board.remove(rows[dice % len(rows)].id)


async def play(folder, deeds):
    """Two desktops do all this, then meet until nobody has anything to say."""
    programme = Programme(folder)
    players = [Player(programme.desk(name, "mentor")) for name in ("malika", "timur")]
    await players[0].desk.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    for id in "abcdef":
        await players[0].desk.workspace.do(AddCard(id, Card(id, "bozor", id, COLUMNS[ord(id) % 5], f"{id}V")))
    for player in players:
        await player.desk.meet()
        await player.board.load()
    made, taken_away = set("abcdef"), set()
    for who, deed, dice in deeds:
        before = await players[who].sees()
        await players[who].do(deed, dice)
        after = await players[who].sees()
        if deed != "meet":
            made |= after
            taken_away |= before - after
    for player in (*players, *players, *players):
        await player.desk.meet()
        await player.sees()
    boards = [[(row.id, row.card) for c in player.board.columns for row in c.cards] for player in players]
    known = [{card.id for card in await player.desk.workspace.see_all(Card, "bozor")} for player in players]
    waiting = [player.desk.workspace.state.waiting for player in players]
    await programme.close()
    return boards, known, waiting, made, taken_away


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DEEDS, max_size=14))
def test_whatever_two_people_do_they_end_equal_and_no_card_is_lost(deeds):
    with TemporaryDirectory() as folder:
        boards, known, waiting, made, taken_away = asyncio.run(play(Path(folder), deeds))

    assert boards[0] == boards[1]
    assert known == [{id for id, _ in board} for board in boards]
    assert made - taken_away <= known[0] <= made
    assert waiting == [0, 0]
