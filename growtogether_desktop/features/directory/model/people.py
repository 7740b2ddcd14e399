"""Everybody in the directory, gathered once for a list that is sorted and filtered often."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.ids import PersonId


@dataclass(frozen=True, slots=True)
class PersonRow:
    profile: Profile
    key: str
    """The name, the same in every spelling."""
    skill_keys: frozenset[str]
    me: bool
    waiting: bool
    """The hub has not answered a change to it yet."""

    @property
    def id(self) -> PersonId:
        return PersonId(self.profile.id)

    @property
    def mentors(self) -> bool:
        return self.profile.capacity > 0

    @property
    def level(self) -> int:
        """Of what they know best; 0 when nothing is known."""
        return max((skill.level for skill in self.profile.skills), default=0)


@dataclass(frozen=True, slots=True)
class People:
    rows: tuple[PersonRow, ...] = ()
    """By name."""
    by_id: dict[PersonId, PersonRow] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    """Codes of what is spoken, the most spoken first."""
    skills: tuple[str, ...] = ()
    """What is known, the best known first."""
    mentors: int = 0
    seats: int = 0


def gathered(profiles: tuple[Profile, ...], me: PersonId, waiting: frozenset[str]) -> People:
    rows = sorted((_row(profile, me, waiting) for profile in profiles), key=lambda row: (row.key, row.profile.id))
    languages = Counter(code for profile in profiles for code in profile.languages)
    skills = Counter(_key(skill.name) for profile in profiles for skill in profile.skills)
    spelled = {_key(skill.name): skill.name for profile in profiles for skill in profile.skills}
    return People(
        tuple(rows),
        {row.id: row for row in rows},
        tuple(code for code, _ in sorted(languages.items(), key=lambda one: (-one[1], one[0]))),
        tuple(spelled[key] for key, _ in sorted(skills.items(), key=lambda one: (-one[1], one[0]))),
        sum(row.mentors for row in rows),
        sum(profile.capacity for profile in profiles),
    )


_key = lru_cache(maxsize=5_000)(spelling_key)
"""Thousands of people know the same hundred things."""


def _row(profile: Profile, me: PersonId, waiting: frozenset[str]) -> PersonRow:
    return PersonRow(
        profile,
        spelling_key(profile.name),
        frozenset(_key(skill.name) for skill in profile.skills),
        profile.id == me,
        profile.id in waiting,
    )
