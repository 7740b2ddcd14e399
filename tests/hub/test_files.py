"""Files on their way up and down: resumable, checked, and never by knowing a hash alone."""

import hashlib

import pytest
from sqlalchemy import Engine, insert, select

from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.cohorts import Mentee, Mentor, StartCohort, mentee_id, mentor_id
from growtogether_desktop.domain.engagements import Pair, PublishPairs, engagement_id
from growtogether_desktop.domain.ids import CohortId, PersonId, SubmissionId, new_id
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from growtogether_desktop.domain.submissions import HandIn, OpenSubmission, iteration_id
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.files import KEEP_S, UNFINISHED, Files
from growtogether_desktop.hub.upkeep import tidy
from growtogether_desktop.store import tables
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import PART_BYTES
from tests.hubs import Member, RunningHub, code

NOW = 1_800_000_000.0
MALIKA, TIMUR = Actor(PersonId("malika")), Actor(PersonId("timur"))


def sha_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def malika(hub: RunningHub) -> Member:
    return hub.join("malika", "mentor")


@pytest.fixture(scope="module")
def timur(hub: RunningHub) -> Member:
    return hub.join("timur")


@pytest.fixture(scope="module")
def stranger(hub: RunningHub) -> Member:
    return hub.join("stranger")


def send(member: Member, content: bytes) -> str:
    """Send a file of one part."""
    sha = sha_of(content)
    assert member.ask("PUT", f"/blobs/{sha}/parts/0", content=content).status_code == 204
    assert member.ask("POST", f"/blobs/{sha}/complete").status_code == 204
    return sha


def test_work_handed_in_reaches_the_mentor_with_its_files(
    hub: RunningHub, malika: Member, timur: Member, stranger: Member
):
    cohort = CohortId(new_id())
    mentor, mentee = mentor_id(malika.me, cohort), mentee_id(timur.me, cohort)
    hub.coordinator.do(
        StartCohort(cohort, "Spring"),
        EnrolMentor(mentor, Mentor(mentor, cohort, malika.me, "Malika", ("Python",))),
        EnrolMentee(mentee, Mentee(mentee, cohort, timur.me, "Timur", ("Python",))),
        PublishPairs(cohort, (Pair(mentor, mentee, 90),)),
    )
    assert hub.coordinator.meet() == 0
    timur.meet()
    submission = SubmissionId(new_id())
    source = b"print('salom')\n"
    tree = dump(Tree((TreeFile("main.py", sha_of(source), len(source)),)))

    send(timur, source)
    send(timur, tree)
    timur.do(
        OpenSubmission(submission, engagement_id(mentor, mentee), malika.me, "Malika", "Timur", "First work"),
        HandIn(iteration_id(submission, 1), submission, 1, sha_of(tree), 1, len(source), malika.me),
    )
    assert timur.meet() == 0

    assert malika.ask("GET", f"/blobs/{sha_of(tree)}/parts/0").content == tree
    assert malika.ask("GET", f"/blobs/{sha_of(source)}/parts/0").content == source
    assert hub.coordinator.ask("GET", f"/blobs/{sha_of(source)}/parts/0").content == source
    foreign = stranger.ask("GET", f"/blobs/{sha_of(source)}/parts/0")
    absent = stranger.ask("GET", f"/blobs/{sha_of(b'nothing')}/parts/0")
    assert (foreign.status_code, foreign.content) == (absent.status_code, absent.content)
    assert foreign.status_code == 404


def test_knowing_a_hash_is_no_permission_to_hang_it_in(hub: RunningHub, malika: Member, stranger: Member):
    secret = b"the mentor's private notes"
    tree = dump(Tree((TreeFile("notes.txt", sha_of(secret), len(secret)),)))
    send(malika, secret)
    send(stranger, tree)

    cohort = CohortId(new_id())
    mentor, mentee = mentor_id(malika.me, cohort), mentee_id(stranger.me, cohort)
    hub.coordinator.do(
        StartCohort(cohort, "Spring"),
        EnrolMentor(mentor, Mentor(mentor, cohort, malika.me, "Malika")),
        EnrolMentee(mentee, Mentee(mentee, cohort, stranger.me, "Stranger")),
        PublishPairs(cohort, (Pair(mentor, mentee, 10),)),
    )
    hub.coordinator.meet()
    stranger.meet()
    submission = SubmissionId(new_id())
    stranger.do(
        OpenSubmission(submission, engagement_id(mentor, mentee), malika.me, "Malika", "Stranger", "Stolen"),
        HandIn(iteration_id(submission, 1), submission, 1, sha_of(tree), 1, len(secret), malika.me),
    )

    assert stranger.meet() == 1
    assert stranger.ask("GET", f"/blobs/{sha_of(secret)}/parts/0").status_code == 404


