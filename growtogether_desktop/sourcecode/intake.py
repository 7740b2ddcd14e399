"""Taking work in: a folder, a file or a zip becomes contents by hash and a list of them.

Whatever is handed in may have been made to harm: nothing is extracted, run or followed, sizes are
counted as they are read, and what is not taken is listed with its reason.
"""

import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Set
from contextlib import ExitStack
from dataclasses import dataclass
from io import FileIO
from itertools import islice
from pathlib import Path
from typing import Protocol

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.reviews import Skipped
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.wire.codec import dump

MOST_BYTES = 200_000_000
MOST_ENTRIES = 5_000
MOST_FILE_BYTES = 20_000_000
MOST_PARTS = 40
MOST_RATIO = 100
"""How many times larger than in its archive a file may be, once it is over FREE_BYTES."""
FREE_BYTES = 1_000_000
MOST_LISTED = 100
"""So many reasons are listed one by one; the rest is counted."""

Keep = Callable[[bytes], str]
"""Keeps a content and gives back its sha256 in hex."""
Progress = Callable[[int, int], None]
"""Told after each file how many files and bytes have come in; may raise Cancelled."""


class Cancelled(Exception):
    """The person no longer wants it; what was kept so far belongs to nothing."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came in."""

    tree: str
    """sha256 of the list of files, which is kept as well."""
    files: tuple[TreeFile, ...]
    """In path order."""
    skipped: tuple[Skipped, ...]
    size: int
    """Bytes of all files."""


def take_in(source: Path, keep: Keep, progress: Progress = lambda files, size: None) -> Taken:
    """Take in a folder, a zip or any single file. Blocks: run it in the background.

    Raises: Problem when there is nothing that can be read; Cancelled from `progress`.
    """
    basket = _Basket(keep, progress)
    try:
        real = source.resolve(strict=True)
        kind = real.stat().st_mode
        if not (stat.S_ISDIR(kind) or stat.S_ISREG(kind)):
            raise OSError(0, "it is neither a file nor a folder")
        place = _place(real if stat.S_ISDIR(kind) else real.parent)
    except (OSError, RuntimeError) as trouble:  # RuntimeError: links in a circle
        raise Problem(
            say("{name} could not be read: {reason}.", name=source.name, reason=getattr(trouble, "strerror", trouble)),
            say("See whether it is still there and may be opened, then try again."),
        ) from trouble
    with place:
        if stat.S_ISDIR(kind):
            _take_entries(place, (), basket)
        elif source.suffix.casefold() == ".zip":
            _take_zip(place, real.name, basket)
            return basket.taken(wrapped_in=source.stem)
        else:
            _take_file(place, real.name, (source.name,), basket)
    return basket.taken()


# What goes in, and what stays out


