"""The process that reads hostile text with Pygments, so that nobody minds when it hangs.

It is started by `highlight` as a program of its own, knows Pygments and the standard library alone,
and answers one request at a time: frames of a length (4 bytes) and as many bytes. A request is a line
of JSON, then the text if it is a new one; an answer is a line of JSON, then for every line where its
spans end, then the spans.
"""

import faulthandler
import json
import os
import sys
import time
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from itertools import accumulate
from math import inf
from typing import Any, BinaryIO, NamedTuple

from pygments.lexer import ExtendedRegexLexer, Lexer, LexerContext, RegexLexer
from pygments.lexers import find_lexer_class, get_all_lexers, get_lexer_by_name
from pygments.token import (
    Comment,
    Error,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    String,
    Whitespace,
    _TokenType,
)
from pygments.util import ClassNotFound

READY = b"\n"
"""Said once, when everything is imported: from here on a silence is the lexer's."""
SLICE_S = 0.008
"""After so long an answer is sent, if only to say that there is progress: nobody who jumps waits longer."""
LIMIT_S = 10.0
"""After so long in one slice the process ends itself, should nobody be left to end it."""
MOST_COLUMNS = 65_536
"""Longer lines stay plain, until a person has chosen the language."""
ALL_COLUMNS = 1 << 24
"""A span is never longer, and no line is coloured further."""
SNAPSHOT_EVERY = 8_192
"""Characters between two places where a lexer can begin again."""
LINES_ABOVE, GUESSED = 200, 16_384
"""A guess begins so many lines above what is looked at, and so many characters at most; as many are guessed below."""


class Role(StrEnum):
    """What a piece of code is. What is none of these (names, brackets, spaces) is plain."""

    KEYWORD = "keyword"
    BUILTIN = "builtin"
    FUNCTION = "function"
    TYPE = "type"
    DECORATOR = "decorator"
    TAG = "tag"
    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"
    OPERATOR = "operator"
    ERROR = "error"
    ADDED = "added"
    REMOVED = "removed"
    HEADING = "heading"


ROLES = tuple(Role)
ENDS = "I"
"""Array type of where the spans of each line end among all spans of an answer."""
SPANS = "Q"
"""Array type of spans: column << 32 | length << 8 | index into ROLES."""

_MEANING = {
    Keyword: Role.KEYWORD,
    Keyword.Type: Role.TYPE,
    Operator: Role.OPERATOR,
    Operator.Word: Role.KEYWORD,
    Name.Builtin: Role.BUILTIN,
    Name.Function: Role.FUNCTION,
    Name.Class: Role.TYPE,
    Name.Exception: Role.TYPE,
    Name.Decorator: Role.DECORATOR,
    Name.Tag: Role.TAG,
    Name.Attribute: Role.FUNCTION,
    Name.Entity: Role.BUILTIN,
    Name.Label: Role.DECORATOR,
    Name.Variable: Role.BUILTIN,
    String: Role.STRING,
    Number: Role.NUMBER,
    Comment: Role.COMMENT,
    Comment.Preproc: Role.DECORATOR,
    Comment.PreprocFile: Role.STRING,
    Error: Role.ERROR,
    Generic.Error: Role.ERROR,
    Generic.Traceback: Role.ERROR,
    Generic.Inserted: Role.ADDED,
    Generic.Deleted: Role.REMOVED,
    Generic.Heading: Role.HEADING,
    Generic.Subheading: Role.HEADING,
    Generic.Prompt: Role.COMMENT,
}


@cache
def role_of(token: _TokenType) -> Role | None:
    """The role of a Pygments token, or of the next more general one that has any; None: plain."""
    return next((_MEANING[t] for t in reversed(token.split()) if t in _MEANING), None)


