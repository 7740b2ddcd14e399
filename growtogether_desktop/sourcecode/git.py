"""Taking in a commit: of a working copy, a bare repository or a bundle. git is never run.

A repository may name programs that git runs, and other places to look for objects in; here neither is
looked at, and no settings are read. Submodules and links are listed and not followed.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.sourcecode.basket import (
    MOST_FILE_BYTES,
    Basket,
    a_link,
    folder_left_out,
    name_trouble,
    no_file,
    presentable,
    too_many,
)
from growtogether_desktop.sourcecode.folders import Place, place_at
from growtogether_desktop.sourcecode.git_objects import Exhausted, Hashing, Kind, Unreadable
from growtogether_desktop.sourcecode.git_repositories import Bundle, Objects, Repository

SUFFIXES = (".bundle",)
_MOST_TREE_BYTES = 2_000_000
_MOST_COMMIT_BYTES = 100_000
_MOST_REFS_BYTES = 2_000_000
_MOST_HOPS = 5
"""A name that stands for a name, or a tag of a tag."""
_HEX = re.compile(rb"[0-9a-f]{64}|[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, as it may be offered."""

    sha: str
    subject: str
    """The first line of its words."""
    when: datetime | None
    """UTC; None when it says nothing one could read."""


def last_commit(folder: Path) -> Commit | None:
    """The commit that a working copy stands at; None when it is none, or nothing in it can be read."""
    try:
        with ExitStack() as open_files:
            objects, sha = _working_copy(open_files.enter_context(place_at(folder)), open_files)
            commit, tree = _commit(objects, sha)
            _listed(objects, tree)  # a commit without its files is none to offer
            return commit
    except (OSError, Unreadable):
        return None


def take_commit(place: Place, name: str, basket: Basket) -> None:
    """Take in the commit that the working copy `name`, held as `place`, stands at. Raises: Problem."""
    with ExitStack() as open_files:
        try:
            objects, sha = _working_copy(place, open_files)
            _take_root(objects, _commit(objects, sha)[1], basket)
        except (OSError, Unreadable) as trouble:
            raise _no_commit(name, trouble) from trouble


def take_bundle(place: Place, name: str, basket: Basket) -> None:
    """Take in the commit that a bundle has as its HEAD, or as its main branch. Raises: Problem."""
    try:
        with FileIO(place.open(name)) as file:
            sha, begins = _bundle_head(file, name)
            objects = Bundle(file, begins, Hashing(len(sha)))
            _take_root(objects, _commit(objects, sha)[1], basket)
    except (OSError, Unreadable) as trouble:
        raise _no_commit(name, trouble) from trouble


# --- the files of a commit ---


def _take_root(objects: Objects, tree: bytes, basket: Basket) -> None:
    _take_listed(objects, _listed(objects, tree), (), basket)


def _take_tree(objects: Objects, sha: bytes, above: tuple[str, ...], basket: Basket) -> None:
    try:
        listed = _listed(objects, sha)
    except Unreadable as trouble:
        basket.skip("/".join((*above, "")), trouble.why)
        return
    _take_listed(objects, listed, above, basket)


def _take_listed(
    objects: Objects, listed: tuple[tuple[bytes, str, bytes], ...], above: tuple[str, ...], basket: Basket
) -> None:
    names = frozenset(name for _, name, _ in listed)
    for mode, name, sha in listed:
        parts = (*above, name)
        path = "/".join(parts)
        if basket.full:
            basket.skip(path, too_many())
            return
        basket.count()
        if mode == b"40000":
            if why := folder_left_out(name, names) or name_trouble(parts):
                basket.skip(f"{path}/", why)
            else:
                _take_tree(objects, sha, parts, basket)
        elif why := _trouble(mode):
            basket.skip(path, why)
        else:
            _take_blob(objects, sha, parts, basket)


def _take_blob(objects: Objects, sha: bytes, parts: tuple[str, ...], basket: Basket) -> None:
    try:
        if basket.admits(parts, objects.size(sha)):
            basket.put(parts, objects.read(sha, Kind.BLOB, MOST_FILE_BYTES))
    except Unreadable as trouble:
        basket.skip("/".join(parts), trouble.why)


def _trouble(mode: bytes) -> Message | None:
    if mode == b"120000":
        return a_link()
    if mode == b"160000":
        return say("Another repository within this one; hand it in by itself.")
    return None if mode.startswith(b"100") else no_file()


def _listed(objects: Objects, sha: bytes) -> tuple[tuple[bytes, str, bytes], ...]:
    """(mode, name, hash) of what a folder holds. Raises: Unreadable."""
    return tuple(_entries(objects.read(sha, Kind.TREE, _MOST_TREE_BYTES), len(sha)))


def _entries(tree: bytes, length: int) -> Iterator[tuple[bytes, str, bytes]]:
    at = 0
    while at < len(tree):
        space, end = tree.find(b" ", at), tree.find(b"\0", at)
        if not at < space < end <= len(tree) - length - 1:
            raise Unreadable(say("It is damaged."))
        name = tree[space + 1 : end].decode("utf-8", "surrogateescape")
        yield tree[at:space], name, tree[end + 1 : end + 1 + length]
        at = end + 1 + length


