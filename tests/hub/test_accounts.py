"""Passwords, roles and invitations: who may change them, and what follows at once."""

import time
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from growtogether_desktop.base.background import side_by_side
from growtogether_desktop.domain.accounts import INVITATION_DAYS, MOST_INVITATION_DAYS
from growtogether_desktop.domain.changes import COORDINATOR, MENTOR
from growtogether_desktop.domain.cohorts import Cohort, StartCohort
from growtogether_desktop.domain.ids import PersonId, new_id
from growtogether_desktop.hub import upkeep
from growtogether_desktop.hub.accounts import Accounts
from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.people import People
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.hub.threads import Threads
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import (
    AccountAsked,
    Invitation,
    InvitationAsked,
    Invited,
    Listed,
    SignInAsked,
    Tokens,
)
from tests.hubs import PASSWORD, Member, RunningHub, code

ANOTHER = "seven loud blue doors"


def signed_in(hub: RunningHub, login: str, password: str = PASSWORD) -> httpx.Response:
    return httpx.post(f"{hub.url}/session", content=dump(SignInAsked(login, password, "tablet")))


def change(member: Member, old: str, new: str) -> httpx.Response:
    return member.ask("PUT", "/account/password", content=dump({"old": old, "new": new}))


def give(hub: RunningHub, who: Member, *roles: str) -> httpx.Response:
    return hub.coordinator.ask("PUT", f"/accounts/{who.tokens.person}/roles", content=dump({"roles": roles}))


# --- passwords ----------------------------------------------------------------------------------


def test_a_new_password_takes_the_place_of_the_old(hub: RunningHub):
    malika = hub.take_up(hub.invite("Malika").code, "malika")

    assert change(malika, PASSWORD, ANOTHER).status_code == 204

    assert signed_in(hub, "malika").status_code == 403
    assert signed_in(hub, "malika", ANOTHER).is_success
    assert malika.ask("GET", "/devices").is_success


def test_a_new_password_signs_the_other_devices_out(hub: RunningHub):
    timur = hub.take_up(hub.invite("Timur").code, "timur")
    tablet = load(Tokens, signed_in(hub, "timur").content)

    assert change(timur, PASSWORD, ANOTHER).status_code == 204

    assert hub.desk_for(tablet).ask("GET", "/devices").status_code == 401
    renewal = httpx.post(f"{hub.url}/session/refresh", content=dump({"refresh": tablet.refresh}))
    assert renewal.status_code == 401


def test_whoever_does_not_know_the_old_password_changes_nothing(hub: RunningHub):
    zarina = hub.take_up(hub.invite("Zarina").code, "zarina")

    answer = change(zarina, "not her password", ANOTHER)

    assert (answer.status_code, code(answer)) == (403, "old_password")
    assert signed_in(hub, "zarina").is_success


def test_a_new_password_is_no_easier_to_guess(hub: RunningHub):
    answer = change(hub.join("olim"), PASSWORD, "short")

    assert (answer.status_code, code(answer)) == (422, "password")


def test_guessing_the_old_password_is_slowed_down(hub: RunningHub):
    guest = hub.join("guest")

    answers = [change(guest, "is it this one", ANOTHER).status_code for _ in range(11)]

    assert answers == [403] * 10 + [429]


# --- roles --------------------------------------------------------------------------------------


def test_roles_count_from_the_next_request_on(hub: RunningHub):
    member = hub.join("aziz")
    cohort = new_id()
    hub.coordinator.do(StartCohort(cohort, "Autumn"))
    hub.coordinator.meet()
    member.meet()
    assert member.see(Cohort, cohort) is None

    assert give(hub, member, "mentee", "coordinator").status_code == 204
    member.meet()
    assert member.see(Cohort, cohort) is not None

    assert give(hub, member, "mentee").status_code == 204
    member.meet()
    assert member.see(Cohort, cohort) is None
    assert member.ask("GET", "/accounts").status_code == 403


def test_a_renewed_token_says_the_new_roles(hub: RunningHub):
    member = hub.join("lola")
    assert give(hub, member, "mentor", "coordinator").status_code == 204

    renewed = httpx.post(f"{hub.url}/session/refresh", content=dump({"refresh": member.tokens.refresh}))

    assert load(Tokens, renewed.content).roles == ("coordinator", "mentor")


