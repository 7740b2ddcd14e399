"""Where git keeps its objects: in the folder `objects` of a repository, or in the one pack of a bundle.

What lies elsewhere, in alternates or behind links, is not looked for.

Source: gitrepository-layout(5) and gitformat-bundle(5).
"""

import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from io import FileIO
from typing import Protocol

from growtogether_desktop.sourcecode.basket import MOST_FILE_BYTES
from growtogether_desktop.sourcecode.folders import Place
from growtogether_desktop.sourcecode.git_objects import (
    KINDS,
    Exhausted,
    Hashing,
    Kind,
    Unreadable,
    Work,
    check_size,
    checked,
    damaged,
    far_more,
    inflate,
    missing,
    read_at,
)
from growtogether_desktop.sourcecode.git_packs import Found, Pack, TableOfContents

MOST_PACKED_OBJECTS = 50_000
"""Of a bundle, which has no table of contents."""
_MOST_PACKS = 50


class Objects(Protocol):
    """A repository's objects by their hashes of 20 bytes."""

    def size(self, sha: bytes) -> int:
        """Bytes it says it has. Raises: Unreadable."""

    def read(self, sha: bytes, kind: Kind, most: int) -> bytes:
        """The object. Raises: Unreadable, also when it is of another kind or larger than `most`."""


class Repository:
    """The objects of a repository's own folder; what lies elsewhere is not looked for."""

    def __init__(self, place: Place, hashing: Hashing, open_files: ExitStack) -> None:
        """`place` is the folder `objects`. Raises: OSError."""
        self._place = place
        self._work = Work()
        self._packs = tuple(_packs(place, hashing, self._work, open_files))

    def size(self, sha: bytes) -> int:
        found = self._packed(sha)
        if found is not None:
            return found[0].size(found[1])
        with self._loose(sha) as file:
            return _loose_head(file)[1]

    def read(self, sha: bytes, kind: Kind, most: int) -> bytes:
        found = self._packed(sha)
        told, content = found[0].read(found[1], most) if found is not None else self._read_loose(sha, most)
        return checked(sha, kind, told, content)

    def _packed(self, sha: bytes) -> "tuple[Pack, int] | None":
        for pack in self._packs:
            if (at := pack.find(sha)) is not None:
                return pack, at
        return None

    def _loose(self, sha: bytes) -> FileIO:
        name = sha.hex()
        try:
            with self._place.enter(name[:2]) as inner:
                return FileIO(inner.open(name[2:]))
        except OSError as trouble:
            raise Unreadable(missing()) from trouble

    def _read_loose(self, sha: bytes, most: int) -> tuple[Kind, bytes]:
        with self._loose(sha) as file:
            kind, size, head = _loose_head(file)
            check_size(size, most)
            return kind, inflate(file, 0, head + size, self._work).content[head:]


class Bundle:
    """The one pack of a bundle. Its table of contents is made by reading it through."""

    def __init__(self, file: FileIO, begins: int, hashing: Hashing) -> None:
        """Raises: Unreadable, when it is none, or not worth reading to its end."""
        signature, version, count = struct.unpack(">4sII", read_at(file, begins, 12).ljust(12))
        if signature != b"PACK" or version not in (2, 3):
            raise Unreadable(damaged())
        if count > MOST_PACKED_OBJECTS:
            raise Exhausted(far_more())
        self._found: dict[bytes, int] = {}
        self._hashing = hashing
        self._pack = Pack(file, begins, Found(self._found), hashing, Work())
        self._count(count, os.fstat(file.fileno()).st_size)

    def size(self, sha: bytes) -> int:
        return self._pack.size(self._at(sha))

    def read(self, sha: bytes, kind: Kind, most: int) -> bytes:
        return checked(sha, kind, *self._pack.read(self._at(sha), most))

    def _at(self, sha: bytes) -> int:
        at = self._found.get(sha)
        if at is None:
            raise Unreadable(missing())
        return at

    def _count(self, count: int, packed: int) -> None:
        deltas: list[int] = []
        for head, sha in self._pack.heads(count, packed):
            if sha is None:
                deltas.append(head.at)
            else:
                self._found[sha] = head.at
        waiting = len(deltas) + 1
        while deltas and len(deltas) < waiting:  # a far base may itself be a delta that comes later
            waiting = len(deltas)
            deltas = [at for at in deltas if not self._name(at)]

    def _name(self, at: int) -> bool:
        """Give an object its hash; False when it cannot be put together (yet)."""
        try:
            kind, content = self._pack.read(at, MOST_FILE_BYTES)
        except Exhausted:
            raise
        except Unreadable:
            return False
        self._found[self._hashing.name_of(kind, content)] = at
        return True


def _packs(objects: Place, hashing: Hashing, work: Work, open_files: ExitStack) -> Iterator[Pack]:
    """Every pack that can be opened. What is damaged is as good as missing."""
    try:
        place = open_files.enter_context(objects.enter("pack"))
        names = [name for name, _ in place.entries() if name.endswith(".idx")]
    except OSError:
        return
    for name in names[:_MOST_PACKS]:
        try:
            index = TableOfContents(open_files.enter_context(FileIO(place.open(name))), hashing)
            pack = open_files.enter_context(FileIO(place.open(f"{name[:-4]}.pack")))
        except (OSError, Unreadable):
            continue
        yield Pack(pack, 0, index, hashing, work)


def _loose_head(file: FileIO) -> tuple[Kind, int, int]:
    """(kind, size, bytes of the head) of a loose object, of which only the beginning is unpacked."""
    try:
        beginning = zlib.decompressobj().decompress(read_at(file, 0, 128), 40)
    except zlib.error as trouble:
        raise Unreadable(damaged()) from trouble
    head, end, _ = beginning.partition(b"\0")
    word, _, size = head.partition(b" ")
    if not end or word not in KINDS or not size.isdigit():
        raise Unreadable(damaged())
    return KINDS[word], int(size), len(head) + 1
