"""Who may come in, and how they are put out again; on a clock of the test's own."""

from pathlib import Path
from unicodedata import normalize

import pytest
from sqlalchemy import Engine, delete, select

from growtogether_desktop.domain.accounts import INVITATION_DAYS
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.ids import DeviceId, PersonId
from growtogether_desktop.hub import passwords
from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.people import Known, People
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.hub.tokens import ACCESS_S, REFRESH_S
from growtogether_desktop.hub.upkeep import INVITATIONS_S, tidy
from growtogether_desktop.store import tables
from growtogether_desktop.wire.codec import load
from growtogether_desktop.wire.protocol import AccountAsked, InvitationAsked, SignInAsked, Tokens

PASSWORD = "five quiet green lamps"
COORDINATOR = PersonId("nodira")


class Now:
    def __init__(self) -> None:
        self.s = 1_800_000_000.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def people(engine: Engine, now: Now) -> People:
    return People(engine, HubService(engine), now)


def invited(people: People, name: str = "Malika", person: str = "") -> str:
    return people.invite(COORDINATOR, [InvitationAsked(name, ("mentor",), person)])[0].code


def joined(people: People, login: str = "malika") -> Tokens:
    return people.take_up(AccountAsked(invited(people), login, PASSWORD, "laptop"))


def whose(people: People, tokens: Tokens) -> Known:
    return people.whose(tokens.access)


# --- invitations --------------------------------------------------------------------------------


def test_an_invitation_makes_an_account_with_its_roles_and_name(people: People):
    code = people.invite(COORDINATOR, [InvitationAsked("Malika Karimova", ("mentor", "coordinator"))])[0].code

    tokens = people.take_up(AccountAsked(code, "malika@example.uz", PASSWORD, "laptop"))

    assert (tokens.name, tokens.roles) == ("Malika Karimova", ("coordinator", "mentor"))
    assert whose(people, tokens).caller.actor.coordinates


def test_an_invitation_is_good_once(people: People):
    code = invited(people)
    people.take_up(AccountAsked(code, "malika", PASSWORD, "laptop"))

    with pytest.raises(Declined, match="invitation"):
        people.take_up(AccountAsked(code, "timur", PASSWORD, "laptop"))


def test_an_invitation_ends(people: People, now: Now):
    code = invited(people)
    now.s += INVITATION_DAYS * 86_400 + 1

    with pytest.raises(Declined, match="invitation"):
        people.take_up(AccountAsked(code, "malika", PASSWORD, "laptop"))


def test_a_code_is_read_however_it_was_copied(people: People):
    code = invited(people)

    tokens = people.take_up(AccountAsked(f" {code.lower().replace('-', ' ')} ", "malika", PASSWORD, "laptop"))

    assert tokens.person


def test_a_failed_attempt_leaves_the_invitation_unused(people: People):
    joined(people, "malika")
    code = invited(people, "Another Malika")

    with pytest.raises(Declined, match="login_taken"):
        people.take_up(AccountAsked(code, "MALIKA ", PASSWORD, "laptop"))

    assert people.take_up(AccountAsked(code, "malika2", PASSWORD, "laptop")).name == "Another Malika"


def test_somebody_on_the_roster_keeps_their_id(people: People):
    tokens = people.take_up(AccountAsked(invited(people, person="roster-7"), "malika", PASSWORD, "laptop"))

    assert tokens.person == "roster-7"


def test_a_second_invitation_for_one_person_takes_the_place_of_the_first(people: People):
    first, second = invited(people, person="roster-7"), invited(people, person="roster-7")

    with pytest.raises(Declined, match="invitation"):
        people.take_up(AccountAsked(first, "malika", PASSWORD, "laptop"))

    assert people.take_up(AccountAsked(second, "malika", PASSWORD, "laptop")).person == "roster-7"


