"""A lexer on its way through a text: line by line what stands where, and where it could begin again."""

import time
from array import array
from functools import cache
from typing import NamedTuple

from pygments.lexer import Lexer
from pygments.token import _TokenType

from growtogether_desktop.sourcecode.roles import ENDS, ROLES, SPANS
from growtogether_desktop.sourcecode.tokens import role_of, tokens

MOST_COLUMNS = 65_536
"""Longer lines stay plain, until a person has chosen the language."""
SNAPSHOT_EVERY = 8_192
"""Characters between two places where a lexer can begin again."""
_LONGEST_PREFIX = 500
"""Spans left of a snapshot; where there are more, the next place will do."""


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
