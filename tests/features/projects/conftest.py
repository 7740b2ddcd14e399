"""Bozor, a project of Malika's that Timur has joined, with both of them at their desks."""

from dataclasses import dataclass

import pytest

from growtogether_desktop.domain.projects import AddCard, Card, JoinProject, StartProject
from growtogether_desktop.features.projects.model.board import BoardModel
from tests.desks import Desk, MakeDesk

CARDS = {"ideas": ("map", "bus"), "ready": ("login", "search", "theme"), "building": ("queue",)}
"""Ids, which are the titles too, from top to bottom."""


@dataclass
class Bozor:
    malika: Desk
    timur: Desk

    async def meet(self) -> None:
        """Everybody hears of everything."""
        for desk in (self.malika, self.timur, self.malika):
            await desk.meet()
            await desk.background.settled()

    async def board(self, desk: Desk) -> BoardModel:
        board = BoardModel(desk.workspace, "bozor")
        await board.load()
        return board


@pytest.fixture
async def bozor(desk: MakeDesk) -> Bozor:
    """In step with the hub; the board has six cards in three of its five columns."""
    malika, timur = desk("malika", "mentor"), desk("timur", "mentee")
    await malika.workspace.do(StartProject("bozor", "Bozor", "Order from the stalls", ("Python", "React")))
    for column, ids in CARDS.items():
        for at, id in enumerate(ids):
            await malika.workspace.do(AddCard(id, Card(id, "bozor", id, column, f"{at + 1}V", stack=("Python",))))
    await malika.meet()
    await timur.meet()
    await timur.workspace.do(JoinProject("bozor", "timur"))
    made = Bozor(malika, timur)
    await made.meet()
    return made
