"""The hub lets go of what the programme has kept for long enough, and of nothing before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from growtogether_desktop.domain.erasures import Farewell
from growtogether_desktop.domain.ids import new_id
from growtogether_desktop.domain.keeping import KEEPING, RANGES, ChangeKeeping, Keeping, Periods, SetKeeping
from growtogether_desktop.domain.reviews import PublishReview, Review, Verdict
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.hub import audits, upkeep
from growtogether_desktop.store.tables import goodbye, hub_blob_ref
from growtogether_desktop.wire.chain import cover
from growtogether_desktop.wire.protocol import AuditAsked
from tests.hub.inside import InsideHub
from tests.hub.reviewed import Reviewed, reviewed


@dataclass
class World:
    hub: InsideHub
    work: Reviewed

    def judge(self, verdict: Verdict) -> None:
        self.work.mentor.do(PublishReview(new_id(), self.work.submission, 1, verdict, "words", 0))
        assert self.work.mentor.meet() == 0

    def tidy_after(self, days: float) -> None:
        self.hub.now += timedelta(days=days)
        upkeep.tidy(self.hub.engine, self.hub.now.timestamp())


@pytest.fixture
def world(engine: Engine) -> Iterator[World]:
    hub = InsideHub(engine)
    world = World(hub, reviewed(hub, "word"))  # type: ignore[arg-type]
    yield world
    for member in (hub.coordinator, world.work.mentor, world.work.mentee):
        member.desk.dispose()


def test_finished_work_goes_after_its_last_word_and_from_every_desk(world: World):
    world.judge(Verdict.ACCEPTED)

    world.tidy_after(Periods().work - 1)
    world.work.mentee.meet()
    assert len(world.work.mentee.see_all(Review)) == 1

    world.tidy_after(2)
    world.work.mentee.meet()
    assert world.work.mentee.see_all(Review) == world.work.mentee.see_all(Submission) == ()
    with world.hub.engine.connect() as db:
        assert db.execute(select(hub_blob_ref)).all() == []


def test_work_that_two_are_still_at_stays(world: World):
    world.judge(Verdict.CHANGES_REQUESTED)

    world.tidy_after(Periods().work + 1)

    world.work.mentee.meet()
    assert len(world.work.mentee.see_all(Review)) == 1


def test_the_audit_forgets_names_and_holds(world: World):
    world.tidy_after(1)
    asked = AuditAsked(person=world.work.mentee.me)
    assert audits.read(world.hub.engine, asked)

    world.tidy_after(Periods().names)

    assert audits.read(world.hub.engine, asked) == ()
    assert audits.verify(world.hub.engine).broken == ""


def test_names_that_were_removed_by_hand_show(world: World):
    audits.seal_everything(world.hub.engine)
    table = audits.audit
    with world.hub.engine.begin() as db:
        entry = db.execute(select(table.c.entry, table.c.person, table.c.person_salt).limit(1)).one()
        hidden = cover(entry.person, entry.person_salt)
        db.execute(table.update().where(table.c.entry == entry.entry).values(person="", person_salt=hidden))

    assert audits.verify(world.hub.engine).broken == "1 names were removed and nobody has said so"


def test_what_coordinators_choose_counts(world: World):
    world.judge(Verdict.ACCEPTED)
    least = RANGES["work"][0]
    world.hub.coordinator.do(SetKeeping(KEEPING, Periods(work=least)))
    assert world.hub.coordinator.meet() == 0

    world.tidy_after(least + 1)

    world.work.mentor.meet()
    assert world.work.mentor.see_all(Review) == ()
    (keeping,) = world.work.mentor.see_all(Keeping)
    assert keeping.periods.work == least


@pytest.mark.parametrize("name", RANGES)
def test_nobody_chooses_what_is_out_of_reason(world: World, name: str):
    least, most = RANGES[name]
    world.hub.coordinator.do(SetKeeping(KEEPING, Periods(**{name: least - 1})))
    world.hub.coordinator.do(SetKeeping(KEEPING, Periods(**{name: most})))
    world.hub.coordinator.do(ChangeKeeping(KEEPING, Periods(**{name: most + 1})))
    world.work.mentor.do(ChangeKeeping(KEEPING, Periods()))

    assert (world.hub.coordinator.meet(), world.work.mentor.meet()) == (2, 1)


def test_farewells_are_said_for_a_year(world: World):
    world.hub.erase(world.work.mentee)  # type: ignore[arg-type]
    world.tidy_after(300)
    world.work.mentor.meet()
    assert len(world.work.mentor.see_all(Farewell)) == 1

    world.tidy_after(100)

    world.work.mentor.meet()
    assert world.work.mentor.see_all(Farewell) == ()
    with world.hub.engine.connect() as db:
        assert db.execute(select(goodbye)).all() == []
