"""Hubs over one PostgreSQL: what one has moved, the streams at the others are told."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from growtogether_desktop.domain.ids import ProjectId, new_id
from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.hub.neighbours import CHANNEL, GATHER_S, NOTE_BYTES
from tests.hub import unlooking, untelling
from tests.hub.streams import Stream, listening
from tests.hub.test_program import END_S
from tests.hubs import Member, RunningHub

MOVES = 200
EARS = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'"


@contextmanager
def two_hubs(module: str, folder: Path, url: str) -> Iterator[tuple[RunningHub, RunningHub]]:
    with ExitStack() as stack:
        hubs = [stack.enter_context(closing(RunningHub(folder / name, url))) for name in ("first", "second")]
        for hub in hubs:
            hub.MODULE = module
            hub.start()
        yield hubs[0], hubs[1]


def start_board(member: Member) -> str:
    """A new one that everybody reads; the name of its scope."""
    board = ProjectId(new_id())
    member.do(StartProject(board, "Bozor", "", ()))
    member.meet()
    return f"project:{board}"


def told(stream: Stream, *names: str) -> dict[str, int]:
    """All hints until those of these scopes are among them."""
    hints: dict[str, int] = {}
    while not hints.keys() >= set(names):
        hints |= stream.next()
    return hints


def until(db: Connection, true: Callable[[Connection], bool]) -> None:
    for _try in range(200):
        if true(db):
            return
        time.sleep(0.05)
    raise AssertionError("in vain")


@contextmanager
def at_database(url: str) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as db:
        yield db


def ears(db: Connection) -> set[int]:
    """The connections on which hubs listen."""
    return set(db.execute(text(f"SELECT pid {EARS}")).scalars())


def test_what_one_hub_moves_is_told_at_the_other(postgres_url: str, tmp_path: Path, streams: list[Stream]):
    with two_hubs(unlooking.__name__, tmp_path, postgres_url) as (first, second), at_database(postgres_url) as db:
        malika, timur = first.join("malika", "mentor"), first.join("timur", "mentor")
        until(db, lambda db: len(ears(db)) == 2)
        stream = listening(second.desk_for(timur.tokens), streams)

        board = start_board(malika)

        assert told(stream, board)[board] == 1


def test_more_than_a_notification_carries_is_told_too(postgres_url: str, tmp_path: Path, streams: list[Stream]):
    with two_hubs(unlooking.__name__, tmp_path, postgres_url) as (first, second), at_database(postgres_url) as db:
        malika, timur = first.join("malika", "mentor"), first.join("timur", "mentor")
        until(db, lambda db: len(ears(db)) == 2)
        stream = listening(second.desk_for(timur.tokens), streams)
        boards = [ProjectId(new_id()) for _ in range(NOTE_BYTES // 40)]

        malika.do(*(StartProject(board, "Bozor", "", ()) for board in boards))
        malika.meet()

        told(stream, *(f"project:{board}" for board in boards))


def test_a_hub_is_not_told_what_it_moved_itself(postgres_url: str, tmp_path: Path, streams: list[Stream]):
    with two_hubs(unlooking.__name__, tmp_path, postgres_url) as (first, second), at_database(postgres_url) as db:
        malika, timur = first.join("malika", "mentor"), first.join("timur", "mentor")
        until(db, lambda db: len(ears(db)) == 2)
        mine, theirs = listening(malika, streams), listening(second.desk_for(timur.tokens), streams)

        board = start_board(malika)
        told(theirs, board)
        another = start_board(second.desk_for(timur.tokens))

        assert board not in told(mine, another)


def test_what_no_notification_told_is_found_by_looking(postgres_url: str, tmp_path: Path, streams: list[Stream]):
    with two_hubs(untelling.__name__, tmp_path, postgres_url) as (first, second):
        malika, timur = first.join("malika", "mentor"), first.join("timur", "mentor")
        stream = listening(second.desk_for(timur.tokens), streams)

        board = start_board(malika)

        assert told(stream, board)[board] == 1


def test_a_busy_hub_looks_too(postgres_url: str, tmp_path: Path, streams: list[Stream]):
    with two_hubs(untelling.__name__, tmp_path, postgres_url) as (first, second):
        malika, timur, zarina = (first.join(name, "mentor") for name in ("malika", "timur", "zarina"))
        stream, busy = listening(second.desk_for(timur.tokens), streams), second.desk_for(zarina.tokens)
        wanted, heard = start_board(malika), set[str]()

        for _try in range(100):
            own = start_board(busy)
            heard |= set(told(stream, own))
            if wanted in heard:
                break
            time.sleep(0.05)

        assert wanted in heard


def test_many_moves_make_few_notifications(postgres_url: str, tmp_path: Path):
    with (
        closing(RunningHub(tmp_path, postgres_url)) as hub,
        psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as ear,
    ):
        hub.start()
        malika = hub.join("malika", "mentor")
        board = ProjectId(new_id())
        malika.do(StartProject(board, "Bozor", "", ()))
        malika.meet()
        time.sleep(2 * GATHER_S)
        ear.execute(f"LISTEN {CHANNEL}")

        began = time.monotonic()
        for at in range(MOVES):
            malika.do(AddCard(f"c{at}", Card(f"c{at}", board, "A card", "ideas", "V")))
            malika.exchange(malika.prepared())
        took = time.monotonic() - began

        notes = [note.payload for note in ear.notifies(timeout=4 * GATHER_S)]
        assert f'"project:{board}":{MOVES + 1}' in notes[-1]
        assert len(notes) <= took / GATHER_S + 1


def test_a_hub_listens_again_when_its_line_was_cut(postgres_url: str, tmp_path: Path, streams: list[Stream]):
    with two_hubs(unlooking.__name__, tmp_path, postgres_url) as (first, second), at_database(postgres_url) as db:
        malika, timur = first.join("malika", "mentor"), first.join("timur", "mentor")
        until(db, lambda db: len(ears(db)) == 2)
        stream = listening(second.desk_for(timur.tokens), streams)

        cut = ears(db)
        db.execute(text(f"SELECT pg_terminate_backend(pid) {EARS}"))
        until(db, lambda db: len(ears(db) - cut) == 2)
        board = start_board(malika)

        assert told(stream, board)[board] == 1
        assert "Traceback" not in second.said()


def test_a_hub_that_listens_ends_in_time(postgres_url: str, tmp_path: Path):
    with closing(RunningHub(tmp_path, postgres_url)) as hub, at_database(postgres_url) as db:
        hub.start()
        until(db, lambda db: len(ears(db)) == 1)

        assert hub.stop() < END_S

        until(db, lambda db: not ears(db))
        assert "Traceback" not in hub.said()
