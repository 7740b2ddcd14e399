"""One key for one word, however it is spelled: Latin or Cyrillic, Uzbek or Russian, old letters or new.

Uzbek is written in four ways at once (oʻquvchi, o'quvchi, öquvchi, ўқувчи), often by one person in
one day. Whoever compares, searches or sorts what people typed compares keys, never the texts.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_APOSTROPHES = "'`´‘’‛ʹʻʼʽʾʿˈˊˋ′＇"

_LATIN = {"ş": "sh", "ș": "sh", "ç": "ch", "ö": "o'", "ğ": "g'"}
"""The letters of the reformed Uzbek alphabet, and the Romanian look-alike that keyboards give for one of them."""

_CYRILLIC = {
    **{"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i"},
    **{"й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t"},
    **{"у": "u", "ф": "f", "х": "x", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": ""},
    **{"э": "e", "ю": "yu", "я": "ya", "ў": "o'", "қ": "q", "ғ": "g'", "ҳ": "h"},
}

_BETWEEN = "\x1e"
"""Stands between texts; no letter, so what comes after it is the start of a word."""
_FEW = 300
"""So many letters beyond ASCII has what people write; somebody may have sent us all there are."""
_LETTERS = str.maketrans({**dict.fromkeys(_APOSTROPHES, "'"), **_LATIN, **_CYRILLIC})
_PLAIN = bytes(code for code in range(0x80) if chr(code) != "`")
# What is sought stands first and what must not precede it after: so most of a text is skipped at once.
_LOST_APOSTROPHE = re.compile(r"'(?<![og]')")
_YE_AT_THE_START = re.compile(r"ye(?<![\w']ye)")


def spelling_key(text: str) -> str:
    """The text in lower-case Latin letters, the same for every way of spelling it.

    An apostrophe stays only where it makes another letter (o', g'), so ma'no and mano are one word
    while o't (fire, grass) and ot (horse) are two. The key of a key is that key.
    """
    key = unicodedata.normalize("NFC", text)
    latin = {letter: _latin(letter) for letter in set(key.encode(errors="replace").translate(None, _PLAIN).decode())}
    if len(latin) > _FEW:
        key = key.translate({ord(letter): instead for letter, instead in latin.items()})
    else:  # letter by letter over the whole text, which may be that of thousands of rows
        for letter, instead in latin.items():
            if instead != letter:
                key = key.replace(letter, instead)
    key = key.casefold()
    return _YE_AT_THE_START.sub("e", _LOST_APOSTROPHE.sub("", key))


def search_key(text: str) -> str:
    """The key without any apostrophe: whoever searches often leaves them away (oquvchi finds oʻquvchi)."""
    return spelling_key(text).replace("'", "")


def search_keys(texts: Sequence[str]) -> list[str]:
    """The search keys of many texts, in a tenth of the time: what happens to letters happens to all at once."""
    if any(_BETWEEN in text for text in texts):
        return [search_key(text) for text in texts]
    return search_key(_BETWEEN.join(texts)).split(_BETWEEN) if texts else []


@lru_cache(maxsize=4_096)
def _latin(letter: str) -> str:
    """What a letter (or an apostrophe) is in a key; what has no Latin likeness stays."""
    small = unicodedata.normalize("NFD", letter.casefold().translate(_LETTERS))
    return "".join(c for c in small if not unicodedata.combining(c)).translate(_LETTERS)
