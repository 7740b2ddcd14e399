"""Reading a zip that somebody handed in: as a stream, never extracted, and no further than it is worth."""

import os
import stat
import struct
import zipfile
import zlib
from contextlib import ExitStack
from functools import partial
from io import FileIO

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.sourcecode.archives import (
    FREE_BYTES,
    MOST_RATIO,
    Entry,
    Siblings,
    parts_of,
    take_archived,
)
from growtogether_desktop.sourcecode.basket import Basket, a_link, no_file
from growtogether_desktop.sourcecode.folders import Place

_MOST_DIRECTORY_BYTES = 2_000_000
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others cannot be read piece by piece, so they could burst


class _Archive(FileIO):
    """A zip's file. Its table of contents is read in one gulp, so a gulp that large is refused."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _MOST_DIRECTORY_BYTES:
            raise zipfile.BadZipFile("too much at once")
        return super().read(_MOST_DIRECTORY_BYTES if size is None or size < 0 else size) or b""


def take_zip(place: Place, name: str, basket: Basket) -> None:
    with ExitStack() as open_files:
        try:
            file = open_files.enter_context(_Archive(place.open(name)))
            archive = open_files.enter_context(zipfile.ZipFile(file))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError, struct.error) as trouble:
            raise Problem(
                say("{name} is no zip that can be read here, or it lists far too many files.", name=name),
                say("Hand in the folder itself, or pack it anew."),
            ) from trouble
        _take_zipped(archive, os.fstat(file.fileno()).st_size, basket)


def _take_zipped(archive: zipfile.ZipFile, packed: int, basket: Basket) -> None:
    infos = [info for info in archive.infolist() if not info.orig_filename.endswith(("/", "\\"))]
    entries = [
        Entry(parts_of(_zip_name(info)), info.file_size, _zip_trouble(info), partial(_unzip, archive, info))
        for info in infos
    ]
    take_archived(entries, Siblings(entry.parts for entry in entries), packed, basket)


def _unzip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[bytes | None, int]:
    """The content, None when it is damaged; and the bytes read for it either way."""
    content = bytearray()
    try:
        with archive.open(entry) as file:
            while part := file.read(65_536):  # never more than entry.file_size in all: zipfile stops there
                content += part
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return None, len(content)
    return (bytes(content) if len(content) == entry.file_size else None), len(content)


def _zip_trouble(entry: zipfile.ZipInfo) -> Message | None:
    """Why this entry is not even opened."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return a_link()
    if kind not in (0, stat.S_IFREG):
        return no_file()
    if entry.flag_bits & 1:
        return say("It is locked with a password.")
    if entry.compress_type not in _READABLE:
        return say("It is packed in a way that is not read here.")
    if entry.file_size > max(FREE_BYTES, MOST_RATIO * entry.compress_size):
        return say("It unpacks to far more than it seems.")
    return None


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant. Old zips say nothing of its encoding, and Windows wrote cp866 here."""
    name = entry.orig_filename
    if entry.flag_bits & 0x800 or name.isascii():
        return name
    raw = name.encode("cp437")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp866")
