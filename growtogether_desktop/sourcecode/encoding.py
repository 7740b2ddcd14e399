"""Guessing how a file's letters were written: marks, cookies, UTF-8, NULs, and a feeling for Cyrillic."""

import codecs
import re
from collections.abc import Iterator
from math import log

ENCODINGS = (
    *("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"),
    *("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic"),
    *("latin-1", "cp1252", "cp1254", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"),
)
"""What a person may choose. A cookie in a file is believed only when it names one of these."""

BINARY = "binary"
"""The encoding of what is no text at all."""


def encoding_of(content: bytes) -> str:
    """The encoding by byte order mark, cookie, UTF-8, the NULs of UTF-16, Cyrillic; else latin-1 or BINARY."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding if _fits(content, encoding) else BINARY if b"\0" in content else "latin-1"
    if (cookie := _cookie(content)) and b"\0" not in content and _fits(content, cookie):
        return cookie
    if b"\0" in content:
        return _utf16_by_nulls(content) or BINARY
    if _fits(content, "utf-8"):
        return "utf-8"
    return _cyrillic(content) or "latin-1"


_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COOKIE = re.compile(rb"(?:coding[:=]\s*|<\?xml[^>]*encoding=|<meta[^>]*charset=)[\"']?([-\w.]+)")
_TRUSTED = {codecs.lookup(name).name: name for name in ENCODINGS}


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _cookie(content: bytes) -> str | None:
    """What the first lines say the encoding is. Source: PEP 263, XML, HTML."""
    found = _COOKIE.search(b"\n".join(content[:1000].split(b"\n", 5)[:5]))
    if found is None:
        return None
    try:
        return _TRUSTED.get(codecs.lookup(found[1].decode("ascii")).name)
    except (LookupError, UnicodeDecodeError):
        return None


def _utf16_by_nulls(content: bytes) -> str | None:
    """UTF-16 without a mark: the NULs of its spaces and Latin letters all stand on one side."""
    sample = content[:65_536]
    for encoding, empty, full in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if empty.count(0) * 20 >= len(empty) and full.count(0) == 0 and _fits(content, encoding):
            return encoding
    return None


_SAMPLE = 20_000
_FREQUENCIES = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёўқғҳ"
"""Russian letters from the commonest to the rarest, then those of Uzbek."""
_WEIGHTS = {letter: -log(rank + 3) for rank, letter in enumerate(_FREQUENCIES)}
_STRANGE = -8.0
_ALONE = -6.0
"""A word of one letter: Russian has some, but a lone à, ¢ or £ looks like one too."""
_SHOUTED = 0.3
"""A capital after another is a little less likely; koi8-r read as cp1251 is all capitals, and cp1251 read as koi8-r
is none where there were some."""
_PASSABLE = -4.0
_CODE_PAGES = {"cp1251": 0.0, "koi8-r": 0.0, "cp866": 0.0, "mac-cyrillic": 4.0}
"""Each, and how much better it has to read in all: hardly anybody writes the last any more, and its small letters
are nearly those of cp1251."""
_PUNCTUATION = frozenset("«»—–…№„“”‘’\u00a0©•")


def _cyrillic(content: bytes) -> str | None:
    """The Cyrillic code page under which the bytes look most like words; None when under none they do."""
    lines = [line for line in content.split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE]
    scores = {
        encoding: _likeness(sample, encoding, rare)
        for encoding, rare in _CODE_PAGES.items()
        if _fits(content, encoding)
    }
    best = max(scores, key=lambda encoding: scores[encoding], default=None)
    return best if best is not None and scores[best] > _PASSABLE else None


def _likeness(sample: bytes, encoding: str, rare: float) -> float:
    """How much this reads like Cyrillic, per foreign character: about -2.5 for prose, below -5 for nonsense."""
    text = sample.decode(encoding, "replace")
    total, count = -rare, 0
    for before, here, after in _neighbours(text):
        if here.isascii():
            continue
        count += 1
        if here in _PUNCTUATION:
            total += _PASSABLE / 2
        elif here.lower() not in _WEIGHTS or _is_latin(before) or _is_latin(after):
            total += _STRANGE
        elif not (before.isalpha() or after.isalpha()):
            total += _ALONE
        elif here.isupper() and before.isalpha():
            # a capital within a word: odd after a small letter, and a shout after another capital
            total += _STRANGE if before.islower() else _WEIGHTS[here.lower()] - _SHOUTED
        else:
            total += _WEIGHTS[here.lower()]
    return total / count if count else _STRANGE


def _neighbours(text: str) -> Iterator[tuple[str, str, str]]:
    padded = f" {text} "
    return zip(padded, padded[1:], padded[2:], strict=False)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
