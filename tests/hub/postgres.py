"""A PostgreSQL server for the tests, where it is installed: empty, on a socket of its own, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import create_engine

from growtogether_desktop.domain.ids import new_id

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
NO_POSTGRESQL = "NO POSTGRESQL HERE: the hub is tested on SQLite only. Install the package postgresql to test both."


class Postgres:
    def __init__(self, fsync: str = "off", listening: str = "", files: dict[str, bytes] | None = None) -> None:
        """`listening`: more settings; `files` lie in a folder of its own, which they may name as `{folder}`."""
        self._folder = Path(tempfile.mkdtemp(prefix="gt-pg-"))
        self._data = str(self._folder / "data")
        for name, content in (files or {}).items():
            (self._folder / name).write_bytes(content)
            (self._folder / name).chmod(0o600)
            if os.getuid() == 0:
                shutil.chown(self._folder / name, "postgres", "postgres")
        if os.getuid() == 0:
            shutil.chown(self._folder, "postgres", "postgres")
        self._run("initdb", "-A", "trust", "-U", "hub", "-N", self._data)
        settings = f"-c listen_addresses= -c unix_socket_directories={self._folder} -c max_connections=80"
        settings += f" -c fsync={fsync} {listening.format(folder=self._folder)}"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", str(self._folder / "log"), "-o", settings, "start")
        self.server = f"postgresql+psycopg://hub@/%s?host={self._folder}"

    def close(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        # The server refuses to be root.
        who = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*who, str(PROGRAMS[-1] / program), *arguments]
        done = subprocess.run(command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 0, done.stderr.decode()


def new_database(server: str, like: str = "template1") -> str:
    """The URL of a database of its own on that server: empty, or with what another holds."""
    name = f"hub_{new_id()}"
    engine = create_engine(server % "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {like}")
    engine.dispose()
    return server % name
