"""Somebody has forgotten their password: by a coordinator's code they choose another, once, and all before ends."""

import httpx
import pytest
from sqlalchemy import Engine

from growtogether_desktop.domain.changes import COORDINATOR, HUB
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.hub.accounts import RESET_S, Accounts
from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.people import People
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import (
    AccountAsked,
    AuditEntry,
    Invitation,
    InvitationAsked,
    ResetAsked,
    SignInAsked,
    Tokens,
)
from tests.hubs import PASSWORD, Member, RunningHub, code

ANOTHER = "seven loud blue doors"


def make(hub: RunningHub, who: Member, by: Member | None = None, password: str = PASSWORD) -> httpx.Response:
    asked = dump({"password": password})
    return (by or hub.coordinator).ask("POST", f"/accounts/{who.tokens.person}/reset", content=asked)


def made(hub: RunningHub, who: Member) -> Invitation:
    return load(Invitation, make(hub, who).content)


def choose(hub: RunningHub, code: str, password: str = ANOTHER, known_as: str = "") -> httpx.Response:
    return httpx.post(f"{hub.url}/session/reset", content=dump(ResetAsked(code, password, "laptop", known_as)))


def signs_in(hub: RunningHub, login: str, password: str) -> bool:
    return httpx.post(f"{hub.url}/session", content=dump(SignInAsked(login, password, "x"))).is_success


def test_whoever_has_a_code_chooses_another_password_and_is_in(hub: RunningHub):
    malika = hub.take_up(hub.invite("Malika", "mentor").code, "malika")

    tokens = load(Tokens, choose(hub, made(hub, malika).code).content)

    assert (tokens.person, tokens.name, tokens.roles) == (malika.tokens.person, "Malika", ("mentor",))
    assert hub.desk_for(tokens).ask("GET", "/devices").is_success
    assert signs_in(hub, "malika", ANOTHER)
    assert not signs_in(hub, "malika", PASSWORD)


def test_everybody_who_was_signed_in_before_is_signed_out_and_loses_nothing(hub: RunningHub):
    timur = hub.take_up(hub.invite("Timur").code, "timur")

    assert choose(hub, made(hub, timur).code).is_success

    # Not revoked: that would wipe the computer.
    assert code(timur.ask("GET", "/devices")) == "unauthorised"


def test_a_computer_that_is_known_goes_on_as_itself(hub: RunningHub):
    aziz = hub.take_up(hub.invite("Aziz").code, "aziz")

    tokens = load(Tokens, choose(hub, made(hub, aziz).code, known_as=aziz.tokens.device).content)

    assert tokens.device == aziz.tokens.device


def test_a_code_is_good_once(hub: RunningHub):
    lola = hub.join("lola")
    reset = made(hub, lola).code
    assert choose(hub, reset).is_success

    answer = choose(hub, reset, "eight loud blue doors")

    assert (answer.status_code, code(answer)) == (403, "code")


def test_a_new_code_ends_the_one_before(hub: RunningHub):
    zarina = hub.join("zarina")
    first, second = made(hub, zarina).code, made(hub, zarina).code

    assert code(choose(hub, first)) == "code"
    assert choose(hub, second).is_success


def test_whoever_remembers_after_all_ends_the_code(hub: RunningHub):
    olim = hub.join("olim")
    reset = made(hub, olim).code
    assert olim.ask("PUT", "/account/password", content=dump({"old": PASSWORD, "new": ANOTHER})).is_success

    assert code(choose(hub, reset, "eight loud blue doors")) == "code"


def test_an_easy_password_does_not_spend_the_code(hub: RunningHub):
    sardor = hub.join("sardor")
    reset = made(hub, sardor).code

    assert code(choose(hub, reset, "short")) == "password"
    assert choose(hub, reset).is_success


def test_a_code_opens_no_account_and_an_invitation_changes_no_password(hub: RunningHub):
    kamron = hub.join("kamron")
    asked = AccountAsked(made(hub, kamron).code, "another", PASSWORD, "laptop")

    assert code(httpx.post(f"{hub.url}/accounts", content=dump(asked))) == "invitation"
    assert code(choose(hub, hub.invite("Somebody").code)) == "code"


def test_a_code_is_not_listed_with_the_invitations(hub: RunningHub):
    diyor = hub.join("diyor")
    reset = made(hub, diyor)

    assert reset.id not in hub.coordinator.ask("GET", "/invitations").text
    assert reset.code not in hub.said()


def test_a_whole_class_may_have_forgotten_theirs_at_once(hub: RunningHub):
    pupil = hub.join("pupil")

    assert {make(hub, pupil).status_code for _ in range(12)} == {201}


def test_whoever_makes_it_shows_who_they_are(hub: RunningHub):
    answer = make(hub, hub.join("shirin"), password="is it this one")

    assert (answer.status_code, code(answer)) == (403, "old_password")


def test_one_coordinator_helps_another_and_none_themselves(hub: RunningHub):
    second = hub.join("second", COORDINATOR)

    assert make(hub, hub.coordinator, second).is_success
    assert code(make(hub, second, second)) == "own_password"


def test_it_is_in_the_audit_who_made_it_and_when_it_was_used(hub: RunningHub):
    nodir = hub.join("nodir")
    assert choose(hub, made(hub, nodir).code).is_success

    def entries(**asked: str) -> list[tuple[str, str]]:
        answer = hub.coordinator.ask("POST", "/audit", content=dump(asked))
        return [(one.person, one.subject) for one in load(tuple[AuditEntry, ...], answer.content)]

    assert entries(what="account.reset")[0] == (hub.coordinator.tokens.person, nodir.tokens.person)
    assert entries(what="account.password")[0][0] == nodir.tokens.person


def test_a_coordinator_is_let_in_again_on_the_hubs_own_computer(hub: RunningHub):
    hub.take_up(hub.invite("Only one", COORDINATOR).code, "only.one@example.uz")

    told = hub.run("reset", "--login", " Only.One@example.uz")

    assert told.returncode == 0, told.stderr
    assert choose(hub, told.stdout.strip()).is_success
    assert signs_in(hub, "only.one@example.uz", ANOTHER)


def test_of_whoever_is_not_there_the_command_says_so(hub: RunningHub):
    told = hub.run("reset", "--login", "nobody")

    assert told.returncode == 2
    assert "Nobody signs in as nobody" in told.stderr


class Now:
    s = 1_000_000.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def now() -> Now:
    return Now()


def test_a_code_ends_by_itself(engine: Engine, now: Now):
    people, accounts = People(engine, HubService(engine), now), Accounts(engine, now)
    (invited,) = people.invite(PersonId("c"), [InvitationAsked("malika", ("mentee",))])
    malika = people.take_up(AccountAsked(invited.code, "malika", PASSWORD, "laptop"))
    made = accounts.reset_password(HUB.id, PersonId(malika.person))

    now.s += RESET_S + 1

    with pytest.raises(Declined, match="code"):
        people.choose_password(ResetAsked(made.code, ANOTHER, "laptop"))
    assert people.sign_in(SignInAsked("malika", PASSWORD, "laptop")).person == malika.person
