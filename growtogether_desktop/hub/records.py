"""What the hub keeps of one person beside their scopes, for that person to take along."""

from sqlalchemy import Engine, select

from growtogether_desktop.hub import audits
from growtogether_desktop.hub.accounts import Accounts
from growtogether_desktop.hub.database import for_reading
from growtogether_desktop.hub.people import People
from growtogether_desktop.hub.service import Caller
from growtogether_desktop.store.tables import identity
from growtogether_desktop.wire.protocol import Record, RecordAsked


def record_of(engine: Engine, people: People, accounts: Accounts, caller: Caller, asked: RecordAsked) -> Record:
    """Account, invitations and computers; and a page of the log."""
    who = caller.actor.id
    theirs = select(identity.c.issuer).where(identity.c.person == who).order_by(identity.c.issuer)
    with for_reading(engine).connect() as db:
        platforms = tuple(db.execute(theirs).scalars())
    return Record(
        accounts.account_of(who),
        platforms,
        accounts.invitations_of(who),
        people.devices(caller),
        audits.about(engine, who, asked.before),
    )
