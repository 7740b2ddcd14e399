"""Submissions made to harm, one of every kind we know: how each is made, and what the page says of it.

Beside what is hostile lies `honest.py`, which is to come in, unless nothing of it can be read.
"""

import bz2
import gzip
import io
import lzma
import os
import socket
import stat
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.sourcecode.intake import Keep, Taken, take_in, take_in_commit, take_in_patch, take_in_text
from growtogether_desktop.sourcecode.patches import read_patch
from tests.sourcecode.repositories import (
    BLOB,
    COMMIT,
    FAR,
    NEAR,
    TREE,
    Repo,
    bundle_of,
    commit_of,
    copy,
    delta_of,
    distance,
    packed,
    sha_of,
    tree_of,
    varint,
)

LINK = "A link; what it points to may lie anywhere."
NO_FILE = "Neither a file nor a folder."
FIXED = "Its path leads to a fixed place on a computer."
OUT = "Its path leads out of the work."
NAME = "Its name cannot be written on every computer."
DEEP = "It lies more than 40 folders deep."
LARGE = "It is larger than 20 MB."
SEEMS = "It unpacks to far more than it seems."
ARCHIVE = "The archive unpacks to far more than it seems."
REPOSITORY = "The repository unpacks to far more than it seems."
MANY = "There are more than 5000 files; from here on nothing was taken."
DAMAGED = "It is damaged."
TWICE = "Something else of that name is there already."
ELSEWHERE = "It is not in this repository; other places are not looked into."
TOOLS = "A folder that tools make by themselves."
SECRET = "It may hold passwords or keys, which stay with you."
PACKED = "It is packed in a way that is not read here."

HONEST = ("honest.py",)
Make = Callable[[Path], Callable[[Keep], Taken]]


@dataclass(frozen=True)
class Case:
    make: Make
    """Makes it in an empty folder; what comes back takes it in."""
    says: tuple[str, ...] = ()
    """Reasons, each said of something that was not taken; or how a Problem begins when nothing is taken."""
    takes: tuple[str, ...] = HONEST
    """What comes in; "…" stands for more than is worth listing."""
    problem: bool = False
    bomb: bool = False


CASES: dict[str, Case] = {}


def several(kind: str, rows: dict[str, tuple[object, ...]], make: Callable[..., Make], **fixed: object) -> None:
    """A row each: what the maker is given, and last what is said."""
    for name, (*given, says) in rows.items():
        CASES[f"{kind}: {name}"] = Case(make(*given), (says,) if isinstance(says, str) else says, **fixed)


# Folders


def _folder(lay: Callable[[Path], object]) -> Make:
    def make(place: Path) -> Callable[[Keep], Taken]:
        work = place / "work"
        work.mkdir()
        (work / "honest.py").write_bytes(b"ok")
        (place / "secret").write_bytes(b"not yours")
        lay(work)
        return lambda keep: take_in(work, keep)

    return make


def _sparse(size: int) -> Callable[[Path], object]:
    def lay(work: Path) -> None:
        with (work / "large.bin").open("wb") as file:
            file.truncate(size)

    return lay


