"""The process that reads hostile text with Pygments, so that nobody minds when it hangs.

It is started by `highlight` as a program of its own, knows Pygments and the standard library alone,
and answers one request at a time: frames of a length (4 bytes) and as many bytes. A request is JSON;
an answer is a line of JSON, then for every line where its spans end, then the spans.
"""

import faulthandler
import json
import os
import sys
import time
from array import array
from collections.abc import Iterator
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, BinaryIO

from pygments.lexer import Lexer
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
    _TokenType,
)
from pygments.util import ClassNotFound

READY = b"\n"
"""Said once, when everything is imported: from here on a silence is the lexer's."""
SLICE_S = 0.025
"""After so long an answer is sent, if only to say that there is progress."""
LIMIT_S = 10.0
"""After so long in one slice the process ends itself, should nobody be left to end it."""
MOST_COLUMNS = 65_536
"""Longer lines stay plain."""


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


def spans_of_lines(lexer: Lexer, text: str) -> Iterator["array[int] | None"]:
    """The spans of each line of `text`, which ends with a newline; None now and then as a sign of life."""
    line, column, position = array(SPANS), 0, 0
    for _, token, value in lexer.get_tokens_unprocessed(text):
        if not value:
            continue  # a lexer that goes in circles shows no life
        if not text.startswith(value, position):
            raise ValueError(f"{lexer.name} leaves out or invents characters")
        position += len(value)
        role = role_of(token)
        for number, part in enumerate(value.split("\n")):
            if number:
                yield line if column <= MOST_COLUMNS else array(SPANS)
                line, column = array(SPANS), 0
            if part and role:
                _append(line, column, len(part), _INDEX[role])
            column += len(part)
        yield None


_INDEX = {role: index for index, role in enumerate(ROLES)}


def _append(line: "array[int]", column: int, length: int, role: int) -> None:
    """Add a span; one that goes on with the same role makes the one before it longer."""
    if line and line[-1] & 0xFF == role and (line[-1] >> 32) + (line[-1] >> 8 & 0xFFFFFF) == column:
        line[-1] += length << 8
    else:
        line.append(column << 32 | length << 8 | role)


class _Reading:
    """A file that is being read a slice at a time."""

    def __init__(self, request: dict[str, Any]) -> None:
        lexer = lexer_for(request["name"], request["language"])
        self.language: str = lexer.name if lexer else ""
        self._lines = spans_of_lines(lexer, request["text"]) if lexer else iter(())

    def piece(self) -> bytes:
        """An answer with the next lines; with none at all when the next line takes longer than a slice."""
        ends, spans, more = array(ENDS), array(SPANS), False
        until = time.monotonic() + SLICE_S
        for line in self._lines:
            if line is not None:
                spans.extend(line)
                ends.append(len(spans))
            if time.monotonic() > until:
                more = True
                break
        header = {"language": self.language, "more": more, "lines": len(ends)}
        return json.dumps(header).encode() + b"\n" + ends.tobytes() + spans.tobytes()


def serve(requests: BinaryIO, answers: BinaryIO, limit_s: float = LIMIT_S) -> None:
    """Answer until there are no more requests."""
    readings: dict[int, _Reading] = {}
    answers.write(READY)
    answers.flush()
    while head := requests.read(4):
        request = json.loads(requests.read(int.from_bytes(head, "big")))
        for forgotten in request["forget"]:
            readings.pop(forgotten, None)
        number = request["number"]
        faulthandler.dump_traceback_later(limit_s, exit=True, file=2)  # also out of a regular expression that hangs
        if "text" in request:
            readings[number] = _Reading(request)
        answer = readings[number].piece()
        faulthandler.cancel_dump_traceback_later()
        answers.write(len(answer).to_bytes(4, "big") + answer)
        answers.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)
    serve(sys.stdin.buffer, sys.stdout.buffer)
