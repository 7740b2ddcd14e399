"""Who may ask what, from the table of routes itself: a route without a row here fails.

Every route × coordinator, mentor, mentee, nobody × one's own, somebody else's, a revoked device's, and
nothing at all. What one may not see answers like what is not there, to the byte.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache

import httpx
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from litestar import HttpMethod
from sqlalchemy import Engine, insert

from growtogether_desktop.domain.changes import CHANGES, COORDINATOR, MENTEE, MENTOR, PUBLIC, Actor, Posted, Stamp
from growtogether_desktop.domain.ids import ChangeId, DeviceId, PersonId, new_id
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.schema import bring_up_to_date
from growtogether_desktop.hub.service import Caller, HubService
from growtogether_desktop.hub.web import make_app
from growtogether_desktop.store import tables
from growtogether_desktop.wire.codec import dump, dump_posted, load
from growtogether_desktop.wire.protocol import (
    PROTOCOL,
    Answered,
    Asked,
    InvitationAsked,
    Sent,
    SignInAsked,
    Tokens,
    raw,
)
from tests.architecture.test_every_change import NOW, about, aggregates
from tests.hub.reviewed import Reviewed, reviewed
from tests.hubs import PASSWORD, Member, RunningHub, code

ROLES = (COORDINATOR, MENTOR, MENTEE)
ABSENT = "0" * 64


@dataclass(frozen=True)
class World:
    """Two reviews that know nothing of one another, and their coordinators."""

    hub: RunningHub
    mine: Reviewed
    """The people who ask."""
    theirs: Reviewed
    """Whose things they ask for."""
    revoked: Member

    def member(self, role: str) -> Member:
        return {COORDINATOR: self.hub.coordinator, MENTOR: self.mine.mentor, MENTEE: self.mine.mentee}[role]

    def another_device(self, member: Member) -> Member:
        """A device that a test may do away with."""
        asked = SignInAsked(self.logins[member.tokens.person], PASSWORD, "another")
        with httpx.Client(base_url=self.hub.url) as http:
            return self.hub.desk_for(load(Tokens, http.post("/session", content=dump(asked)).content))

    def invitation(self) -> str:
        """An invitation that is still open."""
        return self.hub.invite("Somebody").id

    @property
    def logins(self) -> dict[str, str]:
        people = {self.hub.coordinator: "coordinator", **self.mine.logins, **self.theirs.logins}
        return {member.tokens.person: login for member, login in people.items()}


Target = Callable[[World, Member], str]


@dataclass(frozen=True)
class Row:
    """One route: who may ask it, and for what."""

    status: int = 200
    """What one gets for one's own."""
    may: tuple[str, ...] = ROLES
    body: bytes = b""
    own: Target | None = None
    """The path of something of one's own; None for a route that names nothing."""
    foreign: Target | None = None
    absent: Target | None = None
    hidden: int = 404
    """What one gets for somebody else's, and for nothing at all."""
    spends: bool = False
    """Whether asking ends the device that asks."""


def at(template: str) -> Callable[[Callable[[World, Member], str]], Target]:
    return lambda what: lambda world, member: template.format(what(world, member))


def constantly(text: str) -> Callable[[World, Member], str]:
    return lambda world, member: text


def file_rows(method: str, template: str, **row: object) -> dict[tuple[str, str], Row]:
    path = at(template.replace("{sha:str}", "{}").replace("{number:int}", "0"))
    own = path(lambda world, member: world.mine.sent_by(member))
    foreign = path(lambda world, member: world.theirs.file)
    absent = path(constantly(ABSENT))
    return {(method, template): Row(own=own, foreign=foreign, absent=absent, **row)}  # type: ignore[arg-type]


def asked_with(cursors: dict[str, list[int]]) -> bytes:
    return json.dumps({"protocol": PROTOCOL, "epoch": 1, "after": 0, "changes": [], "cursors": cursors}).encode()


OPEN = {
    ("GET", "/health"): b"",
    ("POST", "/accounts"): dump({"code": "no such code", "login": "eve", "password": PASSWORD, "device": "x"}),
    ("POST", "/session"): dump({"login": "nobody", "password": "whatever it is", "device": "x"}),
    ("POST", "/session/reset"): dump({"code": "no such code", "password": PASSWORD, "device": "x"}),
    ("POST", "/session/platform"): dump(
        {"code": "c", "verifier": "v", "nonce": "n", "redirect": "http://127.0.0.1:1/signed-in", "device": "x"}
    ),
    ("POST", "/session/refresh"): dump({"refresh": "gt_refresh_none"}),
    ("POST", "/session/seal"): dump({"refresh": "gt_refresh_none", "seal": ABSENT}),
}
"""Routes for everybody, with something to ask them."""

