"""Somebody is erased: the hub forgets them scope by scope, whatever ends it midway, and the rest stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from growtogether_desktop.domain.changes import COORDINATOR, MENTEE
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.domain.directory import Profile, ReviseProfile, Skill
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.erasures import (
    AskErasure,
    CarryOutErasure,
    Erasure,
    Farewell,
    StartErasure,
    TakeBackErasure,
)
from growtogether_desktop.domain.ids import CardId, CommentId, PersonId, ProjectId, ThreadId, new_id
from growtogether_desktop.domain.keeping import Periods
from growtogether_desktop.domain.projects import AddCard, AssignCard, Card, JoinProject, Project, StartProject
from growtogether_desktop.domain.reviews import PublishReview, Review, Verdict
from growtogether_desktop.domain.roster import EnrolMentee
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.domain.threads import Anchor, Answer, Label, StartThread, Thread
from growtogether_desktop.domain.trees import NO_FILES
from growtogether_desktop.hub import audits
from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.erasing import ERASED
from growtogether_desktop.store.tables import erasure, hub_blob, hub_blob_part, scope
from growtogether_desktop.wire.protocol import AuditAsked, SignInAsked
from tests.hub.inside import InsideHub, InsideMember
from tests.hub.reviewed import Reviewed, reviewed, sha_of
from tests.hubs import PASSWORD

NAME, EMAIL, WORD = "Lola Yusupova", "lola@example.uz", "binafsharang"


@dataclass
class World:
    """Lola, a mentee who has worked, and the others who know her."""

    hub: InsideHub
    work: Reviewed
    lola: InsideMember
    mentor: InsideMember
    project: ProjectId
    card: CardId


@pytest.fixture
def world(engine: Engine) -> Iterator[World]:
    hub = InsideHub(engine)
    work = reviewed(hub, WORD)  # type: ignore[arg-type]
    lola, mentor = work.mentee, work.mentor
    assert isinstance(lola, InsideMember)
    assert isinstance(mentor, InsideMember)
    before = lola.see(Profile, lola.me)
    lola.do(ReviseProfile(lola.me, Profile(lola.me, NAME, WORD, (Skill(WORD, 3),)), before))
    cohort = hub.coordinator.see_all(Cohort)[0]
    place = hub.coordinator.see_all(Mentee, cohort.id)[0]
    project, card = ProjectId(new_id()), CardId(new_id())
    mentor.do(
        StartProject(project, "Bozor", "A market", ()), AddCard(card, Card(card, project, "Scales", "ideas", "V"))
    )
    thread, answered = ThreadId(new_id()), ThreadId(new_id())
    anchor = Anchor(f"{WORD}.py", 1, 1, quote=f"{WORD}, the one file", sha=work.file)
    for id in (thread, answered):
        remark = StartThread(id, work.submission, 1, anchor, Label.ISSUE, False, CommentId(new_id()), f"{NAME}, look")
        mentor.do(remark)
    mentor.do(PublishReview(new_id(), work.submission, 1, Verdict.ACCEPTED, "A good beginning", 2))
    assert mentor.meet() == 0
    lola.do(Answer(answered, CommentId(new_id()), WORD), JoinProject(project, lola.me))
    assert lola.meet() == 0
    mentor.do(AssignCard(card, lola.me, None))
    assert mentor.meet() == hub.coordinator.meet() == 0
    hub.coordinator.do(_renamed(place))
    assert hub.coordinator.meet() == 0
    yield World(hub, work, lola, mentor, project, card)
    for member in (hub.coordinator, lola, mentor):
        member.desk.dispose()


def _renamed(place: Mentee) -> "EnrolMentee":
    """A second cohort knows her by her full name and her address."""
    return EnrolMentee(place.id + "2", Mentee(place.id + "2", place.cohort, place.person, NAME, (), email=EMAIL))


def traces(told: bytes, world: World) -> list[str]:
    return [mark for mark in (world.lola.me, NAME, EMAIL, WORD) if mark.encode() in told]


def test_no_byte_of_her_is_left_in_the_database(world: World):
    assert traces(world.hub.everything(), world) == [world.lola.me, NAME, EMAIL, WORD]

    world.hub.erase(world.lola)

    # Her mentor and her cohort are called by the same word here, and they stay.
    told = (
        world.hub.everything()
        .replace(b'"title":"%s"' % WORD.encode(), b"")
        .replace(b'"cohort_title":"%s"' % WORD.encode(), b"")
    )
    told = told.replace(b'"name":"%s"' % WORD.encode(), b"").replace(b'"mentor_name":"%s"' % WORD.encode(), b"")
    told = told.replace(f"{WORD}.mentor".encode(), b"")
    assert traces(told, world) == []


def test_what_others_need_stands_in_nobodys_name(world: World):
    world.hub.erase(world.lola)
    world.mentor.meet()

    submission = world.mentor.see(Submission, world.work.submission)
    assert submission is not None
    assert submission.author.startswith("left")
    assert submission.author_name == submission.title == f"anonim-{submission.author[-4:]}"
    assert world.mentor.see_all(Review)[0].summary == "A good beginning"
    assert [t.comments[0].text for t in world.mentor.see_all(Thread)] == [f"{submission.author_name}, look"] * 2
    assert world.mentor.see_all(Iteration)[0].tree == NO_FILES
    (engagement,) = world.mentor.see_all(Engagement)
    assert engagement.mentee == submission.author
    assert engagement.ended is not None
    card, project = world.mentor.see(Card, world.card), world.mentor.see(Project, world.project)
    assert card is not None
    assert card.assignee is None
    assert project is not None
    assert project.members == (world.mentor.me,)


def test_what_is_hers_alone_is_gone_from_every_desk(world: World):
    everybody = (world.mentor, world.hub.coordinator)
    for member in everybody:
        member.meet()
        assert member.see(Profile, world.lola.me) is not None

    world.hub.erase(world.lola)

    for member in everybody:
        member.meet()
        assert member.see(Profile, world.lola.me) is None
        assert [one for one in member.see_all(Mentee) if one.person == world.lola.me] == []
        assert member.see_all(Erasure) == ()
        assert len(member.see_all(Farewell)) == 1


def test_her_files_go_and_nobody_elses(world: World):
    theirs = b"what her mentor has sent as well"
    with world.hub.engine.connect() as db:
        assert world.work.file in db.execute(select(hub_blob.c.sha)).scalars().all()
    assert world.mentor.ask("PUT", f"/blobs/{sha_of(theirs)}/parts/0", content=theirs).status_code == 204
    world.mentor.ask("POST", f"/blobs/{sha_of(theirs)}/complete")

    world.hub.erase(world.lola)

    with world.hub.engine.connect() as db:
        left = set(db.execute(select(hub_blob.c.sha)).scalars())
        parts = set(db.execute(select(hub_blob_part.c.sha)).scalars())
    assert left == parts == {sha_of(theirs), NO_FILES}


@pytest.mark.parametrize("ends_after", range(1, 14))
def test_a_hub_that_ends_midway_goes_on(world: World, ends_after: int):
    """Wherever it ends: the same is left in the end."""
    world.hub.wish(world.lola)
    first = world.hub.erasing()
    for _ in range(ends_after):
        first.step()

    while world.hub.erasing().step().more:  # each step by a hub that knows nothing of those before
        pass

    assert world.lola.me.encode() not in world.hub.everything()
    with world.hub.engine.connect() as db:
        assert db.execute(select(erasure)).all() == []
        told = [row.what for row in audits.read(world.hub.engine, audits.AuditAsked(what=ERASED))]
        broken = db.execute(select(scope.c.name).where(scope.c.floor > scope.c.head)).all()
    assert (told, broken) == ([ERASED], [])


def test_her_way_in_is_shut_and_her_computers_hear_that_they_are_to_forget(world: World):
    world.hub.erase(world.lola)

    with pytest.raises(Declined) as access:
        world.hub.people.whose(world.lola.tokens.access)
    with pytest.raises(Declined) as refresh:
        world.hub.people.renew(world.lola.tokens.refresh)
    with pytest.raises(Declined) as again:
        world.hub.people.sign_in(SignInAsked(f"{WORD}.mentee", PASSWORD, "x"))
    assert (access.value.code, refresh.value.code, again.value.code) == ("left", "left", "sign_in")


def test_until_the_days_have_passed_nothing_happens_and_it_can_be_taken_back(world: World):
    world.lola.do(AskErasure(world.lola.me, NAME, Periods().wait))
    assert world.lola.meet() == 0
    assert not world.hub.erasing().step().more

    world.lola.do(TakeBackErasure(world.lola.me))
    assert world.lola.meet() == 0
    world.hub.now = world.hub.now.replace(year=2027)

    assert not world.hub.erasing().step().more
    assert world.lola.see_all(Erasure) == ()


def test_a_coordinator_who_has_looked_at_it_has_it_done_at_once(world: World):
    world.lola.do(AskErasure(world.lola.me, NAME, Periods().wait))
    world.lola.meet()
    world.hub.coordinator.meet()
    assert [one.name for one in world.hub.coordinator.see_all(Erasure)] == [NAME]

    world.hub.coordinator.do(CarryOutErasure(world.lola.me))
    assert world.hub.coordinator.meet() == 0

    assert world.hub.erasing().step().more


def test_nobody_asks_for_somebody_else_and_no_mentor_carries_it_out(world: World):
    world.hub.wish(world.lola)
    world.mentor.do(CarryOutErasure(world.lola.me), AskErasure(world.hub.coordinator.me, "C", Periods().wait))

    assert world.mentor.meet() == 2


def started(world: World, reason: str = "She has lost her computer and wrote to me") -> StartErasure:
    return StartErasure(world.lola.me, NAME, Periods().wait, reason)


def test_a_coordinator_has_somebody_erased_who_cannot_ask_any_more(world: World):
    world.hub.coordinator.do(started(world))
    assert world.hub.coordinator.meet() == 0
    (noted,) = audits.read(world.hub.engine, AuditAsked(what="erasure.start"))
    assert (noted.person, noted.subject) == (world.hub.coordinator.me, world.lola.me)
    assert not world.hub.erasing().step().more

    world.hub.coordinator.do(CarryOutErasure(world.lola.me))
    assert world.hub.coordinator.meet() == 1
    assert not world.hub.erasing().step().more
    world.hub.now += timedelta(days=Periods().wait)
    erasing = world.hub.erasing()
    while erasing.step().more:
        pass

    assert len(audits.read(world.hub.engine, AuditAsked(what=ERASED))) == 1
    assert b"She has lost her computer" not in world.hub.everything()
    assert world.lola.me.encode() not in world.hub.everything()


def test_who_is_to_be_erased_reads_why_and_may_stay(world: World):
    world.hub.coordinator.do(started(world))
    world.hub.coordinator.meet()
    world.lola.meet()

    (wish,) = world.lola.see_all(Erasure)
    assert (wish.by, wish.reason) == (world.hub.coordinator.me, "She has lost her computer and wrote to me")
    world.lola.do(TakeBackErasure(world.lola.me))
    assert world.lola.meet() == 0

    world.hub.now += timedelta(days=400)
    assert not world.hub.erasing().step().more


def test_any_coordinator_takes_back_what_a_coordinator_asked_and_nobody_what_she_asked_herself(world: World):
    another = world.hub.take_up(world.hub.invite("Another", COORDINATOR).code, "another")
    world.hub.coordinator.do(started(world))
    world.hub.coordinator.meet()
    another.meet()

    another.do(TakeBackErasure(world.lola.me))
    assert another.meet() == 0

    world.hub.wish(world.lola)
    another.meet()
    another.do(TakeBackErasure(world.lola.me))
    assert another.meet() == 1
    another.desk.dispose()


@pytest.mark.parametrize("who", ["mentor", "herself", "no reason", "nobody"])
def test_nobody_is_had_erased_by_whoever_likes(world: World, who: str):
    change = started(world, " " if who == "no reason" else "Why not")
    if who == "nobody":
        change = replace(change, subject="0" * 32)
    asker = {"mentor": world.mentor, "herself": world.lola}.get(who, world.hub.coordinator)

    asker.do(change)

    assert asker.meet() == 1
    assert asker.see_all(Erasure) == ()


def test_whoever_coordinates_alone_stays_until_there_is_another(world: World):
    alone = world.hub.coordinator
    world.hub.wish(alone)
    assert not world.hub.erasing().step().more

    world.hub.take_up(world.hub.invite("Another", COORDINATOR).code, "another")

    assert world.hub.erasing().step().more


def test_what_names_her_afterwards_is_declined_and_kept_nowhere(world: World):
    """Somebody was offline, and has old lists."""
    cohort = world.hub.coordinator.see_all(Cohort)[0]
    place = f"{world.lola.me}@{new_id()}"
    mentee = Mentee(place, cohort.id, world.lola.me, NAME, (WORD,), email=EMAIL)  # type: ignore[arg-type]
    world.hub.coordinator.do(EnrolMentee(place, mentee))
    world.mentor.do(AssignCard(world.card, world.lola.me, world.lola.me))
    world.hub.erase(world.lola)

    assert (world.mentor.meet(), world.hub.coordinator.meet()) == (1, 1)

    assert world.lola.me.encode() not in world.hub.everything()
    assert EMAIL.encode() not in world.hub.everything()


def test_the_audit_holds_and_names_her_no_more(world: World):
    audits.seal_everything(world.hub.engine)
    before = audits.verify(world.hub.engine)
    hers = audits.AuditAsked(person=world.lola.me)
    assert audits.read(world.hub.engine, hers)

    world.hub.erase(world.lola)
    audits.seal_everything(world.hub.engine)

    after = audits.verify(world.hub.engine)
    assert (before.broken, after.broken) == ("", "")
    assert after.entries > before.entries
    assert audits.read(world.hub.engine, hers) == ()


def test_a_mentor_who_leaves_leaves_the_mentee_the_verdict(world: World):
    world.hub.erase(world.mentor)
    world.lola.meet()

    (review,) = world.lola.see_all(Review)
    assert (review.verdict, review.summary) == (Verdict.ACCEPTED, "")
    (answered,) = world.lola.see_all(Thread)
    assert [comment.text for comment in answered.comments] == ["", WORD]
    assert world.lola.see_all(Mentor) == ()
    assert world.lola.see_all(Iteration)[0].tree != NO_FILES


def test_words_stay_where_the_mentor_wants_them_to(world: World):
    world.hub.erase(world.mentor, words_stay=True)
    world.lola.meet()

    assert world.lola.see_all(Review)[0].summary == "A good beginning"
    assert len(world.lola.see_all(Thread)) == 2
    assert world.mentor.me.encode() not in world.hub.everything()


def test_two_leave_and_each_is_somebody_else(world: World):
    world.hub.erase(world.lola)
    other = world.hub.take_up(world.hub.invite("Other", MENTEE).code, "other")
    world.hub.erase(other)
    world.mentor.meet()

    farewells = world.mentor.see_all(Farewell)
    assert len({one.pseudonym for one in farewells}) == 2
    assert len({one.salt for one in farewells}) == 1
    assert PersonId(other.me).encode() not in world.hub.everything()
