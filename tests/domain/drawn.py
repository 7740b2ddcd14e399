"""Any aggregate or change, made of two people: drawn by the types of its fields, so that new kinds are drawn too."""

import random
import types
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from growtogether_desktop.domain.cohorts import mentee_id, mentor_id
from growtogether_desktop.domain.engagements import engagement_id
from growtogether_desktop.domain.ids import CohortId, EngagementId, MenteeId, MentorId, PersonId
from growtogether_desktop.domain.rubrics import Score

MALIKA, TIMUR = PersonId("a1" * 16), PersonId("b2" * 16)
NAMES = {MALIKA: "Malika Karimova", TIMUR: "Timur Aliyev"}
EMAIL = "malika@example.uz"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
COHORT = CohortId("c3" * 16)
PEOPLE = (MALIKA, TIMUR)
PLACES = tuple(place(who, COHORT) for who in PEOPLE for place in (mentor_id, mentee_id))
PAIRS = tuple(engagement_id(mentor_id(a, COHORT), mentee_id(b, COHORT)) for a in PEOPLE for b in PEOPLE if a != b)
ABOUT_HER = ("well done", "", f"ask {NAMES[MALIKA]}, she knows", f"<{EMAIL}>", f"{MALIKA} has it")

_IDS: dict[object, tuple[str, ...]] = {PersonId: PEOPLE, MentorId: PLACES, MenteeId: PLACES, EngagementId: PAIRS}
_PLACED = frozenset({"place", "order", "vetoed"})
_CODED = frozenset({"subject", "id", "scope", "side", "tree", "sha", "column", "rank", "publication", "zone"})
"""Texts that are no words."""
_WHOSE = {"author_name": "author", "mentor_name": "mentor", "mentee_name": "mentee"}


class Drawing:
    """Draws values; `words` are what its texts are taken from."""

    def __init__(self, seed: int, words: tuple[str, ...] = ABOUT_HER) -> None:
        self.chance = random.Random(seed)
        self._words = words

    def of(self, kind: Any, name: str = "") -> Any:
        """A value of a type; `name` is the field it is for."""
        if isinstance(kind, NewType):
            return self.chance.choice(_IDS.get(kind, tuple(f"{kind.__name__}{n}" for n in range(5))))
        if kind is str:
            return self._text(name)
        if kind in _PLAIN:
            return _PLAIN[kind](self.chance)
        if get_origin(kind) in (Union, types.UnionType):
            return self.of(self.chance.choice(get_args(kind)), name)
        if get_origin(kind) is tuple:
            parts = get_args(kind)
            if parts[-1] is Ellipsis:
                return tuple(self.of(parts[0], name) for _ in range(self.chance.randint(1, 3)))
            return tuple(self.of(part, name) for part in parts)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self.chance.choice(list(kind))
        assert is_dataclass(kind), kind
        return self._filled(kind)

    def _filled(self, kind: Any) -> Any:
        values = {name: self.of(hint, name) for name, hint in hints(kind).items()}
        if "id" in values and hints(kind)["id"] is str:
            values["id"] = self.chance.choice(PEOPLE) if getattr(kind, "KIND", "") in OF_A_PERSON else "some1"
        if kind is Score:
            values["title"] = "as the rubric calls it"
        for name, whose in _WHOSE.items():
            if name in values:
                values[name] = NAMES[values.get(whose, MALIKA)]
        if "name" in values and "id" in values:
            values["name"] = NAMES[values.get("person", values["id"])]
        return kind(**values)

    def _text(self, name: str) -> str:
        if name in _PLACED:
            return self.chance.choice(PLACES)
        return self.chance.choice(("x1", MALIKA)) if name in _CODED else self.chance.choice(self._words)


OF_A_PERSON = frozenset({"profile", "erasure"})
"""Kinds whose id is a person's."""

_PLAIN: dict[Any, Any] = {
    int: lambda chance: chance.randint(0, 20),
    float: lambda chance: chance.random(),
    bool: lambda chance: chance.random() < 0.5,
    datetime: lambda chance: NOW,
    type(None): lambda chance: None,
}


@cache
def hints(kind: Any) -> dict[str, Any]:
    """The fields of a kind with their types."""
    told = get_type_hints(kind)
    return {field.name: told[field.name] for field in fields(kind)}
