"""What somebody meant who slipped: one letter too many, too few, one like it, or two of them exchanged.

Source: the deletion neighbourhood of Mor and Fraenkel 1982: two words a slip apart become the same when
each loses at most one letter.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

_SHORTEST = 6
_SHORTEST_BUT_EXCHANGED = 7
"""Among shorter words too many are a slip apart, and each means something."""
_LIKE = ("aeiouy", "td", "bp", "zs", "gkqhc", "vfw", "csz", "jg", "mn")
"""Letters that are taken for each other, by ear or by alphabet."""


class Typos:
    """Corrects words to those of a vocabulary."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """As in phrases, "dastur*" is every word that begins so, "djav~" that with a Russian ending."""
        kinds: dict[str, set[str]] = {"": set(), "*": set(), "~": set()}
        for word in vocabulary:
            kind = word[-1] if word[-1] in "*~" else ""
            kinds[kind].add(word.rstrip("*~"))
        self._words, self._stems, self._cases = kinds[""], kinds["*"], kinds["~"]
        self._lengths = sorted({len(stem) for stem in self._stems})

    def meant(self, key: str, forms: Collection[str], stems: Collection[str]) -> str:
        """The word of the vocabulary that this one misses by a slip; "" where it is in order or none is near."""
        if len(key) < _SHORTEST or not key.isalpha() or self._knows(key, forms, stems):
            return ""
        for form in sorted(forms, key=len, reverse=True):
            if word := self._near(form, self._near_words):
                return word
        for length in range(min(len(key), self._lengths[-1] + 1), _SHORTEST - 2, -1):
            if stem := self._near(key[:length], self._near_stems):
                return stem + key[length:]
        return ""

    def _knows(self, key: str, forms: Collection[str], stems: Collection[str]) -> bool:
        return (
            not self._words.isdisjoint(forms)
            or not self._cases.isdisjoint(stems)
            or any(key[:length] in self._stems for length in self._lengths)
        )

    def _near(self, word: str, near: dict[str, str]) -> str:
        for shorter in (word, *_shorter(word)):
            meant = near.get(shorter)
            if meant and meant[0] == word[0] and _a_slip_apart(word, meant):
                return meant
        return ""

    @cached_property
    def _near_words(self) -> dict[str, str]:
        return _neighbours(self._words | self._cases)

    @cached_property
    def _near_stems(self) -> dict[str, str]:
        return _neighbours(self._stems)


def _neighbours(words: Iterable[str]) -> dict[str, str]:
    """Each long enough word, by itself and what is left of it without one letter."""
    return {
        shorter: word
        for word in sorted(words, reverse=True)
        if len(word) >= _SHORTEST
        for shorter in (word, *_shorter(word))
    }


def _shorter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _a_slip_apart(one: str, other: str) -> bool:
    """Not by one of the last two letters: that is an ending."""
    if len(one) > len(other):
        one, other = other, one
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if at >= len(other) - 2:
        return False
    if len(one) == len(other) and one[at : at + 2] == other[at : at + 2][::-1]:
        return one[at + 2 :] == other[at + 2 :]
    if len(one) < _SHORTEST_BUT_EXCHANGED + len(other) - len(one):
        return False
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    return one[at + 1 :] == other[at + 1 :] and any(one[at] in like and other[at] in like for like in _LIKE)