OF_DEVICE = {
    "foreign": lambda world, member: world.theirs.mentor.tokens.device,
    "absent": lambda world, member: new_id(),
}
CLOSED: dict[tuple[str, str], Row] = {
    ("DELETE", "/session"): Row(204, spends=True),
    ("GET", "/devices"): Row(),
    ("DELETE", "/devices/{id:str}"): Row(
        204,
        own=at("/devices/{}")(lambda world, member: member.tokens.device),
        foreign=at("/devices/{}")(OF_DEVICE["foreign"]),
        absent=at("/devices/{}")(OF_DEVICE["absent"]),
        spends=True,
    ),
    ("POST", "/devices/{id:str}/revoke"): Row(
        204,
        body=dump({"password": PASSWORD}),
        own=at("/devices/{}/revoke")(lambda world, member: member.tokens.device),
        foreign=at("/devices/{}/revoke")(OF_DEVICE["foreign"]),
        absent=at("/devices/{}/revoke")(OF_DEVICE["absent"]),
        spends=True,
    ),
    # Nothing of one's own either, before a device has been wiped: `test_wiping.py` sees a seal.
    ("GET", "/devices/{id:str}/seal"): Row(
        404,
        own=at("/devices/{}/seal")(lambda world, member: member.tokens.device),
        foreign=at("/devices/{}/seal")(OF_DEVICE["foreign"]),
        absent=at("/devices/{}/seal")(OF_DEVICE["absent"]),
    ),
    # Wrong enough to change nothing, right enough to show that it was looked at.
    ("PUT", "/account/password"): Row(422, body=dump({"old": PASSWORD, "new": "short"})),
    # This hub has no platform: `test_platform.py` has one.
    ("PUT", "/account/platform"): Row(404, body=OPEN["POST", "/session/platform"]),
    ("POST", "/account/proof"): Row(204, body=dump({"password": PASSWORD})),
    ("POST", "/account/record"): Row(body=b"{}"),
    ("POST", "/invitations"): Row(201, may=(COORDINATOR,), body=dump([InvitationAsked("Guest", (MENTEE,))])),
    ("GET", "/invitations"): Row(may=(COORDINATOR,)),
    ("DELETE", "/invitations/{id:str}"): Row(
        204,
        may=(COORDINATOR,),
        own=at("/invitations/{}")(lambda world, member: world.invitation()),
        foreign=at("/invitations/{}")(lambda world, member: world.invitation()),
        absent=at("/invitations/{}")(constantly(ABSENT)),
    ),
    ("GET", "/accounts"): Row(may=(COORDINATOR,)),
    ("PUT", "/accounts/{id:str}/roles"): Row(
        204,
        may=(COORDINATOR,),
        body=dump({"roles": [MENTEE]}),
        own=at("/accounts/{}/roles")(lambda world, member: world.theirs.mentee.tokens.person),
        foreign=at("/accounts/{}/roles")(lambda world, member: world.theirs.mentee.tokens.person),
        absent=at("/accounts/{}/roles")(constantly(ABSENT)),
    ),
    ("DELETE", "/accounts/{id:str}/devices"): Row(
        204,
        may=(COORDINATOR,),
        own=at("/accounts/{}/devices")(lambda world, member: world.hub.join("lost").tokens.person),
        foreign=at("/accounts/{}/devices")(lambda world, member: world.theirs.mentee.tokens.person),
        absent=at("/accounts/{}/devices")(constantly(ABSENT)),
    ),
    ("POST", "/accounts/{id:str}/reset"): Row(
        201,
        may=(COORDINATOR,),
        body=dump({"password": PASSWORD}),
        own=at("/accounts/{}/reset")(lambda world, member: world.theirs.mentee.tokens.person),
        foreign=at("/accounts/{}/reset")(lambda world, member: world.theirs.mentee.tokens.person),
        absent=at("/accounts/{}/reset")(constantly(ABSENT)),
    ),
    ("GET", "/audit/chain/{after:int}"): Row(
        may=(COORDINATOR,),
        own=at("/audit/chain/{}")(constantly("0")),
        foreign=at("/audit/chain/{}")(constantly("1")),
        absent=at("/audit/chain/{}")(constantly("999999")),
    ),
    ("POST", "/audit"): Row(may=(COORDINATOR,), body=b"{}"),
    ("POST", "/exchange"): Row(body=asked_with({})),
    ("GET", "/events"): Row(),
    ("GET", "/scopes/{name:str}/sum"): Row(
        own=at("/scopes/{}/sum")(lambda world, member: world.mine.scope),
        foreign=at("/scopes/{}/sum")(lambda world, member: world.theirs.scope),
        absent=at("/scopes/review:{}/sum")(constantly(ABSENT)),
    ),
    **file_rows("GET", "/blobs/{sha:str}/parts", hidden=200),
    **file_rows("PUT", "/blobs/{sha:str}/parts/{number:int}", status=204, hidden=204, body=b"a part"),
    **file_rows("POST", "/blobs/{sha:str}/complete", status=204, hidden=409),
    **file_rows("GET", "/blobs/{sha:str}/parts/{number:int}"),
    ("GET", "/schema"): Row(),
    ("GET", "/schema/openapi.json"): Row(),
    ("GET", "/schema/{path:str}"): Row(
        404,
        own=at("/schema/{}")(constantly("none")),
        foreign=at("/schema/{}")(constantly("some")),
        absent=at("/schema/{}")(constantly(ABSENT)),
    ),
}

