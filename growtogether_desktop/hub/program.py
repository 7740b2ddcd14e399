"""What the hub's command line does: serve, invite somebody or let them back in, tell of a backup, update the tables."""

import sys
import time
from collections.abc import Sequence

from sqlalchemy import Engine

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.logs import log_to_stderr
from growtogether_desktop.domain.changes import HUB
from growtogether_desktop.hub import audits, upkeep, watch
from growtogether_desktop.hub.accounts import Accounts
from growtogether_desktop.hub.config import Config, read_arguments
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.people import People
from growtogether_desktop.hub.schema import bring_up_to_date
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.hub.serving import serve
from growtogether_desktop.wire.protocol import InvitationAsked

BROKEN = 1
"""The exit status when the audit is not what it was."""
CANNOT = 2
"""The exit status when a person has to do something first."""


def main(arguments: Sequence[str]) -> int:
    """Do what `arguments` ask; trouble is said in one sentence with what to do about it."""
    try:
        config = read_arguments(arguments)
        log_to_stderr(verbose=config.verbose, always=watch.__name__)
        engine = open_hub_database(config.database)
        bring_up_to_date(engine)
        return _do(engine, config)
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return CANNOT


def _do(engine: Engine, config: Config) -> int:
    match config.task:
        case "serve":
            serve(engine, config)
        case "invite":
            asked = InvitationAsked(config.name or config.role.capitalize(), (config.role,))
            _tell(People(engine, HubService(engine)).invite(HUB.id, [asked])[0].code)
        case "reset":
            _tell(_reset(Accounts(engine), config.login))
        case "restored":
            epoch = upkeep.new_epoch(engine, time.time())
            _tell(say("This is epoch {epoch}. Desktops send again what the backup does not know.", epoch=epoch))
        case "migrate":
            _tell(say("The database is up to date."))
        case "verify":
            return _verify(engine)
    return 0


def _reset(accounts: Accounts, login: str) -> str:
    if (who := accounts.known_by(login)) is None:
        raise Problem(say("Nobody signs in as {login}.", login=login), say("Look the login up on the members' page."))
    try:
        return accounts.reset_password(HUB.id, who).code
    except Declined as declined:
        raise Problem(declined.what) from declined


def _verify(engine: Engine) -> int:
    audits.seal_everything(engine)
    verified = audits.verify(engine)
    count, last = verified.entries, verified.last
    if verified.broken:
        _tell(say("The audit is broken after {count} entries: {broken}.", count=count, broken=verified.broken))
        return BROKEN
    _tell(say("The audit is whole: {count} entries, the last hash is {last}.", count=count, last=last))
    return 0


def _tell(words: object) -> None:
    sys.stdout.write(f"{words}\n")