def test_whoever_has_an_account_gets_no_code(people: People):
    people.take_up(AccountAsked(invited(people, person="roster-7"), "malika", PASSWORD, "laptop"))
    roster = [InvitationAsked("Malika", ("mentor",), "roster-7"), InvitationAsked("Timur", ("mentee",), "roster-8")]

    codes = [one.code for one in people.invite(COORDINATOR, roster)]

    assert codes[0] == ""
    assert codes[1]


def test_an_empty_hub_invites_its_first_coordinator_until_there_is_somebody(people: People):
    first, again = people.first_invitation(), people.first_invitation()
    assert first is not None
    assert again is not None

    nodira = people.take_up(AccountAsked(first.code, "nodira", PASSWORD, "laptop", name="Nodira"))

    assert (nodira.name, nodira.roles) == ("Nodira", ("coordinator",))
    assert people.first_invitation() is None
    with pytest.raises(Declined, match="invitation"):
        people.take_up(AccountAsked(again.code, "timur", PASSWORD, "laptop"))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (InvitationAsked("", ("mentor",)), "name"),
        (InvitationAsked("x" * 201, ("mentor",)), "name"),
        (InvitationAsked("a\x00b", ("mentor",)), "name"),
        (InvitationAsked("Malika", ()), "roles"),
        (InvitationAsked("Malika", ("hub",)), "roles"),
        (InvitationAsked("Malika", ("mentor", "mentee coordinator")), "roles"),
    ],
)
def test_an_invitation_is_for_a_name_and_known_roles(people: People, asked: InvitationAsked, code: str):
    with pytest.raises(Declined, match=code):
        people.invite(COORDINATOR, [asked])


# --- accounts -----------------------------------------------------------------------------------


def test_everyone_has_a_profile(people: People, engine: Engine):
    tokens = joined(people)

    with engine.connect() as db:
        body = db.execute(select(tables.hub_shelf.c.body).where(tables.hub_shelf.c.id == tokens.person)).scalar_one()
    assert load(Profile, body).name == "Malika"


def test_a_profile_lost_to_a_power_cut_is_made_at_the_next_start(people: People, engine: Engine):
    tokens = joined(people)
    with engine.begin() as db:
        db.execute(delete(tables.hub_shelf))

    people.open_missing_profiles()

    with engine.connect() as db:
        assert db.execute(select(tables.hub_shelf.c.id)).scalars().all() == [tokens.person]


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "x" * 201,
        "aaaaaaaaaaaa",
        "Malika@Example.uz",
        "qwertyuiop",
        "Password2026!",
        "  1234567890",
        "2026iloveyou",
        "turtleneck",
    ],
)
def test_a_password_is_neither_short_nor_easy_to_guess(people: People, password: str):
    with pytest.raises(Declined, match="password"):
        people.take_up(AccountAsked(invited(people), "malika@example.uz", password, "laptop"))


def test_the_three_thousand_most_used_that_are_long_enough_are_refused():
    lists = Path(__file__).parents[2] / "resources" / "passwords"
    listed = {word for name in ("known.txt", "long.txt") for word in (lists / name).read_text("ascii").split()}

    long_enough = {word for word in listed if len(word) >= passwords.SHORTEST}

    assert len(long_enough) >= 3_000
    assert [word for word in long_enough if passwords.objection_to(word, "malika") is None] == []


@pytest.mark.parametrize("login", ["", "ab", "with blank", "nul\x00l", "x" * 255])
def test_a_login_can_be_typed(people: People, login: str):
    with pytest.raises(Declined, match="login"):
        people.take_up(AccountAsked(invited(people), login, PASSWORD, "laptop"))


def test_a_password_is_the_same_from_every_keyboard(people: People):
    composed = "йўлбарс ёмғирда"
    decomposed = normalize("NFD", composed)
    assert composed != decomposed
    people.take_up(AccountAsked(invited(people), "malika", composed, "laptop"))

    assert people.sign_in(SignInAsked("malika", decomposed, "tablet")).name == "Malika"


