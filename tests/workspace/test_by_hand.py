"""A review that goes by USB stick arrives once, whatever order it takes, and nobody can slip something in."""

import json
import zipfile
from pathlib import Path

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.engagements import OpenEngagement
from growtogether_desktop.domain.ids import CommentId
from growtogether_desktop.domain.reviews import PublishReview, Review, Verdict
from growtogether_desktop.domain.submissions import HandIn, Iteration, OpenSubmission, Submission
from growtogether_desktop.domain.threads import (
    Anchor,
    Answer,
    Label,
    ResolveThread,
    StartThread,
    TakeBackComment,
    Thread,
)
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.wire.bundle import MOST_BYTES
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.workspace.by_hand import Stranger, pack, take_in


class Two:
    """A mentee and a mentor, each with a desk, and a table to lay files on."""

    def __init__(self, mentee, mentor, folder: Path):
        self.mentee, self.mentor, self.folder = mentee, mentor, folder
        self._files = 0

    async def hand_in(self):
        def take(keep):
            content = b"print(1)\n"
            return keep(dump(Tree((TreeFile("a.py", keep(content), len(content)),))))

        tree = await self.mentee.workspace.keep_files(take)
        await self.mentee.workspace.do(
            OpenSubmission("s1", "e1", "malika", "Malika", "Timur", "Shop"),
            HandIn("s1#1", "s1", 1, tree, 1, 9, "malika"),
        )

    async def meet(self, *desks):
        for desk in desks or (self.mentee, self.mentor, self.mentee):
            await desk.meet()

    async def remark(self, words="Why?", id="t1"):
        start = StartThread(id, "s1", 1, Anchor("a.py", 1, 1), Label.QUESTION, False, CommentId(f"{id}c"), words)
        await self.mentor.workspace.do(start)

    async def pack(self, desk):
        self._files += 1
        path = self.folder / f"{self._files}.gtreview"
        await pack(desk.workspace, "s1", path)
        return path


def remarks(threads):
    return sorted(comment.text for thread in threads for comment in thread.comments)


async def shown(desk):
    return remarks(await desk.workspace.see_all(Thread, "s1"))


@pytest.fixture
async def two(programme, desk, tmp_path):
    """Paired, the work handed in and known to everybody."""
    programme.service.ask([OpenEngagement("e1", "c1", "Spring", "malika", "Malika", "timur", "Timur", 90, ())])
    two = Two(desk("timur", "mentee"), desk("malika", "mentor"), tmp_path)
    await two.meet()
    return two


@pytest.fixture
async def reviewed(two):
    """Everybody has the work; then the network is gone."""
    await two.hand_in()
    await two.meet()
    return two


async def test_remarks_are_there_without_network_and_stay_single_when_the_hub_brings_them(reviewed):
    await reviewed.remark()
    await reviewed.mentor.workspace.do(PublishReview("r1", "s1", 1, Verdict.ACCEPTED, "Good", 1))

    taken = await take_in(reviewed.mentee.workspace, await reviewed.pack(reviewed.mentor))
    by_file = await shown(reviewed.mentee)
    await reviewed.meet(reviewed.mentor, reviewed.mentee)

    assert (taken.sender, taken.new, taken.first) == ("malika", 2, True)
    assert by_file == await shown(reviewed.mentee) == ["Why?"]
    assert len(await reviewed.mentee.workspace.see_all(Review, "s1")) == 1
    assert await reviewed.mentee.workspace.came_by_file(Thread) == frozenset()


async def test_the_same_file_twice_changes_nothing(reviewed):
    await reviewed.remark()
    path = await reviewed.pack(reviewed.mentor)

    await take_in(reviewed.mentee.workspace, path)
    again = await take_in(reviewed.mentee.workspace, path)
    await reviewed.meet(reviewed.mentor, reviewed.mentee)
    late = await take_in(reviewed.mentee.workspace, path)

    assert (again.new, late.new, again.first) == (0, 0, False)
    assert await shown(reviewed.mentee) == ["Why?"]
    assert await reviewed.mentee.workspace.came_by_file(Thread) == frozenset()


async def test_the_order_of_files_does_not_matter(reviewed):
    await reviewed.remark()
    older = await reviewed.pack(reviewed.mentor)
    await reviewed.mentor.workspace.do(Answer("t1", CommentId("c2"), "Really."), TakeBackComment("t1", CommentId("c2")))
    await reviewed.remark("Gone soon", "t2")
    middle = await reviewed.pack(reviewed.mentor)
    await reviewed.mentor.workspace.do(
        TakeBackComment("t2", CommentId("t2c")), Answer("t1", CommentId("c3"), "Anyway.")
    )
    newer = await reviewed.pack(reviewed.mentor)

    for path in (newer, older, middle):
        await take_in(reviewed.mentee.workspace, path)

    assert await shown(reviewed.mentee) == ["Anyway.", "Why?"] == await shown(reviewed.mentor)


