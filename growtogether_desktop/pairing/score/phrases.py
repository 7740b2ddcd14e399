"""Phrases found in free text, whatever the alphabet, the inflection, the words in between and a slip of the finger."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from growtogether_desktop.pairing.score.typos import Typos
from growtogether_desktop.pairing.score.words import Pause, Text, fold

GAP = ".."
"""Stands in a phrase for up to three words that may come between."""

_REACH = 4
"""How far behind a gap the next word may be."""
_SHORTEST_STEM = 3  # an ending is cut off only if this much stays: "bida" is no "BI" (but "Goda" is "Go")
_CASE_ENDINGS = frozenset(("ni", "ning", "ga", "da", "dan", "dagi"))

_PHRASE_WORD = re.compile(r"\.\.|(?:(?<![\w.])\.)?\w+(?:\+\+|#)?[*~]?")


class Phrase(NamedTuple):
    """A phrase to be found."""

    meaning: int
    words: tuple[str, ...]
    """Folded; "dastur*" is any word that begins so, "djav~" that with a Russian ending, GAP up to three words."""
    exactly: str = ""
    """What the original must say letter by letter: go is a verb, Go a language."""


class Found(NamedTuple):
    """A phrase in a text."""

    meaning: int
    places: tuple[int, ...]
    """Which words of the text it takes up, in order."""


class Endings(NamedTuple):
    """What a word may carry behind what an alias says."""

    any: frozenset[str] = frozenset()
    """Of Uzbek, and the English plural: of every alias."""
    russian: frozenset[str] = frozenset()
    """Only of those that end in ~."""


def phrase_words(folded: str) -> tuple[str, ...]:
    """The words of a phrase that is folded already."""
    return (folded,) if folded.isalnum() else tuple(_PHRASE_WORD.findall(folded))


class _End(NamedTuple):
    """Where a phrase ends in the tree of phrases."""

    rank: int
    """Smaller for what fixes more of a text."""
    meaning: int
    exactly: str


class _Node:
    """Phrases that begin with the same words, by the next one."""

    __slots__ = ("cases", "ends", "gap", "lengths", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.stems: dict[str, _Node] = {}
        self.cases: dict[str, _Node] = {}
        self.lengths: list[int] = []
        """Of the stems."""
        self.gap: _Node | None = None
        self.ends: list[_End] = []

    @property
    def goes_on(self) -> bool:
        return bool(self.words or self.stems or self.cases or self.gap)

    def then(self, word: str) -> "_Node":
        """The node behind a word, made if need be."""
        if word == GAP:
            self.gap = self.gap or _Node()
            return self.gap
        if word.endswith("*"):
            if len(word) - 1 not in self.lengths:
                self.lengths.append(len(word) - 1)
            return self.stems.setdefault(word[:-1], _Node())
        return self.cases.setdefault(word[:-1], _Node()) if word.endswith("~") else self.words.setdefault(word, _Node())

    def behind(self, word: "_Word") -> Iterator["_Node"]:
        """The nodes behind this word."""
        if self.words:
            for form in word.forms:
                if form in self.words:
                    yield self.words[form]
        for length in self.lengths:
            if length <= len(word.key) and (node := self.stems.get(word.key[:length])):
                yield node
        if self.cases:
            for stem in word.stems:
                if stem in self.cases:
                    yield self.cases[stem]


class _Word:
    """What there is to know about a word, whatever the text."""

    __slots__ = ("_after", "exact", "forms", "goes_on", "key", "single", "stems")

    def __init__(self, key: str, endings: Endings) -> None:
        self.key = key
        bare = key.lstrip(".")
        self.forms = {key, bare}
        """The word itself and what may be left when an ending is taken away: reactni, react."""
        self.stems = {bare}
        """What may be left when a Russian ending is, or one of the Uzbek cases: djavu, djav."""
        for cut in range(1, len(bare)):
            ending = bare[cut:]
            if ending in _CASE_ENDINGS or (ending in endings.any and cut >= _SHORTEST_STEM + (ending[0] in "aeiou")):
                self.forms.add(bare[:cut])
            if cut >= _SHORTEST_STEM and (ending in endings.russian or ending in _CASE_ENDINGS):
                self.stems.add(bare[:cut])
        self.single: _End | None = None
        """The best phrase of this word alone."""
        self.exact: list[_End] = []
        """Those of this word alone that have to be written exactly so."""
        self.goes_on: list[_Node] = []
        """Longer ones that begin with it."""
        self._after: dict[_Node, tuple[_Node, ...]] = {}

    def after(self, node: _Node) -> tuple[_Node, ...]:
        """The nodes behind this word after a node, looked up once: the same words meet again and again."""
        nodes = self._after.get(node)
        if nodes is None:
            nodes = self._after[node] = tuple(node.behind(self))
        return nodes

    @property
    def goes_anywhere(self) -> bool:
        return bool(self.single or self.exact or self.goes_on)

    def begin(self, root: _Node) -> None:
        """Note the phrases that begin with the word."""
        for node in root.behind(self):
            short = root.words.get(self.key) is not node and any(
                root.words.get(form) is node for form in self.forms if len(form) < _SHORTEST_STEM
            )
            self.exact += [end for end in node.ends if end.exactly]
            if short:
                continue
            plain = [end for end in node.ends if not end.exactly]
            self.single = min((*plain, self.single) if self.single else plain, default=None)
            if node.goes_on:
                self.goes_on.append(node)


class _Words(dict[str, _Word]):
    """Every word that was ever looked at: a cohort's 6,500 texts have some ten thousand different ones."""

    def __init__(self, root: _Node, endings: Endings, typos: Typos) -> None:
        self._root, self._endings, self._typos = root, endings, typos

    def __missing__(self, key: str) -> _Word:
        if len(self) >= _REMEMBERED:
            self.clear()
        word = self[key] = self._read(key)
        return word

    def _read(self, key: str) -> _Word:
        word = self._noted(key)
        if not word.goes_anywhere and (meant := self._typos.meant(key, word.forms, word.stems)):
            word = self._noted(meant)
        return word

    def _noted(self, key: str) -> _Word:
        word = _Word(key, self._endings)
        word.begin(self._root)
        return word


