"""A disk that remembers how it was written to, and what it had been told to make durable when the power went.

SQLite's own way to the disk (its VFS) is opened up from outside: every write, truncation and sync of its files
is noted and then done. Afterwards the disk can be had as a power cut at any moment may have left it: what was synced is
there; of what was not, each sector of 512 bytes may be there or not.

Source: https://www.sqlite.org/c3ref/vfs.html, https://www.sqlite.org/c3ref/io_methods.html
"""

import ctypes
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECTOR = 512
MAIN_DB, WAL = 0x00000100, 0x00080000
OK = 0

_p, _i, _q = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_i, _p, _p, _p, _i, _p)
_WRITE = ctypes.CFUNCTYPE(_i, _p, _p, _i, _q)
_TRUNCATE = ctypes.CFUNCTYPE(_i, _p, _q)
_SYNC = ctypes.CFUNCTYPE(_i, _p, _i)


class _Vfs(ctypes.Structure):
    _fields_ = [
        *(("version", _i), ("size_of_file", _i), ("longest_path", _i), ("next", _p), ("name", ctypes.c_char_p)),
        *(("data", _p), ("open", _p), ("others", _p * 15)),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [
        *(("version", _i), ("close", _p), ("read", _p), ("write", _p), ("truncate", _p), ("sync", _p)),
        ("others", _p * 13),
    ]


@dataclass(frozen=True, slots=True)
class Write:
    file: str
    at: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    file: str


@dataclass(frozen=True, slots=True)
class Told:
    """The program has told its person that so much is kept."""

    count: int


Deed = Write | Truncate | Sync | Told


class Disk:
    """What one SQLite library does to one database."""

    def __init__(self, library: Path, database: Path) -> None:
        self.deeds: list[Deed] = []
        self._database = database
        self._sqlite = ctypes.CDLL(str(library))
        self._sqlite.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._kept: list[Any] = []
        """What C holds on to."""

    def told(self, count: int) -> None:
        self.deeds.append(Told(count))

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Within, everything that is opened is watched."""
        before = {name: path.read_bytes() for name, path in self._files() if path.exists()}
        self.deeds += [deed for name, content in before.items() for deed in (Write(name, 0, content), Sync(name))]
        right = self._sqlite.sqlite3_vfs_find(None)
        ours = _Vfs.from_buffer_copy(right.contents)
        ours.name = b"watched"
        opens = _OPEN(right.contents.open)

        def open(vfs: int, path: int | None, file: int, flags: int, told: int) -> int:
            result = opens(ctypes.addressof(right.contents), path, file, flags, told)
            if result == OK and path and flags & (MAIN_DB | WAL):
                name = ctypes.string_at(path).decode()
                if Path(name.removesuffix("-wal")) == self._database:
                    self._watch(file, "wal" if flags & WAL else "db")
            return result

        ours.open = ctypes.cast(self._keep(_OPEN(open)), _p)
        self._sqlite.sqlite3_vfs_register(ctypes.byref(self._keep(ours)), 1)
        try:
            yield
        finally:
            self._sqlite.sqlite3_vfs_register(right, 1)
            self._sqlite.sqlite3_vfs_unregister(ctypes.byref(ours))

    def after_power_cuts(self, rng: random.Random, count: int, folder: Path) -> Iterator[tuple[Path, int]]:
        """The database as so many power cuts may have left it, and how much its person had been told by then."""
        first = next(at for at, deed in enumerate(self.deeds) if isinstance(deed, Told))
        moments = sorted(rng.randrange(first, len(self.deeds)) for _ in range(count))
        safe = {"db": bytearray(), "wal": bytearray()}
        loose: dict[str, list[Deed]] = {"db": [], "wal": []}
        told = done = 0
        image = folder / "image.sqlite"
        for moment in moments:
            for deed in self.deeds[done : moment + 1]:
                if isinstance(deed, Told):
                    told = deed.count
                    continue
                loose[deed.file].append(deed)
                if isinstance(deed, Sync):
                    for one in loose.pop(deed.file):
                        _do(safe[deed.file], one)
                    loose[deed.file] = []
            done = moment + 1
            for name, path in (("db", image), ("wal", folder / "image.sqlite-wal")):
                content = bytearray(safe[name])
                for deed in loose[name]:
                    _do_perhaps(content, deed, rng)
                path.write_bytes(content)
            (folder / "image.sqlite-shm").unlink(missing_ok=True)
            yield image, told

    def _files(self) -> tuple[tuple[str, Path], ...]:
        return ("db", self._database), ("wal", self._database.with_name(self._database.name + "-wal"))

    def _watch(self, file: int, name: str) -> None:
        """Put ourselves before the file's own methods: the first word of an open file points to them."""
        word = ctypes.cast(file, ctypes.POINTER(_p))
        right = ctypes.cast(word[0], ctypes.POINTER(_Methods)).contents
        writes, truncates, syncs = _WRITE(right.write), _TRUNCATE(right.truncate), _SYNC(right.sync)

        def write(file: int, content: int, size: int, at: int) -> int:
            self.deeds.append(Write(name, at, ctypes.string_at(content, size)))
            return int(writes(file, content, size, at))

        def truncate(file: int, size: int) -> int:
            self.deeds.append(Truncate(name, size))
            return int(truncates(file, size))

        def sync(file: int, flags: int) -> int:
            result = int(syncs(file, flags))
            self.deeds.append(Sync(name))
            return result

        ours = _Methods.from_buffer_copy(right)
        ours.write = ctypes.cast(self._keep(_WRITE(write)), _p)
        ours.truncate = ctypes.cast(self._keep(_TRUNCATE(truncate)), _p)
        ours.sync = ctypes.cast(self._keep(_SYNC(sync)), _p)
        word[0] = ctypes.addressof(self._keep(ours))

    def _keep(self, one: Any) -> Any:
        self._kept.append(one)
        return one


def _do(content: bytearray, deed: Deed) -> None:
    if isinstance(deed, Write):
        _put(content, deed.at, deed.content)
    elif isinstance(deed, Truncate):
        del content[deed.size :]


def _do_perhaps(content: bytearray, deed: Deed, rng: random.Random) -> None:
    """Some of its sectors; none of them knows of the others."""
    if isinstance(deed, Truncate) and rng.random() < 0.5:
        _do(content, deed)
    elif isinstance(deed, Write):
        at, end = deed.at, deed.at + len(deed.content)
        while at < end:
            beyond = min(end, (at // SECTOR + 1) * SECTOR)
            if rng.random() < 0.5:
                _put(content, at, deed.content[at - deed.at : beyond - deed.at])
            at = beyond


def _put(content: bytearray, at: int, new: bytes) -> None:
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(new)] = new
