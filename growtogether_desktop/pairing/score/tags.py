"""The skills of a list, numbered: a concept of the gazetteer where it knows them, else what is written."""

from collections.abc import Callable, Iterable

from growtogether_desktop.pairing.score.gazetteer import Gazetteer
from growtogether_desktop.pairing.skills import skill_key

MOST = 1 << 18
"""So many different skills can be told apart; more than that are read as the last one."""


class Tags:
    """Numbers skills: concepts first, in their order, then all others as they come. It only ever learns more."""

    def __init__(self, skills: Gazetteer) -> None:
        self._skills = skills
        self.concepts = len(skills.concepts)
        self._places = _Places(self._read)
        self._keys: list[str] = [concept.id for concept in skills.concepts]
        self._number_of_key: dict[str, int] = {}

    def place(self, skill: str) -> int:
        return self._places[skill]

    def places(self, skills: Iterable[str]) -> frozenset[int]:
        return frozenset(map(self._places.__getitem__, skills))

    def key(self, place: int) -> str:
        """What sorts skills the same way in whatever order they came."""
        return self._keys[place]

    def _read(self, skill: str) -> int:
        concept = self._skills.concept_of(skill)
        if concept is not None:
            return concept
        key = skill_key(skill)
        number = self._number_of_key.setdefault(key, min(len(self._keys), MOST - 1))
        if number == len(self._keys):
            self._keys.append(key)
        return number


class _Places(dict[str, int]):
    """Every skill is read once; what was read is found without a call: cohorts name skills by the ten thousand."""

    def __init__(self, read: Callable[[str], int]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, skill: str) -> int:
        place = self[skill] = self._read(skill)
        return place
