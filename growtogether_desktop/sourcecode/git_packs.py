"""Packs of git: many objects in one file, some of them as deltas to others, and the table of where each begins.

A delta says how large a file it makes before it is put together, and a chain of deltas ends somewhere.

Source: gitformat-pack(5).
"""

import os
import struct
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import FileIO
from typing import Protocol

from growtogether_desktop.sourcecode.archives import FREE_BYTES, MOST_RATIO
from growtogether_desktop.sourcecode.git_objects import (
    Exhausted,
    Hashing,
    Inflating,
    Kind,
    Unreadable,
    Work,
    check_size,
    damaged,
    far_more,
    inflate,
    missing,
    more_than_it_seems,
    read_at,
)

MOST_CHAIN = 500
"""So many deltas one upon another are followed; git makes 50."""
_STEP = 32
"""What a step of a delta costs, in bytes of work."""
_CACHE_BYTES = 4_000_000


class Pack:
    """Many objects in one file, some of them as deltas to others."""

    def __init__(self, file: FileIO, begins: int, index: "Index", hashing: Hashing, work: Work) -> None:
        self._file = file
        self._begins = begins
        self._index = index
        self._hashing = hashing
        self._work = work
        self._cache: OrderedDict[int, tuple[Kind, bytes, int]] = OrderedDict()
        self._cached = 0

    def find(self, sha: bytes) -> int | None:
        return self._index.find(sha)

    def size(self, at: int) -> int:
        head = self._head(at)
        if head.kind not in (Kind.NEAR, Kind.FAR):
            return head.size
        beginning = inflate(self._file, head.begins, head.size, self._work, only=24).content
        return _varint(beginning, _varint(beginning, 0)[1])[0]

    def read(self, at: int, most: int) -> tuple[Kind, bytes]:
        """Raises: Unreadable."""
        chain: list[_Head] = []
        while True:
            if (known := self._cache.get(at)) is not None:
                self._cache.move_to_end(at)
                kind, content, packed = known
                break
            head = self._head(at)
            if head.base is None:
                check_size(head.size, most)
                inflated = inflate(self._file, head.begins, head.size, self._work)
                kind, content, packed = head.kind, inflated.content, inflated.packed
                self._remember(at, kind, content, packed)
                break
            chain.append(head)
            if len(chain) > MOST_CHAIN:
                raise Unreadable(far_more())
            at = head.base
        for head in reversed(chain):
            check_size(head.size, most)
            delta = inflate(self._file, head.begins, head.size, self._work)
            packed += delta.packed
            content = _put_together(content, delta.content, min(most, max(FREE_BYTES, MOST_RATIO * packed)), self._work)
            self._remember(head.at, kind, content, packed)
        check_size(len(content), most)
        return kind, content

    def heads(self, count: int, packed: int) -> Iterator["tuple[_Head, bytes | None]"]:
        """Every object's head, and its hash unless it is a delta; nothing is kept of what they hold."""
        at = self._begins + 12
        left = max(FREE_BYTES, MOST_RATIO * packed)
        for _ in range(count):
            head = self._head(at, follow=False)
            hashed = self._hashing.begin(head.kind, head.size)
            sized = 0
            inflating = Inflating(self._file, head.begins, head.size)
            for piece in inflating:
                hashed.update(piece)
                sized += len(piece)
                left -= len(piece)
                if left < 0 or sized > head.size:
                    raise Exhausted(far_more())
            if sized != head.size:
                raise Unreadable(damaged())
            yield head, None if head.kind in (Kind.NEAR, Kind.FAR) else hashed.digest()
            at = head.begins + inflating.packed

    def _head(self, at: int, follow: bool = True) -> "_Head":
        beginning = read_at(self._file, at, 48)
        kind, size, used = _told(beginning)
        base = None
        if kind is Kind.NEAR:
            back, used = _back(beginning, used)
            base = at - back
            if not self._begins + 12 <= base < at:
                raise Unreadable(damaged())
        elif kind is Kind.FAR:
            if follow and (base := self.find(beginning[used : used + self._hashing])) is None:
                raise Unreadable(missing())
            used += self._hashing
        return _Head(at, kind, size, at + used, base)

    def _remember(self, at: int, kind: Kind, content: bytes, packed: int) -> None:
        if len(content) > _CACHE_BYTES // 4:
            return
        self._cache[at] = kind, content, packed
        self._cached += len(content)
        while self._cached > _CACHE_BYTES:
            self._cached -= len(self._cache.popitem(last=False)[1][1])


class Index(Protocol):
    def find(self, sha: bytes) -> int | None:
        """Where the object begins in its pack."""


class Found:
    def __init__(self, found: Mapping[bytes, int]) -> None:
        self._found = found

    def find(self, sha: bytes) -> int | None:
        return self._found.get(sha)