def test_a_wrong_password_and_an_unknown_login_are_told_alike(people: People):
    joined(people)

    with pytest.raises(Declined) as wrong:
        people.sign_in(SignInAsked("malika", "another password", "laptop"))
    with pytest.raises(Declined) as unknown:
        people.sign_in(SignInAsked("nobody", PASSWORD, "laptop"))

    assert (wrong.value.status, wrong.value.code, wrong.value.what) == (
        unknown.value.status,
        unknown.value.code,
        unknown.value.what,
    )


def test_only_hashes_are_kept(people: People, engine: Engine):
    code = invited(people)
    tokens = people.take_up(AccountAsked(code, "malika", PASSWORD, "laptop"))
    whose(people, tokens)

    with engine.connect() as db:
        kept = repr([db.execute(select(table)).all() for table in tables.hub.sorted_tables])

    assert not [secret for secret in (code, PASSWORD, tokens.access, tokens.refresh) if secret in kept]


# --- tokens -------------------------------------------------------------------------------------


def test_an_access_token_ends(people: People, now: Now):
    tokens = joined(people)
    now.s += ACCESS_S + 1

    with pytest.raises(Declined, match="unauthorised"):
        whose(people, tokens)


def test_a_refresh_token_is_no_access_token(people: People):
    tokens = joined(people)

    with pytest.raises(Declined, match="unauthorised"):
        people.whose(tokens.refresh)
    with pytest.raises(Declined, match="unauthorised"):
        people.renew(tokens.access)


def test_tokens_are_renewed_for_the_same_device(people: People, now: Now):
    first = joined(people)
    now.s += ACCESS_S + 1

    second = people.renew(first.refresh)

    assert whose(people, second).caller.device == first.device
    assert (second.person, second.roles) == (first.person, first.roles)
    assert {second.access, second.refresh}.isdisjoint({first.access, first.refresh})


def test_a_refresh_token_ends_when_it_is_not_used(people: People, now: Now):
    tokens = joined(people)
    now.s += REFRESH_S + 1

    with pytest.raises(Declined, match="unauthorised"):
        people.renew(tokens.refresh)


def test_a_lost_answer_does_not_sign_anybody_out(people: People):
    first = joined(people)
    lost = people.renew(first.refresh)

    again = people.renew(first.refresh)

    assert whose(people, again).caller.device == first.device
    with pytest.raises(Declined, match="unauthorised"):
        whose(people, lost)


def test_a_copied_refresh_token_signs_the_device_out(people: People):
    first = joined(people)
    second = people.renew(first.refresh)
    whose(people, second)

    with pytest.raises(Declined, match="unauthorised"):
        people.renew(first.refresh)

    with pytest.raises(Declined, match="unauthorised"):
        whose(people, second)
    with pytest.raises(Declined, match="unauthorised"):
        people.renew(second.refresh)


def test_renewing_twice_in_a_row_spends_the_first_token_too(people: People):
    first = joined(people)
    third = people.renew(people.renew(first.refresh).refresh)

    with pytest.raises(Declined, match="unauthorised"):
        people.renew(first.refresh)

    with pytest.raises(Declined, match="unauthorised"):
        whose(people, third)


def test_another_device_is_not_concerned_by_a_copied_token(people: People):
    laptop = joined(people)
    tablet = people.sign_in(SignInAsked("malika", PASSWORD, "tablet"))
    whose(people, people.renew(laptop.refresh))

    with pytest.raises(Declined, match="unauthorised"):
        people.renew(laptop.refresh)

    assert whose(people, tablet).caller.device == tablet.device


def test_signing_out_ends_the_tokens_of_this_device_alone(people: People):
    laptop = joined(people)
    tablet = people.sign_in(SignInAsked("malika", PASSWORD, "tablet"))

    people.sign_out(whose(people, laptop).caller)

    assert whose(people, tablet).caller.device == tablet.device
    with pytest.raises(Declined, match="unauthorised"):
        whose(people, laptop)
    with pytest.raises(Declined, match="unauthorised"):
        people.renew(laptop.refresh)