OF_REVIEWS = ("/blobs", "/scopes")
FOREIGN = [
    (route, role)
    for route, row in CLOSED.items()
    for role in ROLES
    # Coordinators belong to every review and look after every account: nothing of that is foreign to them.
    if row.foreign and not (role == COORDINATOR and (row.may == (COORDINATOR,) or route[1].startswith(OF_REVIEWS)))
]


@pytest.fixture(scope="module")
def hub(either_hub: RunningHub) -> RunningHub:
    return either_hub


@pytest.fixture(scope="module")
def world(hub: RunningHub) -> World:
    mine, theirs = reviewed(hub, "mine"), reviewed(hub, "theirs")
    revoked = hub.join("revoked", *ROLES)
    assert revoked.ask("DELETE", f"/devices/{revoked.tokens.device}").status_code == 204
    return World(hub, mine, theirs, revoked)


def ask(world: World, member: Member | None, method: str, path: str, body: bytes) -> httpx.Response:
    """Ask as somebody, or as nobody; of a stream only its head."""
    headers = {} if member is None else {"Authorization": f"Bearer {member.tokens.access}"}
    with httpx.Client(base_url=world.hub.url, timeout=20) as http:
        request = http.build_request(method, path, content=body or None, headers=headers)
        answer = http.send(request, stream=True)
        if "event-stream" not in answer.headers.get("Content-Type", ""):
            answer.read()
        answer.close()
    return answer


def ask_for(world: World, member: Member | None, route: tuple[str, str], target: Target | None) -> httpx.Response:
    method, template = route
    path = template if target is None else target(world, member or world.mine.mentee)
    return ask(world, member, method, path, CLOSED[route].body)