class TableOfContents:
    """A pack's `.idx` of version 2, searched in its file: it may be larger than we would hold."""

    def __init__(self, file: FileIO, hashing: Hashing) -> None:
        """Raises: Unreadable, when it is of another version or shorter than it says."""
        self._file = file
        self._hashing = hashing
        if read_at(file, 0, 8) != b"\xfftOc\0\0\0\x02":
            raise Unreadable(damaged())
        self._fan = struct.unpack(">256I", read_at(file, 8, 1024).ljust(1024, b"\0"))
        self._count = self._fan[255]
        self._shas = 8 + 1024
        self._offsets = self._shas + self._count * (self._hashing + 4)
        self._far_offsets = self._offsets + 4 * self._count
        if self._far_offsets > os.fstat(file.fileno()).st_size or list(self._fan) != sorted(self._fan):
            raise Unreadable(damaged())

    def find(self, sha: bytes) -> int | None:
        low, high = self._fan[sha[0] - 1] if sha[0] else 0, self._fan[sha[0]]
        while low < high:
            middle = (low + high) // 2
            here = read_at(self._file, self._shas + self._hashing * middle, self._hashing)
            if here == sha:
                return self._offset(middle)
            low, high = (middle + 1, high) if here < sha else (low, middle)
        return None

    def _offset(self, number: int) -> int:
        offset = int.from_bytes(read_at(self._file, self._offsets + 4 * number, 4), "big")
        if offset & 0x8000_0000:
            return int.from_bytes(read_at(self._file, self._far_offsets + 8 * (offset & 0x7FFF_FFFF), 8), "big")
        return offset


@dataclass(frozen=True, slots=True)
class _Head:
    """What a pack says of an object before its content."""

    at: int
    kind: Kind
    size: int
    """Bytes, unpacked: of a delta, those of the delta."""
    begins: int
    """Where what is packed begins."""
    base: int | None
    """Where the object begins that a delta changes."""


def _put_together(base: bytes, delta: bytes, most: int, work: Work) -> bytes:
    """What the delta makes of its base. Raises: Unreadable."""
    told, at = _varint(delta, 0)
    size, at = _varint(delta, at)
    if told != len(base):
        raise Unreadable(damaged())
    if size > most:
        raise Unreadable(more_than_it_seems())
    work.spend(size)
    made = bytearray()
    while at < len(delta):
        work.spend(_STEP)
        step, at = delta[at], at + 1
        if step & 0x80:
            begins, length, at = _copied(step, delta, at)
            piece = base[begins : begins + length]
        else:
            length = step
            piece = delta[at : at + length]
            at += length
        if not length or len(piece) != length or len(made) + length > size:
            raise Unreadable(damaged())
        made += piece
    if len(made) != size:
        raise Unreadable(damaged())
    return bytes(made)


def _copied(step: int, delta: bytes, at: int) -> tuple[int, int, int]:
    """(where in the base, how much, where the delta goes on)."""
    figures = []
    for shifts in ((0, 1, 2, 3), (4, 5, 6)):
        figure = 0
        for nth, bit in enumerate(shifts):
            if step >> bit & 1:
                figure |= _byte_at(delta, at) << 8 * nth
                at += 1
        figures.append(figure)
    return figures[0], figures[1] or 0x10000, at


def _told(beginning: bytes) -> tuple[Kind, int, int]:
    """(kind, size, bytes used) of an object in a pack."""
    first = _byte_at(beginning, 0)
    try:
        kind = Kind(first >> 4 & 7)
    except ValueError as trouble:
        raise Unreadable(damaged()) from trouble
    if not first & 0x80:
        return kind, first & 15, 1
    rest, used = _varint(beginning, 1)
    return kind, rest << 4 | first & 15, used


def _varint(told: bytes, at: int) -> tuple[int, int]:
    """(figure, where it ends): seven bits a byte, the low ones first."""
    figure = shift = 0
    while True:
        byte = _byte_at(told, at)
        figure |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not byte & 0x80:
            return figure, at
        if shift > 63:
            raise Unreadable(damaged())


def _back(told: bytes, at: int) -> tuple[int, int]:
    """(how far back the base is, where that ends): seven bits a byte, the high ones first, each one too few."""
    byte = _byte_at(told, at)
    back = byte & 0x7F
    while byte & 0x80:
        at += 1
        byte = _byte_at(told, at)
        back = (back + 1) << 7 | byte & 0x7F
        if back >> 63:
            raise Unreadable(damaged())
    return back, at + 1


def _byte_at(told: bytes, at: int) -> int:
    if at >= len(told):
        raise Unreadable(damaged())
    return told[at]
