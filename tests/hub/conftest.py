"""Hubs for the tests of the hub: one per module, and PostgreSQL where it is installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.schema import bring_up_to_date
from tests.hub.postgres import NO_POSTGRESQL, PROGRAMS, Postgres, new_database
from tests.hub.streams import Stream
from tests.hubs import RunningHub


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """A hub for the whole module."""
    running = RunningHub(tmp_path_factory.mktemp("hub"))
    running.start()
    yield running
    running.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of an empty PostgreSQL server, with a gap for a database's name."""
    if not PROGRAMS:
        pytest.skip(NO_POSTGRESQL)
    running = Postgres()
    yield running.server
    running.close()


@pytest.fixture(scope="session")
def migrated(postgres: str) -> str:
    """The name of an up-to-date database there, to be copied: that is quicker than to make its tables again."""
    url = new_database(postgres)
    engine = open_hub_database(url)
    bring_up_to_date(engine)
    engine.dispose()
    return str(engine.url.database)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def either_hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """A hub for the whole module, on either system."""
    postgresql = request.param == "postgresql"
    database = new_database(request.getfixturevalue("postgres")) if postgresql else ""
    running = RunningHub(tmp_path_factory.mktemp("hub"), database)
    running.start()
    yield running
    running.close()


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """A database of its own on that server."""
    return new_database(postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An up-to-date database of a hub, on either system."""
    postgresql = request.param == "postgresql"
    url = f"sqlite:///{tmp_path / 'hub.sqlite'}"
    if postgresql:
        url = new_database(request.getfixturevalue("postgres"), request.getfixturevalue("migrated"))
    engine = open_hub_database(url)
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def streams() -> Iterator[list[Stream]]:
    opened: list[Stream] = []
    yield opened
    for stream in opened:
        stream.close()
