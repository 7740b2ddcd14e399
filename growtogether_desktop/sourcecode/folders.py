"""Walking a folder that somebody handed in, without being led out of it."""

import os
import stat
from collections.abc import Iterator, Set
from io import FileIO
from itertools import islice
from pathlib import Path
from typing import Protocol

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.sourcecode.basket import (
    MOST_ENTRIES,
    Basket,
    a_link,
    folder_left_out,
    name_trouble,
    no_file,
    too_many,
)


def take_entries(place: "Place", above: tuple[str, ...], basket: Basket) -> None:
    try:
        found = place.entries()
    except OSError as trouble:
        basket.skip("/".join((*above, "")), _unreadable(trouble))
        return
    names = frozenset(name for name, _ in found)
    for name, kind in found:
        if basket.full:
            basket.skip("/".join((*above, name)), too_many())
            return
        basket.count()
        _take_entry(place, name, kind, (*above, name), names, basket)


def _take_entry(place: "Place", name: str, kind: int, parts: tuple[str, ...], beside: Set[str], basket: Basket) -> None:
    path = "/".join(parts)
    if kind == stat.S_IFREG:
        take_file(place, name, parts, basket)
    elif kind == stat.S_IFLNK:
        basket.skip(path, a_link())
    elif kind != stat.S_IFDIR:
        basket.skip(path, no_file())
    elif why := folder_left_out(name, beside) or name_trouble(parts):
        basket.skip(f"{path}/", why)
    else:
        try:
            inner = place.enter(name)
        except OSError as trouble:
            basket.skip(f"{path}/", _unreadable(trouble))
            return
        with inner:
            take_entries(inner, parts, basket)


def take_file(place: "Place", name: str, parts: tuple[str, ...], basket: Basket) -> None:
    path = "/".join(parts)
    try:
        descriptor = place.open(name)
    except OSError as trouble:
        basket.skip(path, _unreadable(trouble))
        return
    with FileIO(descriptor) as file:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            basket.skip(path, no_file())
            return
        if not basket.admits(parts, before.st_size):
            return
        try:
            content = _read_at_most(file, before.st_size + 1)
        except OSError as trouble:
            basket.skip(path, _unreadable(trouble))
            return
        after = os.fstat(descriptor)
    if (after.st_size, after.st_mtime_ns, len(content)) != (before.st_size, before.st_mtime_ns, before.st_size):
        basket.skip(path, say("It was being written to; hand it in again when it is finished."))
        return
    basket.put(parts, content)


def _read_at_most(file: FileIO, most: int) -> bytes:
    parts = []
    while most and (part := file.read(min(most, 1_000_000))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _unreadable(trouble: OSError) -> Message:
    return say("It could not be read: {reason}.", reason=reason(trouble))


class Place(Protocol):
    """A folder held open, out of which nothing leads but what lies in it."""

    def entries(self) -> list[tuple[str, int]]:
        """(name, kind as in st_mode) by name; no more than can be taken and one. Raises: OSError."""

    def enter(self, name: str) -> "Place":
        """The folder `name` in here. Raises: OSError, also when it has become a link."""

    def open(self, name: str) -> int:
        """A descriptor to read `name`; never waits. Raises: OSError, also when it has become a link."""

    def __enter__(self) -> "Place": ...

    def __exit__(self, *trouble: object) -> None: ...


def place_at(folder: Path) -> Place:
    return _HeldFolder(os.open(folder, _FOLDER)) if _CAN_HOLD else _NamedFolder(folder)


_CAN_HOLD = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_FILE = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put in place of a file must not keep us waiting for a writer
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class _HeldFolder:
    """By descriptor: whoever swaps folders and links beneath us meanwhile changes nothing."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def entries(self) -> list[tuple[str, int]]:
        with os.scandir(self._descriptor) as found:
            return _listed(found)

    def enter(self, name: str) -> Place:
        return _HeldFolder(os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=self._descriptor))

    def open(self, name: str) -> int:
        return os.open(name, _FILE, dir_fd=self._descriptor)

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *trouble: object) -> None:
        os.close(self._descriptor)


class _NamedFolder:
    """By path, for Windows: what is opened must still lie where it was listed."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve(strict=True)

    def entries(self) -> list[tuple[str, int]]:
        with os.scandir(self._path) as found:
            return _listed(found)

    def enter(self, name: str) -> Place:
        inner = _NamedFolder(self._path / name)
        if inner._path != self._path / name:
            raise OSError(0, "it has become a link")
        return inner

    def open(self, name: str) -> int:
        seen = os.lstat(self._path / name)
        if not stat.S_ISREG(seen.st_mode):
            raise OSError(0, "it is no longer a file")
        descriptor = os.open(self._path / name, _FILE)
        if not os.path.samestat(seen, os.fstat(descriptor)) or (self._path / name).resolve() != self._path / name:
            os.close(descriptor)
            raise OSError(0, "it has become a link")
        return descriptor

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *trouble: object) -> None:
        return None


def _listed(found: "Iterator[os.DirEntry[str]]") -> list[tuple[str, int]]:
    return sorted((entry.name, _kind(entry)) for entry in islice(found, MOST_ENTRIES + 1))


def _kind(entry: "os.DirEntry[str]") -> int:
    try:
        seen = entry.stat(follow_symlinks=False)
    except OSError:
        return 0  # gone since it was listed
    if getattr(seen, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1):
        return stat.S_IFLNK  # a junction of Windows
    return stat.S_IFMT(seen.st_mode)
