"""Somebody has left: what other desks had not sent yet names them no more, and their own words are kept for them."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from growtogether_desktop.domain.cohorts import Mentee
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import CommentId, SubmissionId, ThreadId, new_id
from growtogether_desktop.domain.keeping import KEEPING, Periods, SetKeeping
from growtogether_desktop.domain.projects import DropProject, JoinProject, Project, StartProject
from growtogether_desktop.domain.roster import ReviseMentee
from growtogether_desktop.domain.submissions import OpenSubmission
from growtogether_desktop.domain.threads import Anchor, Label, StartThread
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.schema import bring_up_to_date
from growtogether_desktop.store import outbox, tables
from growtogether_desktop.store.outbox import RETURNED_AT_LEAST
from growtogether_desktop.store.tables import desk_blob, meta, returned, sent
from tests.hub.inside import InsideHub, InsideMember
from tests.hub.reviewed import Reviewed, reviewed

DAY_S = 86_400


@dataclass
class World:
    hub: InsideHub
    work: Reviewed

    @property
    def mentee(self) -> InsideMember:
        assert isinstance(self.work.mentee, InsideMember)
        return self.work.mentee

    @property
    def mentor(self) -> InsideMember:
        assert isinstance(self.work.mentor, InsideMember)
        return self.work.mentor


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    engine = open_hub_database(f"sqlite:///{tmp_path / 'hub.sqlite'}")
    bring_up_to_date(engine)
    hub = InsideHub(engine)
    world = World(hub, reviewed(hub, "Norgul"))  # type: ignore[arg-type]
    yield world
    for member in (hub.coordinator, world.mentor, world.mentee):
        member.desk.dispose()
    engine.dispose()


def journal(member: InsideMember) -> list[str]:
    """Everything this desk has asked for, in whatever state."""
    with member.desk.begin() as db:
        kept = [posted.change for posted in outbox.own(db)]
        back = [one.posted.change for one in outbox.all_returned(db)]
    return [repr(change) for change in (*kept, *back)]


def test_work_for_a_mentor_who_has_left_comes_back_and_names_nobody(world: World):
    (pair,) = world.mentee.see_all(Engagement)
    work = OpenSubmission(SubmissionId(new_id()), pair.id, world.mentor.me, "Norgul", "Timur", "My second work")  # type: ignore[arg-type]
    world.mentee.do(work)
    world.hub.erase(world.mentor)

    assert world.mentee.meet() == 1

    (back,) = [told for told in journal(world.mentee) if "second" in told]
    assert "anonim-" in back
    assert "Norgul" not in back
    assert world.mentor.me not in "".join(journal(world.mentee))


def test_what_was_only_about_them_is_not_kept(world: World):
    place = world.hub.coordinator.see_all(Mentee)[0]
    world.hub.coordinator.do(ReviseMentee(place.id, place))
    world.hub.erase(world.mentee)

    world.hub.coordinator.meet()

    assert [told for told in journal(world.hub.coordinator) if "ReviseMentee" in told] == []


def test_remarks_on_work_that_is_gone_keep_their_words_and_quote_nothing(world: World):
    thread = ThreadId(new_id())
    place = Anchor("norgul.py", 1, 1, quote="Norgul, the one file")
    world.mentor.do(
        StartThread(thread, world.work.submission, 1, place, Label.ISSUE, False, CommentId(new_id()), "Look")
    )
    world.hub.erase(world.mentee)

    world.mentor.meet()
    world.mentor.meet()

    (told,) = [told for told in journal(world.mentor) if "StartThread" in told]
    assert "Look" in told
    assert "norgul" not in told.casefold()
    with world.mentor.desk.begin() as db:
        assert world.work.file not in db.execute(select(desk_blob.c.sha)).scalars().all()


def test_nothing_else_of_the_journal_names_them(world: World):
    mentor = world.mentor
    with mentor.desk.begin() as db:
        db.execute(insert(meta).values(key=f"keys_of/{world.mentee.me}", value="a1"))
    world.hub.erase(world.mentee)

    mentor.meet()

    with mentor.desk.begin() as db:
        told = [repr(db.execute(select(table)).all()) for table in tables.desk.sorted_tables]
    assert [words for words in told if world.mentee.me in words] == []


def test_nobody_gives_anything_to_whoever_has_left(world: World):
    project = new_id()
    world.mentor.do(StartProject(project, "Bozor", "", ()))
    world.mentor.meet()
    world.hub.coordinator.meet()
    world.hub.coordinator.do(JoinProject(project, world.mentee.me))
    world.hub.erase(world.mentee)

    assert world.hub.coordinator.meet() == 1

    world.mentor.meet()
    known = world.mentor.see(Project, project)
    assert known is not None
    assert known.members == (world.mentor.me,)


def test_a_desk_forgets_when_the_programme_says(world: World):
    world.hub.coordinator.do(SetKeeping(KEEPING, Periods(returned=30)))
    assert world.hub.coordinator.meet() == 0
    mentor = world.mentor
    mentor.meet()
    with mentor.desk.begin() as db:
        old = {"body": b"{}", "refusal": b"{}"}
        now = time.time()
        too_many = range(RETURNED_AT_LEAST)
        db.execute(insert(returned), [{"id": "old", "at": now - 31 * DAY_S, **old}])
        db.execute(insert(returned), [{"id": f"kept {n}", "at": now - 31 * DAY_S, **old} for n in too_many[1:]])
        db.execute(insert(returned), [{"id": "new", "at": now - 29 * DAY_S, **old}])

    project = new_id()
    mentor.do(StartProject(project, "Bozor", "", ()), DropProject(project))
    mentor.meet()

    with mentor.desk.begin() as db:
        left = db.execute(select(returned.c.id)).scalars().all()
        assert len(left) == RETURNED_AT_LEAST  # nobody may have seen these, and the clock may have jumped
        assert "old" not in left
        assert db.execute(select(sent)).all() != []
