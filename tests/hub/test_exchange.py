"""Exchanges over HTTP with a hub in a process of its own, on both databases."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from msgspec import structs
from sqlalchemy import Engine

from growtogether_desktop.domain.cohorts import Cohort, Mentor, StartCohort
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.ids import CohortId, MentorId, ProjectId, new_id
from growtogether_desktop.domain.projects import AddCard, Card, MoveCard, RemoveCard, StartProject
from growtogether_desktop.domain.roster import EnrolMentor
from growtogether_desktop.store.scopes import sum_here
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import Sum
from tests.hub.inside import InsideHub
from tests.hubs import Member, RunningHub


@pytest.fixture(scope="module")
def hub(either_hub: RunningHub) -> RunningHub:
    """Every test has a board of its own there."""
    return either_hub


@pytest.fixture
def board() -> ProjectId:
    return ProjectId(new_id())


@pytest.fixture
def malika(hub: RunningHub, board: ProjectId) -> Member:
    """Whose board it is."""
    return owner_of(board, hub)


def owner_of(board: ProjectId, hub: RunningHub) -> Member:
    owner = hub.join("malika", "mentor")
    owner.do(StartProject(board, "Bozor", "A market", ("Python",)))
    assert owner.meet() == 0
    return owner


def card(board: ProjectId, id: str) -> AddCard:
    return AddCard(id, Card(id, board, "A card", "ideas", "V"))


def cards(board: ProjectId, most: int) -> list[AddCard]:
    return [card(board, new_id()) for _ in range(most)]


def on_board(member: Member, board: ProjectId) -> set[str]:
    """The cards this person sees."""
    member.meet()
    return {card.id for card in member.see_all(Card, board)}


def test_what_one_writes_the_other_reads(hub: RunningHub, malika: Member, board: ProjectId):
    timur = hub.join("timur", "mentor")
    timur.meet()
    added = card(board, new_id())

    timur.do(added, MoveCard(added.subject, "done", "V"))
    assert timur.meet() == 0
    malika.meet()

    seen = malika.see(Card, added.subject)
    assert seen is not None
    assert seen.column == "done"


def test_everybody_knows_everybody(hub: RunningHub, malika: Member):
    timur = hub.join("timur")

    malika.meet()

    assert {malika.me, timur.me, hub.coordinator.me} <= {profile.id for profile in malika.see_all(Profile)}


def test_a_request_that_comes_twice_happens_once(malika: Member, board: ProjectId):
    malika.do(*cards(board, 20))
    asked = malika.prepared()

    answers = [malika.exchange(asked) for _ in range(3)]

    assert answers[1] == answers[2]
    assert [a.refusal for answer in answers for a in answer.answers] == [None] * 60
    assert malika.believe(asked, answers[2]).returned == 0
    assert malika.meet() == 0
    assert len(on_board(malika, board)) == 20


def test_a_request_sent_four_times_at_once_happens_once(hub: RunningHub, malika: Member, board: ProjectId):
    malika.do(*cards(board, 50))
    asked = malika.prepared()
    copies = [hub.desk_for(malika.tokens) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda copy: copy.exchange(asked), copies))

    assert all([a.refusal for a in answer.answers] == [None] * 50 for answer in answers)
    assert len(on_board(malika, board)) == 50


def test_writers_at_once_on_one_scope_lose_nothing(hub: RunningHub, malika: Member, board: ProjectId):
    writers = [hub.join("writer", "mentor") for _ in range(4)]
    reader = hub.join("reader")
    seen: set[str] = set()

    def write(writer: Member) -> int:
        returned = writer.meet()
        for _ in range(10):
            writer.do(*cards(board, 10))
            returned += writer.meet()
        return returned

    def read() -> None:
        # A row that is passed by once is never brought again: that is what this waits for.
        while len(seen) < 400:
            seen.update(on_board(reader, board))

    with ThreadPoolExecutor(5) as pool:
        reading = pool.submit(read)
        assert list(pool.map(write, writers)) == [0, 0, 0, 0]
        reading.result(timeout=60)

    assert on_board(malika, board) == seen


def test_what_somebody_writes_between_the_two_halves_of_an_exchange_comes_with_it(engine: Engine, board: ProjectId):
    hub = InsideHub(engine)
    malika, timur = hub.coordinator, hub.take_up(hub.invite("Timur", "mentor").code, "timur")
    malika.do(StartProject(board, "Bozor", "", ()))
    malika.meet()
    timur.meet()
    malika.do(card(board, "mine"), MoveCard("mine", "building", "V"))
    timur.do(card(board, "theirs"))

    asked = malika.prepared()
    judged = hub.service.judge(malika.caller, asked)
    timur.meet()
    timur.do(MoveCard("mine", "done", "V"))
    timur.meet()
    malika.believe(asked, hub.service.tell(malika.caller, asked, judged))

    columns = {one.id: one.column for one in malika.see_all(Card, board)}
    assert columns == {"mine": "done", "theirs": "ideas"}
    assert malika.meet() == 0
    assert on_board(timur, board) == {"mine", "theirs"}


def test_writers_at_once_on_one_card_end_alike(hub: RunningHub, malika: Member, board: ProjectId):
    disputed = card(board, new_id())
    malika.do(disputed)
    malika.meet()
    writers = [hub.join("writer", "mentor") for _ in range(4)]

    def write(writer: Member) -> int:
        returned = writer.meet()
        for n in range(10):
            writer.do(MoveCard(disputed.subject, "ready", f"{writer.me}{n}V"))
            returned += writer.meet()
        return returned

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(write, writers)) == [0, 0, 0, 0]

    for writer in writers:
        writer.meet()
    assert len({writer.see(Card, disputed.subject) for writer in writers}) == 1


def test_many_rows_come_in_pages(hub: RunningHub, malika: Member, board: ProjectId):
    timur = hub.join("timur")
    timur.meet()
    malika.do(*cards(board, 120))
    malika.meet()

    pages: list[int] = []
    more = True
    while more:
        asked = structs.replace(timur.prepared(), limit=50)
        delivery = timur.exchange(asked)
        pages.append(len(delivery.rows))
        more = timur.believe(asked, delivery).more

    assert pages == [50, 50, 20]
    assert len(on_board(timur, board)) == 120


def test_what_is_not_for_mentees_does_not_reach_them(hub: RunningHub):
    hub.coordinator.do(StartCohort("roster-canary", "Canary"))
    assert hub.coordinator.meet() == 0
    timur = hub.join("timur")

    answer = timur.ask("POST", "/exchange", content=dump(timur.prepared()))

    assert b"canary" not in answer.content.lower()
    assert hub.coordinator.see(Cohort, "roster-canary") is not None


def test_a_foreign_scope_and_none_are_told_alike(hub: RunningHub):
    hub.coordinator.do(StartCohort("secret", "Secret"))
    hub.coordinator.meet()
    timur = hub.join("timur")
    timur.meet()

    asked = json.loads(dump(timur.prepared()))
    asked["cursors"] |= {"cohort:secret": [0, 0], "cohort:nothing": [0, 0]}
    answer = timur.ask("POST", "/exchange", content=dump(asked)).json()

    assert set(answer["revoked"]) == {"cohort:secret", "cohort:nothing"}
    assert not {"cohort:secret", "cohort:nothing"}.intersection(answer["cursors"])


@pytest.mark.parametrize("odd", ["nul\x00", "long" * 1000, "", "lamp 🎉", "'; DROP TABLE shelf"])
def test_an_odd_name_is_no_poison_to_those_behind_it(malika: Member, board: ProjectId, odd: str):
    misplaced, plain = card(ProjectId(odd), new_id()), card(board, new_id())

    malika.do(StartProject(odd, "Odd", "", ()), misplaced, plain)
    malika.meet()

    assert malika.prepared().changes == ()
    assert plain.subject in on_board(malika, board)


def test_a_change_of_the_future_comes_back_and_the_rest_goes_on(malika: Member, board: ProjectId):
    malika.do(*cards(board, 2))
    asked = json.loads(dump(malika.prepared()))
    asked["changes"][0]["posted"]["kind"] = "card.teleport"

    answer = malika.ask("POST", "/exchange", content=dump(asked)).json()

    assert "Update the program" in answer["answers"][0]["refusal"]["text"]
    assert answer["answers"][1]["refusal"] is None


def test_everything_acknowledged_outlives_a_power_cut(hub: RunningHub, malika: Member, board: ProjectId):
    for added in cards(board, 15):
        malika.do(added)
        malika.meet()

    hub.kill()
    hub.start()

    assert len(on_board(hub.desk_for(malika.tokens), board)) == 15


def test_work_goes_on_where_a_killed_hub_left_it(hub: RunningHub, malika: Member, board: ProjectId):
    malika.do(*cards(board, 3))
    malika.exchange(malika.prepared())

    hub.kill()
    hub.start()

    assert malika.meet() == 0
    assert len(on_board(malika, board)) == 3


def test_a_restored_backup_gets_back_what_it_forgot(running_hub: RunningHub, board: ProjectId):
    database = running_hub.data / "hub.sqlite"
    malika = owner_of(board, running_hub)
    running_hub.stop()
    backup = database.read_bytes()
    running_hub.start()
    malika.do(*cards(board, 2))
    malika.meet()
    running_hub.stop()

    database.write_bytes(backup)
    told = running_hub.run("restored")
    running_hub.start()

    assert "epoch" in told.stdout
    assert malika.meet() == 0
    assert len(on_board(running_hub.desk_for(malika.tokens), board)) == 2


def test_two_hubs_may_start_at_once_on_one_postgresql(postgres_url: str, tmp_path: Path):
    with (
        closing(RunningHub(tmp_path / "first", database=postgres_url)) as first,
        closing(RunningHub(tmp_path / "second", database=postgres_url)) as second,
        ThreadPoolExecutor(2) as pool,
    ):
        list(pool.map(RunningHub.start, (first, second)))

        answers = [httpx.get(f"{hub.url}/health").json() for hub in (first, second)]

    assert [answer["epoch"] for answer in answers] == [1, 1]


def test_a_refusal_does_not_tell_of_what_one_may_not_see(hub: RunningHub):
    """Somebody guesses at the id of a cohort they cannot read: the answer is the same as for none."""
    hub.coordinator.do(StartCohort("cohort-in-secret", "Secret"))
    hub.coordinator.meet()
    timur = hub.join("timur")
    guesses = [
        EnrolMentor(id, Mentor(id, CohortId(cohort), timur.me, "Timur"))
        for id, cohort in ((MentorId(new_id()), "cohort-in-secret"), (MentorId(new_id()), "no cohort"))
    ]

    timur.meet()
    timur.do(*guesses)
    answers = timur.exchange(timur.prepared()).answers

    assert answers[0].refusal is not None
    assert answers[0].refusal == answers[1].refusal


def test_a_copy_and_what_the_hub_has_come_to_the_same_sum(malika: Member, board: ProjectId):
    kept, dropped = cards(board, 2)
    malika.do(kept, dropped, MoveCard(kept.subject, "done", "V"), RemoveCard(dropped.subject))
    malika.meet()

    for name in ("public", f"project:{board}"):
        with malika.desk.begin() as db:
            here = sum_here(db, name)
        assert load(Sum, malika.ask("GET", f"/scopes/{name}/sum").content) == here


def test_nobody_sums_up_what_is_not_theirs(hub: RunningHub, malika: Member):
    cohort = CohortId(new_id())
    hub.coordinator.do(StartCohort(cohort, "Autumn"))
    hub.coordinator.meet()

    foreign = malika.ask("GET", f"/scopes/cohort:{cohort}/sum")
    absent = malika.ask("GET", f"/scopes/cohort:{new_id()}/sum")

    assert hub.coordinator.ask("GET", f"/scopes/cohort:{cohort}/sum").status_code == 200
    assert (foreign.status_code, foreign.content) == (404, absent.content)
