"""A desktop follows the audit's chain for itself, and remembers what it has seen."""

import hashlib

import pytest
from sqlalchemy import MetaData, false

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.features.people.model.chain import Broken, ChainModel, Mark, Seen, follow
from growtogether_desktop.hub import audits
from growtogether_desktop.hub.database import open_hub_database, write
from growtogether_desktop.hub.schema import bring_up_to_date
from growtogether_desktop.store.tables import audit
from growtogether_desktop.wire.chain import cover
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import CHAIN_ROWS, Sealed
from tests.hub.migrating import go


class Office:
    """The hub's own chain, without its web; a test owns the database."""

    address = "https://hub.example.uz"

    def __init__(self):
        self.engine = open_hub_database("sqlite://")
        bring_up_to_date(self.engine)
        self.asked = []
        self.cut = False

    def write(self, count):
        def work(db):
            for at in range(count):
                audits.note(db, PersonId("malika"), "device.sign_in", f"device-{at}", at=1_000.0 + at)

        write(self.engine, work)
        audits.seal(self.engine)

    def forget(self, person):
        write(self.engine, lambda db: audits.forget(db, audit.c.person == person, false(), "left", 2_000.0))

    def by_hand(self, *statements):
        with self.engine.begin() as db:
            for (name,) in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
                db.exec_driver_sql(f"DROP TRIGGER {name}")
            for statement in statements:
                db.exec_driver_sql(statement)

    async def audit_chain(self, after):
        if self.cut:
            raise Problem(say("The hub cannot be reached."))
        self.asked.append(after)
        return load(tuple[Sealed, ...], dump(audits.chain(self.engine, after)))


@pytest.fixture
def office():
    office = Office()
    yield office
    office.engine.dispose()


@pytest.fixture
async def chain(desk, office):
    nodira = desk("nodira", "coordinator")
    nodira.workspace.hub = office
    chain = ChainModel(nodira.workspace)
    await chain.open()
    return chain


async def test_a_short_chain_is_followed_at_once(chain, office):
    office.write(20)

    await chain.look(20)

    seen = chain.seen
    assert (seen.mark.place, seen.mark.since, seen.broken) == (20, 1_000.0, None)
    assert seen.whole == seen.checked > 0
    assert seen.mark.hash == audits.verify(office.engine).last


async def test_a_long_one_is_followed_when_somebody_asks(chain, office):
    office.write(3)

    await chain.look(CHAIN_ROWS + 1)
    assert office.asked == []

    await chain.check_all(3)
    assert chain.seen.mark.place == 3


async def test_the_next_time_only_what_is_new_is_fetched(chain, office):
    office.write(10)
    await chain.look(10)
    whole = chain.seen.whole
    office.write(5)
    office.asked.clear()

    await chain.look(15)

    assert office.asked == [9, 15]
    assert chain.seen.mark.place == 15
    assert chain.seen.whole == whole


async def test_what_was_seen_is_remembered_by_the_desk(chain, office, desk):
    office.write(10)
    await chain.look(10)

    again = ChainModel(chain._workspace)
    await again.open()

    assert again.seen == chain.seen


@pytest.mark.parametrize(
    ("done", "broken"),
    [
        ("UPDATE audit SET person = 'timur' WHERE entry = 4", Broken(4, "changed", 1_002.0)),
        ("DELETE FROM audit WHERE entry = 4", Broken(4, "removed", 1_002.0)),
        ("DELETE FROM audit_seal WHERE place = 4", Broken(4, "missing", 1_002.0)),
        ("UPDATE audit_seal SET hash = '0' WHERE place = 1", Broken(1, "changed", 0)),
    ],
)
async def test_a_hand_in_the_audit_is_found_where_it_was(chain, office, done, broken):
    office.write(10)
    office.by_hand(done)

    await chain.look(10)

    assert chain.seen.broken == broken


