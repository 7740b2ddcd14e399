"""Where the hub's database is: told in one of four ways, and refused where the way there is not safe."""

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.hub.database import folder_url

DRIVER = "postgresql+psycopg"
ADDRESS = "GROW_TOGETHER_DATABASE"
VERIFIED = "verify-full"
"""How PostgreSQL's library calls it that the server is encrypted to, and is the one it says it is."""


def database_url(folder: Path, address: str | None, file: Path | None, surroundings: Mapping[str, str]) -> str:
    """A URL for SQLAlchemy: of `address`, else what `file` holds, else the environment; else of SQLite in `folder`.

    Raises: Problem, when it cannot be used.
    """
    if address is None:
        address = (surroundings.get(ADDRESS) or None) if file is None else read_secret(file)
    return _sqlite_in(folder) if address is None else _checked(address, surroundings)


def read_secret(file: Path) -> str:
    """What a file holds, without the line's end. Raises: Problem."""
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        raise Problem(
            say("The file {file} cannot be read.", file=file), say("It holds the secret and nothing else.")
        ) from trouble


def _sqlite_in(folder: Path) -> str:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as trouble:
        raise Problem(
            say("The folder {folder} cannot be made: {reason}.", folder=folder, reason=reason(trouble)),
            say("Give yourself the right to write there, or choose another folder with --data."),
        ) from trouble
    return folder_url(folder)


def _checked(text: str, surroundings: Mapping[str, str]) -> str:
    try:
        url = make_url(text)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() not in ("postgresql", "sqlite"):
        raise Problem(
            say("This is not the address of a database the hub knows."),
            say("It looks like {driver}://user:password@host/database.", driver=DRIVER),
        )
    if url.get_backend_name() == "sqlite":
        return text
    url = url.set(drivername=DRIVER)
    if not _is_safe(url, surroundings):
        raise Problem(
            say("The connection to the database could be read, or answered by somebody else."),
            say("Add ?sslmode={verified}&sslrootcert=FILE to its address.", verified=VERIFIED),
        )
    return url.render_as_string(hide_password=False)


def _is_safe(url: URL, surroundings: Mapping[str, str]) -> bool:
    """Whether what goes there stays on this computer, or is encrypted to whom it is meant for.

    The words of PostgreSQL's library count as it reads them: what the address does not say may stand in the
    environment, and a service may lead anywhere.
    """
    told = url.get_dialect()().create_connect_args(url)[1]
    named = {
        name: str(told.get(name) or surroundings.get(f"PG{name.upper()}", ""))
        for name in ("host", "hostaddr", "service", "sslmode")
    }
    if named["sslmode"] == VERIFIED:
        return True
    return not named["service"] and all(map(_is_here, [*named["host"].split(","), *named["hostaddr"].split(",")]))


def _is_here(host: str) -> bool:
    """Whether this is a socket of this computer (also the usual one, ""), or its own network."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
