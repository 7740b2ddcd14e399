"""Skills as people write them, and when two of them are the same."""

import re
from collections.abc import Iterable
from functools import lru_cache

from growtogether_desktop.base.spelling import spelling_key

_CLEAR_BREAK = re.compile(r"[;|\n\r]")
_COMMA = re.compile(r",(?![^()]*\))")


@lru_cache(maxsize=50_000)  # a cohort names the same few hundred skills thousands of times
def skill_key(skill: str) -> str:
    """Two skills are the same when their keys are."""
    return spelling_key(" ".join(skill.split()))


def split_skills(cell: str) -> tuple[str, ...]:
    """Every skill of a cell once, in the order written.

    Semicolons, bars and new lines part them; only without any of those do commas, because
    "Office (Word, Excel); SQL" is two skills.
    """
    parts = (_CLEAR_BREAK if _CLEAR_BREAK.search(cell) else _COMMA).split(cell)
    return distinct(" ".join(part.split()) for part in parts)


def distinct(skills: Iterable[str]) -> tuple[str, ...]:
    """Every skill once, spelled as it is first."""
    first: dict[str, str] = {}
    for skill in skills:
        if key := skill_key(skill):
            first.setdefault(key, skill)
    return tuple(first.values())