def _socket(work: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(work)  # the path of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("s")
    finally:
        os.fchdir(here)
        os.close(here)


def _file(name: bytes, content: bytes = b"x") -> Callable[[Path], object]:
    def lay(work: Path) -> None:
        path = work / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return lay


def _many(work: Path) -> None:
    for number in range(6000):
        (work / f"x{number}").write_bytes(b"")


several(
    "folder",
    {
        "a link to a file": (lambda work: (work / "x").symlink_to(work.parent / "secret"), LINK),
        "a link to a folder": (lambda work: (work / "x").symlink_to("/etc"), LINK),
        "a link to itself": (lambda work: (work / "x").symlink_to(work), LINK),
        "a link to nowhere": (lambda work: (work / "x").symlink_to("/no/such/thing"), LINK),
        "a pipe": (lambda work: os.mkfifo(work / "x"), NO_FILE),
        "a socket": (_socket, NO_FILE),
        "a file over 20 MB": (_sparse(20_000_001), LARGE),
        "a file of a terabyte with nothing in it": (_sparse(1 << 40), LARGE),
        "a file 45 folders deep": (_file(b"d/" * 45 + b"x"), DEEP),
        "a name of two lines": (_file(b"two\nlines"), NAME),
        "a name that reads backwards": (_file("gpj.\u202eexe".encode()), NAME),
        "a name with a letter nobody sees": (_file("pass\u200bword".encode()), NAME),
        "a name that is no UTF-8": (_file(b"broken\xff"), NAME),
        "a name with a backslash": (_file(b"..\\x"), NAME),
        "a name with a drive": (_file(b"C:x"), FIXED),
        "a .git file that points elsewhere": (
            _file(b".git", b"gitdir: /root/.git/modules/x"),
            "It points to a repository elsewhere, which is not followed.",
        ),
        "a .git folder with settings that run programs": (
            _file(b".git/config", b"[core]\n\tfsmonitor = touch /tmp/run\n"),
            TOOLS,
        ),
        "a file of passwords": (_file(b".env"), SECRET),
        "a key": (_file(b"id_ed25519"), SECRET),
    },
    _folder,
)
CASES["folder: 6000 files"] = Case(_folder(_many), (MANY,), takes=("honest.py", "…"))


# Zips


def _zip(write: Callable[[zipfile.ZipFile], object], alter: Callable[[bytes], bytes] = lambda raw: raw) -> Make:
    def make(place: Path) -> Callable[[Keep], Taken]:
        path = place / "work.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("honest.py", b"ok")
            write(archive)
        path.write_bytes(alter(path.read_bytes()))
        return lambda keep: take_in(path, keep)

    return make


def _named(name: str) -> Callable[[zipfile.ZipFile], object]:
    return lambda archive: archive.writestr(name, b"x")


def _kind(mode: int) -> Callable[[zipfile.ZipFile], object]:
    info = zipfile.ZipInfo("x")
    info.external_attr = mode << 16
    return lambda archive: archive.writestr(info, b"/etc/passwd")


def _zeros(archive: zipfile.ZipFile) -> None:
    archive.writestr("zeros", bytes(15_000_000))


def _told(at: int, figure: bytes) -> Callable[[bytes], bytes]:
    """Another figure in the last label of the table of contents."""

    def alter(raw: bytes) -> bytes:
        label = raw.rindex(b"PK\x01\x02") + at
        return raw[:label] + figure + raw[label + len(figure) :]

    return alter


def _overlapping(raw: bytes) -> bytes:
    """Ten labels for one content, as Fifield's bomb has them."""
    end = raw.rindex(b"PK\x05\x06")
    begins = raw.index(b"PK\x01\x02")
    first = raw.index(b"PK\x01\x02", begins + 4)
    label = raw[first:end]
    labels = raw[begins:first] + b"".join(label.replace(b"zeros", b"zer%02d" % at) for at in range(60))
    told = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 61, 61, len(labels), begins, 0)
    return raw[:begins] + labels + told


def _huge_contents(place: Path) -> Callable[[Keep], Taken]:
    size = 3_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, size, 0, 0)
    (place / "work.zip").write_bytes(bytes(size) + end)
    return lambda keep: take_in(place / "work.zip", keep)


def _raw(name: str, content: bytes) -> Make:
    def make(place: Path) -> Callable[[Keep], Taken]:
        (place / name).write_bytes(content)
        return lambda keep: take_in(place / name, keep)

    return make