def lexer_for(name: str, language: str) -> Lexer | None:
    """The lexer a person chose by its alias; else the one for the file name. The content is never asked.

    Of several that are as likely, the one with the plainest name: SQL rather than Transact-SQL.
    """
    if language:
        try:
            return get_lexer_by_name(language)
        except ClassNotFound:
            return None
    base = name.rpartition("/")[2]
    fitting = [
        (("*" not in pattern) * 0.5 + lexer.priority, -len(lexer.name), lexer.name, lexer)
        for full_name, _, patterns, _ in get_all_lexers(plugins=False)
        for pattern in patterns
        if fnmatchcase(base, pattern) and (lexer := find_lexer_class(full_name))
    ]
    return max(fitting, key=lambda rated: rated[:3])[3]() if fitting else None


class Snapshot(NamedTuple):
    """A place in a text where a lexer can begin again, and find what it finds when it reads the whole."""

    position: int
    line: int
    """How many lines are above."""
    column: int
    spans: list[int]
    """Of the line, left of the column."""
    stack: list[str]
    """The lexer's states."""


START = Snapshot(0, 0, 0, [], ["root"])
_LONGEST_PREFIX = 500
"""Spans left of a snapshot; where there are more, the next place will do."""

Token = tuple[int, _TokenType, str, "list[str] | None"]
"""Where, what, which characters; and the states to begin with again here, where that is possible."""


def tokens(lexer: Lexer, text: str, position: int, stack: list[str]) -> Iterator[Token]:
    """What Pygments finds from `position` on; lexers that cannot begin there begin at the top."""
    kind = type(lexer).get_tokens_unprocessed
    if kind is RegexLexer.get_tokens_unprocessed:
        return _regex_tokens(lexer, text, position, list(stack))
    if kind is ExtendedRegexLexer.get_tokens_unprocessed:
        return _context_tokens(lexer, text, position, list(stack))
    return ((index, token, value, None) for index, token, value in lexer.get_tokens_unprocessed(text))


def can_resume(lexer: Lexer) -> bool:
    """Whether it can begin anywhere: what it knows of the text above is its states, and nothing else."""
    kinds = (RegexLexer.get_tokens_unprocessed, ExtendedRegexLexer.get_tokens_unprocessed)
    return type(lexer).get_tokens_unprocessed in kinds


def _regex_tokens(lexer: Any, text: str, position: int, stack: list[str]) -> Iterator[Token]:
    """What `RegexLexer` does, which can begin with any states but only at the top of a text."""
    rules = lexer._tokens
    while True:
        for match, action, goes_to in rules[stack[-1]]:
            if (found := match(text, position)) is None:
                continue
            if type(action) is _TokenType:
                yield position, action, found.group(), stack
            elif action is not None:
                fresh: list[str] | None = stack
                for index, token, value in action(lexer, found):
                    yield index, token, value, fresh
                    fresh = None  # nobody can begin in the middle of a rule
            position = found.end()
            if goes_to is not None:
                _go(stack, goes_to)
            break
        else:
            if position >= len(text):
                return
            if text[position] == "\n":
                yield position, Whitespace, "\n", stack
                stack[:] = ["root"]
            else:
                yield position, Error, text[position], stack
            position += 1


def _go(stack: list[str], goes_to: "str | int | tuple[str, ...]") -> None:
    """Change the states as a rule says; the lowest one stays."""
    if isinstance(goes_to, int):
        del stack[max(len(stack) + goes_to, 1) :]
        return
    for state in (goes_to,) if isinstance(goes_to, str) else goes_to:
        if state == "#push":
            stack.append(stack[-1])
        elif state != "#pop":
            stack.append(state)
        elif len(stack) > 1:
            stack.pop()


def _context_tokens(lexer: Any, text: str, position: int, stack: list[str]) -> Iterator[Token]:
    context = LexerContext(text, position, stack)
    known = len(vars(context))
    found = lexer.get_tokens_unprocessed(context=context)
    for index, token, value in found:
        in_a_rule = found.gi_yieldfrom is not None
        remembers = any(list(vars(context).values())[known:])  # such as here-documents that are still to come
        yield index, token, value, None if in_a_rule or remembers else context.stack


