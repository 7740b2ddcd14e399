"""One key for one word, however it is spelled: Latin or Cyrillic, Uzbek or Russian, old letters or new.

Uzbek is written in four ways at once (oʻquvchi, o'quvchi, öquvchi, ўқувчи), often by one person in
one day. Whoever compares, searches or sorts what people typed compares keys, never the texts.
"""

import re
import unicodedata

_APOSTROPHES = "'`´‘’‛ʹʻʼʽʾʿˈˊˋ′＇"

_LATIN = {"ş": "sh", "ș": "sh", "ç": "ch", "ö": "o'", "ğ": "g'"}
"""The letters of the reformed Uzbek alphabet, and the Romanian look-alike that keyboards give for one of them."""

_CYRILLIC = {
    **{"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i"},
    **{"й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t"},
    **{"у": "u", "ф": "f", "х": "x", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": ""},
    **{"э": "e", "ю": "yu", "я": "ya", "ў": "o'", "қ": "q", "ғ": "g'", "ҳ": "h"},
}

_LETTERS = str.maketrans({**dict.fromkeys(_APOSTROPHES, "'"), **_LATIN, **_CYRILLIC})
_LOST_APOSTROPHE = re.compile(r"(?<![og])'")
_YE_AT_THE_START = re.compile(r"(?<![\w'])ye")


def spelling_key(text: str) -> str:
    """The text in lower-case Latin letters, the same for every way of spelling it.

    An apostrophe stays only where it makes another letter (o', g'), so ma'no and mano are one word
    while o't (fire, grass) and ot (horse) are two. The key of a key is that key.
    """
    key = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    if not key.isascii():
        key = _without_accents(key).translate(_LETTERS)
    return _YE_AT_THE_START.sub("e", _LOST_APOSTROPHE.sub("", key))


def search_key(text: str) -> str:
    """The key without any apostrophe: whoever searches often leaves them away (oquvchi finds oʻquvchi)."""
    return spelling_key(text).replace("'", "")


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
