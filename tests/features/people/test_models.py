"""Members, invitations and the audit of a real hub, without a window."""

import csv

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.features.people.model.audit import AuditModel, Wanted
from growtogether_desktop.features.people.model.invitations import Draft, InvitationsModel
from growtogether_desktop.features.people.model.members import MembersModel, words_of
from growtogether_desktop.wire.protocol import AUDIT_ROWS
from tests.hubs import code


@pytest.fixture
async def members(nodira):
    members = MembersModel(nodira.workspace)
    await members.load()
    return members


@pytest.fixture
async def invitations(nodira, members):
    invitations = InvitationsModel(nodira.workspace, members)
    await invitations.open_draft()
    await invitations.load()
    return invitations


def member(members, name):
    return next(row for row in members.rows if row.name == name)


# --- members ---


async def test_everybody_with_an_account_is_found_by_name_or_login_in_every_spelling(running_hub, members):
    running_hub.take_up(running_hub.invite("Gulnora Gʻaniyeva").code, "gulnora@example.uz")
    await members.load()

    def found(typed):
        return [row.name for row in members.rows if row.answers(words_of(typed))]

    assert found("ғани") == found("g'aniy gulnora") == found("gulnora@ex") == ["Gulnora Gʻaniyeva"]
    assert found("nobody") == []


async def test_somebody_gets_several_roles_and_they_count(running_hub, members):
    aziza = running_hub.join("Aziza")
    await members.load()

    await members.change_roles(member(members, "Aziza"), frozenset({MENTOR, COORDINATOR}))

    assert member(members, "Aziza").roles == {MENTOR, COORDINATOR}
    assert aziza.ask("GET", "/accounts").is_success
    assert members.coordinators == 2


async def test_the_last_coordinator_stays_one(members):
    (me,) = members.rows

    with pytest.raises(Problem, match="has to coordinate"):
        await members.change_roles(me, frozenset({MENTOR}))

    assert members.objection(me, frozenset({MENTOR, COORDINATOR})) is None


async def test_where_another_coordinates_one_may_stop(running_hub, members):
    running_hub.join("Kamron", COORDINATOR)
    await members.load()
    me = members.by_id[members.me]

    assert members.objection(me, frozenset({MENTOR})) is None
    assert "no longer coordinate" in str(members.effects(me, frozenset({MENTOR}))[-1])


async def test_what_roles_do_is_said_before(running_hub, members):
    running_hub.join("Aziza", MENTEE)
    await members.load()

    said = [str(one) for one in members.effects(member(members, "Aziza"), frozenset({MENTOR}))]

    assert said == [
        "Works on every board, and reads the solutions of all tasks.",
        "Keeps the work they have handed in, and its reviews.",
    ]


async def test_somebody_is_signed_out_everywhere(running_hub, members):
    aziza = running_hub.join("Aziza")
    await members.load()

    await members.sign_out(member(members, "Aziza"))

    assert code(aziza.ask("GET", "/devices")) == "revoked"
    assert member(members, "Aziza").account.devices == 0


async def test_without_the_hub_what_was_told_stays_and_it_is_said_since_when(running_hub, members):
    told = members.told
    running_hub.stop()

    await members.load()

    assert len(members.rows) == 1
    assert "cannot be reached" in str(members.trouble)
    assert members.told == told


async def test_a_desk_without_a_hub_says_so(desk):
    members = MembersModel(desk("nodira", COORDINATOR).workspace)

    await members.load()

    assert not members.reachable
    assert "no hub" in str(members.trouble)


# --- invitations ---


async def write(invitations, text, **more):
    invitations.write(Draft(text, **more))
    await invitations._workspace.background.settled()


async def test_many_are_invited_at_once_and_those_with_errors_stay_written(running_hub, invitations):
    await write(invitations, "Timur, timur@example.uz\nLola <lola@example>\nRustam\nlola2@example.uz, mentor", days=3)

    made = await invitations.invite()

    assert len(made) == 3
    assert invitations.draft.text == "Lola <lola@example>"
    rows = {row.invited.name: row for row in invitations.rows}
    assert rows["Lola2"].invited.roles == (MENTOR,)
    assert all(rows[name].code and rows[name].link for name in ("Timur", "Rustam", "Lola2"))
    assert running_hub.take_up(rows["Timur"].code, "timur@example.uz").tokens.roles == (MENTEE,)


async def test_of_two_in_one_line_the_one_with_the_error_stays(invitations):
    await write(invitations, "timur@example.uz, lola@example")

    await invitations.invite()

    assert invitations.draft.text == "Lola\tlola@example\tmentee"


async def test_what_was_written_is_there_after_a_start(nodira, members, invitations):
    await write(invitations, "Timur, timur@example.uz", roles=(MENTOR,), days=30)
    await invitations.keep()

    again = InvitationsModel(nodira.workspace, members)
    await again.open_draft()

    assert again.draft == Draft("Timur, timur@example.uz", (MENTOR,), 30)
    assert [guest.name for guest in again.guests] == ["Timur"]