class _Basket:
    """Collects what is taken and what is not; the limits are kept here, for every kind of source."""

    def __init__(self, keep: Keep, progress: Progress) -> None:
        self._keep = keep
        self._progress = progress
        self._files: dict[str, TreeFile] = {}
        self._folders: set[str] = set()
        self._skipped: list[Skipped] = []
        self._uncounted = 0
        self._by_habit: dict[tuple[str, str], int] = {}
        self._entries = 0
        self.size = 0

    @property
    def full(self) -> bool:
        return self._entries >= MOST_ENTRIES

    def count(self) -> None:
        """One more entry was met, whatever becomes of it."""
        self._entries += 1

    def admits(self, parts: tuple[str, ...], size: int) -> bool:
        """Whether a file of this name and size may come in; if not, the reason is written down."""
        path = "/".join(parts)
        if self._left_out(parts):
            return False
        why: Message | None = None
        if trouble := _name_trouble(parts):
            why = trouble
        elif size > MOST_FILE_BYTES:
            why = say("It is larger than {most} MB.", most=MOST_FILE_BYTES // 1_000_000)
        elif self.size + size > MOST_BYTES:
            why = say("With it, the work would be larger than {most} MB.", most=MOST_BYTES // 1_000_000)
        elif self._collides(_normal(path)):
            why = say("Something else of that name is there already.")
        if why:
            self.skip(path, why)
        return why is None

    def put(self, parts: tuple[str, ...], content: bytes) -> None:
        path = _normal("/".join(parts))
        self._files[path] = TreeFile(path, self._keep(content), len(content))
        self._folders.update(_above(path))
        self.size += len(content)
        self._progress(len(self._files), self.size)

    def skip(self, path: str, why: Message) -> None:
        if len(self._skipped) < MOST_LISTED:
            self._skipped.append(Skipped(_presentable(path), why))
        else:
            self._uncounted += 1

    def taken(self, wrapped_in: str = "") -> Taken:
        """Everything so far; one folder around it all is left off when its zip was called the same."""
        for (folder, pattern), n in self._by_habit.items():
            path = f"{folder}/{pattern}" if folder else pattern
            self.skip(
                path,
                say_n("{n} file that programs make by themselves.", "{n} files that programs make by themselves.", n),
            )
        if self._uncounted:
            more = say_n("{n} more entry was not taken.", "{n} more entries were not taken.", self._uncounted)
            self._skipped.append(Skipped("…", more))
        files = _unwrapped(tuple(self._files[path] for path in sorted(self._files)), wrapped_in)
        return Taken(self._keep(dump(Tree(files))), files, tuple(self._skipped), self.size)

    def _left_out(self, parts: tuple[str, ...]) -> bool:
        """Whether nobody hands this in on purpose; then it is written down as such."""
        name, folder = parts[-1], "/".join(parts[:-1])
        suffix = os.path.splitext(name)[1]
        if _SECRETS.fullmatch(name):
            self.skip("/".join(parts), say("It may hold passwords or keys, which stay with you."))
            return True
        pattern = name if name in _FILES_OF_SYSTEMS else f"*{suffix}" if suffix in _FILES_OF_TOOLS else ""
        if pattern:
            self._by_habit[folder, pattern] = self._by_habit.get((folder, pattern), 0) + 1
        return bool(pattern)

    def _collides(self, path: str) -> bool:
        return path in self._files or path in self._folders or any(folder in self._files for folder in _above(path))


def _above(path: str) -> tuple[str, ...]:
    """The folders that a path lies in."""
    parts = path.split("/")
    return tuple("/".join(parts[:n]) for n in range(1, len(parts)))


def _unwrapped(files: tuple[TreeFile, ...], archive: str) -> tuple[TreeFile, ...]:
    """Paths as in the folder that was packed, so that it and its zip come in alike."""
    wrapping = {file.path.partition("/")[0] for file in files}
    if len(wrapping) != 1 or not archive.startswith(next(iter(wrapping))) or "/" not in files[0].path:
        return files
    return tuple(TreeFile(file.path.partition("/")[2], file.sha, file.size) for file in files)


_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\\\\/]")
_DRIVE = re.compile("[A-Za-z]:")


def _name_trouble(parts: tuple[str, ...]) -> Message | None:
    """Why no file may be called this; `parts` of an absolute path begin with ""."""
    if parts[0] == "" or _DRIVE.match(parts[0]):
        return say("Its path leads to a fixed place on a computer.")
    if ".." in parts:
        return say("Its path leads out of the work.")
    if "" in parts or "." in parts or any(_UNFIT.search(part) for part in parts):
        return say("Its name cannot be written on every computer.")
    if len(parts) > MOST_PARTS:
        return say("It lies more than {most} folders deep.", most=MOST_PARTS)
    return None


_FOLDERS_OF_TOOLS = frozenset(
    (
        *(".git", ".hg", ".svn", ".bzr", ".idea", ".vs", ".cache", "__MACOSX"),
        *("__pycache__", ".venv", "venv", ".tox", ".nox", ".eggs", ".ipynb_checkpoints", ".hypothesis"),
        *(".mypy_cache", ".ruff_cache", ".pytest_cache"),
        *("node_modules", "bower_components", ".next", ".nuxt", ".parcel-cache"),
        *(".gradle", ".dart_tool", ".terraform"),
    )
)
_OUTPUT_OF = {
    "build": ("setup.py", "pyproject.toml", "package.json", "build.gradle", "CMakeLists.txt", "pubspec.yaml"),
    "dist": ("setup.py", "pyproject.toml", "package.json"),
    "target": ("Cargo.toml", "pom.xml", "build.sbt"),
    "bin": ("*.csproj",),
    "obj": ("*.csproj",),
}
"""A folder of this name is the output of a build when one of these lies beside it."""
_FILES_OF_TOOLS = (".pyc", ".pyo", ".class", ".o", ".swp")
_FILES_OF_SYSTEMS = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_SECRETS = re.compile(r"\.env(\.(?!example|sample|template).*)?|id_(rsa|dsa|ecdsa|ed25519)")


def _folder_left_out(name: str, beside: Set[str]) -> Message | None:
    if name in _FOLDERS_OF_TOOLS:
        return say("A folder that tools make by themselves.")
    builders = _OUTPUT_OF.get(name, ())
    if any(b in beside or (b[0] == "*" and any(other.endswith(b[1:]) for other in beside)) for b in builders):
        return say("What a build puts out; it can be built again.")
    return None


def _normal(path: str) -> str:
    """One spelling for one name: macOS writes й as two characters."""
    return unicodedata.normalize("NFC", path)


def _presentable(path: str) -> str:
    shown = "".join(c if c.isprintable() else "�" for c in path)
    return shown if len(shown) <= 200 else f"{shown[:99]}…{shown[-100:]}"


# Folders


def _take_entries(place: "_Place", above: tuple[str, ...], basket: _Basket) -> None:
    try:
        found = place.entries()
    except OSError as trouble:
        basket.skip("/".join((*above, "")), _unreadable(trouble))
        return
    names = frozenset(name for name, _ in found)
    for name, kind in found:
        if basket.full:
            basket.skip("/".join((*above, name)), _too_many())
            return
        basket.count()
        _take_entry(place, name, kind, (*above, name), names, basket)


def _take_entry(
    place: "_Place", name: str, kind: int, parts: tuple[str, ...], beside: Set[str], basket: _Basket
) -> None:
    path = "/".join(parts)
    if kind == stat.S_IFREG:
        _take_file(place, name, parts, basket)
    elif kind == stat.S_IFLNK:
        basket.skip(path, _a_link())
    elif kind != stat.S_IFDIR:
        basket.skip(path, _no_file())
    elif why := _folder_left_out(name, beside) or _name_trouble(parts):
        basket.skip(f"{path}/", why)
    else:
        try:
            inner = place.enter(name)
        except OSError as trouble:
            basket.skip(f"{path}/", _unreadable(trouble))
            return
        with inner:
            _take_entries(inner, parts, basket)


def _take_file(place: "_Place", name: str, parts: tuple[str, ...], basket: _Basket) -> None:
    path = "/".join(parts)
    try:
        descriptor = place.open(name)
    except OSError as trouble:
        basket.skip(path, _unreadable(trouble))
        return
    with FileIO(descriptor) as file:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            basket.skip(path, _no_file())
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
    return say("It could not be read: {reason}.", reason=trouble.strerror)


def _a_link() -> Message:
    return say("A link; what it points to may lie anywhere.")


def _no_file() -> Message:
    return say("Neither a file nor a folder.")


def _too_many() -> Message:
    return say("There are more than {most} files; from here on nothing was taken.", most=MOST_ENTRIES)


class _Place(Protocol):
    """A folder held open, out of which nothing leads but what lies in it."""

    def entries(self) -> list[tuple[str, int]]:
        """(name, kind as in st_mode) by name; no more than can be taken and one. Raises: OSError."""

    def enter(self, name: str) -> "_Place":
        """The folder `name` in here. Raises: OSError, also when it has become a link."""

    def open(self, name: str) -> int:
        """A descriptor to read `name`; never waits. Raises: OSError, also when it has become a link."""

    def __enter__(self) -> "_Place": ...

    def __exit__(self, *trouble: object) -> None: ...


def _place(folder: Path) -> _Place:
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

    def enter(self, name: str) -> _Place:
        return _HeldFolder(os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=self._descriptor))

    def open(self, name: str) -> int:
        return os.open(name, _FILE, dir_fd=self._descriptor)

    def __enter__(self) -> _Place:
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

    def enter(self, name: str) -> _Place:
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

    def __enter__(self) -> _Place:
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


