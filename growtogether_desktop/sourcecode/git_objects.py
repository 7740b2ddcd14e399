"""What git keeps under its hashes, read from loose objects and packs without git and without trust.

An object says how large it is before it is unpacked, a delta how large a file it makes; what says too
much, unpacks to more than it said or costs too much work is left. A hash is checked after reading, so
nothing can contain itself.

Source: gitformat-pack(5) and gitformat-bundle(5).
"""

import hashlib
import os
import struct
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from enum import IntEnum
from io import FileIO
from typing import Protocol

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.sourcecode.archives import FREE_BYTES, MOST_RATIO
from growtogether_desktop.sourcecode.basket import MOST_BYTES, MOST_FILE_BYTES
from growtogether_desktop.sourcecode.folders import Place

MOST_CHAIN = 500
"""So many deltas one upon another are followed; git makes 50."""
MOST_WORK = 2 * MOST_BYTES
"""Bytes that are unpacked or put together for one repository; a step of a delta counts as _STEP."""
MOST_PACKED_OBJECTS = 50_000
"""Of a bundle, which has no table of contents."""
_MOST_PACKS = 50
_STEP = 32
_PIECE = 65_536
_SHA = 20
_CACHE_BYTES = 4_000_000


class Kind(IntEnum):
    COMMIT = 1
    TREE = 2
    BLOB = 3
    TAG = 4
    NEAR = 6
    """A delta to an object further up in the pack."""
    FAR = 7
    """A delta to an object by its hash."""


_WORDS = {b"commit": Kind.COMMIT, b"tree": Kind.TREE, b"blob": Kind.BLOB, b"tag": Kind.TAG}


class Unreadable(Exception):
    """An object is not there, damaged, or made to harm; `why` says it to a person."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


class Exhausted(Unreadable):
    """Reading on would cost more than any honest repository does."""


class Objects(Protocol):
    """A repository's objects by their hashes of 20 bytes."""

    def size(self, sha: bytes) -> int:
        """Bytes it says it has. Raises: Unreadable."""

    def read(self, sha: bytes, kind: Kind, most: int) -> bytes:
        """The object. Raises: Unreadable, also when it is of another kind or larger than `most`."""


class Work:
    """Counts what was unpacked and put together."""

    def __init__(self) -> None:
        self._left = MOST_WORK

    def spend(self, units: int) -> None:
        self._left -= units
        if self._left < 0:
            raise Exhausted(_far_more())


class Repository:
    """The objects below a working copy's `.git`; what lies elsewhere is not looked for."""

    def __init__(self, place: Place, open_files: ExitStack) -> None:
        """`place` is the folder `objects`. Raises: OSError."""
        self._place = place
        self._work = Work()
        self._packs = tuple(_packs(place, self._work, open_files))

    def size(self, sha: bytes) -> int:
        found = self._packed(sha)
        if found is not None:
            return found[0].size(found[1])
        with self._loose(sha) as file:
            return _loose_head(file)[1]

    def read(self, sha: bytes, kind: Kind, most: int) -> bytes:
        found = self._packed(sha)
        told, content = found[0].read(found[1], most) if found is not None else self._read_loose(sha, most)
        return _checked(sha, kind, told, content)

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
            raise Unreadable(_missing()) from trouble

    def _read_loose(self, sha: bytes, most: int) -> tuple[Kind, bytes]:
        with self._loose(sha) as file:
            kind, size, head = _loose_head(file)
            _fits(size, most)
            return kind, _inflate(file, 0, head + size, self._work).content[head:]