async def test_an_answer_waits_for_the_remark_it_answers(reviewed):
    await reviewed.remark()
    await reviewed.meet(reviewed.mentor)
    await reviewed.mentor.workspace.write(lambda db: db.exec_driver_sql("DELETE FROM sent"))
    await reviewed.mentor.workspace.do(Answer("t1", CommentId("c2"), "Because."))

    taken = await take_in(reviewed.mentee.workspace, await reviewed.pack(reviewed.mentor))
    before = await shown(reviewed.mentee)
    await reviewed.meet(reviewed.mentee)

    assert (taken.new, before) == (1, [])
    assert await shown(reviewed.mentee) == ["Because.", "Why?"]


async def test_a_mark_yields_to_the_hubs_newer_word_and_words_do_not(reviewed):
    await reviewed.remark()
    await reviewed.meet()
    await reviewed.mentor.workspace.do(ResolveThread("t1"), Answer("t1", CommentId("c2"), "Done."))

    await take_in(reviewed.mentee.workspace, await reviewed.pack(reviewed.mentor))
    await reviewed.mentee.workspace.do(Answer("t1", CommentId("c3"), "Not yet."))
    await reviewed.meet(reviewed.mentee)

    (thread,) = await reviewed.mentee.workspace.see_all(Thread, "s1")
    assert thread.resolved is None
    assert remarks([thread]) == ["Done.", "Not yet.", "Why?"]


async def test_work_goes_by_file_and_its_review_comes_back_before_the_hub_knows_either(two):
    await two.hand_in()

    await take_in(two.mentor.workspace, await two.pack(two.mentee))
    (iteration,) = await two.mentor.workspace.see_all(Iteration, "s1")
    tree = await two.mentor.workspace.tree(iteration.tree)
    await two.remark()
    await take_in(two.mentee.workspace, await two.pack(two.mentor))

    assert await two.mentor.workspace.file(tree.files[0].sha) == b"print(1)\n"
    assert await shown(two.mentee) == ["Why?"]


async def test_what_is_said_about_work_the_hub_does_not_have_waits_for_it(two):
    await two.hand_in()
    await take_in(two.mentor.workspace, await two.pack(two.mentee))
    await two.remark()

    await two.meet(two.mentor)
    waiting = await two.mentor.workspace.waiting(Thread)
    await two.meet(two.mentee, two.mentor, two.mentor, two.mentee)

    assert waiting == {"t1"}
    assert await two.mentor.workspace.returned() == ()
    assert await shown(two.mentee) == ["Why?"]
    assert await two.mentor.workspace.came_by_file(Submission) == frozenset()


# --- what is refused ---


async def refused(desk, path, words, **more):
    before = await desk.workspace.read(lambda db: len(db.exec_driver_sql("SELECT 1 FROM carried").all()))
    with pytest.raises(Problem) as problem:
        await take_in(desk.workspace, path, **more)
    assert words in str(problem.value.what)
    assert await desk.workspace.read(lambda db: len(db.exec_driver_sql("SELECT 1 FROM carried").all())) == before


def rewritten(path, change):
    """The same zip with its entries as `change` gives them back."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    new = path.with_name("rewritten.gtreview")
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in change(entries).items():
            file.writestr(name, content)
    return new


@pytest.fixture
async def letter(two):
    """Timur's work in a file, with its contents."""
    await two.hand_in()
    return await two.pack(two.mentee)


async def test_other_words_than_the_signed_ones_are_refused(two, letter):
    def change(entries):
        return entries | {"letter.json": entries["letter.json"].replace(b"Shop", b"Shap")}

    await refused(two.mentor, rewritten(letter, change), "changed after")


async def test_other_files_than_the_signed_ones_are_refused(two, letter):
    def change(entries):
        return {name: b"print(2)\n" if body == b"print(1)\n" else body for name, body in entries.items()}

    await refused(two.mentor, rewritten(letter, change), "changed after")


@pytest.mark.parametrize("extra", ["../../evil.py", "blobs/" + "0" * 64, "note.txt"])
async def test_anything_beside_the_letter_is_refused(two, letter, extra):
    await refused(two.mentor, rewritten(letter, lambda entries: entries | {extra: b"x"}), "changed after")


async def test_a_newer_version_says_so(two, letter):
    def change(entries):
        newer = json.loads(entries["letter.json"]) | {"format": 2}
        return entries | {"letter.json": json.dumps(newer).encode()}

    await refused(two.mentor, rewritten(letter, change), "newer version")