def test_everybody_is_listed_with_their_roles(hub: RunningHub):
    member = hub.join("listed", "mentor")

    everybody = load(tuple[Listed, ...], hub.coordinator.ask("GET", "/accounts").content)

    assert ("listed", ("mentor",)) in {(one.name, one.roles) for one in everybody if one.id == member.tokens.person}


@pytest.mark.parametrize("roles", [[], ["hub"], ["mentor", "owner"], ["mentor coordinator"]])
def test_roles_are_those_there_are(hub: RunningHub, roles: list[str]):
    answer = give(hub, hub.join("odd"), *roles)

    assert (answer.status_code, code(answer)) == (422, "roles")


@pytest.fixture
def two_coordinators(engine: Engine) -> tuple[Accounts, PersonId, PersonId]:
    people = People(engine, HubService(engine))
    found = []
    for name in ("nodira", "kamron"):
        invitation = people.invite(PersonId("hub"), [InvitationAsked(name, (COORDINATOR,))])[0]
        found.append(PersonId(people.take_up(AccountAsked(invitation.code, name, PASSWORD, "laptop")).person))
    return Accounts(engine), found[0], found[1]


def test_somebody_always_coordinates(two_coordinators: tuple[Accounts, PersonId, PersonId]):
    accounts, nodira, kamron = two_coordinators
    accounts.change_roles(nodira, kamron, (MENTOR,))

    with pytest.raises(Declined, match="last_coordinator"):
        accounts.change_roles(nodira, nodira, (MENTOR,))


async def test_two_who_depose_each_other_at_once_do_not_both_succeed(
    engine: Engine, two_coordinators: tuple[Accounts, PersonId, PersonId]
):
    accounts, nodira, kamron = two_coordinators
    threads = Threads(one_writer=engine.dialect.name == "sqlite")

    async def depose(pair: tuple[PersonId, PersonId]) -> None:
        with suppress(Declined):
            await threads.write(lambda: accounts.change_roles(pair[0], pair[1], (MENTOR,)))

    for _ in range(5):
        await side_by_side(depose, [(nodira, kamron), (kamron, nodira)], 2)

        left = [one.id for one in accounts.everybody() if COORDINATOR in one.roles]
        assert len(left) == 1
        back = kamron if left[0] == nodira else nodira
        accounts.change_roles(PersonId(left[0]), back, (COORDINATOR,))


# --- devices ------------------------------------------------------------------------------------


def test_a_coordinator_signs_somebody_out_everywhere(hub: RunningHub):
    lost = hub.take_up(hub.invite("Lost").code, "lost")
    tablet = hub.desk_for(load(Tokens, signed_in(hub, "lost").content))

    assert hub.coordinator.ask("DELETE", f"/accounts/{lost.tokens.person}/devices").status_code == 204

    assert {code(one.ask("GET", "/devices")) for one in (lost, tablet)} == {"revoked"}
    assert signed_in(hub, "lost").is_success
    assert account(hub, lost).devices == 1


def test_everybody_is_listed_with_login_devices_and_when_they_called(hub: RunningHub):
    began = time.time()
    aziza = hub.take_up(hub.invite("Aziza").code, "Aziza@Example.uz")
    hub.desk_for(load(Tokens, signed_in(hub, "aziza@example.uz").content)).ask("GET", "/devices")

    found = account(hub, aziza)

    assert (found.login, found.devices) == ("aziza@example.uz", 2)
    assert began - 1 < found.seen < time.time() + 1


def account(hub: RunningHub, who: Member) -> Listed:
    everybody = load(tuple[Listed, ...], hub.coordinator.ask("GET", "/accounts").content)
    return next(one for one in everybody if one.id == who.tokens.person)


# --- invitations --------------------------------------------------------------------------------


def listed(hub: RunningHub) -> dict[str, Invited]:
    answer = hub.coordinator.ask("GET", "/invitations")
    return {one.id: one for one in load(tuple[Invited, ...], answer.content)}


def take_up(hub: RunningHub, code: str, login: str) -> httpx.Response:
    return httpx.post(f"{hub.url}/accounts", content=dump(AccountAsked(code, login, PASSWORD, "laptop")))


