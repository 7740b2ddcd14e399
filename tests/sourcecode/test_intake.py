"""Work comes in whole, and nothing made to harm does any."""

import os
import socket
import stat
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.sourcecode import archives, basket, zips
from growtogether_desktop.sourcecode import folders as walking
from growtogether_desktop.sourcecode.intake import Cancelled, Taken, take_in
from growtogether_desktop.wire.codec import load
from tests.sourcecode.conftest import Kept

MB = 1_000_000


@pytest.fixture(params=["held", "named"])
def folders(request, monkeypatch):
    """Both ways to walk a folder: by descriptor, and by name as on Windows."""
    monkeypatch.setattr(walking, "_CAN_HOLD", request.param == "held")
    return request.param


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def packed(path: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def paths(taken: Taken) -> list[str]:
    return [file.path for file in taken.files]


def reasons(taken: Taken) -> dict[str, str]:
    return {skipped.path: str(skipped.why) for skipped in taken.skipped}


PROJECT = {
    "shop/orders.py": b"print(1)\n",
    "shop/logo.png": b"\x89PNG\0",
    "README.md": "Doʻkon\n".encode(),
    "empty.txt": b"",
}


def test_a_folder_comes_in_with_every_content_and_the_list_of_them(tmp_path, kept, folders):
    taken = take_in(write(tmp_path, PROJECT), kept)

    assert {file.path: kept[file.sha] for file in taken.files} == PROJECT
    assert load(Tree, kept[taken.tree]) == Tree(taken.files)
    assert paths(taken) == sorted(PROJECT)
    assert (taken.size, taken.skipped) == (sum(map(len, PROJECT.values())), ())


def test_a_zip_of_a_folder_comes_in_like_the_folder(tmp_path, kept):
    folder = take_in(write(tmp_path / "folder", PROJECT), kept)
    wrapped = packed(
        tmp_path / "shop-main (1).zip", {f"shop-main/{path}": content for path, content in PROJECT.items()}
    )
    bare = packed(tmp_path / "shop.zip", PROJECT, zipfile.ZIP_STORED)

    assert take_in(wrapped, kept).tree == take_in(bare, kept).tree == folder.tree


def test_a_zip_keeps_the_only_folder_it_is_not_named_after(tmp_path, kept):
    taken = take_in(packed(tmp_path / "homework.zip", {"src/a.py": b"1", "src/b.py": b"2"}), kept)

    assert paths(taken) == ["src/a.py", "src/b.py"]


def test_a_single_file_comes_in_by_its_name_also_when_chosen_through_a_link(tmp_path, kept):
    write(tmp_path, {"real/orders.py": b"x"})
    (tmp_path / "mine.py").symlink_to("real/orders.py")

    assert take_in(tmp_path / "real" / "orders.py", kept).files == (TreeFile("orders.py", kept(b"x"), 1),)
    assert take_in(tmp_path / "mine.py", kept).files == (TreeFile("mine.py", kept(b"x"), 1),)


def test_progress_is_told_after_every_file(tmp_path, kept):
    told = []

    take_in(write(tmp_path, {"a": b"12", "b": b"345"}), kept, lambda files, size: told.append((files, size)))

    assert told == [(1, 2), (2, 5)]


def test_whoever_listens_to_progress_may_cancel(tmp_path, kept):
    def stop(files: int, size: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        take_in(write(tmp_path, {"a": b"12", "b": b"345"}), kept, stop)

    assert len(kept) == 1


# What stays out because nobody means it


def test_what_tools_make_is_left_out_a_folder_at_a_time(tmp_path, kept, folders):
    write(tmp_path, {f"node_modules/p{n}/index.js": b"x" for n in range(50)})
    write(tmp_path, {"src/__pycache__/a.pyc": b"x", ".git/config": b"x", "src/a.py": b"x", ".DS_Store": b"x"})
    write(tmp_path, {"java/A.class": b"x", "java/B.class": b"x", "java/A.java": b"x"})

    taken = take_in(tmp_path, kept)

    assert paths(taken) == ["java/A.java", "src/a.py"]
    assert set(reasons(taken)) == {".git/", "node_modules/", "src/__pycache__/", "java/*.class", ".DS_Store"}
    assert reasons(taken)["java/*.class"] == "2 files that programs make by themselves."


@pytest.mark.parametrize("zipped", [True, False])
def test_a_build_is_left_out_only_beside_what_builds_it(tmp_path, kept, zipped):
    files = {
        "a/Cargo.toml": b"",
        "a/target/x": b"",
        "b/target/x": b"",
        "c/App.csproj": b"",
        "c/bin/x": b"",
        "d/bin/x.sh": b"",
    }
    source = packed(tmp_path / "work.zip", files) if zipped else write(tmp_path / "work", files)

    taken = take_in(source, kept)

    assert paths(taken) == ["a/Cargo.toml", "b/target/x", "c/App.csproj", "d/bin/x.sh"]
    assert set(reasons(taken)) == {"a/target/", "c/bin/"}


@pytest.mark.parametrize("zipped", [True, False])
def test_passwords_and_keys_stay_at_home(tmp_path, kept, zipped):
    files = {
        ".env": b"TOKEN=1",
        "bot/.env.local": b"TOKEN=1",
        ".env.example": b"TOKEN=",
        "id_rsa": b"key",
        "id_rsa.pub": b"key",
    }
    source = packed(tmp_path / "work.zip", files) if zipped else write(tmp_path / "work", files)

    taken = take_in(source, kept)

    assert paths(taken) == [".env.example", "id_rsa.pub"]
    assert set(reasons(taken)) == {".env", "bot/.env.local", "id_rsa"}


# Folders made to harm


def test_links_are_never_followed(tmp_path, kept, folders):
    secret = write(tmp_path / "outside", {"secret": b"not yours"})
    work = write(tmp_path / "work", {"a.py": b"x"})
    (work / "file").symlink_to(secret / "secret")
    (work / "folder").symlink_to(secret, target_is_directory=True)
    (work / "loop").symlink_to(work, target_is_directory=True)
    (work / "nowhere").symlink_to("/no/such/thing")

    taken = take_in(work, kept)

    assert paths(taken) == ["a.py"]
    assert set(reasons(taken)) == {"file", "folder", "loop", "nowhere"}
    assert b"not yours" not in kept.values()


def test_a_link_put_in_place_while_reading_is_not_followed(tmp_path, kept, folders):
    outside = write(tmp_path / "outside", {"x.py": b"not yours"})
    work = write(tmp_path / "work", {"a.py": b"x", "b.py": b"x", "c/x.py": b"x"})

    def swap(files: int, size: int) -> None:
        if files == 1:
            (work / "b.py").unlink()
            (work / "b.py").symlink_to(outside / "x.py")
            (work / "c").rename(work / "gone")
            (work / "c").symlink_to(outside, target_is_directory=True)

    taken = take_in(work, kept, swap)

    assert paths(taken) == ["a.py"]
    assert set(reasons(taken)) == {"b.py", "c/"}
    assert b"not yours" not in kept.values()


def test_pipes_sockets_and_devices_are_not_opened(tmp_path, kept, folders):
    write(tmp_path, {"a.py": b"x"})
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(tmp_path)  # the path of a socket is short
        listening.bind("socket")

        taken = take_in(tmp_path, kept)

    assert paths(taken) == ["a.py"]
    assert set(reasons(taken)) == {"pipe", "socket"}
    with pytest.raises(Problem):
        take_in(tmp_path / "pipe", kept)


def test_a_pipe_put_in_place_of_a_file_does_not_keep_anybody_waiting(tmp_path, kept, folders):
    work = write(tmp_path, {"a.py": b"x", "b.py": b"x"})

    def swap(files: int, size: int) -> None:
        (work / "b.py").unlink()
        os.mkfifo(work / "b.py")

    assert set(reasons(take_in(work, kept, swap))) == {"b.py"}


def test_a_file_that_grows_while_it_is_read_is_left_for_later(tmp_path, kept, folders, monkeypatch):
    work = write(tmp_path, {"a.log": b"x" * 10, "b.py": b"x"})
    real = walking._read_at_most

    def and_somebody_writes(file, most):
        content = real(file, most)
        if most == 11:
            (work / "a.log").write_bytes(b"x" * 11)
        return content

    monkeypatch.setattr(walking, "_read_at_most", and_somebody_writes)
    taken = take_in(work, kept)

    assert (paths(taken), list(reasons(taken))) == (["b.py"], ["a.log"])


def test_what_may_not_be_read_is_named(tmp_path, kept, folders):
    write(tmp_path, {"a.py": b"x", "closed/b.py": b"x", "c.py": b"x"})
    (tmp_path / "c.py").chmod(0)
    (tmp_path / "closed").chmod(0)
    if os.access(tmp_path / "c.py", os.R_OK):
        pytest.skip("whoever runs this may read everything")

    taken = take_in(tmp_path, kept)

    assert (paths(taken), set(reasons(taken))) == (["a.py"], {"c.py", "closed/"})


def test_what_has_vanished_since_it_was_listed_is_named(tmp_path, kept, folders):
    work = write(tmp_path, {"a.py": b"x", "b.py": b"x", "c/d.py": b"x"})

    def lose(files: int, size: int) -> None:
        (work / "b.py").unlink(missing_ok=True)
        (work / "c" / "d.py").unlink(missing_ok=True)

    assert set(reasons(take_in(work, kept, lose))) == {"b.py"}


def test_files_over_20_mb_and_work_over_200_mb_are_not_taken(tmp_path, kept, folders, monkeypatch):
    with (tmp_path / "huge.bin").open("wb") as file:
        file.truncate(20 * MB + 1)
    with (tmp_path / "sparse.bin").open("wb") as file:
        file.truncate(1 << 40)
    write(tmp_path, {"a": b"x" * 600, "b": b"x" * 500, "c": b"x" * 400})
    monkeypatch.setattr(basket, "MOST_BYTES", 1000)

    taken = take_in(tmp_path, kept)

    assert paths(taken) == ["a", "c"]
    assert list(reasons(taken)) == ["b", "huge.bin", "sparse.bin"]


def test_folders_end_at_40_parts(tmp_path, kept, folders):
    deep = "/".join(["d"] * 39)
    write(tmp_path, {f"{deep}/fits.py": b"x", f"{deep}/d/not.py": b"x"})

    taken = take_in(tmp_path, kept)

    assert paths(taken) == [f"{deep}/fits.py"]
    assert "40 folders" in reasons(taken)[f"{deep}/d/not.py"]


def test_hundreds_of_folders_within_folders_are_walked_no_deeper(tmp_path, kept, folders):
    inner = tmp_path / "work"
    inner.mkdir()
    os.chdir(inner)
    for _ in range(300):
        os.mkdir("d")
        os.chdir("d")
    Path("x.py").write_bytes(b"x")
    os.chdir(tmp_path)

    taken = take_in(inner, kept)

    assert (taken.files, len(taken.skipped)) == ((), 1)


@pytest.mark.parametrize("zipped", [True, False])
def test_5000_entries_are_taken_of_6000(tmp_path, kept, zipped):
    files = {f"f{n:04}": b"x" for n in range(6000)}
    taken = take_in(packed(tmp_path / "work.zip", files) if zipped else write(tmp_path / "work", files), kept)

    assert len(taken.files) == 5000
    assert len(taken.skipped) <= 101
    assert "more than 5000 files" in str(taken.skipped[0].why)


def test_names_that_do_not_travel_are_refused(tmp_path, kept):
    for name in (b"new\nline", b"back\\slash", b"broken\xff", "gpj.\u202eexe".encode(), b"C:colon", b"fine.py"):
        (tmp_path / os.fsdecode(name)).write_bytes(b"x")

    taken = take_in(tmp_path, kept)

    assert paths(taken) == ["fine.py"]
    assert set(reasons(taken)) == {"new�line", "back\\slash", "broken�", "gpj.�exe", "C:colon"}
    assert load(Tree, kept[taken.tree]).files == taken.files


def test_two_spellings_of_one_name_do_not_overwrite_each_other(tmp_path, kept, folders):
    write(tmp_path, {"йод.py": b"composed", "и\u0306од.py": b"decomposed"})

    taken = take_in(tmp_path, kept)

    assert (paths(taken), len(taken.skipped)) == (["йод.py"], 1)


@pytest.mark.parametrize("name", ["missing", "circle"])
def test_what_is_not_there_is_a_problem_to_act_on(tmp_path, kept, name):
    (tmp_path / "circle").symlink_to("circle")

    with pytest.raises(Problem, match=name):
        take_in(tmp_path / name, kept)


# Zips made to harm


def entry(name: str, mode: int = 0, system: int = 3) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = system
    info.external_attr = mode << 16
    return info


HOSTILE_NAMES = {
    "/etc/passwd": "fixed place",
    "//server/share": "fixed place",
    "\\\\server\\share": "fixed place",
    "C:/Windows/x": "fixed place",
    "c:x": "fixed place",
    "../x": "out of the work",
    "a/../../x": "out of the work",
    "a\\..\\..\\x": "out of the work",
    "a//b": "cannot be written",
    "a/./b": "cannot be written",
    "a\tb": "cannot be written",
    "/".join(["d"] * 41): "40 folders",
}


@pytest.mark.parametrize(("name", "why"), HOSTILE_NAMES.items())
def test_a_zip_leads_nowhere_else(tmp_path, kept, name, why):
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr(entry(name), b"x")
        archive.writestr("good.py", b"good")

    taken = take_in(tmp_path / "work.zip", kept)

    assert paths(taken) == ["good.py"]
    assert [why in reason for reason in reasons(taken).values()] == [True]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["work.zip"]


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK])
def test_links_and_devices_in_a_zip_are_not_taken(tmp_path, kept, mode):
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr(entry("odd", mode | 0o777), b"/etc/passwd")

    assert (take_in(tmp_path / "work.zip", kept).files, b"/etc/passwd" in kept.values()) == ((), False)


