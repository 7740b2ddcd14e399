"""It is true that whoever has the files can apply the patch of a review by the tools they have."""

import hashlib
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growtogether_desktop.domain.threads import Label
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.features.reviews.model.out.account import Spoken, Told
from growtogether_desktop.features.reviews.model.out.patch import as_patch
from growtogether_desktop.sourcecode.anchors import anchor_at
from growtogether_desktop.sourcecode.suggesting import Replacement, replaced
from growtogether_desktop.sourcecode.text import read_text
from tests.features.reviews.out.test_writers import AT, CODE, HOSTILE, UZBEK, account, told

TOOLS = [
    pytest.param(tool, marks=pytest.mark.skipif(shutil.which(tool[0]) is None, reason=f"{tool[0]} is not installed"))
    for tool in (("git", "apply", "../review.patch"), ("patch", "-p1", "--binary", "-i", "../review.patch"))
]


def tree(content=CODE, path="bot/menu.py"):
    sha = hashlib.sha256(content).hexdigest()
    return Tree((TreeFile(path, sha, len(content)),)), {sha: content}


def applied(tool, patch, content, path="bot/menu.py"):
    """The file after somebody has applied the patch; Raises: CalledProcessError, when the tool objects."""
    with TemporaryDirectory() as folder:
        work = Path(folder) / "work"
        file = work / path
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
        (Path(folder) / "review.patch").write_bytes(patch)
        subprocess.run(tool, cwd=work, check=True, capture_output=True)
        return file.read_bytes()


SUGGESTED = (
    told("1" * 32, 3, 3, suggestion="uch = 3\nuch_ham = 3"),
    told("2" * 32, 10, 12, suggestion="", words=HOSTILE),
    told("3" * 32, 11, 11, suggestion="ustma-ust = 1"),
    told("4" * 32, 30, 30, suggestion="oxirgi = 30"),
)
LINES = CODE.decode().splitlines()
CHANGED = "\n".join([*LINES[:2], "uch = 3", "uch_ham = 3", *LINES[3:9], *LINES[12:29], "oxirgi = 30"])


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("content", [CODE, CODE.replace(b"\n", b"\r\n"), CODE.removesuffix(b"\n")])
def test_every_suggestion_that_overlaps_no_other_is_applied(tool, content):
    patch = as_patch(account(*SUGGESTED), *tree(content))

    end = "\r\n" if b"\r\n" in content else "\n"
    changed = CHANGED.replace("\n", end) + (end if content.endswith(b"\n") else "")
    assert applied(tool, patch, content).decode() == changed


LOOKING_LIKE_A_PATCH = st.sampled_from(
    ("x", "", "  y", "--- a/x", "+++ b/x", "@@ -1 +1 @@", "щёлк", "\\ No newline at end of file", "diff --git a/x b/x")
)
SUGGESTIONS = st.lists(LOOKING_LIKE_A_PATCH, max_size=3).map("\n".join)


@st.composite
def reviewed(draw):
    """A file as people have them, and suggestions for some of its lines."""
    lines = draw(st.lists(LOOKING_LIKE_A_PATCH, min_size=1, max_size=12))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    content = (end.join(lines) + draw(st.sampled_from(["", end]))).encode(draw(st.sampled_from(["utf-8", "cp1251"])))
    path = draw(st.sampled_from(["a.py", "dir/b c.py", "oʻz/é.py", "we'ird\"q.py", "-dash.py", "[x].py"]))
    text, found, first = read_text(content), [], 1
    while first <= len(text.lines):
        last = min(first + draw(st.integers(0, 2)), len(text.lines))
        if draw(st.booleans()):
            found.append(Replacement(first, last, "\n".join(text.lines[first - 1 : last]), draw(SUGGESTIONS)))
        first = last + 1
    return path, content, found


@pytest.mark.parametrize("tool", TOOLS)
@settings(deadline=None, max_examples=40)
@given(reviewed())
def test_the_tools_make_of_it_what_the_program_would(tool, given_):
    path, content, suggested = given_
    said = (Spoken("Malika", AT, HOSTILE),)
    threads = []
    for at, one in enumerate(suggested):
        anchor = anchor_at(path, read_text(content), one.first, one.last)
        threads.append(Told(f"{at:032}", 1, anchor, Label.ISSUE, True, said, one.lines, None))

    patch = as_patch(account(*threads), *tree(content, path))

    if suggested:
        assert applied(tool, patch, content, path) == replaced(content, suggested)


def test_a_patch_without_suggestions_is_all_comments():
    written = as_patch(account(told(words=HOSTILE)), *tree())

    assert UZBEK.encode() not in written
    assert all(not line or line.startswith(b"#") for line in written.split(b"\n"))