class Pack:
    """Many objects in one file, some of them as deltas to others."""

    def __init__(self, file: FileIO, begins: int, index: "Index", work: Work) -> None:
        self._file = file
        self._begins = begins
        self._index = index
        self._work = work
        self._cache: OrderedDict[int, tuple[Kind, bytes, int]] = OrderedDict()
        self._cached = 0

    def find(self, sha: bytes) -> int | None:
        return self._index.find(sha)

    def size(self, at: int) -> int:
        head = self._head(at)
        if head.kind not in (Kind.NEAR, Kind.FAR):
            return head.size
        beginning = _inflate(self._file, head.begins, head.size, self._work, only=24).content
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
                _fits(head.size, most)
                inflated = _inflate(self._file, head.begins, head.size, self._work)
                kind, content, packed = head.kind, inflated.content, inflated.packed
                self._remember(at, kind, content, packed)
                break
            chain.append(head)
            if len(chain) > MOST_CHAIN:
                raise Unreadable(_far_more())
            at = head.base
        for head in reversed(chain):
            _fits(head.size, most)
            delta = _inflate(self._file, head.begins, head.size, self._work)
            packed += delta.packed
            content = _put_together(content, delta.content, min(most, max(FREE_BYTES, MOST_RATIO * packed)), self._work)
            self._remember(head.at, kind, content, packed)
        _fits(len(content), most)
        return kind, content

    def heads(self, count: int, packed: int) -> Iterator["tuple[_Head, bytes | None]"]:
        """Every object's head, and its hash unless it is a delta; nothing is kept of what they hold."""
        at = self._begins + 12
        left = max(FREE_BYTES, MOST_RATIO * packed)
        for _ in range(count):
            head = self._head(at, follow=False)
            hashed = hashlib.sha1(_label(head.kind, head.size), usedforsecurity=False)
            sized = 0
            inflating = _Inflating(self._file, head.begins, head.size)
            for piece in inflating:
                hashed.update(piece)
                sized += len(piece)
                left -= len(piece)
                if left < 0 or sized > head.size:
                    raise Exhausted(_far_more())
            if sized != head.size:
                raise Unreadable(_damaged())
            yield head, None if head.kind in (Kind.NEAR, Kind.FAR) else hashed.digest()
            at = head.begins + inflating.packed

    def _head(self, at: int, follow: bool = True) -> "_Head":
        beginning = _read_at(self._file, at, 48)
        kind, size, used = _told(beginning)
        base = None
        if kind is Kind.NEAR:
            back, used = _back(beginning, used)
            base = at - back
            if not self._begins + 12 <= base < at:
                raise Unreadable(_damaged())
        elif kind is Kind.FAR:
            if follow and (base := self.find(beginning[used : used + _SHA])) is None:
                raise Unreadable(_missing())
            used += _SHA
        return _Head(at, kind, size, at + used, base)

    def _remember(self, at: int, kind: Kind, content: bytes, packed: int) -> None:
        if len(content) > _CACHE_BYTES // 4:
            return
        self._cache[at] = kind, content, packed
        self._cached += len(content)
        while self._cached > _CACHE_BYTES:
            self._cached -= len(self._cache.popitem(last=False)[1][1])


class Bundle:
    """The one pack of a bundle. Its table of contents is made by reading it through."""

    def __init__(self, file: FileIO, begins: int) -> None:
        """Raises: Unreadable, when it is none, or not worth reading to its end."""
        signature, version, count = struct.unpack(">4sII", _read_at(file, begins, 12).ljust(12))
        if signature != b"PACK" or version not in (2, 3):
            raise Unreadable(_damaged())
        if count > MOST_PACKED_OBJECTS:
            raise Exhausted(_far_more())
        self._found: dict[bytes, int] = {}
        self._pack = Pack(file, begins, _Found(self._found), Work())
        self._count(count, os.fstat(file.fileno()).st_size)

    def size(self, sha: bytes) -> int:
        return self._pack.size(self._at(sha))

    def read(self, sha: bytes, kind: Kind, most: int) -> bytes:
        return _checked(sha, kind, *self._pack.read(self._at(sha), most))

    def _at(self, sha: bytes) -> int:
        at = self._found.get(sha)
        if at is None:
            raise Unreadable(_missing())
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
        self._found[_hash(kind, content)] = at
        return True


