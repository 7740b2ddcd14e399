"""A commit comes in like the folder it was made of, and git is never run for it."""

import os
import shutil
import subprocess
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.sourcecode.git import last_commit
from growtogether_desktop.sourcecode.intake import take_in, take_in_commit
from tests.sourcecode.conftest import Kept
from tests.sourcecode.repositories import (
    BLOB,
    COMMIT,
    FAR,
    NEAR,
    TAG,
    TREE,
    Repo,
    bundle_of,
    commit_of,
    copy,
    delta_of,
    distance,
    literal,
    packed,
    sha_of,
    tree_of,
)

BASKET = b"def total(cart):\n    return sum(cart)\n"


@pytest.fixture
def repo(tmp_path):
    return Repo(tmp_path / "work")


@pytest.fixture
def written_by_git(tmp_path):
    """A working copy with 40 commits that git made, and what its files are at the last one."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    folder = tmp_path / "work"
    (folder / "shop").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for number in range(40):
        (folder / "shop" / "basket.py").write_bytes(b"# %d\n" % number + BASKET * 40 + b"# %d\n" % number)
        (folder / f"note{number % 7}.md").write_bytes(b"Note %d\n" % number)
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", f"Step {number}")
    return folder


def git(folder, *words):
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    env |= dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Timur")
    env |= dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "t@example.org")
    subprocess.run(["git", *words], cwd=folder, env=env, check=True, capture_output=True)


def contents(taken, kept):
    return {file.path: kept[file.sha] for file in taken.files}


@pytest.mark.parametrize("upkeep", [(), ("gc", "-q"), ("repack", "-adfq", "--depth=200", "--window=200")])
def test_the_last_commit_comes_in_however_git_packed_it(written_by_git, kept, upkeep):
    if upkeep:
        git(written_by_git, *upkeep)
    as_it_is = take_in(written_by_git, kept)
    (written_by_git / "shop" / "basket.py").write_bytes(b"not committed")

    taken = take_in_commit(written_by_git, kept)

    assert taken.tree == as_it_is.tree
    assert taken.skipped == ()


def test_a_bundle_comes_in_like_the_folder(written_by_git, kept, tmp_path):
    git(written_by_git, "gc", "-q")
    git(written_by_git, "bundle", "create", "-q", str(tmp_path / "work.bundle"), "--all")

    assert take_in(tmp_path / "work.bundle", kept).tree == take_in(written_by_git, kept).tree


def test_a_bundle_that_needs_an_earlier_one_says_what_to_do(written_by_git, kept, tmp_path):
    git(written_by_git, "bundle", "create", "-q", str(tmp_path / "some.bundle"), "main~1..main")

    with pytest.raises(Problem, match=r"builds on commits that are not in it.*git bundle create"):
        take_in(tmp_path / "some.bundle", kept)


@pytest.mark.parametrize("upkeep", [("count-objects",), ("gc", "-q")])
def test_a_bare_repository_offers_its_last_commit(written_by_git, kept, tmp_path, upkeep):
    git(tmp_path, "clone", "-q", "--bare", str(written_by_git), "bare.git")
    git(tmp_path / "bare.git", *upkeep)

    assert last_commit(tmp_path / "bare.git").subject == "Step 39"
    assert take_in_commit(tmp_path / "bare.git", kept).tree == take_in(written_by_git, kept).tree


@pytest.mark.parametrize("upkeep", [("count-objects",), ("gc", "-q")])
def test_a_repository_that_hashes_by_sha_256_comes_in_like_others(tmp_path, kept, upkeep):
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    folder = tmp_path / "work"
    (folder / "shop").mkdir(parents=True)
    git(folder, "init", "-q", "--object-format=sha256", "-b", "main")
    for number in range(9):
        (folder / "shop" / "basket.py").write_bytes(BASKET * 40 + b"# %d\n" % number)
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", f"Step {number}")
    git(folder, *upkeep)
    git(folder, "bundle", "create", "-q", str(tmp_path / "work.bundle"), "HEAD")

    assert len(last_commit(folder).sha) == 64
    assert take_in_commit(folder, kept).tree == take_in(folder, kept).tree
    assert take_in(tmp_path / "work.bundle", kept).tree == take_in(folder, kept).tree


def test_the_last_commit_is_offered_with_its_first_line(repo):
    sha = repo.commit(repo.honest(), words=b"Add a basket\n\nIt sums.\n")

    commit = last_commit(repo.folder)

    assert (commit.sha, commit.subject) == (sha.hex(), "Add a basket")
    assert commit.when == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "head", [b"ref: refs/heads/none", b"ref: ../../etc/passwd", b"", b"ref: refs/../HEAD", b"zz" * 20]
)
def test_a_folder_whose_commit_cannot_be_told_offers_none(repo, kept, head):
    repo.commit(repo.honest())
    (repo.kept / "HEAD").write_bytes(head)

    assert last_commit(repo.folder) is None
    with pytest.raises(Problem, match=r"No commit of work could be taken in\..*Hand in the files"):
        take_in_commit(repo.folder, kept)


def test_a_folder_without_git_offers_none(tmp_path):
    assert last_commit(tmp_path) is None


def test_packed_refs_tags_and_a_bare_hash_lead_to_the_commit(repo):
    sha = repo.commit(repo.honest())
    tag = repo.put(TAG, b"object " + sha.hex().encode() + b"\ntype commit\ntag v1\n\nFirst\n")
    (repo.kept / "refs" / "heads" / "main").unlink()
    (repo.kept / "packed-refs").write_bytes(b"# pack-refs with: peeled\n" + tag.hex().encode() + b" refs/heads/main\n")
    packed_ref = last_commit(repo.folder)
    (repo.kept / "HEAD").write_bytes(sha.hex().encode() + b"\n")

    assert packed_ref == last_commit(repo.folder)
    assert packed_ref.sha == sha.hex()


def test_deltas_near_and_far_are_put_together(tmp_path, kept):
    near, far = BASKET[:17] + b"    ...\n", b"# top\n" + BASKET
    base = packed(BLOB, BASKET)
    shas = [sha_of(BLOB, content) for content in (BASKET, near, far)]
    listed = tree_of(*((b"100644", b"%d.py" % at, sha) for at, sha in enumerate(shas)))
    commit = commit_of(sha_of(TREE, listed))
    made_near = delta_of(BASKET, copy(0, 17), literal(b"    ...\n"), makes=len(near))
    made_far = delta_of(BASKET, literal(b"# top\n"), copy(0, len(BASKET)), makes=len(far))
    entries = [packed(FAR, made_far, shas[0]), base, packed(NEAR, made_near, distance(len(base)))]
    entries += [packed(TREE, listed), packed(COMMIT, commit)]
    (tmp_path / "work.bundle").write_bytes(bundle_of(sha_of(COMMIT, commit), entries))

    taken = take_in(tmp_path / "work.bundle", kept)

    assert contents(taken, kept) == {"0.py": BASKET, "1.py": near, "2.py": far}


def test_what_tools_make_and_secrets_stay_out_of_a_commit_too(repo, kept):
    blob, empty = repo.put(BLOB, b"x"), repo.put(TREE, b"")
    repo.commit((b"100644", b".env", blob), repo.honest(), (b"40000", b"node_modules", empty))

    taken = take_in_commit(repo.folder, kept)

    assert list(contents(taken, kept)) == ["honest.py"]
    assert [one.path for one in taken.skipped] == [".env", "node_modules/"]


@given(st.data())
def test_a_bundle_with_wrong_bytes_never_breaks_anything(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("fuzz") / "w.bundle"
    tree = tree_of((b"100644", b"basket.py", sha_of(BLOB, BASKET)))
    commit = commit_of(sha_of(TREE, tree))
    entries = [packed(COMMIT, commit), packed(TREE, tree), packed(BLOB, BASKET)]
    content = bytearray(bundle_of(sha_of(COMMIT, commit), entries))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)

    with suppress(Problem):
        take_in(path, Kept())