def test_the_first_of_two_entries_of_one_name_stays(tmp_path, kept):
    path = packed(tmp_path / "work.zip", {"a.py": b"first", "b.py": b"second", "a.py/b": b"", "d/e": b"e", "d": b""})
    path.write_bytes(path.read_bytes().replace(b"b.py", b"a.py"))

    taken = take_in(path, kept)

    assert {file.path: kept[file.sha] for file in taken.files} == {"a.py": b"first", "d/e": b"e"}
    assert len(taken.skipped) == 3


def test_a_bomb_is_stopped_at_once_and_in_little_memory(tmp_path, kept):
    with zipfile.ZipFile(tmp_path / "work.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.py", b"x")
        with archive.open("bomb", "w", force_zip64=True) as file:
            for _ in range(300):
                file.write(bytes(MB))
        archive.writestr("z.py", b"x")
    tracemalloc.start()
    began = time.process_time()

    taken = take_in(tmp_path / "work.zip", kept)

    spent, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert paths(taken) == ["a.py", "z.py"]
    assert set(reasons(taken)) == {"bomb"}
    assert (spent < 0.2, peak < 16 * MB) == (True, True)


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path, kept):
    path = packed(tmp_path / "work.zip", {"bomb": bytes(30 * MB)})
    raw = bytearray(path.read_bytes())
    told = raw.rfind(b"PK\x01\x02") + 24
    raw[told : told + 4] = struct.pack("<I", 900_000)
    path.write_bytes(raw)

    taken = take_in(path, kept)

    assert (taken.files, list(reasons(taken).values())) == ((), ["It is damaged."])


