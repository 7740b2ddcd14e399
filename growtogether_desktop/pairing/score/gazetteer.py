"""The skills people write about, found in what they write: resources/skills/skills.txt, and how it is read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import NamedTuple

from growtogether_desktop.pairing.score.known import Clue, known_words
from growtogether_desktop.pairing.score.phrases import Phrase, Phrases, Word, fold, phrase_words, words_of

SKILLS = Path(__file__).parents[3] / "resources" / "skills" / "skills.txt"

_FOR_EYES_ONLY = re.compile(r"\*(?=\w)[^,]*")  # dastur*lash is shown whole, and means any word that begins so
# What the end of a stem becomes before some endings: xavfsizlik, xavfsizligi; tarmoq, tarmogʻi. And animatsiya folds to
# animasiya, so animats* has to be looked for as animas* as well.
_TS = re.compile(r"ts\*")
_CHANGING = {"en": _TS, "ru": _TS, "uz": re.compile(r"(?:ts|[kq])\*"), "tag": _TS}
_IN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Concept:
    """Something one can learn or teach."""

    id: str
    name: str
    parents: tuple[str, ...]
    """The concepts it is a part or a kind of."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in a text."""

    concept: int
    """Its place in `Gazetteer.concepts`."""
    start: int
    end: int
    known: bool
    """It is said to be mastered or left behind, not wished for: "I know Python", "move from Java"."""


class Alias(NamedTuple):
    """A way of writing a concept, as the file has it."""

    language: str
    text: str
    words: tuple[str, ...]
    exactly: str


class Entry(NamedTuple):
    """A paragraph of the file: a concept, or with an @ before its name a list of words for the search."""

    name: str
    parents: tuple[str, ...]
    aliases: tuple[Alias, ...]


class Gazetteer:
    """Every concept, and all the ways of writing them in English, Russian and Uzbek."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        lists = {entry.name[1:]: entry.aliases for entry in entries if entry.name.startswith("@")}
        named = [entry for entry in entries if not entry.name.startswith("@")]
        self._names = tuple(_names(entry) for entry in named)
        self.concepts = tuple(
            Concept(entry.name, names["en"], entry.parents) for entry, names in zip(named, self._names, strict=True)
        )
        self._skip = frozenset(alias.words[0] for alias in lists["skip"])
        endings = frozenset(alias.words[0] for alias in lists["endings"])
        self._aliases = [(place, alias) for place, entry in enumerate(named) for alias in entry.aliases]
        self._skills = Phrases(
            (
                Phrase(place, self._weighty(alias.words), alias.exactly)
                for place, alias in self._aliases
                if alias.language != "tag" and not alias.text.startswith("(")
            ),
            endings,
        )
        self._clues = Phrases(
            (Phrase(clue.value, alias.words, alias.exactly) for clue in Clue for alias in lists[clue.name.lower()]),
            frozenset(),
        )

    @classmethod
    def load(cls) -> "Gazetteer":
        """The gazetteer of resources/skills/skills.txt."""
        return cls(tuple(read_entries(SKILLS.read_text(encoding="utf-8"))))

    def name(self, concept: int, language: str) -> str:
        """What a concept is called in a language ("en", "ru", "uz"); names that are the same everywhere stay."""
        names = self._names[concept]
        return names.get(language, names["en"])

    def find(self, text: str) -> tuple[Mention, ...]:
        """The concepts in a text, in order."""
        words = words_of(text)
        weighty = [place for place, word in enumerate(words) if word.key not in self._skip]
        skills = [
            (found.meaning, [weighty[place] for place in found.places])
            for found in self._skills.find(text, tuple([words[place] for place in weighty]))
        ]
        if not skills:
            return ()
        known = known_words(words, self._clues.find(text, words), {place for _, places in skills for place in places})
        return tuple(
            Mention(concept, words[places[0]].start, words[places[-1]].end, not known.isdisjoint(places))
            for concept, places in skills
        )

    def concept_of(self, tag: str) -> int | None:
        """The concept that a skill in a list means, as in "React.js" or "Bash/Shell (all shells)"."""
        for text in (tag, _IN_BRACKETS.sub(" ", tag)):
            concept = self._tags.get(_keys(words_of(text)))
            if concept is not None:
                return concept
        mentions = self.find(tag)
        return mentions[0].concept if mentions else None

    @cached_property
    def _tags(self) -> dict[tuple[str, ...], int]:
        return {tuple(word.rstrip("*") for word in alias.words): place for place, alias in reversed(self._aliases)}

    def _weighty(self, words: tuple[str, ...]) -> tuple[str, ...]:
        if self._skip.isdisjoint(words):
            return words
        return tuple(word for word in words if word not in self._skip) or words


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer of the program."""
    return Gazetteer.load()


def read_entries(text: str) -> Iterator[Entry]:
    """The paragraphs of a skills file; its first lines say how it is laid out."""
    for paragraph in text.split("\n\n"):
        lines = [line for line in paragraph.splitlines() if not line.startswith("#")]
        if lines:
            name, _, parents = lines[0].partition(" < ")
            yield Entry(name, tuple(parents.split()), tuple(_aliases(lines[1:])))


def _aliases(lines: list[str]) -> Iterator[Alias]:
    for line in lines:
        language, _, written = line.partition(" ")
        # Folding a whole line is quicker than folding its aliases one by one.
        yield from _spelled(language, written)
        if "ё" in written:  # which most people write without its dots
            dotted = ",".join(text for text in written.split(",") if "ё" in text)
            yield from _spelled(language, dotted.replace("ё", "е"))


def _spelled(language: str, written: str) -> Iterator[Alias]:
    keys = fold(_FOR_EYES_ONLY.sub("*", written))
    changed_keys = _CHANGING[language].sub(_changed_stem, keys)
    for text, key, changed in zip(written.split(","), keys.split(","), changed_keys.split(","), strict=True):
        exactly = text[1:] if text.startswith("=") else ""
        for spelling in (key,) if changed == key else (key, changed):
            for phrase in _alternatives(spelling.strip("=()")):
                yield Alias(language, text, phrase_words(phrase), exactly)


def _changed_stem(stem: re.Match[str]) -> str:
    return "s*" if stem[0] == "ts*" else "g*"


def _alternatives(phrase: str) -> Iterable[str]:
    """What a phrase with bars stands for: test* plan*|case* is two, test* plan* and test* case*."""
    return map(" ".join, product(*(word.split("|") for word in phrase.split()))) if "|" in phrase else (phrase,)


def _names(entry: Entry) -> dict[str, str]:
    """The first alias of each language is the concept's name in it."""
    return {alias.language: alias.text.strip("=()").replace("*", "") for alias in reversed(entry.aliases)}


def _keys(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.key for word in words)