def told(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """All that somebody learns from an answer."""
    headers = {name: value for name, value in answer.headers.items() if name != "date"}
    return answer.status_code, answer.content, headers


def test_every_route_has_a_row():
    engine = open_hub_database("sqlite://")
    routes = {
        (str(method), route.path)
        for route in make_app(engine, "").routes
        for method in getattr(route, "route_handler_map", {})
        if method != HttpMethod.OPTIONS
    }
    engine.dispose()

    assert routes == OPEN.keys() | CLOSED.keys()


@pytest.mark.parametrize("route", OPEN, ids=" ".join)
def test_what_is_open_to_all_does_not_look_at_who_asks(world: World, route: tuple[str, str]):
    method, path = route
    answers = [told(ask(world, who, method, path, OPEN[route])) for who in (None, world.mine.mentor, world.revoked)]

    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("route", CLOSED, ids=" ".join)
@pytest.mark.parametrize("header", ["", "Bearer gt_access_made_up", "Basic bWFsaWth", "Bearer"])
def test_nobody_gets_in(world: World, route: tuple[str, str], header: str):
    for target in (CLOSED[route].own, CLOSED[route].absent):
        method, template = route
        path = template if target is None else target(world, world.mine.mentee)
        headers = {"Authorization": header} if header else {}
        answer = httpx.request(method, world.hub.url + path, content=CLOSED[route].body or None, headers=headers)

        assert (answer.status_code, code(answer)) == (401, "unauthorised")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("route", CLOSED, ids=" ".join)
def test_a_revoked_device_learns_that_and_nothing_else(world: World, route: tuple[str, str]):
    answer = ask_for(world, world.revoked, route, CLOSED[route].foreign)

    assert (answer.status_code, code(answer)) == (401, "revoked")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", CLOSED, ids=" ".join)
def test_ones_own_is_for_those_whose_role_it_is(world: World, route: tuple[str, str], role: str):
    row, member = CLOSED[route], world.member(role)
    if row.spends:
        member = world.another_device(member)

    answer = ask_for(world, member, route, row.own)

    if role in row.may:
        assert answer.status_code == row.status, answer.text
    else:
        assert (answer.status_code, code(answer)) == (403, "forbidden")


@pytest.mark.parametrize(("route", "role"), FOREIGN, ids=str)
def test_somebody_elses_answers_like_nothing_at_all(world: World, route: tuple[str, str], role: str):
    row, member = CLOSED[route], world.member(role)

    foreign, absent = (ask_for(world, member, route, target) for target in (row.foreign, row.absent))

    assert told(foreign) == told(absent)
    assert foreign.status_code == (row.hidden if role in row.may else 403)


@pytest.mark.parametrize("role", [MENTOR, MENTEE])
def test_a_cursor_in_a_foreign_scope_tells_no_more_than_one_in_none(world: World, role: str):
    member = world.member(role)
    foreign, absent = world.theirs.scope, "review:" + "0" * (len(world.theirs.scope) - 7)

    answers = [
        told(ask(world, member, "POST", "/exchange", asked_with({scope: [seq, floor]})))[1].replace(
            scope.encode(), b"SCOPE"
        )
        for scope in (foreign, absent)
        for seq, floor in ((0, 0), (1, 0), (99, 0), (0, 5))
    ]

    assert set(answers) == {answers[0]}


# --- changes: what goes up in an exchange ---------------------------------------------------------


@cache
def quiet_hub() -> Engine:
    engine = open_hub_database("sqlite://")
    bring_up_to_date(engine)
    return engine


EVERYBODYS = ("keeping", "profile", "rubric")
"""What lives in the scope of everyone is nobody else's."""
KINDS = sorted(kind for kind, c in CHANGES.items() if not c.CREATES and c.OF.KIND not in EVERYBODYS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_to_somebody_elses_is_answered_like_one_to_nothing(kind: str):
    engine = quiet_hub()

    # Not shrunk: what is wrong with one is wrong with all.
    @settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.from_type(CHANGES[kind]), aggregates(CHANGES[kind].OF), st.sampled_from([MENTOR, MENTEE]))
    def check(change, drawn, role):
        stranger = Actor(PersonId(new_id()), frozenset({role}))
        there, nowhere = replace(drawn, id=new_id()), replace(drawn, id=new_id())
        assume(there.scope != PUBLIC)
        assume("\x00" not in there.scope + there.parent)
        with engine.begin() as db:
            if db.execute(tables.scope.select().where(tables.scope.c.name == there.scope)).first() is None:
                db.execute(insert(tables.scope).values(name=there.scope, head=1))
                db.execute(insert(tables.membership).values(scope=there.scope, member="somebody else"))
            row = {"kind": there.KIND, "id": there.id, "scope": there.scope, "parent": there.parent}
            seq = int.from_bytes(hashlib.sha256(there.id.encode()).digest()[:6], "big")
            db.execute(insert(tables.hub_shelf).values(**row, seq=seq, deleted=False, body=dump(there)))

        answers = [answered(engine, stranger, about(before, change)) for before in (there, nowhere)]

        assert answers[0] == answers[1]
        assert answers[0].refusal is not None
        assert answers[0].row is None

    check()


def answered(engine: Engine, who: Actor, change: object) -> Answered:
    device = DeviceId(new_id())
    with engine.begin() as db:
        if db.execute(tables.person.select().where(tables.person.c.id == who.id)).first() is None:
            own = {"login": who.id, "name": "", "password": "", "roles": "", "joined": 0}
            db.execute(insert(tables.person).values(id=who.id, **own))
        db.execute(insert(tables.device).values(id=device, person=who.id, name="", seen=0))
    posted = Posted(ChangeId(new_id()), Stamp(who.id, NOW), change)  # type: ignore[arg-type]
    sent = Sent(1, posted.id, raw(json.loads(dump_posted(posted))))
    asked = Asked(PROTOCOL, 1, 0, (sent,), {})
    return HubService(engine).exchange(Caller(who, device), asked).answers[0]


@pytest.fixture(scope="module", autouse=True)
def ended() -> Iterator[None]:
    yield
    with closing(quiet_hub().raw_connection()):
        quiet_hub.cache_clear()