class Index(Protocol):
    def find(self, sha: bytes) -> int | None:
        """Where the object begins in its pack."""


class _Found:
    def __init__(self, found: Mapping[bytes, int]) -> None:
        self._found = found

    def find(self, sha: bytes) -> int | None:
        return self._found.get(sha)


class _TableOfContents:
    """A pack's `.idx` of version 2, searched in its file: it may be larger than we would hold."""

    def __init__(self, file: FileIO) -> None:
        """Raises: Unreadable, when it is of another version or shorter than it says."""
        self._file = file
        if _read_at(file, 0, 8) != b"\xfftOc\0\0\0\x02":
            raise Unreadable(_damaged())
        self._fan = struct.unpack(">256I", _read_at(file, 8, 1024).ljust(1024, b"\0"))
        self._count = self._fan[255]
        self._shas = 8 + 1024
        self._offsets = self._shas + self._count * (_SHA + 4)
        self._far_offsets = self._offsets + 4 * self._count
        if self._far_offsets > os.fstat(file.fileno()).st_size or list(self._fan) != sorted(self._fan):
            raise Unreadable(_damaged())

    def find(self, sha: bytes) -> int | None:
        low, high = self._fan[sha[0] - 1] if sha[0] else 0, self._fan[sha[0]]
        while low < high:
            middle = (low + high) // 2
            here = _read_at(self._file, self._shas + _SHA * middle, _SHA)
            if here == sha:
                return self._offset(middle)
            low, high = (middle + 1, high) if here < sha else (low, middle)
        return None

    def _offset(self, number: int) -> int:
        offset = int.from_bytes(_read_at(self._file, self._offsets + 4 * number, 4), "big")
        if offset & 0x8000_0000:
            return int.from_bytes(_read_at(self._file, self._far_offsets + 8 * (offset & 0x7FFF_FFFF), 8), "big")
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


def _packs(objects: Place, work: Work, open_files: ExitStack) -> Iterator[Pack]:
    """Every pack that can be opened. What is damaged is as good as missing."""
    try:
        place = open_files.enter_context(objects.enter("pack"))
        names = [name for name, _ in place.entries() if name.endswith(".idx")]
    except OSError:
        return
    for name in names[:_MOST_PACKS]:
        try:
            index = _TableOfContents(open_files.enter_context(FileIO(place.open(name))))
            pack = open_files.enter_context(FileIO(place.open(f"{name[:-4]}.pack")))
        except (OSError, Unreadable):
            continue
        yield Pack(pack, 0, index, work)


def _loose_head(file: FileIO) -> tuple[Kind, int, int]:
    """(kind, size, bytes of the head) of a loose object, of which only the beginning is unpacked."""
    try:
        beginning = zlib.decompressobj().decompress(_read_at(file, 0, 128), 40)
    except zlib.error as trouble:
        raise Unreadable(_damaged()) from trouble
    head, end, _ = beginning.partition(b"\0")
    word, _, size = head.partition(b" ")
    if not end or word not in _WORDS or not size.isdigit():
        raise Unreadable(_damaged())
    return _WORDS[word], int(size), len(head) + 1


@dataclass(frozen=True, slots=True)
class _Inflated:
    content: bytes
    packed: int
    """Bytes it took in the file."""


def _inflate(file: FileIO, at: int, size: int, work: Work, only: int | None = None) -> _Inflated:
    """What is packed here and has `size` bytes, or its beginning. Raises: Unreadable."""
    inflating = _Inflating(file, at, size)
    content = bytearray()
    for piece in inflating:
        work.spend(len(piece))
        content += piece
        if len(content) > size:
            raise Unreadable(_damaged())
        if len(content) > max(FREE_BYTES, MOST_RATIO * inflating.packed):
            raise Unreadable(_more_than_it_seems())
        if only is not None and len(content) >= min(only, size):
            return _Inflated(bytes(content), inflating.packed)
    if len(content) != size:
        raise Unreadable(_damaged())
    return _Inflated(bytes(content), inflating.packed)


