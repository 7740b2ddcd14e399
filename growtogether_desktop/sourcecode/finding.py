"""Where words stand in files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from growtogether_desktop.sourcecode.text import Text

LONG = 20_000
"""Columns of a line that are searched."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Hit:
    path: str
    line: int
    first: int
    """Columns, from one up to another."""
    last: int
    words: str
    """Of the line, around what was found."""


def pattern_for(words: str) -> re.Pattern[str] | None:
    """What finds these words; capitals count once there is one among them. None for no words."""
    if not words:
        return None
    return re.compile(re.escape(words), re.IGNORECASE if words == words.lower() else re.NOFLAG)


def find(pattern: re.Pattern[str], path: str, text: Text) -> Iterator[Hit]:
    """Every place, in order."""
    for line, words in enumerate(text.lines, 1):
        for match in pattern.finditer(words, 0, LONG):
            begins = max(match.start() - _SHOWN // 2, 0)
            yield Hit(path, line, match.start(), match.end(), words[begins : begins + _SHOWN].strip())