class Walk:
    """A lexer on its way through a text, from the top or from a snapshot on."""

    def __init__(self, lexer: Lexer, text: str, start: Snapshot = START, most: int = MOST_COLUMNS) -> None:
        """`text` ends with a newline; lines of more than `most` columns stay plain."""
        self.ends = array(ENDS)
        self.spans = array(SPANS)
        """Of whole lines; whoever reads them may empty both."""
        self.snapshots = [start]
        self.line = start.line
        self._lexer = lexer
        self._before = dict(vars(lexer))
        self._text = text
        self._most = most
        self._position = start.position
        self._column = start.column
        self._spans_here = array(SPANS, start.spans)
        self._last_code, self._last_end = _PLAIN, -1
        if start.spans:
            last = start.spans[-1]
            self._last_code, self._last_end = last & 0xFF, (last >> 32) + (last >> 8 & 0xFFFFFF)
        self._next_snapshot = start.position + SNAPSHOT_EVERY
        self._tokens = tokens(lexer, text, start.position, start.stack)

    def go(self, until: float, line: int = 1 << 62) -> bool:
        """Read until then, by the monotonic clock, or until so many lines are read; whether there is more."""
        starts_with, now = self._text.startswith, time.monotonic
        for index, token, value, stack in self._tokens:
            if not value:
                continue  # a lexer that goes in circles shows no life
            if not starts_with(value, self._position):
                self._find(index, value)
            if stack is not None and self._position >= self._next_snapshot:
                self._remember(index, stack)
            self._take(value, _code_of(token))
            if self.line >= line or now() > until:
                return True
        self._take(self._text[self._position :], _PLAIN)
        return False

    def _find(self, index: int, value: str) -> None:
        """Be where the token is; what the lexer has left out is plain. Raises: ValueError."""
        if index < self._position or not self._text.startswith(value, index):
            raise ValueError(f"{self._lexer.name} invents characters")
        self._take(self._text[self._position : index], _PLAIN)

    def _take(self, value: str, code: int) -> None:
        self._position += len(value)
        if "\n" in value:
            first, *parts = value.split("\n")
            self._add(len(first), code)
            for part in parts:
                self._end_line()
                self._add(len(part), code)
        else:
            self._add(len(value), code)

    def _add(self, length: int, code: int) -> None:
        column = self._column
        self._column = after = column + length
        if code == _PLAIN or not length or after > self._most:
            return
        if code == self._last_code and column == self._last_end:
            self._spans_here[-1] += length << 8  # goes on with the same role
        else:
            self._spans_here.append(column << 32 | length << 8 | code)
            self._last_code = code
        self._last_end = after

    def _end_line(self) -> None:
        if self._column <= self._most:
            self.spans.extend(self._spans_here)
        self.ends.append(len(self.spans))
        self.line += 1
        self._column = 0
        self._last_end = -1
        if self._spans_here:
            self._spans_here = array(SPANS)

    def _remember(self, index: int, stack: list[str]) -> None:
        if index != self._position or len(self._spans_here) > _LONGEST_PREFIX or vars(self._lexer) != self._before:
            return
        spans = self._spans_here.tolist()
        self.snapshots.append(Snapshot(self._position, self.line, self._column, spans, list(stack)))
        self._next_snapshot = self._position + SNAPSHOT_EVERY


_INDEX = {role: index for index, role in enumerate(ROLES)}


_PLAIN = -1


@cache
def _code_of(token: _TokenType) -> int:
    """The index of its role, or _PLAIN."""
    role = role_of(token)
    return _INDEX[role] if role else _PLAIN