def test_many_small_bombs_together_are_stopped(tmp_path, kept):
    path = packed(tmp_path / "work.zip", {f"b{n:03}": bytes(MB) for n in range(40)})

    taken = take_in(path, kept)

    assert taken.size <= max(archives.FREE_BYTES, archives.MOST_RATIO * path.stat().st_size) + MB


def test_a_small_file_may_be_as_uniform_as_it_likes(tmp_path, kept):
    assert paths(take_in(packed(tmp_path / "work.zip", {"zeros": bytes(900_000)}), kept)) == ["zeros"]


def test_locked_and_oddly_packed_entries_are_named(tmp_path, kept):
    path = packed(tmp_path / "work.zip", {"locked": b"x"})
    raw = bytearray(path.read_bytes())
    raw[raw.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    squeezed = packed(tmp_path / "squeezed.zip", {"s": b"x" * 500}, zipfile.ZIP_LZMA)

    assert reasons(take_in(path, kept)) == {"locked": "It is locked with a password."}
    assert reasons(take_in(squeezed, kept)) == {"s": "It is packed in a way that is not read here."}


def test_a_damaged_entry_does_not_spoil_the_others(tmp_path, kept):
    path = packed(tmp_path / "work.zip", {"a": b"aaaa", "b": b"bbbb"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"aaaa", b"aXaa"))

    taken = take_in(path, kept)

    assert (paths(taken), reasons(taken)) == (["b"], {"a": "It is damaged."})


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_a_problem_to_act_on(tmp_path, kept, content):
    (tmp_path / "work.zip").write_bytes(content)

    with pytest.raises(Problem, match=r"work\.zip"):
        take_in(tmp_path / "work.zip", kept)


def test_a_table_of_contents_too_large_to_read_is_refused(tmp_path, kept):
    size = zips._MOST_DIRECTORY_BYTES + 46
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, size, 0, 0)
    (tmp_path / "work.zip").write_bytes(bytes(size) + end)

    with pytest.raises(Problem, match="far too many"):
        take_in(tmp_path / "work.zip", kept)


