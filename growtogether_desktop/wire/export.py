"""Everything one person's desk holds, in one zip: for reading, for keeping, and for opening again elsewhere.

JSON Lines and files under their sha256; nothing in it needs this program. It is not encrypted.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.base.saving import unsaved
from growtogether_desktop.wire.codec import Unknown, Unreadable, dump, load
from growtogether_desktop.wire.protocol import BLOB_BYTES, Record

FORMAT = 1
README = """\
Grow-Together: everything that one person's desk held when this was written.

about.json      whose desk it is
shelf.jsonl     what the hub has told this desk, one thing a line
outbox.jsonl    what was asked for and had not reached the hub yet
returned.jsonl  what the hub had declined, with its reason
drafts.jsonl    what was being written
carried.jsonl   what had come by file and not from the hub yet
files.jsonl     which files belong to what
hub.json        what the hub keeps beside: the account, its invitations and computers, and its log about this
                person; only where the hub could be reached
blobs/          the files themselves, each named by its sha256
unsent.json     where only what the hub does not have was saved: the changes once more, told for people

The program opens it again: “Open an export” in its first window. It is not encrypted: keep it where nobody else reads.

Oʻzbekcha: bu faylda bir kishining ish stolida boʻlgan hamma narsa bor. Dastur uni birinchi oynasida qayta ochadi.
Fayl shifrlanmagan: uni boshqalar oʻqiy olmaydigan joyda saqlang.

По-русски: здесь все, что было на столе одного человека. Программа снова откроет это из первого окна.
Файл не зашифрован: храните его там, где его не прочтут другие.
"""
_LINE_BYTES = 4_000_000

NOTHING: Mapping[str, bytes] = {}

T = TypeVar("T")


class About(msgspec.Struct, frozen=True):
    """Whose desk it is."""

    format: int
    person: str
    name: str
    roles: tuple[str, ...]
    address: str
    """Where its hub was; "" for a desk without one."""
    made: datetime


class Shelved(msgspec.Struct, frozen=True):
    """One aggregate as the hub told it."""

    kind: str
    id: str
    scope: str
    parent: str
    seq: int
    body: msgspec.Raw


class Returned(msgspec.Struct, frozen=True):
    """One declined change."""

    change: msgspec.Raw
    reason: Message
    at: float
    """Unix seconds."""


class Draft(msgspec.Struct, frozen=True):
    """What was being written somewhere."""

    place: str
    at: float
    """Unix seconds."""
    body: msgspec.Raw


class Held(msgspec.Struct, frozen=True):
    """A file, and what it belongs to."""

    sha: str
    scope: str
    size: int
    tree: bool
    """It is a list of files."""
    unsent: bool
    """The hub does not have it yet."""


class Carried(msgspec.Struct, frozen=True):
    """Somebody else's change that came by file and that the hub has not brought yet."""

    id: str
    asked: float
    """Unix seconds."""
    scope: str
    kind: str
    subject: str
    seq: int
    body: msgspec.Raw
    at: float
    done: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """What an export is made of, each part looked at once."""

    about: About
    shelf: Iterable[Shelved]
    outbox: Iterable[msgspec.Raw]
    """Changes in their envelopes, in the order in which they go up."""
    returned: Iterable[Returned]
    drafts: Iterable[Draft]
    carried: Iterable[Carried]
    files: Iterable[Held]
    blobs: Iterable[bytes]
    hub: Record | None = None
    """What the hub keeps of this person beside; None where it could not be asked."""


def write_export(path: Path, parts: Parts, beside_it: Mapping[str, bytes] = NOTHING) -> None:
    """Write the file whole, or leave what was there; `beside_it` are more files, by name, that nothing reads again.

    Raises: Problem, when it cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("README.txt", README)
            file.writestr("about.json", msgspec.json.format(dump(parts.about), indent=1))
            if parts.hub is not None:
                file.writestr("hub.json", msgspec.json.format(dump(parts.hub), indent=1))
            for name, told in beside_it.items():
                file.writestr(name, told)
            for name in ("shelf", "outbox", "returned", "drafts", "carried", "files"):
                with file.open(f"{name}.jsonl", "w", force_zip64=True) as lines:
                    for one in getattr(parts, name):
                        lines.write(msgspec.json.encode(one) + b"\n")
            for content in parts.blobs:
                file.writestr(f"blobs/{hashlib.sha256(content).hexdigest()}", content)
        beside.replace(path)
    except OSError as trouble:
        raise unsaved(path, reason(trouble)) from trouble
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def read_export(path: Path) -> Iterator[Parts]:
    """The parts of an export, read as they are looked at.

    Raises: Problem, also while a part is looked at, for whatever is no export, or one of a newer program.
    """
    try:
        with zipfile.ZipFile(path) as file:
            about = load(About, file.read("about.json"))
            if about.format > FORMAT:
                raise _newer()
            yield Parts(
                about,
                _lines(file, "shelf", Shelved),
                _lines(file, "outbox", msgspec.Raw),
                _lines(file, "returned", Returned),
                _lines(file, "drafts", Draft),
                _lines(file, "carried", Carried),
                _lines(file, "files", Held),
                _blobs(file),
                load(Record, file.read("hub.json")) if "hub.json" in file.namelist() else None,
            )
    except Unknown as strange:
        raise _newer() from strange
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, Unreadable) as trouble:
        raise Problem(
            say("“{file}” is not an export that can be opened.", file=path.name),
            say("Choose the .zip file as the program has saved it; it may have been damaged on its way."),
        ) from trouble


def _newer() -> Problem:
    return Problem(
        say("This export was written by a newer version of the program."), say("Update the program to open it.")
    )


def _lines(file: zipfile.ZipFile, name: str, kind: type[T]) -> Iterator[T]:
    read: Callable[[bytes], Any] = (
        (lambda line: msgspec.Raw(line.strip())) if kind is msgspec.Raw else lambda line: load(kind, line)
    )
    with file.open(f"{name}.jsonl") as lines:
        while line := lines.readline(_LINE_BYTES):
            yield read(line)


def _blobs(file: zipfile.ZipFile) -> Iterator[bytes]:
    for entry in file.infolist():
        if entry.filename.startswith("blobs/"):
            with file.open(entry) as blob:
                content = blob.read(BLOB_BYTES + 1)
            if hashlib.sha256(content).hexdigest() != entry.filename.removeprefix("blobs/"):
                raise Unreadable(entry.filename)
            yield content
