"""The lines of a work that came with its task: starter code, which nobody needs to review."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from growtogether_desktop.sourcecode.diff import kept_blocks
from growtogether_desktop.sourcecode.moves import PLACES, bare, enough, tells
from growtogether_desktop.sourcecode.text import Text

Lines = tuple[tuple[int, int], ...]
"""(first line, line after) of each stretch, in order, counted from 0."""


class Starter:
    """Knows the files that a task began with; made once, asked for each file of a work."""

    def __init__(self, files: Iterable[tuple[str, Text]]) -> None:
        self._files: dict[str, list[str]] = {}
        """Path → its lines without their indent."""
        self._places: dict[str, list[tuple[str, int]]] = defaultdict(list)
        """Telling line → (path, line) of where it stands."""
        self._shas: set[str] = set()
        for path, text in files:
            if text.binary:
                continue
            self._files[path] = lines = bare(text.lines)
            self._shas.add(text.sha)
            for at, line in enumerate(lines):
                if tells(line):
                    self._places[line].append((path, at))

    def lines_of(self, path: str, text: Text) -> Lines:
        """Which lines of this file came with the task, whatever file they were in and however far they are indented.

        In a file that is called as in the task, every line that was kept there; elsewhere, and of what is left,
        blocks of two telling lines or 30 letters. A blank line or a bracket belongs to the lines around it.
        """
        if text.sha in self._shas:
            return ((0, len(text.lines)),) if len(text.lines) else ()
        if text.binary:
            return ()
        lines = bare(text.lines)
        known = [False] * len(lines)
        if path in self._files:
            for block in kept_blocks(self._files[path], lines):
                if any(map(tells, lines[block.new : block.new + block.lines])):
                    known[block.new : block.new + block.lines] = [True] * block.lines
        at = 0
        while at < len(lines):
            length = 0 if known[at] else self._block(lines, at)
            if length:
                known[at : at + length] = [True] * length
            at += max(length, 1)
        return _stretches(known)

    def _block(self, lines: Sequence[str], at: int) -> int:
        """How many lines from here on stand together somewhere in the task; 0 when it is too little to say so."""
        longest = 0
        for path, where in self._places.get(lines[at], ())[:PLACES]:
            theirs = self._files[path]
            length = 1
            while (
                at + length < len(lines)
                and where + length < len(theirs)
                and lines[at + length] == theirs[where + length]
            ):
                length += 1
            longest = max(longest, length)
        return longest if enough(lines[at : at + longest]) else 0


def _stretches(known: Sequence[bool]) -> Lines:
    found: list[tuple[int, int]] = []
    for at, one in enumerate(known):
        if one and found and found[-1][1] == at:
            found[-1] = found[-1][0], at + 1
        elif one:
            found.append((at, at + 1))
    return tuple(found)