several(
    "zip",
    {
        "an absolute path": (_named("/etc/cron.d/x"), FIXED),
        "a path upwards": (_named("../x"), OUT),
        "a path down and upwards": (_named("a/b/../../../x"), OUT),
        "a drive letter": (_named("C:/windows/x"), FIXED),
        "a path upwards as Windows writes it": (_named("..\\..\\x"), OUT),
        "a server's share": (_named("\\\\server\\share\\x"), FIXED),
        "a name of two lines": (_named("two\nlines"), NAME),
        "a name that reads backwards": (_named("gpj.\u202eexe"), NAME),
        "an empty folder name": (_named("a//x"), NAME),
        "a path of 60 parts": (_named("d/" * 60 + "x"), DEEP),
        "a link": (_kind(stat.S_IFLNK | 0o777), LINK),
        "a device": (_kind(stat.S_IFCHR | 0o666), NO_FILE),
        "a pipe": (_kind(stat.S_IFIFO | 0o666), NO_FILE),
        "two files of one name in two spellings": (
            lambda archive: [archive.writestr(name, b"") for name in ("y/\u0439", "y/\u0438\u0306")],
            TWICE,
        ),
        "a file where a folder is": (_named("honest.py/x"), TWICE),
        "6000 files": (lambda archive: [archive.writestr(f"{at:04}", b"") for at in range(6000)], MANY),
    },
    _zip,
)
CASES["zip: 6000 files"] = Case(CASES["zip: 6000 files"].make, (MANY,), takes=("honest.py", "…"))
CASES["zip: two files of one name in two spellings"] = Case(
    CASES["zip: two files of one name in two spellings"].make, (TWICE,), takes=("honest.py", "y/\u0439")
)
several(
    "zip",
    {
        "a bomb": (_zeros, SEEMS),
        "a bomb that says it is small": (_zeros, _told(24, struct.pack("<L", 900_000)), DAMAGED),
        "a bomb that says it was packed large": (_zeros, _told(20, struct.pack("<L", 10_000_000)), DAMAGED),
        "a file that says it has 4 GB": (_named("x"), _told(24, struct.pack("<L", 0xFFFFFFF0)), SEEMS),
        "one bomb under sixty names": (
            lambda archive: archive.writestr("zeros", bytes(900_000)),
            _overlapping,
            DAMAGED,
        ),
    },
    _zip,
    bomb=True,
)
several(
    "zip",
    {
        "a password": (_named("x"), _told(8, b"\1\0"), "It is locked with a password."),
        "a packing of its own": (_named("x"), _told(10, b"\x61\0"), PACKED),
        "another checksum": (_named("x"), _told(16, b"abcd"), DAMAGED),
        "a file that begins behind the end": (_named("x"), _told(42, b"\xff\xff\xff\x7f"), DAMAGED),
    },
    _zip,
)
several(
    "zip",
    {
        "that is none": ("w.zip", b"hello", "w.zip is no zip"),
        "cut off": ("w.zip", b"PK\3\4" + bytes(200), "w.zip is no zip"),
    },
    _raw,
    takes=(),
    problem=True,
)
CASES["zip: a table of contents of megabytes"] = Case(_huge_contents, ("work.zip is no zip",), (), problem=True)


def _streamed(archive: zipfile.ZipFile) -> None:
    """A file whose sizes stand behind it, in figures of 64 bits."""
    with archive.open("streamed.py", "w", force_zip64=True) as file:
        file.write(b"ok" * 9)


def _twice(archive: zipfile.ZipFile) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("honest.py", b"another")


CASES["zip: two files of one name"] = Case(_zip(_twice), (TWICE,))
CASES["zip: a file whose size stands behind it"] = Case(_zip(_streamed), takes=("honest.py", "streamed.py"))
for odd in ("CON", "aux.c", "dots...", "spaces  ", "HONEST.PY", "inner.zip"):  # nothing is ever written by these names
    CASES[f"zip: a file called “{odd}”"] = Case(_zip(_named(odd)), takes=("honest.py", odd))
several(
    "archive",
    {
        f"{name} of another program": (name, begins + bytes(200), f"{name} is packed in a way that is not read here.")
        for name, begins in {
            "w.7z": b"7z\xbc\xaf\x27\x1c",
            "w.rar": b"Rar!\x1a\7\1\0",
            "w.tar.zst": b"\x28\xb5\x2f\xfd",
        }.items()
    },
    _raw,
    takes=(),
    problem=True,
)


# Tars


def _tar(**label: object) -> Make:
    def make(place: Path) -> Callable[[Keep], Taken]:
        path = place / "w.tar"
        with tarfile.open(path, "w") as archive:
            odd = tarfile.TarInfo(str(label.get("name", "odd")))
            for name, value in label.items():
                setattr(odd, name, value)
            archive.addfile(odd)
            honest = tarfile.TarInfo("honest.py")
            honest.size = 2
            archive.addfile(honest, io.BytesIO(b"ok"))
        return lambda keep: take_in(path, keep)

    return make


