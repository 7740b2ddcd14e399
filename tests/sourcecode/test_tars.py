"""A tar comes in like the folder it was made of, and none made to harm does any."""

import bz2
import gzip
import io
import lzma
import tarfile
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.sourcecode.intake import take_in
from tests.sourcecode.conftest import Kept

PROJECT = {"shop/orders.py": b"print(1)\n", "shop/logo.png": b"\x89PNG\0", "README.md": "Doʻkon\n".encode()}


def packed(path, files, mode="w:gz"):
    with tarfile.open(path, mode) as archive:
        for name, content in files.items():
            label = tarfile.TarInfo(name)
            label.size = len(content)
            archive.addfile(label, io.BytesIO(content))
    return path


def labelled(path, **label):
    """A tar of one entry with an odd label, and an honest file behind it."""
    with tarfile.open(path, "w") as archive:
        odd = tarfile.TarInfo(label.pop("name", "odd"))
        for name, value in label.items():
            setattr(odd, name, value)
        archive.addfile(odd)
        honest = tarfile.TarInfo("honest.py")
        honest.size = 2
        archive.addfile(honest, io.BytesIO(b"ok"))
    return path


def paths(taken):
    return [file.path for file in taken.files]


def reasons(taken):
    return {skipped.path: str(skipped.why) for skipped in taken.skipped}


@pytest.mark.parametrize(
    ("name", "mode"),
    [("w.tar", "w"), ("w.tar.gz", "w:gz"), ("w.TGZ", "w:gz"), ("w.tar.bz2", "w:bz2"), ("w.tar.xz", "w:xz")],
)
def test_a_tar_comes_in_however_it_is_packed(tmp_path, kept, name, mode):
    taken = take_in(packed(tmp_path / name, PROJECT, mode), kept)

    assert {file.path: kept[file.sha] for file in taken.files} == PROJECT
    assert taken.skipped == ()


def test_the_one_folder_around_it_all_is_left_off(tmp_path, kept):
    wrapped = {f"shop-main/{path}": content for path, content in PROJECT.items()}

    assert paths(take_in(packed(tmp_path / "shop-main.tar.gz", wrapped), kept)) == sorted(PROJECT)


def test_what_tools_make_is_left_out_as_in_a_folder(tmp_path, kept):
    files = {"build/out.js": b"1", "package.json": b"{}", "node_modules/x/y.js": b"2", ".env": b"KEY=1"}

    taken = take_in(packed(tmp_path / "w.tgz", files), kept)

    assert paths(taken) == ["package.json"]
    assert reasons(taken).keys() == {"build/", "node_modules/", ".env"}


@pytest.mark.parametrize(
    "label",
    [
        {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"},
        {"type": tarfile.LNKTYPE, "linkname": "../../etc/passwd"},
        {"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 3},
        {"type": tarfile.BLKTYPE, "devmajor": 8},
        {"type": tarfile.FIFOTYPE},
        {"name": "/etc/cron.d/evil"},
        {"name": "../outside.py"},
        {"name": "a/../../outside.py"},
        {"name": "C:\\windows\\evil.py"},
        {"name": "..\\outside.py"},
        {"name": "new\nline.py"},
        {"name": "a/" * 60 + "deep.py"},
        {"name": "\u202egnp.exe"},
    ],
)
def test_an_odd_entry_is_named_and_the_rest_taken(tmp_path, kept, label):
    taken = take_in(labelled(tmp_path / "w.tar", **label), kept)

    assert paths(taken) == ["honest.py"]
    assert len(taken.skipped) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.tar"]


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_a_bomb_is_stopped_in_little_memory(tmp_path, kept, suffix, pack):
    inside = io.BytesIO()
    label = tarfile.TarInfo("zeros")
    label.size = 400_000_000
    inside.write(label.tobuf())
    path = tmp_path / f"bomb.tar.{suffix}"
    path.write_bytes(pack(inside.getvalue() + bytes(30_000_000)))

    tracemalloc.start()
    taken = take_in(path, kept)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert taken.files == ()
    assert taken.skipped
    assert most < 16_000_000


def test_a_thousand_small_bombs_are_stopped_too(tmp_path, kept):
    path = packed(tmp_path / "many.tar.bz2", {f"{at:04}": bytes(900_000) for at in range(60)}, "w:bz2")

    taken = take_in(path, kept)

    assert taken.size < 100 * path.stat().st_size + 2_000_000
    assert any("far more" in why for why in reasons(taken).values())


def test_a_label_of_many_megabytes_is_not_read_into_memory(tmp_path, kept):
    label = tarfile.TarInfo("pax")
    label.type, label.size = tarfile.XHDTYPE, 190_000_000
    (tmp_path / "w.tar").write_bytes(label.tobuf() + bytes(3_000_000))

    tracemalloc.start()
    with pytest.raises(Problem, match="no tar"):
        take_in(tmp_path / "w.tar", kept)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 16_000_000


def test_a_sparse_file_is_not_blown_up(tmp_path, kept):
    sparse = tarfile.TarInfo("hole")
    sparse.type, sparse.size = tarfile.GNUTYPE_SPARSE, 0
    (tmp_path / "w.tar").write_bytes(sparse.tobuf(tarfile.GNU_FORMAT) + bytes(1024))

    assert paths(take_in(tmp_path / "w.tar", kept)) == []


def test_what_comes_before_the_damage_is_taken_and_the_damage_named(tmp_path, kept):
    path = packed(tmp_path / "w.tar.gz", {"a.py": b"1", "b.bin": bytes(range(256)) * 4000, "c.py": b"3"})
    path.write_bytes(path.read_bytes()[:-200])

    taken = take_in(path, kept)

    assert "a.py" in paths(taken)
    assert taken.skipped


@pytest.mark.parametrize("content", [b"", b"hello", b"\x1f\x8bnot gzip", b"BZh9nothing", b"\xfd7zXZ\0...", b"x" * 2000])
def test_what_is_no_tar_is_a_problem_to_act_on(tmp_path, kept, content):
    (tmp_path / "w.tar.gz").write_bytes(content)

    with pytest.raises(Problem, match="no tar archive"):
        take_in(tmp_path / "w.tar.gz", kept)


@given(st.data())
def test_a_tar_with_wrong_bytes_never_breaks_anything(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("fuzz")
    content = bytearray(packed(folder / "w.tar", PROJECT, "w").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / "w.tar").write_bytes(content)

    with suppress(Problem):
        take_in(folder / "w.tar", Kept())