def test_a_session_ends_after_a_year_however_often_it_was_renewed(people: People, now: Now):
    tokens = joined(people)
    for _day in range(365 // 50):
        now.s += 50 * 86_400
        tokens = people.renew(tokens.refresh)
    now.s += 15 * 86_400 - 60
    last = people.renew(tokens.refresh)

    assert last.access_until == now.s + 60
    now.s += 61
    with pytest.raises(Declined, match="unauthorised"):
        whose(people, last)
    with pytest.raises(Declined, match="unauthorised"):
        people.renew(last.refresh)


def test_whoever_signs_in_again_has_another_year_and_goes_on_with_the_journal(people: People, now: Now):
    first = joined(people)
    now.s += 300 * 86_400

    again = people.sign_in(SignInAsked("malika", PASSWORD, "laptop", known_as=first.device))
    for _day in range(2):
        now.s += 50 * 86_400
        again = people.renew(again.refresh)

    assert whose(people, again).caller.device == first.device


# --- devices ------------------------------------------------------------------------------------


def test_a_device_that_signs_in_again_goes_on_with_its_journal(people: People):
    first = joined(people)

    again = people.sign_in(SignInAsked("malika", PASSWORD, "laptop", known_as=first.device))

    assert again.device == first.device
    with pytest.raises(Declined, match="unauthorised"):
        whose(people, first)


def test_nobody_goes_on_with_anothers_journal(people: People):
    malika = joined(people, "malika")
    joined(people, "timur")

    timur = people.sign_in(SignInAsked("timur", PASSWORD, "laptop", known_as=malika.device))

    assert timur.device != malika.device
    assert whose(people, malika).caller.device == malika.device


def test_a_revoked_device_is_told_so_whenever_it_comes_back(people: People, engine: Engine, now: Now):
    laptop = joined(people)
    tablet = people.sign_in(SignInAsked("malika", PASSWORD, "tablet"))
    people.revoke(whose(people, laptop).caller, DeviceId(tablet.device))

    now.s += REFRESH_S + 1
    tidy(engine, now.s)

    with pytest.raises(Declined, match="revoked"):
        whose(people, tablet)
    with pytest.raises(Declined, match="revoked"):
        people.renew(tablet.refresh)


def test_a_revoked_device_comes_back_as_a_new_one(people: People):
    laptop = joined(people)
    people.revoke(whose(people, laptop).caller, DeviceId(laptop.device))

    again = people.sign_in(SignInAsked("malika", PASSWORD, "laptop", known_as=laptop.device))

    assert again.device != laptop.device


def test_the_list_of_devices_is_ones_own(people: People, now: Now):
    laptop = joined(people, "malika")
    joined(people, "timur")
    now.s += 60
    tablet = people.sign_in(SignInAsked("malika", PASSWORD, "tablet"))

    mine = people.devices(whose(people, tablet).caller)

    assert [(d.id, d.name, d.this, d.revoked) for d in mine] == [
        (tablet.device, "tablet", True, False),
        (laptop.device, "laptop", False, False),
    ]


def test_nobody_revokes_anothers_device(people: People):
    malika, timur = joined(people, "malika"), joined(people, "timur")

    with pytest.raises(Declined) as foreign:
        people.revoke(whose(people, timur).caller, DeviceId(malika.device))
    with pytest.raises(Declined) as absent:
        people.revoke(whose(people, timur).caller, DeviceId("no such device"))

    assert (foreign.value.status, foreign.value.what) == (absent.value.status, absent.value.what)
    assert whose(people, malika).caller.device == malika.device


def test_what_has_ended_is_forgotten(people: People, engine: Engine, now: Now):
    invited(people)
    joined(people)

    now.s += REFRESH_S + INVITATION_DAYS * 86_400 + INVITATIONS_S
    tidy(engine, now.s)

    with engine.connect() as db:
        assert db.execute(select(tables.token)).all() == []
        assert db.execute(select(tables.invitation)).all() == []
