"""What the hub is told on its command line."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.hub.addresses import ADDRESS, DRIVER, database_url, read_secret

PORT = 8437
SECRET = "GROW_TOGETHER_OIDC_SECRET"
HERE = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Config:
    task: Literal["serve", "invite", "reset", "restored", "migrate", "verify"]
    database: str
    """A URL for SQLAlchemy."""
    verbose: bool
    host: str
    port: int
    """0 takes any that is free."""
    programme: str
    until_stdin_closes: bool
    proxies: tuple[str, ...]
    """Whose word counts on where a call comes from: addresses and networks."""
    role: str
    name: str
    oidc: "Oidc | None" = None
    login: str = ""


@dataclass(frozen=True, slots=True)
class Oidc:
    """The parent platform people may sign in through, and this hub as its client."""

    issuer: str
    client: str
    secret: str
    """"" for a client the platform gives no secret."""


def read_arguments(arguments: Sequence[str]) -> Config:
    """What to do. Ends the program, as argparse does, when it is asked for help or given nonsense.

    Raises: Problem, when the data folder or the database's address cannot be used.
    """
    given = _parser().parse_args(arguments)
    return Config(
        "verify" if given.verify_audit else given.task or "serve",
        database_url(given.data, given.database, given.database_file, os.environ),
        given.verbose,
        given.host,
        given.port,
        given.programme,
        given.until_stdin_closes,
        tuple(given.proxy or HERE),
        getattr(given, "role", ""),
        getattr(given, "name", ""),
        _oidc(given.oidc_issuer, given.oidc_client_id, given.oidc_secret_file),
        getattr(given, "login", ""),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m growtogether_desktop.hub", description="The hub of a programme: every desktop meets the others here."
    )
    _where(parser, user_data_path("grow-together-hub", appauthor=False), None, verbose=False)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=PORT, help="port to listen at; 0 for any (default: %(default)s)")
    parser.add_argument("--programme", default="Grow-Together", metavar="NAME", help="what the programme is called")
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="end when standard input does: for a program that hosts this"
    )
    parser.add_argument(
        "--proxy",
        type=_network,
        action="append",
        metavar="ADDRESS",
        help="the server in front, or its network: its X-Forwarded-For is believed (default: this computer)",
    )
    parser.add_argument("--oidc-issuer", metavar="URL", help="platform people may sign in through (OpenID Connect)")
    parser.add_argument("--oidc-client-id", metavar="ID", help="what this hub is called there")
    parser.add_argument(
        "--oidc-secret-file", type=Path, metavar="FILE", help=f"its secret there; or in the environment as {SECRET}"
    )
    parser.add_argument("--verify-audit", action="store_true", help="check that nobody has changed the audit, and end")
    # Given after the task they count as well, and must not undo what was given before it.
    where = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    _where(where, argparse.SUPPRESS, argparse.SUPPRESS, verbose=argparse.SUPPRESS)
    tasks = parser.add_subparsers(dest="task", metavar="TASK", title="instead of serving")
    invite = tasks.add_parser("invite", parents=[where], help="print an invitation")
    invite.add_argument("--role", choices=(COORDINATOR, MENTOR, MENTEE), required=True)
    invite.add_argument("--name", default="", help="what the person is called")
    reset = tasks.add_parser("reset", parents=[where], help="print a code for whoever has forgotten their password")
    reset.add_argument("--login", required=True, help="by what they sign in")
    tasks.add_parser("restored", parents=[where], help="say that a backup was put back")
    tasks.add_parser("migrate", parents=[where], help="bring the database up to date and end")
    return parser


def _where(parser: argparse.ArgumentParser, data: object, database: object, *, verbose: object) -> None:
    parser.add_argument("--data", type=Path, default=data, metavar="DIR", help="folder of the SQLite database")
    parser.add_argument("--database", default=database, metavar="URL", help=f"{DRIVER}://… instead of SQLite")
    parser.add_argument(
        "--database-file",
        type=Path,
        default=database,
        metavar="FILE",
        help=f"its address there; or in the environment as {ADDRESS}",
    )
    parser.add_argument("--verbose", action="store_true", default=verbose, help="say more on standard error")


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError("a port is a number up to 65535")
    return port


def _network(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError as trouble:
        raise argparse.ArgumentTypeError("an address like 10.0.0.2, or a network like 10.0.0.0/24") from trouble


def _oidc(issuer: str | None, client: str | None, secret_file: Path | None) -> Oidc | None:
    if not issuer and not client:
        return None
    if not issuer or not client:
        raise Problem(
            say("A platform to sign in through needs its address and a client id."),
            say("Give both --oidc-issuer and --oidc-client-id, or neither."),
        )
    if not is_safe(issuer):
        raise Problem(
            say("The connection to {host} would not be encrypted.", host=issuer),
            say("Use the address that begins with https://."),
        )
    if secret_file is None:
        return Oidc(issuer, client, os.environ.get(SECRET, ""))
    return Oidc(issuer, client, read_secret(secret_file))


def is_safe(address: str) -> bool:
    """Whether what goes there is encrypted, or stays on this computer."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1"))
    )
