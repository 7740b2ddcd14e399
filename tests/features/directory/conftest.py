"""A programme of people with skills, and Timur's desk in it."""

from dataclasses import dataclass

import pytest

from growtogether_desktop.domain.directory import OpenProfile, Profile, Skill
from growtogether_desktop.features.directory.model.directory import DirectoryModel
from tests.desks import Desk, MakeDesk, Programme

PEOPLE = (
    Profile("gulnora", "Gulnora Gʻaniyeva", "Yosh oʻquvchi", (Skill("Python", 1),), ("uz",)),
    Profile("malika", "Malika Karimova", "Backend", (Skill("Rust", 3), Skill("Python", 5)), ("uz", "ru"), 2),
    Profile("ivan", "Иван Петров", "Mobile", (Skill("Kotlin", 4),), ("ru",), 1),
)


@dataclass
class Town:
    timur: Desk
    directory: DirectoryModel

    async def rest(self) -> None:
        await self.timur.background.settled()


@pytest.fixture
async def town(programme: Programme, desk: MakeDesk) -> Town:
    programme.service.ask([OpenProfile(person.id, person) for person in PEOPLE])
    timur = desk("timur", "mentee")
    await timur.meet()
    directory = DirectoryModel(timur.workspace)
    await directory.load()
    return Town(timur, directory)