class Reading:
    """A file that is being read a slice at a time."""

    def __init__(self, request: dict[str, Any], text: str) -> None:
        self._most = ALL_COLUMNS if request["language"] else MOST_COLUMNS
        self._text = text
        self._starts = array("Q", accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        self._lexer = lexer_for(request["name"], request["language"])
        self._walk = self._begin(Snapshot(*request["at"])) if self._lexer else None

    def _begin(self, at: Snapshot) -> Walk:
        assert self._lexer
        if at.position and not can_resume(self._lexer):
            at = START
        return Walk(self._lexer, self._text, at, self._most)

    def piece(self) -> bytes:
        """An answer with the next lines; with none at all when the next line takes longer than a slice."""
        if self._walk is None:
            return self._answer(0, array(ENDS), array(SPANS), more=False)
        walk = self._walk
        first = walk.line
        more = walk.go(time.monotonic() + SLICE_S)
        ends, spans, walk.ends, walk.spans = walk.ends, walk.spans, array(ENDS), array(SPANS)
        del walk.snapshots[:-1]  # whoever asks keeps the spans of what is above
        return self._answer(first, ends, spans, more, walk.snapshots[-1])

    def guess(self, first: int, last: int) -> bytes:
        """An answer with lines (from 0) whose turn has not come, as they look to a lexer that begins a little above."""
        if self._lexer is None:
            return self._answer(0, array(ENDS), array(SPANS), more=False)
        starts = self._starts
        begin = min(max(first - LINES_ABOVE, bisect_right(starts, starts[first] - GUESSED)), first)
        end = min(last + 1, len(starts) - 2, max(bisect_right(starts, starts[first] + GUESSED), first + 1))
        if can_resume(self._lexer):
            walk = Walk(self._lexer, self._text, Snapshot(starts[begin], begin, 0, [], ["root"]), self._most)
        else:
            part = self._text[starts[begin] : starts[end]]
            walk = Walk(self._lexer, part, START._replace(line=begin), self._most)
        walk.go(inf, end)
        skipped = min(first - begin, len(walk.ends))
        cut = walk.ends[skipped - 1] if skipped else 0
        ends = array(ENDS, (at - cut for at in walk.ends[skipped : end - begin]))
        return self._answer(first, ends, walk.spans[cut : cut + (ends[-1] if ends else 0)], more=True)

    def _answer(self, first: int, ends: "array[int]", spans: "array[int]", more: bool, at: Snapshot = START) -> bytes:
        language = self._lexer.name if self._lexer else ""
        header = {"language": language, "more": more, "first": first, "lines": len(ends), "at": at}
        return json.dumps(header).encode() + b"\n" + ends.tobytes() + spans.tobytes()


_BROKEN = json.dumps({"language": "", "more": False, "first": 0, "lines": 0, "at": START, "broken": True}).encode()


def serve(requests: BinaryIO, answers: BinaryIO, limit_s: float = LIMIT_S) -> None:
    """Answer until there are no more requests."""
    readings: dict[int, Reading] = {}
    answers.write(READY)
    answers.flush()
    while head := requests.read(4):
        line, _, text = requests.read(int.from_bytes(head, "big")).partition(b"\n")
        faulthandler.dump_traceback_later(limit_s, exit=True, file=2)  # also out of a regular expression that hangs
        answer = _answered(json.loads(line), text, readings)
        faulthandler.cancel_dump_traceback_later()
        answers.write(len(answer).to_bytes(4, "big") + answer)
        answers.flush()


def _answered(request: dict[str, Any], text: bytes, readings: dict[int, Reading]) -> bytes:
    for forgotten in request["forget"]:
        readings.pop(forgotten, None)
    number = request["number"]
    try:
        if text:
            readings[number] = Reading(request, text.decode("utf-8", "surrogatepass"))
        reading = readings[number]
        return reading.guess(*request["look"]) if request["look"] else reading.piece()
    except Exception:  # noqa: BLE001 - six hundred lexers by as many people: whatever one raises, its file stays plain
        return _BROKEN + b"\n"


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)
    serve(sys.stdin.buffer, sys.stdout.buffer)