class _Inflating:
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
                    fed = _read_at(self._file, self._at + self.packed, self._gulp)
                    if not fed:
                        raise Unreadable(_damaged())
                piece = inflate.decompress(fed, _PIECE)
                rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
                self.packed += len(fed) - len(rest)
                fed = rest
                if piece:
                    yield piece
        except zlib.error as trouble:
            raise Unreadable(_damaged()) from trouble


def _put_together(base: bytes, delta: bytes, most: int, work: Work) -> bytes:
    """What the delta makes of its base. Raises: Unreadable."""
    told, at = _varint(delta, 0)
    size, at = _varint(delta, at)
    if told != len(base):
        raise Unreadable(_damaged())
    if size > most:
        raise Unreadable(_more_than_it_seems())
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
            raise Unreadable(_damaged())
        made += piece
    if len(made) != size:
        raise Unreadable(_damaged())
    return bytes(made)


def _copied(step: int, delta: bytes, at: int) -> tuple[int, int, int]:
    """(where in the base, how much, where the delta goes on)."""
    figures = []
    for shifts in ((0, 1, 2, 3), (4, 5, 6)):
        figure = 0
        for nth, bit in enumerate(shifts):
            if step >> bit & 1:
                figure |= _byte(delta, at) << 8 * nth
                at += 1
        figures.append(figure)
    return figures[0], figures[1] or 0x10000, at


def _told(beginning: bytes) -> tuple[Kind, int, int]:
    """(kind, size, bytes used) of an object in a pack."""
    first = _byte(beginning, 0)
    try:
        kind = Kind(first >> 4 & 7)
    except ValueError as trouble:
        raise Unreadable(_damaged()) from trouble
    if not first & 0x80:
        return kind, first & 15, 1
    rest, used = _varint(beginning, 1)
    return kind, rest << 4 | first & 15, used


def _varint(told: bytes, at: int) -> tuple[int, int]:
    """(figure, where it ends): seven bits a byte, the low ones first."""
    figure = shift = 0
    while True:
        byte = _byte(told, at)
        figure |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not byte & 0x80:
            return figure, at
        if shift > 63:
            raise Unreadable(_damaged())


def _back(told: bytes, at: int) -> tuple[int, int]:
    """(how far back the base is, where that ends): seven bits a byte, the high ones first, each one too few."""
    byte = _byte(told, at)
    back = byte & 0x7F
    while byte & 0x80:
        at += 1
        byte = _byte(told, at)
        back = (back + 1) << 7 | byte & 0x7F
        if back >> 63:
            raise Unreadable(_damaged())
    return back, at + 1


def _byte(told: bytes, at: int) -> int:
    if at >= len(told):
        raise Unreadable(_damaged())
    return told[at]


def _read_at(file: FileIO, at: int, size: int) -> bytes:
    try:
        file.seek(at)
        return file.read(size) or b""
    except (OSError, OverflowError, ValueError) as trouble:
        raise Unreadable(_damaged()) from trouble


def _fits(size: int, most: int) -> None:
    if size > most:
        raise Unreadable(say("It is larger than {most} MB.", most=most // 1_000_000))


def _checked(sha: bytes, kind: Kind, told: Kind, content: bytes) -> bytes:
    if told is not kind or _hash(told, content) != sha:
        raise Unreadable(_damaged())
    return content


def _hash(kind: Kind, content: bytes) -> bytes:
    return hashlib.sha1(_label(kind, len(content)) + content, usedforsecurity=False).digest()


def _label(kind: Kind, size: int) -> bytes:
    return b"%s %d\0" % (kind.name.lower().encode(), size)


def _damaged() -> Message:
    return say("It is damaged.")


def _missing() -> Message:
    return say("It is not in this repository; other places are not looked into.")


def _more_than_it_seems() -> Message:
    return say("It unpacks to far more than it seems.")


def _far_more() -> Message:
    return say("The repository unpacks to far more than it seems.")