def invite(hub: RunningHub, asked: InvitationAsked) -> Invitation:
    answer = hub.coordinator.ask("POST", "/invitations", content=dump((asked,)))
    assert answer.is_success, answer.text
    return load(tuple[Invitation, ...], answer.content)[0]


def test_invitations_are_listed_without_their_codes(hub: RunningHub):
    invitation = hub.invite("Somebody new", "mentor")

    answer = hub.coordinator.ask("GET", "/invitations")

    found = listed(hub)[invitation.id]
    assert (found.name, found.roles, found.state) == ("Somebody new", ("mentor",), "waiting")
    assert invitation.code not in answer.text


def test_an_invitation_is_withdrawn_and_that_is_seen(hub: RunningHub):
    invitation = hub.invite("Withdrawn")

    assert hub.coordinator.ask("DELETE", f"/invitations/{invitation.id}").status_code == 204

    assert listed(hub)[invitation.id].state == "withdrawn"
    assert code(take_up(hub, invitation.code, "withdrawn")) == "invitation"
    assert hub.coordinator.ask("DELETE", f"/invitations/{invitation.id}").status_code == 404


def test_an_invitation_that_was_taken_up_says_by_whom_and_is_not_withdrawn(hub: RunningHub):
    invitation = hub.invite("Quick")
    quick = hub.take_up(invitation.code, "quick")

    found = listed(hub)[invitation.id]
    assert (found.state, found.person) == ("used", quick.tokens.person)
    assert hub.coordinator.ask("DELETE", f"/invitations/{invitation.id}").status_code == 404


def test_an_invitation_is_good_for_as_long_as_was_asked(hub: RunningHub):
    usual = hub.invite("Patient")
    short = invite(hub, InvitationAsked("Hasty", ("mentee",), days=1))

    assert usual.until - short.until == pytest.approx((INVITATION_DAYS - 1) * 86_400, abs=60)


def test_nobody_is_invited_for_ever(hub: RunningHub):
    asked = ({"name": "Endless", "roles": ["mentee"], "days": MOST_INVITATION_DAYS + 1},)

    assert code(hub.coordinator.ask("POST", "/invitations", content=dump(asked))) == "unreadable"


def test_an_address_is_invited_once_and_anew(hub: RunningHub):
    first = invite(hub, InvitationAsked("Sardor", ("mentee",), email="sardor@example.uz"))
    second = invite(hub, InvitationAsked("Sardor", ("mentor",), email="Sardor@Example.uz "))

    assert first.id not in listed(hub)
    assert listed(hub)[second.id].roles == ("mentor",)
    assert code(take_up(hub, first.code, "sardor")) == "invitation"


def test_a_new_invitation_takes_the_place_of_the_one_it_names(hub: RunningHub):
    first = hub.invite("Nameless")
    second = invite(hub, InvitationAsked("Nameless", ("mentee",), instead_of=first.id))

    assert {first.id, second.id} & set(listed(hub)) == {second.id}
    assert code(take_up(hub, first.code, "nameless")) == "invitation"
    assert take_up(hub, second.code, "nameless").is_success


def test_one_that_was_taken_up_stays_listed_whatever_takes_its_place(hub: RunningHub):
    first = hub.invite("Twice")
    hub.take_up(first.code, "twice")

    invite(hub, InvitationAsked("Twice", ("mentee",), instead_of=first.id))

    assert listed(hub)[first.id].state == "used"


def test_what_has_ended_is_remembered_for_a_while(engine: Engine):
    people = People(engine, HubService(engine), lambda: 0.0)
    people.invite(PersonId("hub"), [InvitationAsked("Late", ("mentee",), days=1)])
    later = Accounts(engine, lambda: 86_401.0)

    upkeep.tidy(engine, 86_401.0)
    assert [one.state for one in later.invitations()] == ["expired"]

    upkeep.tidy(engine, 86_401.0 + upkeep.INVITATIONS_S)
    assert later.invitations() == ()


def test_the_first_coordinators_way_in_is_nobodys_to_withdraw(tmp_path: Path):
    with closing(RunningHub(tmp_path / "hub")) as hub:
        hub.start()
        assert hub.coordinator.ask("GET", "/invitations").json() == []
