"""Reading a patch that somebody handed in (unified, as diff and git write it), and applying it to the files it changes.

Nothing in it is believed: a hunk must have the lines it says it has, and the lines it changes must be
there. Lines are bytes; what encoding they are in is nobody's business here.

Source: the unified format as POSIX diff and git-diff(1) describe it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.domain.trees import TreeFile
from growtogether_desktop.sourcecode.archives import parts_of
from growtogether_desktop.sourcecode.basket import MOST_FILE_BYTES, Basket, too_many

SUFFIXES = (".patch", ".diff")
NOWHERE = b"/dev/null"
_HUNK = re.compile(rb"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
_MOVES = (b"rename from ", b"rename to ", b"copy from ", b"copy to ")
_NO_NEWLINE = b"\\ No newline"


class DoesNotFit(Exception):
    """The lines that a patch changes are not there."""


@dataclass(frozen=True, slots=True)
class Hunk:
    first: int
    """The line of the old file that it begins at, counted from 1; 0 for a file that is not there yet."""
    old: tuple[bytes, ...]
    """Lines with their newlines, as they were."""
    new: tuple[bytes, ...]
    """As they become."""


@dataclass(frozen=True, slots=True)
class FilePatch:
    old: str
    """Its path before; "" for a new file."""
    new: str
    """Its path afterwards; "" for a deleted file."""
    hunks: tuple[Hunk, ...]
    trouble: Message | None = None
    """Why it cannot be applied, whatever it is applied to."""


def read_patch_at(path: Path) -> tuple[FilePatch, ...]:
    """What the patch in this file does. Raises: Problem, also when it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_FILE_BYTES + 1)
    except OSError as trouble:
        raise Problem(
            say("{name} could not be read: {reason}.", name=path.name, reason=reason(trouble)),
            say("See whether it is still there and may be opened, then try again."),
        ) from trouble
    return read_patch(content)