_REMEMBERED = 1 << 16


_Candidate = tuple[int, int, tuple[int, ...], int]
"""A phrase in a text: what sorts it before others that want its words, twice, then its places and its meaning."""


class Phrases:
    """Many phrases, to be found in many texts."""

    def __init__(self, phrases: Iterable[Phrase], endings: Endings, ordinary: Iterable[str]) -> None:
        """`ordinary` words are never taken for a slip of the finger."""
        root = _Node()
        vocabulary = {*ordinary}
        for phrase in phrases:
            node = root
            for word in phrase.words:
                node = node.then(word)
            node.ends.append(_End(-_letters(phrase), phrase.meaning, phrase.exactly))
            vocabulary.update(phrase.words)
        self._words = _Words(root, endings, Typos(vocabulary))

    def find(self, text: Text, places: Sequence[int]) -> list[Found]:
        """The phrases in some of a text's words, in order; a word that two want goes to the longer one."""
        seen = self._words
        words = [seen[text.keys[place]] for place in places]
        pauses = _pauses(text, places)
        found: list[_Candidate] = []
        for at, word in enumerate(words):
            if word.single:
                found.append((-1, word.single.rank, (places[at],), word.single.meaning))
            for end in word.exact:
                if _says(text.written[places[at]], end.exactly):
                    found.append((-1, end.rank, (places[at],), end.meaning))
            for node in word.goes_on:
                _follow(node, text, words, places, pauses, (at,), found)
        if len(found) > 1:
            found.sort()
        free = set(places)
        kept: list[Found] = []
        for _, _, taken, meaning in found:
            if free.issuperset(taken):
                free.difference_update(taken)
                kept.append(Found(meaning, taken))
        return sorted(kept, key=_first_place)


def _follow(
    node: _Node,
    text: Text,
    words: list[_Word],
    places: Sequence[int],
    pauses: Sequence[Pause],
    taken: tuple[int, ...],
    found: list[_Candidate],
) -> None:
    """Add the longer phrases that begin with the words taken, which lead to the node."""
    first = taken[-1] + 1
    if first == len(words):
        return
    # A phrase may go on behind a comma, but not leave out a part of a list.
    steps = ((node, 1, Pause.COMMA),) if node.gap is None else ((node, 1, Pause.COMMA), (node.gap, _REACH, Pause.NONE))
    for here, reach, most in steps:
        for at in range(first, min(first + reach, len(words))):
            if pauses[at] > most:
                break
            for behind in words[at].after(here):
                whole = (*taken, at)
                for end in behind.ends:
                    if not end.exactly or _says(" ".join(text.written[places[taken[0]] : places[at] + 1]), end.exactly):
                        found.append((-len(whole), end.rank, tuple([places[one] for one in whole]), end.meaning))
                if behind.goes_on:
                    _follow(behind, text, words, places, pauses, whole, found)


def _pauses(text: Text, places: Sequence[int]) -> Sequence[Pause]:
    """The longest pause before each of some words of a text, since the one before it."""
    if len(places) == len(text.keys):
        return text.pauses
    return [max(text.pauses[before + 1 : place + 1]) for before, place in pairwise((-1, *places))]


def _letters(phrase: Phrase) -> int:
    """How much of a text it fixes; a stem a little less than a word."""
    return sum(len(word) - 2 * word.endswith(("*", "~")) for word in phrase.words)


def _says(written: str, exactly: str) -> bool:
    return written.startswith(exactly) and (
        len(written) == len(exactly) or fold(written[len(exactly) :]) in _CASE_ENDINGS
    )


def _first_place(found: Found) -> tuple[int, ...]:
    return found.places
