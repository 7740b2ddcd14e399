"""How much of a work stands in another one, too: a figure to look at the code by, and no judgement."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from growtogether_desktop.sourcecode.text import Text

LEAST_LETTERS = 3
"""A line with fewer letters and figures stands anywhere."""


@dataclass(frozen=True, slots=True)
class Alike:
    lines: int
    """Lines of this work that stand in the other one as well, whatever their order and indent."""
    of: int
    """Lines of this work. Neither counts what came with the task, nor lines of brackets alone."""


def alike(ours: Iterable[Text], theirs: Iterable[Text], given: Iterable[Text]) -> Alike:
    known = _telling(given)
    mine, yours = _telling(ours), _telling(theirs)
    for line in known:
        mine.pop(line, None)
    return Alike((mine & yours).total(), mine.total())


def _telling(texts: Iterable[Text]) -> Counter[str]:
    lines = (" ".join(line.split()) for text in texts if not text.binary for line in text.lines)
    return Counter(line for line in lines if sum(map(str.isalnum, line)) >= LEAST_LETTERS)