several(
    "tar",
    {
        "a link": ({"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}, LINK),
        "a hard link": ({"type": tarfile.LNKTYPE, "linkname": "../../etc/passwd"}, LINK),
        "a character device": ({"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 3}, NO_FILE),
        "a block device": ({"type": tarfile.BLKTYPE, "devmajor": 8}, NO_FILE),
        "a pipe": ({"type": tarfile.FIFOTYPE}, NO_FILE),
        "an absolute path": ({"name": "/etc/cron.d/evil"}, FIXED),
        "a path upwards": ({"name": "../outside.py"}, OUT),
        "a path down and upwards": ({"name": "a/../../outside.py"}, OUT),
        "a drive letter": ({"name": "C:\\windows\\evil.py"}, FIXED),
        "a name of two lines": ({"name": "new\nline.py"}, NAME),
        "a path of 60 parts": ({"name": "a/" * 60 + "deep.py"}, DEEP),
    },
    lambda label: _tar(**label),
)


def _tar_bomb(suffix: str, pack: Callable[[bytes], bytes]) -> Make:
    label = tarfile.TarInfo("zeros")
    label.size = 19_000_000
    return lambda place: _raw(f"bomb.tar.{suffix}", pack(label.tobuf() + bytes(19_000_000)))(place)


several(
    "tar",
    {
        "a gzip bomb": ("gz", gzip.compress, DAMAGED),
        "a bzip2 bomb": ("bz2", bz2.compress, DAMAGED),
        "an xz bomb": ("xz", lzma.compress, DAMAGED),
    },
    _tar_bomb,
    takes=(),
    bomb=True,
)
_PAX = tarfile.TarInfo("pax")
_PAX.type, _PAX.size = tarfile.XHDTYPE, 190_000_000
several(
    "tar",
    {
        "a label of 190 MB": ("w.tar", _PAX.tobuf() + bytes(2_000_000), "w.tar is no tar archive"),
        "that is none": ("w.tar.gz", b"hello", "w.tar.gz is no tar archive"),
        "cut off": ("w.tgz", gzip.compress(bytes(range(250)) * 9)[:200], "w.tgz is no tar archive"),
    },
    _raw,
    takes=(),
    problem=True,
)


# Working copies and bundles of git


def _git(lay: Callable[[Repo], list[tuple[bytes, bytes, bytes]]]) -> Make:
    def make(place: Path) -> Callable[[Keep], Taken]:
        repo = Repo(place / "work")
        repo.commit(repo.honest(), *lay(repo))
        return lambda keep: take_in_commit(repo.folder, keep)

    return make


def _entry(mode: bytes, name: bytes) -> Callable[[Repo], list[tuple[bytes, bytes, bytes]]]:
    return lambda repo: [(mode, name, repo.put(BLOB, b"../../etc/passwd"))]


def _loose(unpacked: bytes, sha: bytes = b"\xaa" * 20) -> Callable[[Repo], list[tuple[bytes, bytes, bytes]]]:
    return lambda repo: [(b"100644", b"x", repo.put_raw(sha, unpacked))]


def _borrowed(repo: Repo) -> list[tuple[bytes, bytes, bytes]]:
    """An object that another repository has, which this one names as an alternate."""
    other = Repo(repo.folder.parent / "other")
    sha = other.put(BLOB, b"not yours")
    (repo.kept / "objects" / "info").mkdir()
    (repo.kept / "objects" / "info" / "alternates").write_text(f"{other.kept / 'objects'}\n")
    return [(b"100644", b"x", sha)]


def _linked(repo: Repo) -> list[tuple[bytes, bytes, bytes]]:
    """A folder of objects that is a link to another repository's."""
    other = Repo(repo.folder.parent / "other")
    sha = other.put(BLOB, b"not yours")
    (repo.kept / "objects" / sha.hex()[:2]).symlink_to(other.kept / "objects" / sha.hex()[:2])
    return [(b"100644", b"x", sha)]


def _trees_of_trees(repo: Repo) -> list[tuple[bytes, bytes, bytes]]:
    """Ten folders, each with ten folders, and so on: 10^30 files of a few hundred bytes."""
    sha = repo.put(TREE, tree_of((b"100644", b"x", repo.put(BLOB, b""))))
    for _ in range(30):
        sha = repo.put(TREE, tree_of(*((b"40000", b"d%d" % at, sha) for at in range(10))))
    return [(b"40000", b"t", sha)]


def _deep(repo: Repo) -> list[tuple[bytes, bytes, bytes]]:
    sha = repo.put(TREE, tree_of((b"100644", b"x", repo.put(BLOB, b""))))
    for _ in range(60):
        sha = repo.put(TREE, tree_of((b"40000", b"d", sha)))
    return [(b"40000", b"d", sha)]


def _in_pack(*objects: tuple[bytes, bytes], wanted: bytes) -> Callable[[Repo], list[tuple[bytes, bytes, bytes]]]:
    def lay(repo: Repo) -> list[tuple[bytes, bytes, bytes]]:
        repo.add_pack(list(objects))
        return [(b"100644", b"x", wanted)]

    return lay


def _chain(length: int) -> Callable[[Repo], list[tuple[bytes, bytes, bytes]]]:
    """Deltas one upon another, each of which changes nothing."""
    base = packed(BLOB, b"x" * 99)
    link = delta_of(b"x" * 99, copy(0, 99), makes=99)
    objects, back = [(b"\1" * 20, base)], len(base)
    for at in range(length):
        entry = packed(NEAR, link, distance(back))
        objects.append((struct.pack(">20s", b"\2%d" % at), entry))
        back = len(entry)
    return _in_pack(*objects, wanted=objects[-1][0])


def _ring(repo: Repo) -> list[tuple[bytes, bytes, bytes]]:
    """Two deltas, each of which changes the other."""
    one, two = b"\1" * 20, b"\2" * 20
    delta = delta_of(b"x", copy(0, 1), makes=1)
    return _in_pack((one, packed(FAR, delta, two)), (two, packed(FAR, delta, one)), wanted=one)(repo)


_BASE = b"x" * 50_000
_COPIES = delta_of(_BASE, *[copy(0, 50_000)] * 390, makes=50_000 * 390)
_SMALL_STEPS = delta_of(_BASE, *[b"\x90\1"] * 900_000, makes=900_000)


def _from_base(delta: bytes) -> Callable[[Repo], list[tuple[bytes, bytes, bytes]]]:
    return _in_pack((b"\1" * 20, packed(BLOB, _BASE)), (b"\2" * 20, packed(FAR, delta, b"\1" * 20)), wanted=b"\2" * 20)


several(
    "git",
    {
        "a link": (_entry(b"120000", b"x"), LINK),
        "a submodule": (_entry(b"160000", b"x"), "Another repository within this one; hand it in by itself."),
        "a kind nobody knows": (_entry(b"060000", b"x"), NO_FILE),
        "a file called ..": (_entry(b"100644", b".."), OUT),
        "a name with slashes": (_entry(b"100644", b"../../x"), NAME),
        "an absolute name": (_entry(b"100644", b"/etc/x"), NAME),
        "no name at all": (_entry(b"100644", b""), FIXED),
        "a name that is no UTF-8": (_entry(b"100644", b"\xff"), NAME),
        "a file of passwords": (_entry(b"100644", b".env"), SECRET),
        "a .git folder within": (lambda repo: [(b"40000", b".git", repo.put(TREE, b""))], TOOLS),
        "a folder that is a file": (_entry(b"40000", b"d"), DAMAGED),
        "a file that is a folder": (lambda repo: [(b"100644", b"x", repo.put(TREE, b""))], DAMAGED),
        "an object of another hash": (_loose(b"blob 2\0hi"), DAMAGED),
        "an object longer than it says": (_loose(b"blob 2\0hello"), DAMAGED),
        "an object shorter than it says": (_loose(b"blob 200\0hello"), DAMAGED),
        "an object without a size": (_loose(b"blob many\0hello"), DAMAGED),
        "an object that is not packed": (
            lambda repo: [
                (b"100644", b"x", repo.put_raw(b"\xaa" * 20, b"")),
                *((repo.kept / "objects" / "aa" / ("aa" * 19)).write_bytes(b"junk") and ()),
            ],
            DAMAGED,
        ),
        "an object that says it has a terabyte": (_loose(b"blob 1099511627776\0hello"), LARGE),
        "an object that is borrowed from elsewhere": (_borrowed, ELSEWHERE),
        "objects behind a link": (_linked, ELSEWHERE),
        "folders 60 deep": (_deep, DEEP),
        "deltas that change each other": (_ring, REPOSITORY),
        "600 deltas one upon another": (_chain(600), REPOSITORY),
        "a delta to something that is not there": (
            _in_pack((b"\2" * 20, packed(FAR, b"\1\1\1", b"\3" * 20)), wanted=b"\2" * 20),
            ELSEWHERE,
        ),
        "a delta that copies from behind its base": (
            _from_base(delta_of(_BASE, copy(49_999, 100), makes=100)),
            DAMAGED,
        ),
        "a delta for another base": (_from_base(delta_of(b"x", copy(0, 1), makes=1)), DAMAGED),
        "a delta that says it makes a terabyte": (_from_base(varint(50_000) + varint(1 << 40)), LARGE),
    },
    _git,
)
several(
    "git",
    {
        "a bomb": (_loose(b"blob 15000000\0" + bytes(15_000_000)), SEEMS),
        "a delta that copies its base 390 times": (_from_base(_COPIES), SEEMS),
        "a delta of a million steps": (_from_base(_SMALL_STEPS), SEEMS),
        "a packed bomb": (_in_pack((b"\2" * 20, packed(BLOB, bytes(15_000_000))), wanted=b"\2" * 20), SEEMS),
    },
    _git,
    bomb=True,
)
CASES["git: ten folders in ten folders, 30 times"] = Case(_git(_trees_of_trees), (MANY,), takes=("honest.py", "…"))
several(
    "git",
    {
        "a HEAD that leads out": ("HEAD", b"ref: ../../../etc/passwd", "No commit of work could be taken in."),
        "a HEAD that stands for itself": ("HEAD", b"ref: refs/heads/main", "No commit of work could be taken in."),
        "refs in a table": ("HEAD", b"ref: refs/heads/.invalid", "No commit of work could be taken in."),
    },
    lambda name, content: lambda place: _with_head(place, content),
    takes=(),
    problem=True,
)


def _kept_elsewhere(how: Callable[[Repo, Path], object]) -> Make:
    """A working copy whose `.git` is not its own."""

    def make(place: Path) -> Callable[[Keep], Taken]:
        repo = Repo(place / "work")
        repo.commit(repo.honest())
        elsewhere = repo.kept.rename(place / "elsewhere")
        how(repo, elsewhere)
        return lambda keep: take_in_commit(repo.folder, keep)

    return make


several(
    "git",
    {
        "a .git that is a link": (lambda repo, elsewhere: repo.kept.symlink_to(elsewhere), "No commit of work"),
        "a .git of a worktree elsewhere": (
            lambda repo, elsewhere: repo.kept.write_text(f"gitdir: {elsewhere}\n"),
            "No commit of work",
        ),
        "a bare repository whose objects are a link": (
            lambda repo, elsewhere: (
                [(elsewhere / name).rename(repo.folder / name) for name in ("HEAD", "refs")]
                + [(repo.folder / "objects").symlink_to(elsewhere / "objects")]
            ),
            "No commit of work",
        ),
    },
    _kept_elsewhere,
    takes=(),
    problem=True,
)


def _with_head(place: Path, content: bytes) -> Callable[[Keep], Taken]:
    repo = Repo(place / "work")
    repo.commit(repo.honest())
    (repo.kept / "HEAD").write_bytes(content)
    (repo.kept / "refs" / "heads" / "main").write_bytes(content)
    return lambda keep: take_in_commit(repo.folder, keep)


def _bundle(*entries: bytes, count: int | None = None) -> bytes:
    tree = tree_of((b"100644", b"honest.py", sha_of(BLOB, b"ok")))
    commit = commit_of(sha_of(TREE, tree))
    honest = [packed(COMMIT, commit), packed(TREE, tree), packed(BLOB, b"ok")]
    return bundle_of(sha_of(COMMIT, commit), [*honest, *entries], count)


several(
    "bundle",
    {
        "a pack that says it has two billion objects": (_bundle(count=2_000_000_000), REPOSITORY),
        "a pack that says it has more than it has": (_bundle(count=9), DAMAGED),
        "an object of a kind nobody knows": (_bundle(b"\x51x"), DAMAGED),
        "cut off": (_bundle(packed(BLOB, os.urandom(3000)))[:-2000], DAMAGED),
        "that is none": (b"hello", "It is no bundle of git that can be read here."),
        "of hashes of another length": (
            b"# v3 git bundle\n@object-format=sha512\n" + b"a" * 128 + b" HEAD\n\nPACK",
            "It has no commit that can be read here.",
        ),
        "a hash that is longer than its pack's": (_bundle().replace(b" HEAD", b"a" * 24 + b" HEAD"), ELSEWHERE),
        "with no commit": (b"# v2 git bundle\n\nPACK", "It has no commit that can be read here."),
        "of another version of git": (
            b"# v4 git bundle\n" + b"a" * 40 + b" HEAD\n\nPACK",
            "It is no bundle of git that can be read here.",
        ),
    },
    lambda content: _raw("w.bundle", content),
    takes=(),
    problem=True,
)
several(
    "bundle",
    {"a pack of zeros": (_bundle(packed(BLOB, bytes(15_000_000))), REPOSITORY)},
    lambda content: _raw("w.bundle", content),
    takes=(),
    problem=True,
    bomb=True,
)


# Patches and pasted words


def _patch(content: bytes) -> Make:
    def make(place: Path) -> Callable[[Keep], Taken]:
        def take(keep: Keep) -> Taken:
            base = Tree((TreeFile("honest.py", keep(b"ok\n"), 3),))
            return take_in_patch(read_patch(content), base, {"honest.py": b"ok\n"}, keep, lambda files, size: None)

        return take

    return make


def _new(path: bytes) -> bytes:
    return b"--- /dev/null\n+++ b/" + path + b"\n@@ -0,0 +1 @@\n+x\n"


several(
    "patch",
    {
        "a new file upwards": (_new(b"../x"), OUT),
        "a new file at a fixed place": (_new(b"/etc/cron.d/x"), FIXED),
        "a new file on a drive": (_new(b"C:/x"), FIXED),
        "a new file of passwords": (_new(b".env"), SECRET),
        "a new name that reads backwards": (_new("gpj.\u202eexe".encode()), NAME),
        "a change of something that is not there": (
            b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
            "The file that it changes is not here.",
        ),
        "a change of other lines": (
            b"--- a/honest.py\n+++ b/honest.py\n@@ -1 +1 @@\n-other\n+b\n",
            "The lines that it changes are not in the file.",
        ),
        "what is no text": (
            b"diff --git a/x b/x\nBinary files a/x and b/x differ\n",
            "It is not text; hand the file in itself.",
        ),
    },
    _patch,
)
several(
    "patch",
    {
        "a change with fewer lines than it says": (
            b"--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n-a\n+b\n",
            "The change at line 3",
        ),
        "a change with a billion lines": (b"--- a/x\n+++ b/x\n@@ -1 +1,999999999 @@\n-a\n+b\n", "The change at line 3"),
        "that is none": (b"hello", "There is no change in this patch."),
    },
    _patch,
    takes=(),
    problem=True,
)
several(
    "pasted",
    {
        "under a name upwards": ("a/../../x", OUT),
        "under a fixed place": ("C:/x", FIXED),
        "under the name of passwords": (".env", SECRET),
    },
    lambda name: lambda place: lambda keep: take_in_text(name, "x", keep),
    takes=(),
)