async def test_what_was_changed_before_the_mark_is_found_by_following_the_whole(chain, office):
    office.write(10)
    await chain.look(10)
    office.by_hand("UPDATE audit SET person = 'timur' WHERE entry = 4")

    await chain.look(10)
    assert chain.seen.broken is None
    await chain.check_all(10)

    assert chain.seen.broken == Broken(4, "changed", 1_002.0)
    assert chain.seen.mark.place == 10


async def test_the_entries_of_somebody_erased_hold_and_name_nobody(chain, office):
    office.write(10)
    await chain.look(10)
    office.forget("malika")

    await chain.look(11)
    seen = chain.seen
    await chain.check_all(11)

    assert (seen.mark.place, seen.broken) == (chain.seen.mark.place, chain.seen.broken) == (11, None)
    assert b"malika" not in dump(await office.audit_chain(0))


@pytest.mark.parametrize("looked_before", [False, True])
async def test_names_that_were_removed_by_hand_show(chain, office, looked_before):
    office.write(10)
    if looked_before:
        await chain.look(10)
    names = [(one.place, cover(one.entry.person, one.salts.person)) for one in audits.chain(office.engine, 0)[:3]]
    gone = "UPDATE audit SET person = '', person_salt = '{1}' WHERE entry = {0}"
    office.by_hand(*(gone.format(*name) for name in names))

    await chain.check_all(10)

    assert chain.seen.broken == Broken(10, "untold")


async def anew(office, *statements):
    """Somebody writes the whole chain once more, so that it fits within itself."""
    office.by_hand(*statements, "DELETE FROM audit_seal")
    audits.seal_everything(office.engine)
    assert audits.verify(office.engine).broken == ""


@pytest.mark.parametrize("way", ["look", "check_all"])
async def test_a_chain_written_anew_is_another_one(chain, office, way):
    office.write(10)
    await chain.look(10)
    await anew(office, "UPDATE audit SET person = 'timur' WHERE entry = 4")

    await getattr(chain, way)(10)

    assert chain.seen.broken is not None
    assert (chain.seen.broken.place, chain.seen.broken.how) == (10, "rewritten")


@pytest.mark.parametrize("way", ["look", "check_all"])
async def test_a_chain_that_was_cut_off_is_shorter(chain, office, way):
    office.write(10)
    await chain.look(10)
    office.by_hand("DELETE FROM audit_seal WHERE place > 7", "DELETE FROM audit WHERE entry > 7")

    await getattr(chain, way)(7)

    assert chain.seen.broken is not None
    assert chain.seen.broken.how == "shortened"


async def test_once_broken_it_stays_so_until_the_whole_fits_again(chain, office):
    office.write(10)
    office.by_hand("UPDATE audit SET person = 'timur' WHERE entry = 4")
    await chain.look(10)

    office.by_hand("UPDATE audit SET person = 'malika' WHERE entry = 4")
    await chain.look(10)
    assert chain.seen.broken is not None
    await chain.check_all(10)

    assert chain.seen.broken is None


async def test_after_a_backup_one_begins_anew(chain, office):
    office.write(10)
    await chain.look(10)
    office.by_hand("DELETE FROM audit_seal WHERE place > 7", "DELETE FROM audit WHERE entry > 7")
    await chain.look(7)

    await chain.begin_anew(7)

    assert (chain.seen.mark.place, chain.seen.broken) == (7, None)


async def test_without_the_hub_what_is_known_stays(chain, office):
    office.write(10)
    await chain.look(10)
    seen = chain.seen
    office.cut = True

    with pytest.raises(Problem, match="reached"):
        await chain.check_all(10)

    assert (chain.seen, chain.checking) == (seen, False)


def test_following_goes_on_where_it_ended():
    office = Office()
    office.write(6)
    links = audits.chain(office.engine, 0)

    half, _ = follow(Mark(), links[:3], Mark())
    whole, broken = follow(half, links[3:], Mark())

    assert (whole, broken) == follow(Mark(), links, Mark())
    assert (whole.place, whole.hash, broken) == (6, audits.verify(office.engine).last, None)
    office.engine.dispose()


