"""Hubs for the tests of the hub: one per module, and PostgreSQL where it is installed."""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from growtogether_desktop.domain.ids import new_id
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.schema import bring_up_to_date
from tests.hubs import RunningHub

POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """A hub for the whole module; people in it have names of their own."""
    running = RunningHub(tmp_path_factory.mktemp("hub"))
    running.start()
    yield running
    running.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of an empty PostgreSQL server, without a database's name."""
    if not POSTGRES:
        pytest.skip("NO POSTGRESQL HERE: the hub is tested on SQLite only. Install it to test both.")
    folder = Path(tempfile.mkdtemp(prefix="gt-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    _as_postgres(folder, "initdb", "-A", "trust", "-U", "hub", "-N", str(folder / "data"))
    quiet = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
    _as_postgres(folder, "pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", quiet, "start")
    yield f"postgresql+psycopg://hub@/%s?host={folder}"
    _as_postgres(folder, "pg_ctl", "-D", str(folder / "data"), "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """A database of its own on that server."""
    name = f"hub_{new_id()}"
    server = create_engine(postgres % "postgres", isolation_level="AUTOCOMMIT")
    with server.connect() as db:
        db.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    return postgres % name


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The database of a hub, on either system."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hub.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An up-to-date database of a hub."""
    engine = open_hub_database(url)
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


def _as_postgres(folder: Path, program: str, *arguments: str) -> None:
    who = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    done = subprocess.run(
        [*who, str(POSTGRES[-1] / program), *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if done.returncode:
        warnings.warn(done.stderr.decode(), stacklevel=2)
        pytest.fail(f"{program} failed")
