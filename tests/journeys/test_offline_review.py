"""A review written on a train: handed in, remarked on without a hub, survived a killed program, answered."""

import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.engagements import OpenEngagement
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.drafts import HandInDraft, VerdictDraft
from growtogether_desktop.features.reviews.model.handing_in import HandInModel
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.model.submissions import submission_rows
from growtogether_desktop.store.tables import membership

ROOT = Path(__file__).parents[2]

TYPING = """
import asyncio, os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop
from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane.editor import RemarkEditor
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.ui import theme
from growtogether_desktop.workspace.workspace import Workspace

async def main(path, submission):
    background, clock = Background(), lambda: datetime.now(UTC)
    cache = open_cache(Path(path), bytes(range(32)))
    workspace = Workspace(Actor("Malika", frozenset({"mentor"})), "Malika", cache, background, clock)
    review = ReviewModel(workspace, submission)
    await review.load()
    await review.open("changes.py")
    draft = review.new_remark(10, 12, (0, 0), Label.SUGGESTION, False)
    keep = lambda draft: background.spawn(review.saying.keep(draft), name="keep")
    editor = RemarkEditor(draft, keep, lambda label, words: ())
    editor.show()
    for letters in range(1, 100_000):
        QTest.keyClick(editor._words, "a")
        print(letters, time.monotonic(), flush=True)
        await asyncio.sleep(0.01)

app = QApplication([])
theme.wear(theme.read_theme("light"))
asyncio.Runner(loop_factory=lambda: QEventLoop(app)).run(main(*sys.argv[1:]))
"""
SECONDS_LOST = 1.0


@pytest.fixture
def work(tmp_path):
    """Real source code: a copy of our own domain."""
    return shutil.copytree(
        ROOT / "growtogether_desktop" / "domain", tmp_path / "work", ignore=shutil.ignore_patterns("__pycache__")
    )


@pytest.fixture
async def pair(programme, desk):
    mentee, mentor = desk("Timur", "mentee"), desk("Malika", "mentor")
    engagement = OpenEngagement("e1", "c1", "Spring", "Malika", "Malika Karimova", "Timur", "Timur Aliyev", 90, ())
    programme.service.ask([engagement])
    await mentee.meet()
    await mentor.meet()
    return mentee, mentor


async def hand_in(mentee, folder):
    handing_in = HandInModel(mentee.workspace)
    await handing_in.load()
    await handing_in.take(folder)
    await handing_in.keep(HandInDraft("The domain", "Is it small enough?"))
    return await handing_in.hand_in()


async def look_at(desk, submission):
    review = ReviewModel(desk.workspace, submission)
    await review.load()
    return review


async def remark(review, path, first, last, words, label, blocking=False):
    await review.open(path)
    await review.saying.keep(replace(review.new_remark(first, last, (0, 0), label, blocking), words=words))


def type_until_killed(cache, submission):
    """A program of its own types letter after letter and is killed; how many there were a second before it died."""
    command = [sys.executable, "-c", TYPING, str(cache), submission]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        typed = [program.stdout.readline()]
        while (
            _moment(typed[-1]) - _moment(typed[0]) < SECONDS_LOST + 0.1
        ):  # the first letters are a second old, and no more
            typed.append(program.stdout.readline())
        program.send_signal(signal.SIGKILL)
        typed += program.stdout.read().splitlines()[:-1]  # the last may be cut off
    assert program.returncode == -signal.SIGKILL
    dead = _moment(typed[-1])
    return max(int(line.split()[0]) for line in typed if _moment(line) <= dead - SECONDS_LOST)


def _moment(line):
    """When it was typed, by the program's own clock."""
    return float(line.split()[1])


