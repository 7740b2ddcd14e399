"""What goes in and what stays out of a submission, and why; for every kind of source the same."""

import os
import re
import unicodedata
from collections.abc import Callable, Set
from dataclasses import dataclass

from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.submissions import Skipped
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.sourcecode.text import hidden_in
from growtogether_desktop.wire.codec import dump

MOST_BYTES = 200_000_000
MOST_ENTRIES = 5_000
MOST_FILE_BYTES = 20_000_000
MOST_PARTS = 40
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
    hiding: tuple[str, ...] = ()
    """Paths of files that came in now and have characters in them that nobody sees."""


class Basket:
    """Collects what is taken and what is not; the limits are kept here, for every kind of source."""

    def __init__(self, keep: Keep, progress: Progress) -> None:
        self._keep = keep
        self._progress = progress
        self._files: dict[str, TreeFile] = {}
        self._folders: set[str] = set()
        self._skipped: list[Skipped] = []
        self._uncounted = 0
        self._hiding: set[str] = set()
        """sha256 of contents with characters that nobody sees."""
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
        if trouble := name_trouble(parts):
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
        self._files[path] = file = TreeFile(path, self._keep(content), len(content))
        if hidden_in(content):
            self._hiding.add(file.sha)
        self._folders.update(_above(path))
        self.size += len(content)
        self._progress(len(self._files), self.size)

    def put_again(self, file: TreeFile) -> None:
        """A file that came in with earlier work and stays as it was."""
        self.count()
        self._files[file.path] = file
        self._folders.update(_above(file.path))
        self.size += file.size

    def skip(self, path: str, why: Message) -> None:
        if len(self._skipped) < MOST_LISTED:
            self._skipped.append(Skipped(presentable(path), why))
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
        hiding = tuple(file.path for file in files if file.sha in self._hiding)
        return Taken(self._keep(dump(Tree(files))), files, tuple(self._skipped), self.size, hiding)

    def _left_out(self, parts: tuple[str, ...]) -> bool:
        """Whether nobody hands this in on purpose; then it is written down as such."""
        name, folder = parts[-1], "/".join(parts[:-1])
        suffix = os.path.splitext(name)[1]
        if name == ".git":
            self.skip("/".join(parts), say("It points to a repository elsewhere, which is not followed."))
            return True
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


def name_trouble(parts: tuple[str, ...]) -> Message | None:
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


def folder_left_out(name: str, beside: Set[str]) -> Message | None:
    if name in _FOLDERS_OF_TOOLS:
        return say("A folder that tools make by themselves.")
    builders = _OUTPUT_OF.get(name, ())
    if any(b in beside or (b[0] == "*" and any(other.endswith(b[1:]) for other in beside)) for b in builders):
        return say("What a build puts out; it can be built again.")
    return None


def _normal(path: str) -> str:
    """One spelling for one name: macOS writes й as two characters."""
    return unicodedata.normalize("NFC", path)


def presentable(path: str) -> str:
    """For the screen: nothing hides in it, and it is not long."""
    shown = "".join(c if c.isprintable() else "�" for c in path)
    return shown if len(shown) <= 200 else f"{shown[:99]}…{shown[-100:]}"


def a_link() -> Message:
    return say("A link; what it points to may lie anywhere.")


def no_file() -> Message:
    return say("Neither a file nor a folder.")


def too_many() -> Message:
    return say("There are more than {most} files; from here on nothing was taken.", most=MOST_ENTRIES)