@given(st.data())
def test_a_zip_with_wrong_bytes_never_breaks_anything(tmp_path_factory, data):
    path = packed(tmp_path_factory.mktemp("zip") / "work.zip", {"a.py": b"print(1)\n" * 20, "d/b.py": b"x"})
    raw = bytearray(path.read_bytes())
    for at, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(raw) - 1), st.integers(0, 255)), min_size=1, max_size=6)
    ):
        raw[at] = byte
    path.write_bytes(raw)

    try:
        taken = take_in(path, Kept())
    except Problem:
        return

    assert all(not file.path.startswith("/") and ".." not in file.path.split("/") for file in taken.files)


@pytest.mark.parametrize(("name", "written"), [("Сумма.py", "cp866"), ("Сумма.py", "utf-8"), ("Gʻalaba.py", "utf-8")])
def test_cyrillic_names_of_old_zips_are_read_as_they_were_written(tmp_path, kept, name, written):
    path = packed(tmp_path / "work.zip", {"X" * len(name.encode(written)): b"x"})
    path.write_bytes(path.read_bytes().replace(b"X" * len(name.encode(written)), name.encode(written)))

    assert paths(take_in(path, kept)) == [name]


def test_archives_within_are_files_like_others(tmp_path, kept):
    inner = packed(tmp_path / "inner.zip", {"a": b"x"})

    assert paths(take_in(write(tmp_path / "work", {"inner.zip": inner.read_bytes()}), kept)) == ["inner.zip"]


def test_reasons_stay_few_and_short(tmp_path, kept):
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        for n in range(300):
            archive.writestr(f"../{n:03}{'x' * 900}", b"x")

    taken = take_in(tmp_path / "work.zip", kept)

    assert len(taken.skipped) == 101
    assert max(len(skipped.path) for skipped in taken.skipped) <= 200
    assert str(taken.skipped[-1].why) == "200 more entries were not taken."
