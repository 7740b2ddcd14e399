"""A patch is applied to earlier work, and believed in nothing."""

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.sourcecode.intake import take_in_patch, take_in_text
from growtogether_desktop.sourcecode.patches import DoesNotFit, patched, read_patch

SHOP = b"import math\n\n\ndef total(cart):\n    return sum(cart)\n\n\ndef count(cart):\n    return len(cart)\n"


def written(old, new, path="shop.py"):
    """The patch that makes `new` of `old`, as diff -u writes it."""
    lines = difflib.diff_bytes(
        difflib.unified_diff, old.splitlines(True), new.splitlines(True), b"a/" + path.encode(), b"b/" + path.encode()
    )
    made = b""
    for line in lines:
        made += line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
    return made


def taken_in(kept, patch, files):
    base = Tree(tuple(TreeFile(path, kept(content), len(content)) for path, content in sorted(files.items())))
    taken = take_in_patch(read_patch(patch), base, files, kept, lambda files, size: None)
    return {file.path: kept[file.sha] for file in taken.files}, {one.path: str(one.why) for one in taken.skipped}


def test_a_patch_makes_the_next_iteration_of_the_last_one(kept):
    better = SHOP.replace(b"sum(cart)", b"math.fsum(cart)")

    files, skipped = taken_in(kept, written(SHOP, better), {"shop.py": SHOP, "README.md": b"Shop\n"})

    assert files == {"shop.py": better, "README.md": b"Shop\n"}
    assert skipped == {}


def test_files_are_added_removed_and_renamed(kept):
    patch = (
        b"diff --git a/old.py b/old.py\ndeleted file mode 100644\n--- a/old.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n"
        b"diff --git a/new.py b/new.py\nnew file mode 100644\n--- /dev/null\n+++ b/new.py\n"
        b"@@ -0,0 +1,2 @@\n+one\n+two\n"
        b"diff --git a/here.py b/there.py\nsimilarity index 100%\nrename from here.py\nrename to there.py\n"
    )

    files, skipped = taken_in(kept, patch, {"old.py": b"gone\n", "here.py": b"same\n"})

    assert files == {"new.py": b"one\ntwo\n", "there.py": b"same\n"}
    assert skipped == {}


def test_lines_that_have_moved_since_are_found(kept):
    better = SHOP.replace(b"len(cart)", b"len(set(cart))")

    files, _ = taken_in(kept, written(SHOP, better), {"shop.py": b"# one more line\n" * 30 + SHOP})

    assert files["shop.py"] == b"# one more line\n" * 30 + better


def test_lines_that_are_not_there_leave_the_file_as_it_was(kept):
    patch = written(SHOP, SHOP.replace(b"sum(cart)", b"0"))

    files, skipped = taken_in(kept, patch, {"shop.py": b"something else\n"})

    assert files == {"shop.py": b"something else\n"}
    assert skipped == {"shop.py": "The lines that it changes are not in the file."}


def test_a_change_to_a_file_that_nobody_has_is_named(kept):
    assert taken_in(kept, written(SHOP, SHOP + b"x\n"), {}) == (
        {},
        {"shop.py": "The file that it changes is not here."},
    )


@pytest.mark.parametrize("path", ["../out.py", "/etc/passwd", "a/../../b.py", "C:/x.py", ".env", "id_rsa"])
def test_a_patch_leads_nowhere_else(kept, path):
    patch = b"--- /dev/null\n+++ b/" + path.encode() + b"\n@@ -0,0 +1 @@\n+x\n"

    files, skipped = taken_in(kept, patch, {})

    assert files == {}
    assert len(skipped) == 1


@pytest.mark.parametrize(
    "header", [b"@@ -1,9 +1,9 @@", b"@@ -1,1 +1,999999999 @@", b"@@ -1,0 +1,1 @@", b"@@ -1,3 +1,1 @@"]
)
def test_a_change_that_lies_about_its_lines_is_refused_with_its_place(header):
    with pytest.raises(Problem, match="at line 3 of the patch"):
        read_patch(b"--- a/x\n+++ b/x\n" + header + b"\n-old\n+new\n")


@pytest.mark.parametrize("content", [b"", b"hello\n", b"@@ -1 +1 @@\n", b"--- a/x\n", b"\0\0\0"])
def test_what_is_no_patch_is_a_problem_to_act_on(content):
    with pytest.raises(Problem, match="no change in this patch"):
        read_patch(content)


def test_binary_files_are_named(kept):
    patch = b"diff --git a/x.png b/x.png\nBinary files a/x.png and b/x.png differ\n"

    _, skipped = taken_in(kept, patch, {})

    assert list(skipped.values()) == ["It is not text; hand the file in itself."]


some_lines = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\n", b"d"]), max_size=12).map(b"".join)


@given(some_lines, some_lines)
def test_whatever_diff_writes_gives_the_new_file_of_the_old(old, new):
    patch = written(old, new)

    if old != new:
        (change,) = read_patch(patch)
        assert patched(old, change.hunks) == new


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(noise):
    patch = written(SHOP, SHOP + b"x\n")
    middle = len(patch) // 2

    try:
        changes = read_patch(patch[:middle] + noise + patch[middle:])
        for change in changes:
            patched(SHOP, change.hunks)
    except (Problem, DoesNotFit):
        pass


def test_pasted_text_is_a_file_of_the_name_one_gave_it(kept):
    taken = take_in_text("answer.py", "print('oʻ')\n", kept)

    assert [(file.path, kept[file.sha]) for file in taken.files] == [("answer.py", "print('oʻ')\n".encode())]
