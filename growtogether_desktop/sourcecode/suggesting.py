"""Putting suggested lines in place of those they were made for, in the encoding and with the newlines of the file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.sourcecode.encoding import BINARY, encoding_of

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """Lines `first` to `last` (from 1, closed), which read `quote`, become `lines`; "" takes them away."""

    first: int
    last: int
    quote: str
    lines: str

    def overlaps(self, other: "Replacement") -> bool:
        return self.first <= other.last and other.first <= self.last


def replaced(content: bytes, replacements: Iterable[Replacement]) -> bytes:
    """The content with all of them done; what nobody suggested stays as it is, to the byte.

    Raises: Problem, when the lines of one read otherwise by now, or its words do not exist in the file's encoding.
    """
    encoding = encoding_of(content)
    if encoding == BINARY:
        raise _no_longer_fits()
    try:
        whole = content.decode(encoding)
    except UnicodeDecodeError as trouble:
        raise _no_longer_fits() from trouble
    mark, whole = ("\ufeff", whole[1:]) if whole.startswith("\ufeff") else ("", whole)
    lines = _LINE.findall(whole)
    for one in sorted(replacements, reverse=True):  # from below, so that the numbers above stay right
        there = lines[one.first - 1 : one.last]
        if "\n".join(line.rstrip("\r\n") for line in there) != one.quote or one.first < 1:
            raise _no_longer_fits()
        lines[one.first - 1 : one.last] = _with_ends(one.lines, there, lines)
    try:
        return (mark + "".join(lines)).encode(encoding)
    except UnicodeEncodeError as trouble:
        raise Problem(
            say("The suggested lines cannot be written in the encoding of the file."),
            say("Save the file as UTF-8 in your editor, and hand it in anew."),
        ) from trouble


def _with_ends(words: str, there: list[str], lines: list[str]) -> list[str]:
    if not words:
        return []
    ends = (found[0] for line in (*there, *lines) if (found := _END.search(line)))
    end = next(ends, "\n")
    new = [line + end for line in words.split("\n")]
    if not _END.search(there[-1]):  # the file ended without one, and goes on doing so
        new[-1] = new[-1][: -len(end)]
    return new


def _no_longer_fits() -> Problem:
    return Problem(
        say("The lines that this suggestion was made for read otherwise now."),
        say("Change them yourself, and hand in the next iteration."),
    )