@pytest.fixture
async def restrung(chain, office):
    """This desk has followed the chain of the version before to its end; then the hub is updated."""
    go(office.engine, "0003", up=False)
    entries = [{"at": float(at), "person": f"person-{at}", "what": "device.sign_in"} for at in range(10)]
    blank = {"device": "", "subject": "", "change": "", "refused": False}
    there = MetaData()
    there.reflect(office.engine, only=["audit"])
    with office.engine.begin() as db:
        db.execute(there.tables["audit"].insert(), [{**blank, **entry} for entry in entries])
    old = seals_of_old(office.engine)
    await chain._keep(Seen(Mark(10, old[-1], 0.0, 9.0), None, 1.0, 1.0))
    return chain


def seals_of_old(engine):
    """As the version before strung it, written here once more."""
    hash, hashes = "0" * 64, []
    with engine.begin() as db:
        for row in db.exec_driver_sql(
            "SELECT entry, at, person, device, what, subject, change, refused FROM audit ORDER BY entry"
        ).all():
            said = [row.entry, row.at, row.person, row.device, row.what, row.subject, row.change, bool(row.refused)]
            hash = hashlib.sha256(hash.encode() + dump(said)).hexdigest()
            hashes.append(hash)
            db.exec_driver_sql("INSERT INTO audit_seal VALUES (?, ?, ?)", (len(hashes), row.entry, hash))
    return hashes


def update_hub(office):
    go(office.engine, "head", up=True)
    audits.seal_everything(office.engine)


async def test_a_chain_that_was_strung_anew_is_followed_anew_once_it_tells_the_same(restrung, office):
    update_hub(office)
    office.write(3)

    await restrung.look(14)

    seen = restrung.seen
    assert (seen.broken, seen.mark.place, seen.mark.hash) == (None, 14, audits.verify(office.engine).last)
    assert seen.anew == seen.whole == seen.checked
    office.write(1)
    await restrung.look(15)
    assert (restrung.seen.mark.place, restrung.seen.anew) == (15, seen.anew)


async def test_it_goes_by_what_was_seen_and_not_by_where_the_end_was(restrung, office):
    """The desk had not looked for a while before the update."""
    seen = restrung.seen.mark
    with office.engine.begin() as db:
        at_six = db.exec_driver_sql("SELECT hash FROM audit_seal WHERE place = 6").scalar_one()
    await restrung._keep(Seen(Mark(6, at_six, 0.0, 5.0)))
    update_hub(office)

    await restrung.look(11)

    assert (restrung.seen.broken, restrung.seen.mark.place) == (None, 11)
    assert restrung.seen.mark.hash != seen.hash


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE audit SET person = 'somebody else' WHERE entry = 4",
        "UPDATE audit SET what = 'card.add' WHERE entry = 10",
        "DELETE FROM audit WHERE entry = 1",
        "UPDATE audit SET at = 3.5 WHERE entry = 3",
    ],
)
async def test_whoever_strings_another_history_anew_is_not_believed_for_announcing_it(restrung, office, deed):
    update_hub(office)
    office.by_hand("DELETE FROM audit_seal", deed)
    audits.seal_everything(office.engine)
    assert audits.verify(office.engine).broken == ""

    await restrung.look(11)

    assert restrung.seen.broken.how in ("rewritten", "shortened")
    assert restrung.seen.anew == 0


async def test_where_nobody_has_announced_it_a_person_decides(restrung, office):
    update_hub(office)
    office.by_hand("DELETE FROM audit_seal", "DELETE FROM audit WHERE what = 'audit.resealed'")
    audits.seal_everything(office.engine)

    await restrung.check_all(10)

    assert restrung.seen.broken == Broken(10, "rewritten", 8.0)


async def test_where_names_were_forgotten_meanwhile_a_person_decides(restrung, office):
    update_hub(office)
    office.forget("person-4")

    await restrung.look(12)
    assert restrung.seen.broken == Broken(10, "rewritten")

    await restrung.begin_anew(12)
    assert (restrung.seen.broken, restrung.seen.anew) == (None, 0)
