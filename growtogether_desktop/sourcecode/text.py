"""A file's bytes as lines of text: its encoding, its newlines, and what hides in it.

Columns count code points everywhere but on the screen, where Qt counts UTF-16 units; `shown` is
the one place that converts.
"""

import hashlib
import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from operator import sub
from typing import NamedTuple, overload

from growtogether_desktop.sourcecode.encoding import BINARY, encoding_of


class Newline(StrEnum):
    """How lines end; MIXED when not all end alike, NONE when there is one line without an end."""

    LF = "LF"
    CRLF = "CRLF"
    CR = "CR"
    MIXED = "mixed"
    NONE = ""


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """What a file says."""

    lines: Sequence[str]
    """Without their ends. A newline at the very end begins no further line."""
    encoding: str
    """One of `encoding.ENCODINGS`, or BINARY: then the lines are a hex view."""
    newline: Newline
    sha: str
    """sha256 of the bytes, in hex."""
    size: int
    """Bytes."""
    columns: int = 0
    """Of the longest line, or one or two more."""
    hidden: int = 0
    """How many characters stand in it that nobody sees."""

    @property
    def binary(self) -> bool:
        return self.encoding == BINARY


def read_text(content: bytes, encoding: str | None = None) -> Text:
    """The text of a file; `encoding` is a person's choice, and then what does not fit reads as �."""
    sha = hashlib.sha256(content).hexdigest()
    found = encoding or encoding_of(content)
    if found == BINARY:
        hexes = _HexLines(content)
        return Text(hexes, BINARY, Newline.NONE, sha, len(content), len(hexes[0]) if content else 0)
    whole = content.decode(found, "replace").removeprefix("\ufeff")
    lines = _Lines(whole)
    return Text(lines, found, _newline_of(whole), sha, len(content), lines.columns, _count_hidden(whole))


def hidden_in(content: bytes) -> int:
    """How many characters stand in a file that nobody sees; none in what is no text."""
    found = encoding_of(content)
    return 0 if found == BINARY else _count_hidden(content.decode(found, "replace").removeprefix("\ufeff"))


# What hides in a line, and what the screen shows for it


class Shown(NamedTuple):
    """A line as the screen writes it: what hides is named, and columns are UTF-16 units."""

    text: str
    units: Sequence[int]
    """Where each column begins in `text`, in UTF-16 units; one more for where the line ends."""
    labels: tuple[tuple[int, int], ...] = ()
    """(unit, length) of the names that stand for hidden characters."""
    doubtful: tuple[tuple[int, int], ...] = ()
    """(unit, length) of words that mix Latin letters with Cyrillic or Greek ones."""

    def column(self, unit: int) -> int:
        """The column that the unit belongs to."""
        return max(bisect_right(self.units, unit) - 1, 0)


def shown(line: str) -> Shown:
    """The line, or a piece of it, for the screen."""
    if line.isascii() and (line.isprintable() or not _HIDDEN.search(line)):
        return Shown(line, range(len(line) + 1))
    parts: list[str] = []
    units: list[int] = []
    labels: list[tuple[int, int]] = []
    done = unit = 0
    for hidden in _HIDDEN.finditer(line):
        unit = _plain_part(line[done : hidden.start()], parts, units, unit)
        label = _label(hidden[0])
        parts.append(label)
        units.append(unit)
        labels.append((unit, len(label)))
        done, unit = hidden.end(), unit + len(label)
    units.append(_plain_part(line[done:], parts, units, unit))
    doubtful = tuple((units[first], units[last] - units[first]) for first, last in mixed_words(line))
    return Shown("".join(parts), units, tuple(labels), doubtful)


def _plain_part(part: str, parts: list[str], units: list[int], unit: int) -> int:
    """Add what stands between hidden characters, from this unit on; the unit after it."""
    parts.append(part)
    if not part or max(part) <= "\uffff":
        units.extend(range(unit, unit + len(part)))
        return unit + len(part)
    *begins, end = accumulate((1 + (character > "\uffff") for character in part), initial=unit)
    units.extend(begins)
    return end


def mixed_words(line: str) -> tuple[tuple[int, int], ...]:
    """(first column, column after) of words that mix Latin letters with Cyrillic or Greek ones."""
    if line.isascii():
        return ()
    return tuple(m.span() for m in _WORD.finditer(line) if _LATIN.search(m[0]) and _LOOK_ALIKE.search(m[0]))


_EMOJI = "\u203c-\u3299\U0001f000-\U0001faff"
_HIDDEN = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
    f"|(?<![{_EMOJI}])\ufe0f"  # after an emoji it only says: in colour
    f"|(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"  # between two it makes one of them: a family
)
_NAMES = {
    **{
        "\x00": "NUL",
        "\x07": "BEL",
        "\x08": "BS",
        "\x0b": "VT",
        "\x0c": "FF",
        "\x1b": "ESC",
        "\x7f": "DEL",
        "\xad": "SHY",
    },
    **{"\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM"},
    **{
        "\u202a": "LRE",
        "\u202b": "RLE",
        "\u202c": "PDF",
        "\u202d": "LRO",
        "\u202e": "RLO",
        "\u2028": "LS",
        "\u2029": "PS",
    },
    **{"\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\u2060": "WJ", "\ufeff": "BOM"},
}
_PLAIN_BYTES = bytes((*b"\t\r\n", *range(0x20, 0x7F)))
_WORD = re.compile(r"\w+")
_LATIN = re.compile("[A-Za-z]")
_LOOK_ALIKE = re.compile("[\u0370-\u03ff\u0400-\u052f]")


def _count_hidden(whole: str) -> int:
    if whole.isascii():
        return len(whole.encode().translate(None, _PLAIN_BYTES))
    return sum(1 for _ in _HIDDEN.finditer(whole.replace("\r", "").replace("\n", "")))


def _label(character: str) -> str:
    return _NAMES.get(character) or f"U+{ord(character):04X}"


# Lines

_ENDS = re.compile(r"\r\n|\r|\n")  # str.splitlines() would also break at form feeds and U+2028


class _Lines(Sequence[str]):
    """Lines cut from one string when they are asked for: a million of them cost four megabytes."""

    def __init__(self, whole: str) -> None:
        self._whole = whole
        self._starts = array("I", [0])
        self._starts.extend(end.end() for end in _ENDS.finditer(whole))
        if self._starts[-1] < len(whole):
            self._starts.append(len(whole))

    def __len__(self) -> int:
        return len(self._starts) - 1

    @property
    def columns(self) -> int:
        """Of the longest line with its newline."""
        return max(map(sub, self._starts[1:], self._starts), default=0)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        at = range(len(self))[index]
        return self._whole[self._starts[at] : self._starts[at + 1]].rstrip("\r\n")


class _HexLines(Sequence[str]):
    """Sixteen bytes a line: where, what, and how it reads in ASCII."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __len__(self) -> int:
        return -(-len(self._content) // 16)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        at = range(len(self))[index] * 16
        row = self._content[at : at + 16]
        readable = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in row)
        return f"{at:08x}  {row[:8].hex(' '):<23}  {row[8:].hex(' '):<23}  {readable}"


def _newline_of(whole: str) -> Newline:
    both = whole.count("\r\n")
    counts = {
        Newline.CRLF: both,
        Newline.LF: whole.count("\n") - both,
        Newline.CR: whole.count("\r") - both,
    }
    used = [kind for kind, count in counts.items() if count]
    return Newline.MIXED if len(used) > 1 else used[0] if used else Newline.NONE
