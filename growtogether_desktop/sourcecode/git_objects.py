"""What git keeps under a hash: its kinds, how it is unpacked without trust, and whether it is what its hash says.

An object says how large it is before it is unpacked; what says too much, unpacks to more than it said or
costs too much work is left. A hash is checked after reading, so nothing can contain itself.

Source: gitformat-pack(5).
"""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from io import FileIO

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.sourcecode.archives import FREE_BYTES, MOST_RATIO
from growtogether_desktop.sourcecode.basket import MOST_BYTES

MOST_WORK = 2 * MOST_BYTES
"""Bytes that are unpacked or put together for one repository; a step of a delta counts as 32."""
_PIECE = 65_536


class Kind(IntEnum):
    COMMIT = 1
    TREE = 2
    BLOB = 3
    TAG = 4
    NEAR = 6
    """A delta to an object further up in the pack."""
    FAR = 7
    """A delta to an object by its hash."""


KINDS = {b"commit": Kind.COMMIT, b"tree": Kind.TREE, b"blob": Kind.BLOB, b"tag": Kind.TAG}


class Unreadable(Exception):
    """An object is not there, damaged, or made to harm; `why` says it to a person."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


class Exhausted(Unreadable):
    """Reading on would cost more than any honest repository does."""


class Work:
    """Counts what was unpacked and put together."""

    def __init__(self) -> None:
        self._left = MOST_WORK

    def spend(self, units: int) -> None:
        self._left -= units
        if self._left < 0:
            raise Exhausted(far_more())


@dataclass(frozen=True, slots=True)
class _Inflated:
    content: bytes
    packed: int
    """Bytes it took in the file."""


def inflate(file: FileIO, at: int, size: int, work: Work, only: int | None = None) -> _Inflated:
    """What is packed here and has `size` bytes, or its beginning. Raises: Unreadable."""
    inflating = Inflating(file, at, size)
    content = bytearray()
    for piece in inflating:
        work.spend(len(piece))
        content += piece
        if len(content) > size:
            raise Unreadable(damaged())
        if len(content) > max(FREE_BYTES, MOST_RATIO * inflating.packed):
            raise Unreadable(more_than_it_seems())
        if only is not None and len(content) >= min(only, size):
            return _Inflated(bytes(content), inflating.packed)
    if len(content) != size:
        raise Unreadable(damaged())
    return _Inflated(bytes(content), inflating.packed)


class Inflating:
    """The pieces of what is packed at a place in a file, each small."""

    def __init__(self, file: FileIO, at: int, size: int) -> None:
        self.packed = 0
        """Bytes read for it so far."""
        self._file = file
        self._at = at
        self._gulp = min(_PIECE, size + size // 500 + 64)

    def __iter__(self) -> Iterator[bytes]:
        inflate = zlib.decompressobj()
        fed = b""
        try:
            while not inflate.eof:
                if not fed:
                    fed = read_at(self._file, self._at + self.packed, self._gulp)
                    if not fed:
                        raise Unreadable(damaged())
                piece = inflate.decompress(fed, _PIECE)
                rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
                self.packed += len(fed) - len(rest)
                fed = rest
                if piece:
                    yield piece
        except zlib.error as trouble:
            raise Unreadable(damaged()) from trouble


def read_at(file: FileIO, at: int, size: int) -> bytes:
    try:
        file.seek(at)
        return file.read(size) or b""
    except (OSError, OverflowError, ValueError) as trouble:
        raise Unreadable(damaged()) from trouble


def check_size(size: int, most: int) -> None:
    if size > most:
        raise Unreadable(say("It is larger than {most} MB.", most=most // 1_000_000))


def checked(sha: bytes, kind: Kind, told: Kind, content: bytes) -> bytes:
    if told is not kind or Hashing(len(sha)).name_of(told, content) != sha:
        raise Unreadable(damaged())
    return content


class Hashing(IntEnum):
    """How a repository names its objects: the bytes of a name."""

    SHA1 = 20
    SHA256 = 32

    def name_of(self, kind: Kind, content: bytes) -> bytes:
        hashed = self.begin(kind, len(content))
        hashed.update(content)
        return hashed.digest()

    def begin(self, kind: Kind, size: int) -> "hashlib._Hash":
        """A hash that knows what an object of this kind and size begins with."""
        label = b"%s %d\0" % (kind.name.lower().encode(), size)
        return hashlib.sha1(label, usedforsecurity=False) if self is Hashing.SHA1 else hashlib.sha256(label)


def damaged() -> Message:
    return say("It is damaged.")


def missing() -> Message:
    return say("It is not in this repository; other places are not looked into.")


def more_than_it_seems() -> Message:
    return say("It unpacks to far more than it seems.")


def far_more() -> Message:
    return say("The repository unpacks to far more than it seems.")