async def test_without_the_hub_nobody_is_invited_and_nothing_is_lost(running_hub, invitations):
    await write(invitations, "Timur, timur@example.uz")
    running_hub.stop()

    with pytest.raises(Problem, match="cannot be reached"):
        await invitations.invite()

    assert invitations.draft.text == "Timur, timur@example.uz"
    assert len(invitations.ready) == 1


async def test_who_has_an_account_or_waits_is_known(running_hub, members, invitations):
    running_hub.take_up(running_hub.invite("Aziza").code, "aziza@example.uz")
    await members.load()
    await write(invitations, "timur@example.uz")
    await invitations.invite()

    await write(invitations, "AZIZA@example.uz\ntimur@example.uz")

    assert [(guest.complaint is not None, guest.again) for guest in invitations.guests] == [
        (True, False),
        (False, True),
    ]


async def test_an_invitation_goes_its_ways(running_hub, invitations):
    await write(invitations, "Timur\nLola\nOlim")
    await invitations.invite()
    rows = {row.invited.name: row for row in invitations.rows}
    await invitations.withdraw(rows["Lola"])
    running_hub.take_up(rows["Olim"].code, "olim")
    await invitations.load()

    states = {row.invited.name: row.invited.state for row in invitations.rows}
    assert {name: states[name] for name in rows} == {"Timur": "waiting", "Lola": "withdrawn", "Olim": "used"}

    lola = next(row for row in invitations.rows if row.invited.name == "Lola")
    again = await invitations.again(lola)

    named = [row for row in invitations.rows if row.invited.name == "Lola"]
    assert [(row.id, row.invited.state) for row in named] == [(again, "waiting")]
    assert named[0].code not in ("", lola.code)
    assert running_hub.take_up(named[0].code, "lola").tokens.name == "Lola"


async def test_an_invitation_somebody_has_just_taken_up_is_not_withdrawn(running_hub, invitations):
    await write(invitations, "Timur")
    await invitations.invite()
    (row,) = [row for row in invitations.rows if row.invited.name == "Timur"]
    running_hub.take_up(row.code, "timur")

    with pytest.raises(Problem, match="not there"):
        await invitations.withdraw(row)


async def test_people_of_a_spreadsheet_are_added_to_those_that_are_written(invitations, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("Name,E-mail\nLola Usmonova,lola@example.uz\n")
    await write(invitations, "Timur\n")

    await invitations.bring(file)
    await invitations._workspace.background.settled()

    assert [guest.name for guest in invitations.guests] == ["Timur", "Lola Usmonova"]


async def test_invitations_are_saved_with_the_codes_that_are_known(invitations, tmp_path):
    await write(invitations, "Timur, timur@example.uz")
    await invitations.invite()

    await invitations.save(tmp_path / "invitations.csv")

    with (tmp_path / "invitations.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    timur = next(row for row in rows if row["Name"] == "Timur")
    assert timur["Link"].startswith("growtogether://join?hub=")
    assert timur["Code"] in timur["Link"]


# --- the audit ---


@pytest.fixture
async def audit(nodira, members):
    audit = AuditModel(nodira.workspace, members)
    await audit.load()
    return audit


async def test_the_audit_is_narrowed_to_a_person_a_kind_and_a_time(running_hub, members, audit):
    aziza = running_hub.join("Aziza")
    await members.load()
    await members.change_roles(member(members, "Aziza"), frozenset({MENTOR}))

    async def kinds(**wanted):
        audit.narrow(Wanted(**wanted))
        await audit.load()
        return [row.what for row in audit.rows]

    assert await kinds(person=aziza.tokens.person) == ["account.open"]
    assert await kinds(what="account.") == ["account.roles", "account.open", "account.open"]
    assert await kinds(until=audit._workspace.clock().replace(year=2020)) == []
    assert await kinds(what="account.roles", since=audit._workspace.clock().replace(year=2020)) == ["account.roles"]
    assert audit.subject_of(audit.rows[0]) == "Aziza"


async def test_old_entries_come_a_page_at_a_time_and_all_of_them_are_saved(running_hub, audit, tmp_path):
    for at in range(AUDIT_ROWS + 5):
        running_hub.invite(f"Guest {at}")
    await audit.load()
    assert (len(audit.rows), audit.more) == (AUDIT_ROWS, True)

    await audit.save(tmp_path / "audit.csv")
    await audit.older()

    numbers = [row.entry for row in audit.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert not audit.more
    with (tmp_path / "audit.csv").open(encoding="utf-8-sig") as file:
        assert [int(row["Number"]) for row in csv.DictReader(file)] == numbers
