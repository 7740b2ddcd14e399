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
    known: str
    """What they know, the best known first."""
    known_key: str
    skill_keys: frozenset[str]
    level: int
    """Of what they know best; 0 when nothing is known."""
    me: bool
    waiting: bool
    """The hub has not answered a change to it yet."""

    @property
    def id(self) -> PersonId:
        return PersonId(self.profile.id)

    @property
    def mentors(self) -> bool:
        return self.profile.capacity > 0


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


def gathered(profiles: tuple[Profile, ...], me: PersonId, waiting: frozenset[str], before: People) -> People:
    """`before` is what was gathered last: most people are still as they were."""
    rows = sorted(
        (_row(profile, me, waiting, before) for profile in profiles), key=lambda row: (row.key, row.profile.id)
    )
    languages = Counter(code for profile in profiles for code in profile.languages)
    skills = Counter(key for row in rows for key in row.skill_keys)
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


def _row(profile: Profile, me: PersonId, waiting: frozenset[str], before: People) -> PersonRow:
    waits = profile.id in waiting
    last = before.by_id.get(PersonId(profile.id))
    if last is not None and last.profile is profile and last.waiting == waits:
        return last
    skills = sorted(profile.skills, key=lambda skill: -skill.level)
    return PersonRow(
        profile,
        spelling_key(profile.name),
        ", ".join(skill.name for skill in skills),
        ", ".join(_key(skill.name) for skill in skills),
        frozenset(_key(skill.name) for skill in skills),
        max((skill.level for skill in skills), default=0),
        profile.id == me,
        waits,
    )