# Zips

_MOST_DIRECTORY_BYTES = 2_000_000
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others cannot be read piece by piece, so they could burst


class _Archive(FileIO):
    """A zip's file. Its table of contents is read in one gulp, so a gulp that large is refused."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _MOST_DIRECTORY_BYTES:
            raise zipfile.BadZipFile("too much at once")
        return super().read(_MOST_DIRECTORY_BYTES if size is None or size < 0 else size) or b""


def _take_zip(place: _Place, name: str, basket: _Basket) -> None:
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


def _take_zipped(archive: zipfile.ZipFile, packed: int, basket: _Basket) -> None:
    entries = [
        (entry, _zip_parts(entry)) for entry in archive.infolist() if not entry.orig_filename.endswith(("/", "\\"))
    ]
    beside: dict[tuple[str, ...], set[str]] = {}
    for _, parts in entries:
        beside.setdefault(parts[:-1], set()).add(parts[-1])
    left_out: set[tuple[str, ...]] = set()
    unpacked = 0
    for entry, parts in entries:
        if out := _left_out_above(parts, beside):
            folder, why = out
            if folder not in left_out:
                left_out.add(folder)
                basket.skip("/".join((*folder, "")), why)
            continue
        path = "/".join(parts)
        if basket.full:
            basket.skip(path, _too_many())
            continue
        basket.count()
        if reason := _zip_trouble(entry):
            basket.skip(path, reason)
        elif unpacked > min(MOST_BYTES, max(FREE_BYTES, MOST_RATIO * packed)):
            basket.skip(path, say("The archive unpacks to far more than it seems."))
        elif basket.admits(parts, entry.file_size):
            content, read = _unzip(archive, entry)
            unpacked += read
            if content is None:
                basket.skip(path, say("It is damaged."))
            else:
                basket.put(parts, content)


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
        return _a_link()
    if kind not in (0, stat.S_IFREG):
        return _no_file()
    if entry.flag_bits & 1:
        return say("It is locked with a password.")
    if entry.compress_type not in _READABLE:
        return say("It is packed in a way that is not read here.")
    if entry.file_size > max(FREE_BYTES, MOST_RATIO * entry.compress_size):
        return say("It unpacks to far more than it seems.")
    return None


def _left_out_above(
    parts: tuple[str, ...], beside: dict[tuple[str, ...], set[str]]
) -> tuple[tuple[str, ...], Message] | None:
    """The outermost folder around this that nobody hands in on purpose, and why."""
    for n in range(1, min(len(parts), MOST_PARTS)):
        if why := _folder_left_out(parts[n - 1], beside.get(parts[: n - 1], frozenset())):
            return parts[:n], why
    return None


def _zip_parts(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    return tuple(_zip_name(entry).replace("\\", "/").removeprefix("./").split("/"))


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