# --- which commit ---


def _commit(objects: Objects, sha: bytes) -> tuple[Commit, bytes]:
    """The commit, or the one that a tag is of; and the hash of its folder. Raises: Unreadable."""
    for _ in range(_MOST_HOPS):
        try:
            words = objects.read(sha, Kind.TAG, _MOST_COMMIT_BYTES)
        except Exhausted:
            raise
        except Unreadable:
            break
        sha = _hash_after(b"object ", words)
    words = objects.read(sha, Kind.COMMIT, _MOST_COMMIT_BYTES)
    head, _, said = words.partition(b"\n\n")
    subject = said.strip().partition(b"\n")[0].decode("utf-8", "replace")
    return Commit(sha.hex(), presentable(subject), _when(head)), _hash_after(b"tree ", words)


def _hash_after(word: bytes, words: bytes) -> bytes:
    found = _HEX.match(words, len(word)) if words.startswith(word) else None
    if found is None:
        raise Unreadable(say("It is damaged."))
    return bytes.fromhex(found[0].decode())


def _when(head: bytes) -> datetime | None:
    found = re.search(rb"^committer .*> (\d{1,11}) ", head, re.MULTILINE)
    return None if found is None else datetime.fromtimestamp(int(found[1]), UTC)


def _working_copy(place: Place, open_files: ExitStack) -> tuple[Repository, bytes]:
    """The objects of a repository, bare or not, and the hash its HEAD stands for. Raises: OSError, Unreadable."""
    kept = place if _is_bare(place) else open_files.enter_context(place.enter(".git"))
    told = _read_small(kept, ("HEAD",))
    for _ in range(_MOST_HOPS):
        if not told.startswith(b"ref: "):
            break
        told = _named(kept, told.removeprefix(b"ref: ").strip())
    if not _HEX.fullmatch(told.strip()):
        raise Unreadable(say("It has no commit that can be read here."))
    sha = bytes.fromhex(told.strip().decode())
    return Repository(open_files.enter_context(kept.enter("objects")), Hashing(len(sha)), open_files), sha


def _is_bare(place: Place) -> bool:
    """Whether a folder is itself what lies in the `.git` of others."""
    names = {name for name, _ in place.entries()}
    return ".git" not in names and {"HEAD", "objects", "refs"} <= names


def _named(kept: Place, name: bytes) -> bytes:
    """What a ref says: in its own file, or among the packed ones. A ref leads nowhere but below `refs`."""
    parts = tuple(name.decode("utf-8", "replace").split("/"))
    if parts[0] != "refs" or name_trouble(parts):
        raise Unreadable(say("It has no commit that can be read here."))
    try:
        return _read_small(kept, parts)
    except OSError:
        packed = _read_small(kept, ("packed-refs",))
    return next((told for told, _, ref in (line.partition(b" ") for line in packed.split(b"\n")) if ref == name), b"")


def _read_small(place: Place, parts: tuple[str, ...]) -> bytes:
    with ExitStack() as open_files:
        for part in parts[:-1]:
            place = open_files.enter_context(place.enter(part))
        file = open_files.enter_context(FileIO(place.open(parts[-1])))
        return file.read(_MOST_REFS_BYTES) or b""


def _bundle_head(file: FileIO, bundle: str) -> tuple[bytes, int]:
    """The hash that a bundle stands at, and where its pack begins. Raises: Unreadable; Problem, when it is a part."""
    beginning = file.read(_MOST_REFS_BYTES) or b""
    head, end, _ = beginning.partition(b"\n\n")
    first, *lines = head.split(b"\n")
    if first not in (b"# v2 git bundle", b"# v3 git bundle") or not end:
        raise Unreadable(say("It is no bundle of git that can be read here."))
    if any(line.startswith(b"-") for line in lines):
        raise Problem(
            say("{name} builds on commits that are not in it.", name=bundle),
            say("Make a whole one: “git bundle create work.bundle HEAD”. Or hand in the files as they are."),
        )
    refs = {name: told for told, _, name in (line.partition(b" ") for line in lines) if _HEX.fullmatch(told)}
    branches = [name for name in refs if name.startswith(b"refs/heads/")]
    for name in (b"HEAD", b"refs/heads/main", b"refs/heads/master", *branches, *refs):
        if name in refs:
            return bytes.fromhex(refs[name].decode()), len(head) + 2
    raise Unreadable(say("It has no commit that can be read here."))


def _no_commit(name: str, trouble: OSError | Unreadable) -> Problem:
    why = trouble.why if isinstance(trouble, Unreadable) else say("It has no commit that can be read here.")
    return Problem(
        say("No commit of {name} could be taken in. {why}", name=name, why=why),
        say("Hand in the files as they are."),
    )
