"""At which cost passwords are kept, and what happens when it rises."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import Engine, select, update

from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.hub import passwords
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.people import People
from growtogether_desktop.hub.schema import bring_up_to_date
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.store.tables import person
from growtogether_desktop.wire.protocol import AccountAsked, InvitationAsked, SignInAsked
from tests.hubs import PASSWORD

USUAL = "$argon2id$v=19$m=19456,t=2,p=1$"
CHEAP = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
DEAR = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@pytest.fixture
def memory() -> Iterator[Engine]:
    engine = open_hub_database("sqlite://")
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def people(memory: Engine) -> People:
    made = People(memory, HubService(memory))
    code = made.invite(PersonId("nodira"), [InvitationAsked("Malika", ("mentor",))])[0].code
    made.take_up(AccountAsked(code, "malika", PASSWORD, "laptop"))
    return made


def kept(memory: Engine) -> str:
    with memory.connect() as db:
        return str(db.execute(select(person.c.password)).scalar_one())


def test_a_password_is_hashed_at_the_cost_we_say(people: People, memory: Engine):
    assert kept(memory).startswith(USUAL)


@pytest.mark.parametrize("before", [CHEAP, DEAR])
def test_a_password_is_hashed_anew_at_sign_in_when_the_cost_has_changed(
    people: People, memory: Engine, before: PasswordHasher
):
    with memory.begin() as db:
        db.execute(update(person).values(password=before.hash(PASSWORD)))

    people.sign_in(SignInAsked("malika", PASSWORD, "tablet"))

    anew = kept(memory)
    assert anew.startswith(USUAL)
    people.sign_in(SignInAsked("malika", PASSWORD, "tablet"))
    assert kept(memory) == anew


def test_a_wrong_password_changes_nothing(people: People, memory: Engine):
    cheap = CHEAP.hash(PASSWORD)
    with memory.begin() as db:
        db.execute(update(person).values(password=cheap))

    with pytest.raises(Declined, match="sign_in"):
        people.sign_in(SignInAsked("malika", "not her password", "tablet"))

    assert kept(memory) == cheap


def test_a_login_that_nobody_has_costs_what_anybodys_does():
    assert not passwords.outdated(passwords._NOBODYS)
    assert not passwords.fits("nobody has this password", None)
    assert not passwords.fits("nobody has this password", "")
