"""Phrases found in free text, whatever the alphabet, the inflection and the words in between."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from growtogether_desktop.base.spelling import search_key

GAP = ".."
"""Stands in a phrase for up to three words that may come between."""

_LONGEST_GAP = 3
_SHORTEST_STEM = 3  # an ending is cut off only if this much stays: "bida" is no "BI" (but "Goda" is "Go")
_CASE_ENDINGS = frozenset(("ni", "ning", "ga", "da", "dan", "dagi"))

_WORD = re.compile(
    r"(?:(?<![\w.])\.(?=[^\W\d]))?"  # .NET has a dot of its own, the end of a sentence hasn't
    r"[\w\u0300-\u036f]+(?:['`´‘’‛ʹˈˊˋ′＇][\w\u0300-\u036f]+)*"
    r"(?:\+\+|#)?"
)
_PHRASE_WORD = re.compile(r"\.\.|(?:(?<![\w.])\.)?\w+(?:\+\+|#)?\*?")
_FULL_STOP = re.compile(r"[.!?…]\s|[;•|\n]")
_COMMA = re.compile(r"[,:()—–]|\s-\s")


class Pause(Enum):
    """What parts a word from the one before it."""

    NONE = 0
    COMMA = 1
    FULL_STOP = 2


class Word(NamedTuple):
    """A word of a text."""

    key: str
    start: int
    end: int
    pause: Pause


class Phrase(NamedTuple):
    """A phrase to be found."""

    meaning: int
    words: tuple[str, ...]
    """Folded; "dastur*" is any word that begins so, GAP up to three words in between."""
    exactly: str = ""
    """What the original must say letter by letter: go is a verb, Go a language."""


class Found(NamedTuple):
    """A phrase in a text."""

    meaning: int
    places: tuple[int, ...]
    """Which words of the text it takes up, in order."""


def fold(text: str) -> str:
    """The key of a text, with what people confuse in a hurry made one as well.

    They leave away the apostrophes of oʻ and gʻ, write xavfsizlik and havfsizlik, motivatsiya and motivasiya.
    """
    return search_key(text).replace("x", "h").replace("tsi", "si")


def phrase_words(folded: str) -> tuple[str, ...]:
    """The words of a phrase that is folded already."""
    return (folded,) if folded.isalnum() else tuple(_PHRASE_WORD.findall(folded))


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order, with their places in it."""
    found = tuple(_WORD.finditer(text))
    # Folding one text is quicker than folding each word of it.
    keys = fold("\n".join(word.group() for word in found)).split("\n")
    spans = [word.span() for word in found]
    ends = [0, *(end for _, end in spans)]
    return tuple(
        [
            Word(key, start, end, _pause(between) if (between := text[before:start]) != " " else Pause.NONE)
            for key, (start, end), before in zip(keys, spans, ends, strict=False)
        ]
    )


class _Group:
    """Phrases with the same first word, by their second: a text is asked for few of them, not for each."""

    def __init__(self) -> None:
        self.single: list[tuple[int, int]] = []
        """For each phrase of one word, what puts long ones first, and its meaning."""
        self.second: dict[str, list[Phrase]] = {}
        self.second_stem: dict[str, list[Phrase]] = {}
        self.others: list[Phrase] = []
        self.lengths: set[int] = set()
        self.several = False
        """Whether there is any but single words."""

    def add(self, phrase: Phrase) -> None:
        self.several |= bool(phrase.exactly) or len(phrase.words) > 1
        if phrase.exactly or phrase.words[1:2] == (GAP,):
            self.others.append(phrase)
        elif len(phrase.words) == 1:
            self.single.append((-_letters(phrase), phrase.meaning))
        elif phrase.words[1].endswith("*"):
            stem = phrase.words[1][:-1]
            self.second_stem.setdefault(stem, []).append(phrase)
            self.lengths.add(len(stem))
        else:
            self.second.setdefault(phrase.words[1], []).append(phrase)

    def exact(self) -> "_Group":
        """The phrases among them that have to be written exactly so."""
        group = _Group()
        group.others = [phrase for phrase in self.others if phrase.exactly]
        group.several = bool(group.others)
        return group

    def going_on(self, following: str, forms: frozenset[str]) -> Iterator[Phrase]:
        """The phrases that may go on with this word."""
        for form in forms:
            yield from self.second.get(form, ())
        for length in self.lengths:
            yield from self.second_stem.get(following[:length], ())