def read_patch(content: bytes) -> tuple[FilePatch, ...]:
    """What the patch does to each file. Raises: Problem, when it is none, or not what it says it is."""
    if len(content) > MOST_FILE_BYTES:
        raise Problem(say("It is larger than {most} MB.", most=MOST_FILE_BYTES // 1_000_000))
    patches = _Reader(content.split(b"\n")).read()
    if not patches:
        raise Problem(say("There is no change in this patch."), say("Make it anew with “git diff” or “diff -u”."))
    return patches


def take_patched(
    patches: tuple[FilePatch, ...], base: Mapping[str, TreeFile], old: Mapping[str, bytes], basket: Basket
) -> None:
    """Take in the files of `base` as the patches make them. `old` has the contents of those that are changed."""
    gone = {patch.old for patch in patches}
    for path, file in base.items():
        if path not in gone:
            basket.put_again(file)
    for patch in patches:
        path = patch.new or patch.old
        if basket.full:
            basket.skip(path, too_many())
            return
        basket.count()
        why = patch.trouble or (
            say("The file that it changes is not here.") if patch.old and patch.old not in old else None
        )
        try:
            content = b"" if why else patched(old.get(patch.old, b""), patch.hunks)
        except DoesNotFit:
            why = say("The lines that it changes are not in the file.")
        if why is None and patch.new and basket.admits(parts_of(patch.new), len(content)):
            basket.put(parts_of(patch.new), content)
        elif why is not None:
            basket.skip(path, why)
            if patch.old in base:
                basket.put_again(base[patch.old])


def patched(content: bytes, hunks: tuple[Hunk, ...]) -> bytes:
    """The content with all hunks applied, each where its lines are nearest to where it says.

    Raises: DoesNotFit.
    """
    lines = content.split(b"\n")
    lines = [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    made: list[bytes] = []
    at = shift = 0
    for hunk in hunks:
        said = max(hunk.first - 1, 0) + shift if hunk.old else hunk.first + shift
        where = _nearest(lines, hunk.old, said, at)
        made += lines[at:where]
        made += hunk.new
        at = where + len(hunk.old)
        shift = where - said + shift
    return b"".join(made + lines[at:])


def _nearest(lines: list[bytes], old: tuple[bytes, ...], said: int, least: int) -> int:
    last = len(lines) - len(old)
    for by in range(max(said - least, last - said, 0) + 1):
        for where in (said - by, said + by):
            if least <= where <= last and tuple(lines[where : where + len(old)]) == old:
                return where
    raise DoesNotFit


class _Reader:
    """Goes through the lines of a patch once."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = lines
        self._at = 0

    def read(self) -> tuple[FilePatch, ...]:
        patches: list[FilePatch] = []
        names: dict[bytes, bytes] = {}
        """What git's own lines said of the file that comes next."""
        while self._at < len(self._lines):
            line = self._lines[self._at].rstrip(b"\r")
            if line.startswith(b"diff --git "):
                patches += _without_lines(names)
                names = {}
            elif move := next((move for move in _MOVES if line.startswith(move)), None):
                names[move] = line[len(move) :]
            elif line.startswith((b"GIT binary patch", b"Binary files ")):
                names[b"binary"] = line
            elif line.startswith(b"--- ") and self._line(1).startswith(b"+++ "):
                old, new = _path(line[4:], b"a/"), _path(self._line(1)[4:].rstrip(b"\r"), b"b/")
                self._at += 2
                patches.append(FilePatch(old, new, tuple(self._hunks())))
                names = {}
                continue
            self._at += 1
        return (*patches, *_without_lines(names))

    def _line(self, by: int) -> bytes:
        at = self._at + by
        return self._lines[at] if at < len(self._lines) else b""

    def _hunks(self) -> list[Hunk]:
        hunks = []
        while found := _HUNK.match(self._line(0)):
            began = self._at + 1
            first, old_count, _, new_count = (int(part) if part is not None else 1 for part in found.groups())
            self._at += 1
            hunks.append(self._hunk(began, first, old_count, new_count))
        return hunks

    def _hunk(self, began: int, first: int, old_count: int, new_count: int) -> Hunk:
        old: list[bytes] = []
        new: list[bytes] = []
        while len(old) < old_count or len(new) < new_count or self._line(0).startswith(_NO_NEWLINE):
            line = self._line(0)
            kind, rest = line[:1], line[1:] + b"\n"
            if self._at >= len(self._lines) or kind not in (b" ", b"-", b"+", b"\\", b""):
                raise _lies(began)
            self._at += 1
            if kind == b"\\":
                _cut_newlines(old, new, self._lines[self._at - 2][:1])
                continue
            if kind in (b" ", b"-", b""):
                old.append(rest)
            if kind in (b" ", b"+", b""):
                new.append(rest)
            if len(old) > old_count or len(new) > new_count:
                raise _lies(began)
        return Hunk(first, tuple(old), tuple(new))


def _cut_newlines(old: list[bytes], new: list[bytes], kind: bytes) -> None:
    """The line before has no newline, on the side or sides it belongs to."""
    if kind != b"+" and old:
        old[-1] = old[-1].removesuffix(b"\n")
    if kind != b"-" and new:
        new[-1] = new[-1].removesuffix(b"\n")


def _lies(line: int) -> Problem:
    return Problem(
        say("The change at line {line} of the patch has other lines than it says.", line=line),
        say("Make the patch anew; it may have been cut off or edited."),
    )


def _without_lines(names: Mapping[bytes, bytes]) -> list[FilePatch]:
    """Files of which git only said that they were renamed, or that they are binary."""
    old, new = names.get(b"rename from "), names.get(b"rename to ")
    if b"binary" in names:
        path = _path(names[b"binary"].removeprefix(b"Binary files "), b"")
        return [FilePatch(path, path, (), say("It is not text; hand the file in itself."))]
    return [FilePatch(_path(old, b""), _path(new, b""), ())] if old is not None and new is not None else []


def _path(told: bytes, side: bytes) -> str:
    """The path of a file; "" for none. After a tab comes the time it was changed."""
    name = told.partition(b"\t")[0].strip()
    if name == NOWHERE:
        return ""
    return name.removeprefix(side).decode("utf-8", "replace")
