"""Repositories written byte by byte: honest ones, and such as git would never write."""

import hashlib
import struct
import zlib
from pathlib import Path

COMMIT, TREE, BLOB, TAG, NEAR, FAR = 1, 2, 3, 4, 6, 7
WORDS = {COMMIT: b"commit", TREE: b"tree", BLOB: b"blob", TAG: b"tag"}


def sha_of(kind: int, content: bytes) -> bytes:
    return hashlib.sha1(WORDS[kind] + b" %d\0" % len(content) + content).digest()


def tree_of(*entries: tuple[bytes, bytes, bytes]) -> bytes:
    """(mode, name, hash) of each."""
    return b"".join(mode + b" " + name + b"\0" + sha for mode, name, sha in entries)


def commit_of(tree: bytes, words: bytes = b"Add a basket\n\nIt sums.\n") -> bytes:
    who = b"Timur <t@example.org> 1700000000 +0500"
    return b"tree " + tree.hex().encode() + b"\nauthor " + who + b"\ncommitter " + who + b"\n\n" + words


class Repo:
    """A working copy whose `.git` holds loose objects."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = folder / ".git"
        (self.kept / "objects" / "pack").mkdir(parents=True)
        (self.kept / "refs" / "heads").mkdir(parents=True)
        (self.kept / "HEAD").write_bytes(b"ref: refs/heads/main\n")

    def put(self, kind: int, content: bytes) -> bytes:
        return self.put_raw(sha_of(kind, content), WORDS[kind] + b" %d\0" % len(content) + content)

    def put_raw(self, sha: bytes, unpacked: bytes) -> bytes:
        """Whatever the bytes, under this hash."""
        path = self.kept / "objects" / sha.hex()[:2] / sha.hex()[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(unpacked))
        return sha

    def commit(self, *entries: tuple[bytes, bytes, bytes], words: bytes = b"Add a basket\n") -> bytes:
        sha = self.put(COMMIT, commit_of(self.put(TREE, tree_of(*entries)), words))
        (self.kept / "refs" / "heads" / "main").write_bytes(sha.hex().encode() + b"\n")
        return sha

    def honest(self) -> tuple[bytes, bytes, bytes]:
        """A file that is as good as any."""
        return b"100644", b"honest.py", self.put(BLOB, b"ok")

    def add_pack(self, objects: list[tuple[bytes, bytes]]) -> None:
        """A pack of (hash, as `packed` makes it), with its table of contents."""
        pack, index = self.kept / "objects" / "pack" / "p.pack", self.kept / "objects" / "pack" / "p.idx"
        content, offsets = pack_of([entry for _, entry in objects])
        pack.write_bytes(content)
        found = sorted(zip((sha for sha, _ in objects), offsets, strict=True))
        fan = [sum(sha[0] <= first for sha, _ in found) for first in range(256)]
        table = b"\xfftOc\0\0\0\x02" + struct.pack(">256I", *fan) + b"".join(sha for sha, _ in found)
        table += bytes(4 * len(found)) + b"".join(struct.pack(">I", at) for _, at in found) + bytes(40)
        index.write_bytes(table)


def packed(kind: int, content: bytes, base: bytes = b"", told: int | None = None) -> bytes:
    """An object in a pack. `base` is the hash or the distance of a delta's base; `told` the size it claims."""
    size = len(content) if told is None else told
    head = [kind << 4 | size & 15]
    size >>= 4
    while size:
        head[-1] |= 0x80
        head.append(size & 0x7F)
        size >>= 7
    return bytes(head) + base + zlib.compress(content)


def distance(back: int) -> bytes:
    """How far back the base of a delta is, as a pack writes it."""
    figures = [back & 0x7F]
    while back := back >> 7:
        back -= 1
        figures.append(0x80 | back & 0x7F)
    return bytes(reversed(figures))


def varint(figure: int) -> bytes:
    made = []
    while figure >= 0x80:
        made.append(0x80 | figure & 0x7F)
        figure >>= 7
    return bytes((*made, figure))


def delta_of(base: bytes, *steps: bytes, makes: int) -> bytes:
    return varint(len(base)) + varint(makes) + b"".join(steps)


def copy(begins: int, length: int) -> bytes:
    """The step of a delta that copies from its base."""
    return b"\xff" + struct.pack("<I", begins) + struct.pack("<I", length)[:3]


def literal(words: bytes) -> bytes:
    return bytes((len(words),)) + words


def pack_of(entries: list[bytes], count: int | None = None) -> tuple[bytes, list[int]]:
    """The pack, and where each entry begins in it."""
    offsets, content = [], struct.pack(">4sII", b"PACK", 2, len(entries) if count is None else count)
    for entry in entries:
        offsets.append(len(content))
        content += entry
    return content + hashlib.sha1(content).digest(), offsets


def bundle_of(head: bytes, entries: list[bytes], count: int | None = None) -> bytes:
    return b"# v2 git bundle\n" + head.hex().encode() + b" HEAD\n\n" + pack_of(entries, count)[0]