class Phrases:
    """Many phrases, to be found in many texts."""

    def __init__(self, phrases: Iterable[Phrase], endings: frozenset[str]) -> None:
        self._endings = endings
        self._by_word: dict[str, _Group] = {}
        self._by_stem: dict[str, _Group] = {}
        for phrase in phrases:
            first = phrase.words[0]
            groups = self._by_stem if first.endswith("*") else self._by_word
            groups.setdefault(first.rstrip("*"), _Group()).add(phrase)
        self._lengths = sorted({len(stem) for stem in self._by_stem})
        # Texts repeat their words: a cohort's 6,500 have some ten thousand different ones.
        self._beginning = lru_cache(1 << 16)(self._that_begin)
        self._forms = lru_cache(1 << 16)(self._forms_of)

    def find(self, text: str, words: tuple[Word, ...]) -> tuple[Found, ...]:
        """The phrases in the text in order; a word that two want goes to the longer one."""
        found: list[tuple[int, int, tuple[int, ...], int]] = []
        for first, word in enumerate(words):
            for group in self._beginning(word.key):
                for letters, meaning in group.single:
                    found.append((-1, letters, (first,), meaning))
                for phrase in self._candidates(group, words, first + 1) if group.several else ():
                    if places := self._places(phrase, text, words, first):
                        found.append((-len(places), -_letters(phrase), places, phrase.meaning))
        if not found:
            return ()
        taken: set[int] = set()
        kept: list[Found] = []
        for _, _, places, meaning in sorted(found):
            if taken.isdisjoint(places):
                taken.update(places)
                kept.append(Found(meaning, places))
        return tuple(sorted(kept, key=lambda phrase: phrase.places))

    def _candidates(self, group: _Group, words: tuple[Word, ...], following: int) -> Iterable[Phrase]:
        if following == len(words) or not (group.second or group.second_stem):
            return group.others
        key = words[following].key
        return (*group.others, *group.going_on(key, self._forms(key)))

    def _places(self, phrase: Phrase, text: str, words: tuple[Word, ...], first: int) -> tuple[int, ...]:
        """Where the words of the phrase are if it begins with the word `first`; nowhere: ()."""
        places = [first]
        reach = 1
        for wanted in phrase.words[1:]:
            if wanted == GAP:
                reach = 1 + _LONGEST_GAP
                continue
            place = self._next(words, wanted, places[-1] + 1, reach)
            if not place:
                return ()
            places.append(place)
            reach = 1
        if phrase.exactly and not _says(text[words[first].start : words[places[-1]].end], phrase.exactly):
            return ()
        return tuple(places)

    def _next(self, words: tuple[Word, ...], wanted: str, first: int, reach: int) -> int:
        """Where within reach, and within the sentence, the wanted word is; nowhere: 0, for it is never the first."""
        for place in range(first, min(first + reach, len(words))):
            if words[place].pause is Pause.FULL_STOP:
                return 0
            if self._is(words[place], wanted):
                return place
        return 0

    def _is(self, word: Word, wanted: str) -> bool:
        return word.key.startswith(wanted[:-1]) if wanted.endswith("*") else wanted in self._forms(word.key)

    def _that_begin(self, key: str) -> tuple[_Group, ...]:
        groups = [
            group if form == key or len(form) >= _SHORTEST_STEM else group.exact()
            for form in self._forms(key)
            if (group := self._by_word.get(form))
        ]
        stems = (self._by_stem.get(key[:length]) for length in self._lengths if length <= len(key))
        return (*groups, *(group for group in stems if group))

    def _forms_of(self, key: str) -> frozenset[str]:
        return frozenset(self._bare_forms(key))

    def _bare_forms(self, key: str) -> Iterator[str]:
        """The word itself and what may be left when an ending is taken away: reactni, react."""
        yield key
        bare = key.lstrip(".")
        yield bare
        for ending in self._endings:
            if bare.endswith(ending):
                shorter = bare[: -len(ending)]
                if len(shorter) >= _SHORTEST_STEM or ending in _CASE_ENDINGS:
                    yield shorter


def _letters(phrase: Phrase) -> int:
    """How much of a text it fixes; a stem a little less than a word."""
    return sum(len(word) - 2 * word.endswith("*") for word in phrase.words)


def _pause(between: str) -> Pause:
    if _FULL_STOP.search(between):
        return Pause.FULL_STOP
    return Pause.COMMA if _COMMA.search(between) else Pause.NONE


def _says(written: str, exactly: str) -> bool:
    return written.startswith(exactly) and (
        len(written) == len(exactly) or fold(written[len(exactly) :]) in _CASE_ENDINGS
    )
