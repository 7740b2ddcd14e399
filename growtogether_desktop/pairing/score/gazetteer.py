"""The skills people write about, found in what they write: resources/skills/skills.txt, and how it is read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import TopologicalSorter
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from growtogether_desktop.pairing.score.known import TELLING, Clue, told
from growtogether_desktop.pairing.score.phrases import GAP, Endings, Phrase, Phrases, phrase_words
from growtogether_desktop.pairing.score.words import Text, fold, read

SKILLS = Path(__file__).parents[3] / "resources" / "skills" / "skills.txt"

_FOR_EYES_ONLY = re.compile(r"\*(?=\w)[^,]*")  # dastur*lash is shown whole, and means any word that begins so
# What the end of a stem becomes before some endings: xavfsizlik, xavfsizligi; tarmoq, tarmogʻi. And animatsiya folds to
# animasiya, so animats* has to be looked for as animas* as well.
_TS = re.compile(r"ts\*")
_CHANGING = {"en": _TS, "ru": _TS, "uz": re.compile(r"(?:ts|[kq])\*"), "tag": _TS}
_MARKS = str.maketrans("", "", "*~")
_LONG = re.compile(r"\w{5,}(?![\w*!])")
"""Words go on in so many ways that five letters are taken for a stem, unless a ! behind them says no."""
_REMEMBERED = 1 << 15
"""Texts: the same cohort is scored again whenever somebody or a weight changes."""
_IN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Concept:
    """Something one can learn or teach."""

    id: str
    name: str
    parents: tuple[str, ...]
    """The concepts it is a part or a kind of."""


class Mention(NamedTuple):
    """A concept in a text."""

    concept: int
    """Its place in `Gazetteer.concepts`."""
    known: bool
    """It is said to be mastered or left behind, not wished for: "I know Python", "move from Java"."""


class Read(NamedTuple):
    """What there is in a text."""

    mentions: tuple[Mention, ...]
    """In order, without what the text rejects."""
    words: str
    """Folded, with a space between."""


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
        self._skip = frozenset(_bare(alias.words)[0] for alias in lists["skip"])
        self._aliases = [(place, alias) for place, entry in enumerate(named) for alias in entry.aliases]
        clues = [(clue, _bare(alias.words)) for clue in Clue for alias in lists[clue.name.lower()]]
        self._telling = frozenset(words[0] for clue, words in clues if clue in TELLING)
        ordinary = {word for _, words in clues for word in words}
        self._skills = Phrases(
            (
                Phrase(place, self._weighty(alias.words), alias.exactly)
                for place, alias in self._aliases
                if alias.language != "tag" and not alias.text.startswith("(")
            ),
            _endings(lists["endings"]),
            self._skip | ordinary,
        )
        self._seen: dict[str, Read] = {}
        self._clues = Phrases((Phrase(clue, words) for clue, words in clues), Endings(), ())

    @classmethod
    def load(cls) -> "Gazetteer":
        """The gazetteer of resources/skills/skills.txt."""
        return cls(tuple(read_entries(SKILLS.read_text(encoding="utf-8"))))

    def name(self, concept: int, language: str) -> str:
        """What a concept is called in a language ("en", "ru", "uz"); names that are the same everywhere stay."""
        names = self._names[concept]
        return names.get(language, names["en"])

    def read(self, texts: Iterable[str]) -> list[Read]:
        """What is in each of the texts."""
        texts = tuple(texts)
        if len(self._seen) + len(texts) > _REMEMBERED:
            self._seen = {}
        seen = self._seen  # another thread may begin anew meanwhile
        if new := [text for text in dict.fromkeys(texts) if text not in seen]:
            seen.update(zip(new, map(self._read, read(new)), strict=True))
        return [seen[text] for text in texts]

    def concept_of(self, tag: str) -> int | None:
        """The concept that a skill in a list means, as in "React.js" or "Bash/Shell (all shells)"."""
        whole, bare = self.read((tag, _IN_BRACKETS.sub(" ", tag)))
        for text in (whole, bare):
            concept = self._tags.get(text.words)
            if concept is not None:
                return concept
        return whole.mentions[0].concept if whole.mentions else None

    @cached_property
    def kinds(self) -> csr_array:
        """1 where a concept (rows) is another (columns), a kind or a part of it, however far below: square."""
        place = {concept.id: place for place, concept in enumerate(self.concepts)}
        kinds = np.eye(len(place), dtype=np.float32)
        for concept in TopologicalSorter({one.id: one.parents for one in self.concepts}).static_order():
            for parent in self.concepts[place[concept]].parents:
                kinds[place[concept]] = np.maximum(kinds[place[concept]], kinds[place[parent]])
        return csr_array(kinds)

    def _read(self, text: Text) -> Read:
        return Read(self._find(text), " ".join(text.keys))

    def _find(self, text: Text) -> tuple[Mention, ...]:
        skip = self._skip
        skills = self._skills.find(text, [place for place, key in enumerate(text.keys) if key not in skip])
        if not skills or self._telling.isdisjoint(text.keys):
            return tuple([Mention(found.meaning, False) for found in skills])
        clues = self._clues.find(text, range(len(text.keys)))
        known, rejected = told(text, clues, skills)
        return tuple(
            Mention(concept, not known.isdisjoint(places)) for concept, places in skills if rejected.isdisjoint(places)
        )

    @cached_property
    def _tags(self) -> dict[str, int]:
        return {" ".join(alias.words).translate(_MARKS): place for place, alias in reversed(self._aliases)}

    def _weighty(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in words if word.rstrip("*~") not in self._skip) or words


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
            written = lines[1:] if name.startswith("@") else map(_with_stems, lines[1:])
            yield Entry(name, tuple(parents.split()), tuple(_aliases(written)))


def _with_stems(line: str) -> str:
    """With a * behind each long word of an alias, but for names and what is to be exactly so."""
    language, _, written = line.partition(" ")
    if language == "tag":
        return line
    return f"{language} {','.join(map(_stems, written.split(',')))}"


def _stems(alias: str) -> str:
    named = alias[0] in "=(" or alias[0].isupper()
    return alias if named else _LONG.sub(r"\g<0>*", alias).replace("!", "")


def _aliases(lines: Iterable[str]) -> Iterator[Alias]:
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
                words = phrase_words(phrase)
                yield Alias(language, text, words if language != "ru" else tuple(map(_inflected, words)), exactly)


def _inflected(word: str) -> str:
    """A Russian word may carry any ending of its language, so the file has it without: джав is джава, джаву, джавой."""
    return word + "~" if len(word) > 2 and word.isalpha() else word


def _changed_stem(stem: re.Match[str]) -> str:
    return "s*" if stem[0] == "ts*" else "g*"


def _alternatives(phrase: str) -> Iterator[str]:
    """What a phrase stands for: test plan|case is two, test plan and test case, and a & b is a .. b and b .. a."""
    for words in product(*(word.split("|") for word in phrase.split())):
        one, apart, other = " ".join(words).partition(" & ")
        yield from (f"{one} {GAP} {other}", f"{other} {GAP} {one}") if apart else (one,)


def _names(entry: Entry) -> dict[str, str]:
    """The first alias of a language is the concept's name in it, if it has a capital; else the English one does.

    What keeps its English name in Uzbek is a product's or a language's own, and Russian keeps it, too: people search
    for Питон and Нжинкс, but write Python and Nginx.
    """
    first = {alias.language: _shown(alias.text) for alias in reversed(entry.aliases)}
    names = {language: name for language, name in first.items() if language == "en" or not name[0].islower()}
    own = names.get("uz", names["en"]) == names["en"]
    return {"en": names["en"]} if own else names


def _shown(alias: str) -> str:
    """An alias for people's eyes, without the marks that say how it is matched."""
    bare = alias[1:-1] if alias.startswith("(") else alias.removeprefix("=")
    return bare.translate(_MARKS)


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.rstrip("~") for word in words)


def _endings(aliases: tuple[Alias, ...]) -> Endings:
    """Of a language each, joined from parts: lar|_ ni|_ is lar, ni, larni and nothing at all."""
    joined: dict[str, set[str]] = {"ru": set(), "uz": set(), "en": set()}
    for alias in aliases:
        joined[alias.language].add("".join(_bare(alias.words)).replace("_", ""))
    return Endings(frozenset(joined["en"] | joined["uz"]), frozenset(joined["ru"]))