async def test_a_bomb_is_stopped_where_the_limit_is(two, letter):
    def change(entries):
        return entries | {"letter.json": b" " * 100_000_000}

    await refused(two.mentor, rewritten(letter, change), "larger than any review")


@pytest.mark.parametrize("many", [6_000, 70_000])
async def test_a_directory_without_end_is_not_read(two, many):
    path = two.folder / "many.gtreview"
    with zipfile.ZipFile(path, "w") as file:
        for n in range(many):
            file.writestr(f"{n}", b"")

    await refused(two.mentor, path, "larger than any review")


async def test_a_huge_file_is_not_even_opened(two):
    path = two.folder / "huge.gtreview"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    await refused(two.mentor, path, "larger than any review")


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"hello" * 100, b"PK\x05\x06" + b"\0" * 18])
async def test_what_is_no_review_is_refused(two, body):
    path = two.folder / "strange.gtreview"
    path.write_bytes(body)

    await refused(two.mentor, path, "no review")


async def test_a_review_of_people_one_does_not_work_with_is_refused(two, letter, desk):
    stranger = desk("lola", "mentor")

    await refused(stranger, letter, "another programme")


async def test_another_key_of_a_known_person_is_asked_about(two, letter, desk):
    await take_in(two.mentor.workspace, letter)
    laptop = desk("timur", "mentee")
    await laptop.meet()
    await laptop.workspace.do(OpenSubmission("s2", "e1", "malika", "Malika", "Timur", "Second"))
    path = two.folder / "laptop.gtreview"
    await pack(laptop.workspace, "s2", path)

    with pytest.raises(Stranger):
        await take_in(two.mentor.workspace, path)
    taken = await take_in(two.mentor.workspace, path, trust=True)

    assert (taken.new, taken.first) == (1, False)


async def test_what_the_rules_do_not_allow_its_sender_is_left_out(two, letter):
    """Timur signs a verdict on his own work with his own key."""
    from growtogether_desktop.domain.changes import Posted, Stamp
    from growtogether_desktop.store import outbox

    verdict = PublishReview("r9", "s1", 1, Verdict.ACCEPTED, "Perfect", 0)
    stamp = Stamp("timur", two.mentee.workspace.clock())
    await two.mentee.workspace.write(lambda db: outbox.post(db, Posted("f" * 32, stamp, verdict)))

    taken = await take_in(two.mentor.workspace, await two.pack(two.mentee))

    assert taken.new == 2
    assert await two.mentor.workspace.see_all(Review, "s1") == ()


# --- nothing is lost ---


async def test_everything_said_without_network_is_there_as_it_was_said(reviewed):
    mentor, mentee = reviewed.mentor.workspace, reviewed.mentee.workspace
    for n, label in enumerate(Label):
        anchor = Anchor("a.py", 1, 1, 0, 5, "print(1)", "", "", "f" * 64)
        words = f"Oʻzgaruvchi {n}: имя\n```python\nx = '''\n```"
        start = StartThread(f"t{n}", "s1", 1, anchor, label, n % 2 == 0, CommentId(f"c{n}"), words, "print(2)")
        await mentor.do(start, Answer(f"t{n}", CommentId(f"a{n}"), "…"))
    await mentor.do(ResolveThread("t1"), PublishReview("r1", "s1", 1, Verdict.CHANGES_REQUESTED, "Юборилди", 8))

    await take_in(mentee, await reviewed.pack(reviewed.mentor))

    for kind in (Thread, Review, Iteration, Submission):
        assert await mentee.see_all(kind) == await mentor.see_all(kind) != ()


async def test_a_hub_that_comes_back_later_brings_the_same_and_nothing_twice(reviewed):
    await reviewed.remark()
    await take_in(reviewed.mentee.workspace, await reviewed.pack(reviewed.mentor))
    await reviewed.mentee.workspace.do(Answer("t1", CommentId("c9"), "Because it prints."))
    await take_in(reviewed.mentor.workspace, await reviewed.pack(reviewed.mentee))
    by_file = await shown(reviewed.mentor)

    await reviewed.meet(reviewed.mentee, reviewed.mentor, reviewed.mentee, reviewed.mentor)

    assert by_file == await shown(reviewed.mentor) == await shown(reviewed.mentee) == ["Because it prints.", "Why?"]
    assert await reviewed.mentee.workspace.returned() == await reviewed.mentor.workspace.returned() == ()
    assert not await reviewed.mentor.workspace.came_by_file(Thread)
    assert not await reviewed.mentee.workspace.came_by_file(Thread)
    assert await reviewed.mentee.workspace.waiting(Thread) == frozenset()
