"""A review in one file, for a USB stick or a messenger: changes of one person about one submission, signed.

A `.gtreview` is a zip of `letter.json`, `signature.json` and the contents the changes need, each under its
sha256. The signature is over the bytes of the letter, and the letter names every content; so what is read
here was written by whoever has the key, or is refused. Nothing of it is ever unpacked to the disk.

Source: RFC 8032, Ed25519.
"""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.base.saving import unsaved
from growtogether_desktop.domain.changes import Posted
from growtogether_desktop.domain.ids import PersonId, SubmissionId
from growtogether_desktop.wire.codec import Unreadable, dump, dump_posted, load, load_posted
from growtogether_desktop.wire.protocol import BLOB_BYTES

SUFFIX = ".gtreview"
FORMAT = 1
MOST_CHANGES = 5_000
MOST_CONTENTS = 5_100
"""A submission has 5,000 files at most; the rest is lists of files."""
MOST_BYTES = 250_000_000
_LETTER_BYTES = 16_000_000
_SIGNATURE_BYTES = 1_000
_DIRECTORY_BYTES = 2_000_000
_TAIL_BYTES = 22 + 65_535
"""The end of a zip and the longest comment behind it."""
_LETTER, _SIGNATURE, _CONTENTS = "letter.json", "signature.json", "blobs/"


class Enclosed(msgspec.Struct, frozen=True):
    """A content that travels beside the letter."""

    sha: str
    size: int


class Letter(msgspec.Struct, frozen=True):
    """What is signed."""

    format: int
    submission: SubmissionId
    engagement: str
    """By which the other desk knows that the two of them work together: nobody of another programme has it."""
    title: str
    sender: PersonId
    sender_name: str
    made: datetime
    changes: tuple[msgspec.Raw, ...]
    contents: tuple[Enclosed, ...]


class _Format(msgspec.Struct, frozen=True):
    format: int


class _Signature(msgspec.Struct, frozen=True):
    key: str
    """The public key in hex."""
    signature: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter whose signature and contents have been checked."""

    letter: Letter
    changes: tuple[Posted, ...]
    key: str
    """The public key that signed it, in hex."""


def write_bundle(path: Path, letter: Letter, content: Callable[[str], bytes], key: bytes) -> None:
    """Write the file whole, or leave what was there. `key` is a private key of 32 bytes.

    Raises: Problem, when it cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    signing = Ed25519PrivateKey.from_private_bytes(key)
    body = dump(letter)
    signature = _Signature(signing.public_key().public_bytes_raw().hex(), signing.sign(body).hex())
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(_LETTER, body)
            file.writestr(_SIGNATURE, dump(signature))
            for one in letter.contents:
                file.writestr(_CONTENTS + one.sha, content(one.sha))
        beside.replace(path)
    except OSError as trouble:
        beside.unlink(missing_ok=True)
        raise unsaved(path, reason(trouble)) from trouble


def read_bundle(path: Path) -> Opened:
    """Open the file and check all of it, contents too, holding one of them at a time.

    Raises: Problem, in words, for whatever is not a letter that its sender has signed.
    """
    with _reading(path) as file:
        names = [entry.filename for entry in file.infolist()]
        if len(names) > MOST_CONTENTS + 2:
            raise _too_large()
        body = _read(file, _LETTER, _LETTER_BYTES)
        letter, key = _signed(body, _read(file, _SIGNATURE, _SIGNATURE_BYTES))
        expected = [_LETTER, _SIGNATURE, *(_CONTENTS + one.sha for one in letter.contents)]
        if sorted(names) != sorted(expected) or len(set(names)) != len(names):
            raise _tampered()
        if sum(one.size for one in letter.contents) > MOST_BYTES or len(letter.changes) > MOST_CHANGES:
            raise _too_large()
        for one in letter.contents:
            _content(file, one)
        return Opened(letter, _changes(letter), key)


def contents_of(path: Path, letter: Letter) -> Iterator[tuple[Enclosed, bytes]]:
    """The contents of a file that `read_bundle` has checked, one after the other, and checked again."""
    with _reading(path) as file:
        for one in letter.contents:
            yield one, _content(file, one)


@contextmanager
def _reading(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        if path.stat().st_size > MOST_BYTES or _lists_too_much(path):
            raise _too_large()
        with zipfile.ZipFile(path) as file:
            yield file
    except OSError as trouble:
        raise Problem(
            say("“{file}” cannot be read: {reason}.", file=path.name, reason=reason(trouble)),
            say("Copy it to this computer, then try again."),
        ) from trouble
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as trouble:
        raise Problem(
            say("“{file}” is no review, or it was damaged on the way.", file=path.name),
            say("Ask for it once more. Nothing of it was taken."),
        ) from trouble


def _lists_too_much(path: Path) -> bool:
    """Whether its directory is longer than any of ours: reading a false one costs time and memory.

    Source: APPNOTE.TXT 6.3.10, 4.3.15 and 4.3.16.
    """
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _TAIL_BYTES, 0))
        tail = file.read(_TAIL_BYTES)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        return False  # then it is no zip at all, and said so
    entries, size = struct.unpack("<HL", tail[end + 10 : end + 16])
    beyond = tail[max(end - 20, 0) : end].startswith(b"PK\x06\x07")  # a second directory, for larger files than ours
    return beyond or entries > MOST_CONTENTS + 2 or size > _DIRECTORY_BYTES


def _read(file: zipfile.ZipFile, name: str, most: int) -> bytes:
    """An entry of at most so many bytes, whatever it says of itself."""
    try:
        entry = file.open(name)
    except KeyError as missing:
        raise zipfile.BadZipFile(name) from missing
    with entry:
        content = entry.read(most + 1)
    if len(content) > most:
        raise _too_large()
    return content


def _signed(body: bytes, signature: bytes) -> tuple[Letter, str]:
    try:
        if load(_Format, body).format > FORMAT:
            raise Problem(
                say("This review was written by a newer version of the program."),
                say("Update the program to take it in. Nothing of it was taken."),
            )
        signed = load(_Signature, signature)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed.key)).verify(bytes.fromhex(signed.signature), body)
        return load(Letter, body), signed.key
    except (Unreadable, InvalidSignature, ValueError) as trouble:
        raise _tampered() from trouble


def _content(file: zipfile.ZipFile, one: Enclosed) -> bytes:
    if one.size > BLOB_BYTES:
        raise _too_large()
    content = _read(file, _CONTENTS + one.sha, one.size)
    if len(content) != one.size or hashlib.sha256(content).hexdigest() != one.sha:
        raise _tampered()
    return content


def _changes(letter: Letter) -> tuple[Posted, ...]:
    try:
        return tuple(load_posted(bytes(change)) for change in letter.changes)
    except Unreadable as strange:
        # Its sender has signed it, so it is whole: only a later program writes what this one cannot read.
        raise Problem(
            say("This review holds something that only a newer version of the program knows."),
            say("Update the program to take it in. Nothing of it was taken."),
        ) from strange


def enclosing(changes: tuple[Posted, ...]) -> tuple[msgspec.Raw, ...]:
    """Changes as they stand in a letter."""
    return tuple(msgspec.Raw(dump_posted(posted)) for posted in changes)


def _tampered() -> Problem:
    return Problem(
        say("This review was changed after its sender signed it."),
        say("Ask for it once more. Nothing of it was taken."),
    )


def _too_large() -> Problem:
    return Problem(
        say("This file is larger than any review can be."), say("Nothing of it was taken; ask its sender about it.")
    )