async def test_a_review_written_offline_arrives_whole(pair, work, programme):
    mentee, mentor = pair
    submission = await hand_in(mentee, work)
    await mentee.meet()
    await mentor.meet()

    # The hub is out of reach from here on.
    mentor.wire.cut = True
    typed = type_until_killed(programme.folder / "Malika-1.sqlite", submission)
    review = await look_at(mentor, submission)
    (draft,) = review.drafts
    assert len(draft.words) >= typed > 0
    reviews_lines = list((work / "reviews.py").read_text().splitlines())
    await remark(review, "reviews.py", 1, 5, "This says it all.", Label.PRAISE)
    await remark(review, "reviews.py", 20, 24, "Can it be wrong?", Label.ISSUE, blocking=True)
    await remark(review, "ids.py", 26, 37, "Why not uuid.uuid7?", Label.QUESTION)
    await remark(review, "", 0, 0, "Small enough.", Label.PRAISE)
    await review.saying.keep_verdict(VerdictDraft(Verdict.CHANGES_REQUESTED, "One thing to look at."))
    await review.publish()
    with pytest.raises(Problem, match="cannot be reached"):
        await mentor.meet()
    assert mentor.workspace.state.waiting == 6
    assert {r.waiting for r in (await look_at(mentor, submission)).remarks} == {True}

    # The train arrives.
    mentor.wire.cut = False
    await mentor.meet()
    assert mentor.workspace.state.waiting == 0
    await mentor.background.settled()
    assert {r.waiting for r in review.remarks} == {False}

    await mentee.meet()
    theirs = await look_at(mentee, submission)
    assert theirs.work.verdicts[0].verdict is Verdict.CHANGES_REQUESTED
    places = {(r.path, r.first, r.last): r for r in theirs.remarks}
    assert set(places) == {
        ("", 0, 0),
        ("changes.py", 10, 12),
        ("ids.py", 26, 37),
        ("reviews.py", 1, 5),
        ("reviews.py", 20, 24),
    }
    doubt = places["reviews.py", 20, 24]
    assert doubt.anchor.quote.split("\n") == reviews_lines[19:24]
    assert (doubt.blocking, doubt.words) == (True, "Can it be wrong?")

    await theirs.talking.answer(doubt.id, "It cannot: there is a test.")
    await theirs.talking.resolve_or_reopen(doubt.thread)
    await mentee.meet()
    await mentor.meet()
    await mentor.background.settled()

    thread = review.remark(doubt.id).thread
    assert [comment.text for comment in thread.comments] == ["Can it be wrong?", "It cannot: there is a test."]
    assert review.work.name(thread.resolved.by) == "Timur Aliyev"


async def test_words_that_may_no_longer_be_said_come_back(pair, work, programme):
    mentee, mentor = pair
    submission = await hand_in(mentee, work)
    await mentee.meet()
    await mentor.meet()
    review = await look_at(mentor, submission)
    await remark(review, "reviews.py", 20, 24, "Can it be wrong?", Label.ISSUE)
    await review.publish()

    with programme.engine.begin() as db:  # meanwhile, somebody else has become Timur's mentor
        gone = (membership.c.scope == f"review:{submission}", membership.c.member == "Malika")
        db.execute(delete(membership).where(*gone))
    await mentor.meet()
    await mentor.background.settled()

    returned = await mentor.workspace.returned()
    assert "Can it be wrong?" in [one.posted.change.text for one in returned]
    assert all(str(one.refusal) for one in returned)
    assert (review.work.submission, mentor.workspace.state.waiting) == (None, 0)
    assert await submission_rows(mentor.workspace) == ()
    await mentee.meet()
    assert (await look_at(mentee, submission)).remarks == ()


async def test_a_file_on_its_way_can_be_read_once_it_has_arrived(pair, work):
    mentee, mentor = pair
    submission = await hand_in(mentee, work)
    await mentee.meet()
    await mentor.postman._exchange(push=False)  # the rows have come, and the wire broke before their files
    review = await look_at(mentor, submission)
    arrived = []
    mentor.workspace.touched.connect(arrived.append)

    await mentor.meet()
    await mentor.background.settled()
    await review.open("reviews.py")

    assert frozenset({Ref("blob", review.file("reviews.py").sha)}) in arrived
    assert review.text is not None
