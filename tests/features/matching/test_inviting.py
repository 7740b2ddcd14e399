"""Everybody on a roster gets an invitation of their own, once there is a hub to ask."""

import csv
from urllib.parse import parse_qs, urlsplit

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.features.matching.model.inviting import AT_ONCE, Invitations
from growtogether_desktop.features.matching.model.proposal import People
from growtogether_desktop.hub import people
from growtogether_desktop.sync.troubles import Unreachable
from growtogether_desktop.wire.protocol import AccountAsked, Invitation, InvitationAsked
from tests.desks import Desk, Programme
from tests.features.matching.cohorts import BEKZOD, MALIKA, TIMUR, mentee


class Door:
    """The hub's own way of inviting, which a test may cut."""

    address = "https://hub.example.uz"

    def __init__(self, programme: Programme, desk: Desk) -> None:
        self.people = people.People(programme.engine, programme.service)
        self.patience = 99
        self._desk = desk

    async def invite(self, asked: tuple[InvitationAsked, ...]) -> tuple[Invitation, ...]:
        if not self.patience:
            raise Unreachable(say("The hub cannot be reached."))
        self.patience -= 1
        return self.people.invite(self._desk.workspace.me.id, asked)


@pytest.fixture
def coordinator(programme: Programme) -> Desk:
    desk = programme.desk("kamron", COORDINATOR)
    desk.workspace.hub = Door(programme, desk)
    return desk


@pytest.fixture
def invitations(coordinator: Desk) -> Invitations:
    return Invitations(coordinator.workspace)


async def test_an_invitation_opens_the_place_on_the_roster(coordinator, invitations):
    invitations.look_at(People((MALIKA,), (TIMUR,)))

    await invitations.ask()

    assert invitations.uninvited == 0
    timur = next(row for row in invitations.rows if row.name == "Timur")
    link = urlsplit(timur.link)
    assert (link.scheme, link.netloc) == ("growtogether", "join")
    assert parse_qs(link.query) == {"hub": ["https://hub.example.uz"], "code": [timur.code]}
    tokens = coordinator.workspace.hub.people.take_up(AccountAsked(timur.code, "timur", "long enough, 12", "laptop"))
    assert (tokens.person, tokens.roles) == (TIMUR.person, (MENTEE,))


async def test_who_is_both_gets_one_invitation_for_both(invitations):
    invitations.look_at(People((MALIKA,), (mentee("Malika", "Rust"),)))

    await invitations.ask()

    (malika,) = invitations.rows
    assert malika.roles == (MENTOR, MENTEE)


async def test_without_a_hub_the_person_is_told(coordinator, invitations):
    coordinator.workspace.hub = None
    invitations.look_at(People((MALIKA,)))

    with pytest.raises(Problem, match="no hub"):
        await invitations.ask()


async def test_who_was_invited_before_the_line_broke_stays_invited(coordinator, invitations):
    everybody = tuple(mentee(f"Mentee {at:03}", "Go") for at in range(AT_ONCE + 5))
    coordinator.workspace.hub.patience = 1
    invitations.look_at(People((), everybody))

    with pytest.raises(Problem, match="cannot be reached"):
        await invitations.ask()
    assert invitations.uninvited == 5
    first = {row.person: row.code for row in invitations.rows if row.code}

    coordinator.workspace.hub.patience = 1
    await invitations.ask()
    assert invitations.uninvited == 0
    assert {row.person: row.code for row in invitations.rows if row.person in first} == first


async def test_somebody_who_joins_later_is_invited_alone(invitations):
    invitations.look_at(People((MALIKA,)))
    await invitations.ask()
    code = invitations.rows[0].code

    invitations.look_at(People((MALIKA, BEKZOD)))

    assert [(row.name, row.code) for row in invitations.rows] == [("Bekzod", ""), ("Malika", code)]


async def test_invitations_are_saved_as_words_that_no_spreadsheet_runs(invitations, tmp_path):
    invitations.look_at(People((MALIKA,), (mentee("=1+1", "Go"),)))
    await invitations.ask()

    await invitations.save(tmp_path / "invitations.csv")

    with (tmp_path / "invitations.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["Name", "E-mail", "Role", "Code", "Link"]
    assert [row[0] for row in rows] == ["'=1+1", "Malika"]
    assert [row[3] for row in rows] == [row.code for row in invitations.rows]
