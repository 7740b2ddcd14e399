"""Reading a tar that somebody handed in, packed or not: as a stream, twice, never extracted.

The first time only names are read, because what lies beside a folder tells whether a build made it. What
is unpacked comes in small pieces, so that a bomb is noticed before it takes up memory.
"""

import bz2
import lzma
import os
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from io import FileIO, RawIOBase
from typing import Any, Protocol

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.sourcecode.archives import (
    FREE_BYTES,
    MOST_RATIO,
    Entry,
    Parts,
    Siblings,
    parts_of,
    take_archived,
)
from growtogether_desktop.sourcecode.basket import MOST_BYTES, MOST_ENTRIES, Basket, a_link, no_file
from growtogether_desktop.sourcecode.folders import Place

SUFFIXES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz")
_PIECE = 65_536
_MOST_LABELS = 20 * MOST_ENTRIES
"""A tar with more entries than that, most of them left out, is not read to its end."""
_MOST_LABEL_BYTES = 1_000_000
_MOST_XZ_MEMORY = 64 * 1024 * 1024
_BROKEN = (tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, OverflowError, MemoryError)


class _TooMuch(Exception):
    """The archive unpacks to more than it is worth."""


def take_tar(place: Place, name: str, basket: Basket) -> None:
    """Take in what the tar `name` in `place` holds.

    Raises: Problem, when it is none; what was taken before it broke stays.
    """
    try:
        with FileIO(place.open(name)) as file:
            packed = os.fstat(file.fileno()).st_size
            siblings = Siblings(parts for parts, _ in _labels(file, packed))
            file.seek(0)
            take_archived(_entries(file, packed), siblings, packed, basket)
    except _BROKEN as trouble:
        raise Problem(
            say("{name} is no tar archive that can be read here.", name=name),
            say("Hand in the folder itself, or pack it anew."),
        ) from trouble


def _labels(file: FileIO, packed: int) -> Iterator[tuple[Parts, tarfile.TarInfo]]:
    """Every file's path and label, as far as the archive can be read."""
    with _opened(file, packed) as archive:
        count = 0
        try:
            while (info := archive.next()) is not None and count < _MOST_LABELS:
                archive.members = []  # type: ignore[attr-defined]  # tarfile would keep every label
                count += 1
                if not info.isdir():
                    yield parts_of(info.name), info
        except (_TooMuch, *_BROKEN):
            if not count:
                raise


def _entries(file: FileIO, packed: int) -> Iterator[Entry]:
    """The same, with their contents. Each must be read before the next is asked for."""
    with _opened(file, packed) as archive:
        count = 0
        while count < _MOST_LABELS:
            try:
                info = archive.next()
            except _TooMuch:
                yield Entry(("…",), 0, say("The archive unpacks to far more than it seems."), lambda: (None, 0))
                return
            except _BROKEN:
                yield Entry(("…",), 0, say("From here on the archive is damaged."), lambda: (None, 0))
                return
            if info is None:
                return
            archive.members = []  # type: ignore[attr-defined]
            count += 1
            if not info.isdir():
                yield Entry(parts_of(info.name), info.size, _trouble(info), partial(_read, archive, info))


def _read(archive: tarfile.TarFile, info: tarfile.TarInfo) -> tuple[bytes | None, int]:
    try:
        file = archive.extractfile(info)
        content = b"" if file is None else file.read()  # `admits` has seen its size
    except (_TooMuch, *_BROKEN):
        return None, info.size
    return (content if len(content) == info.size else None), len(content)


def _trouble(info: tarfile.TarInfo) -> Message | None:
    """Why this entry is not even opened."""
    if info.issym() or info.islnk():
        return a_link()
    if not info.isfile():
        return no_file()
    if info.issparse():
        return say("It is packed in a way that is not read here.")
    return None


class _Label(tarfile.TarInfo):
    """A label that is longer than any name has reason to be is not read into memory."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if not self.isfile() and self.type != tarfile.DIRTYPE and self.size > _MOST_LABEL_BYTES:
            raise tarfile.ReadError("a label of many megabytes")
        told: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]  # tarfile calls it by this name
        return told


def _opened(file: FileIO, packed: int) -> tarfile.TarFile:
    beginning = file.read(6)
    file.seek(0)
    unpacking = _unpacking(beginning)
    source: Any = file if unpacking is None else _Unpacked(file, unpacking, packed)
    return tarfile.open(fileobj=source, mode="r|", tarinfo=_Label, bufsize=_PIECE, errorlevel=2)


class _Decompressor(Protocol):
    """What zlib, bz2 and lzma can do alike."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, packed: bytes, most: int) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inflate.eof

    @property
    def needs_input(self) -> bool:
        return not self._inflate.unconsumed_tail

    def decompress(self, packed: bytes, most: int) -> bytes:
        return self._inflate.decompress(self._inflate.unconsumed_tail + packed, most)


def _unpacking(beginning: bytes) -> "type[_Gzip] | type[bz2.BZ2Decompressor] | partial[lzma.LZMADecompressor] | None":
    if beginning.startswith(b"\x1f\x8b"):
        return _Gzip
    if beginning.startswith(b"BZh"):
        return bz2.BZ2Decompressor
    if beginning.startswith(b"\xfd7zXZ\0"):
        return partial(lzma.LZMADecompressor, memlimit=_MOST_XZ_MEMORY)
    return None


class _Unpacked(RawIOBase):
    """What a packed file unpacks to, a piece at a time, and no more of it than the file is worth."""

    def __init__(self, file: FileIO, unpacking: Any, packed: int) -> None:
        self._file = file
        self._decompressor: _Decompressor = unpacking()
        self._left = min(2 * MOST_BYTES, max(FREE_BYTES, MOST_RATIO * packed))

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, at most _PIECE; nothing only at the end. Raises: _TooMuch."""
        most = _PIECE if size < 0 else min(size, _PIECE)
        piece = b""
        while not piece and not self._decompressor.eof:
            packed = self._file.read(_PIECE) if self._decompressor.needs_input else b""
            piece = self._decompressor.decompress(packed or b"", most)
            if not piece and not packed and self._decompressor.needs_input and not self._decompressor.eof:
                raise EOFError("the archive ends in the middle")
        self._left -= len(piece)
        if self._left < 0:
            raise _TooMuch
        return piece