def test_an_upload_goes_on_where_it_ended(hub: RunningHub, timur: Member):
    first, second = b"a" * PART_BYTES, b"b" * 1_000
    sha = sha_of(first + second)
    timur.ask("PUT", f"/blobs/{sha}/parts/0", content=first)

    hub.kill()
    hub.start()

    assert timur.ask("GET", f"/blobs/{sha}/parts").json() == [0]
    assert timur.ask("PUT", f"/blobs/{sha}/parts/1", content=second).status_code == 204
    assert timur.ask("POST", f"/blobs/{sha}/complete").status_code == 204
    assert timur.ask("GET", f"/blobs/{sha}/parts").json() == [0, 1]


def test_saying_twice_that_it_is_all_is_harmless(timur: Member):
    sha = send(timur, b"sent once, finished twice")

    assert timur.ask("POST", f"/blobs/{sha}/complete").status_code == 204


def test_what_arrived_wrong_is_sent_again(timur: Member):
    sha = sha_of(b"what was meant")
    timur.ask("PUT", f"/blobs/{sha}/parts/0", content=b"what arrived")

    answer = timur.ask("POST", f"/blobs/{sha}/complete")

    assert (answer.status_code, code(answer)) == (409, "wrong_hash")
    assert timur.ask("GET", f"/blobs/{sha}/parts").json() == []
    assert send(timur, b"what was meant") == sha


def test_an_empty_file_is_a_file(timur: Member):
    assert send(timur, b"") == sha_of(b"")

    assert timur.ask("GET", f"/blobs/{sha_of(b'')}/parts").json() == [0]


def test_nobody_completes_what_they_have_not_sent(timur: Member, stranger: Member):
    sha = send(timur, b"mine")

    for absent in (sha, sha_of(b"nobody's"), sha_of(b"")):
        answer = stranger.ask("POST", f"/blobs/{absent}/complete")
        assert (answer.status_code, code(answer)) == (409, "wrong_hash")


def test_nobody_learns_what_others_have_sent(timur: Member, stranger: Member):
    sha = send(timur, b"not to be guessed at")

    assert stranger.ask("GET", f"/blobs/{sha}/parts").json() == []


def test_two_may_send_the_same_file(malika: Member, timur: Member):
    content = b"the same licence text"
    sha = sha_of(content)

    for member in (malika, timur):
        assert member.ask("PUT", f"/blobs/{sha}/parts/0", content=content).status_code == 204
    for member in (malika, timur):
        assert member.ask("POST", f"/blobs/{sha}/complete").status_code == 204


@pytest.mark.parametrize("sha", ["0" * 63, "G" * 64, "A" * 64, "..", "%00"])
def test_a_hash_looks_like_one(timur: Member, sha: str):
    assert timur.ask("GET", f"/blobs/{sha}/parts").status_code == 404


@pytest.mark.parametrize(("number", "status"), [("5", 413), ("-1", 413), (str(2**70), 413), ("one", 404)])
def test_a_file_has_only_so_many_parts(timur: Member, number: str, status: int):
    assert timur.ask("PUT", f"/blobs/{'0' * 64}/parts/{number}", content=b"x").status_code == status
    assert timur.ask("GET", f"/blobs/{'0' * 64}/parts/{number}").status_code == 404


# --- without HTTP, on both databases -------------------------------------------------------------


def test_half_sent_files_are_limited_and_whole_ones_are_not(engine: Engine):
    files = Files(engine)
    for n in range(UNFINISHED):
        files.put_part(MALIKA, sha_of(b"half %d" % n), 0, b"half", NOW)

    with pytest.raises(Declined, match="slow_down"):
        files.put_part(MALIKA, sha_of(b"one more"), 0, b"one more", NOW)
    files.put_part(TIMUR, sha_of(b"one more"), 0, b"one more", NOW)
    files.put_part(MALIKA, sha_of(b"half 0"), 0, b"half 0", NOW)

    assert files.sent_parts(TIMUR, sha_of(b"one more")) == (0,)


def test_what_nobody_finished_or_used_goes_after_a_while(engine: Engine):
    files = Files(engine)
    half, unused, used, shared = (sha_of(word) for word in (b"half", b"unused", b"used", b"shared"))
    files.put_part(MALIKA, half, 0, b"ha", NOW)
    for content in (b"unused", b"used", b"shared"):
        files.put_part(MALIKA, sha_of(content), 0, content, NOW)
        files.complete(MALIKA, sha_of(content))
    files.put_part(TIMUR, shared, 0, b"shared", NOW + KEEP_S)
    with engine.begin() as db:
        row = {"sha": used, "scope": "review:1", "size": 4, "tree": False}
        db.execute(insert(tables.hub_blob_ref).values(row))

    tidy(engine, NOW + KEEP_S - 1)
    assert [files.sent_parts(MALIKA, sha) for sha in (half, unused, used, shared)] == [(0,)] * 4
    tidy(engine, NOW + KEEP_S + 1)

    assert [files.sent_parts(MALIKA, sha) for sha in (half, unused, used, shared)] == [(), (), (0,), (0,)]
    with engine.connect() as db:
        kept = db.execute(select(tables.hub_blob_part.c.sha, tables.hub_blob_part.c.sender)).all()
    assert set(kept) == {(used, ""), (shared, ""), (shared, "timur")}
