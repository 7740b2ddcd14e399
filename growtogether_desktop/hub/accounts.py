"""What coordinators decide about accounts, and what everybody may about their own; all of it is in the audit."""

import time
from collections.abc import Callable

from sqlalchemy import Connection, Engine, delete, select, update

from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import COORDINATOR
from growtogether_desktop.domain.ids import DeviceId, PersonId
from growtogether_desktop.hub import audits, passwords
from growtogether_desktop.hub.database import for_reading, write
from growtogether_desktop.hub.declined import Declined, not_found
from growtogether_desktop.hub.people import check_roles
from growtogether_desktop.hub.service import Caller
from growtogether_desktop.store.tables import device, invitation, person, token
from growtogether_desktop.wire.protocol import Listed, OpenInvitation, PasswordAsked


class Accounts:
    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._reading = for_reading(engine)
        self._clock = clock

    def everybody(self) -> tuple[Listed, ...]:
        """Whoever has an account, by name."""
        with self._reading.connect() as db:
            rows = db.execute(select(person).order_by(person.c.name, person.c.id))
            return tuple(Listed(row.id, row.name, tuple(row.roles.split()), row.joined) for row in rows)

    def change_roles(self, by: PersonId, who: PersonId, roles: tuple[str, ...]) -> tuple[DeviceId, ...]:
        """Somebody has these roles from their next request on; their devices, for these listen by the old ones.

        Raises: Declined; also when nobody would be left who coordinates.
        """
        check_roles(roles)
        wanted = " ".join(sorted(set(roles)))

        def work(db: Connection) -> tuple[DeviceId, ...]:
            # Everybody who coordinates is locked: two who depose each other at once wait for one another.
            coordinators = select(person.c.id).where(person.c.roles.contains(COORDINATOR)).order_by(person.c.id)
            left = set(db.execute(coordinators.with_for_update()).scalars()) - {who}
            if COORDINATOR not in roles and not left:
                raise Declined(409, "last_coordinator", say("Somebody has to coordinate. Choose another one first."))
            if not db.execute(update(person).where(person.c.id == who).values(roles=wanted)).rowcount:
                raise not_found()
            audits.note(db, by, "account.roles", who, at=self._clock(), change=wanted)
            theirs = select(device.c.id).where(device.c.person == who)
            return tuple(DeviceId(id) for id in db.execute(theirs).scalars())

        return write(self._engine, work)

    def change_password(self, caller: Caller, asked: PasswordAsked) -> tuple[DeviceId, ...]:
        """Another password; the person's other devices are signed out, and returned. Raises: Declined."""
        who = caller.actor.id
        with self._reading.connect() as db:
            known = db.execute(select(person.c.login, person.c.password).where(person.c.id == who)).one()
        if not known.password:
            raise Declined(409, "no_password", say("This account signs in through the platform and has no password."))
        if not passwords.fits(asked.old, known.password):
            raise Declined(403, "old_password", say("This is not your password."))
        if (objection := passwords.objection_to(asked.new, known.login)) is not None:
            raise Declined(422, "password", objection)
        kept = passwords.hashed(asked.new)

        def work(db: Connection) -> tuple[DeviceId, ...]:
            unchanged = (person.c.id == who, person.c.password == known.password)
            if not db.execute(update(person).where(*unchanged).values(password=kept)).rowcount:
                raise Declined(403, "old_password", say("This is not your password."))
            others = select(device.c.id).where(
                device.c.person == who, device.c.id != caller.device, device.c.revoked.is_(False)
            )
            db.execute(delete(token).where(token.c.device.in_(others)))
            audits.note(db, who, "account.password", caller.device, at=self._clock())
            return tuple(DeviceId(id) for id in db.execute(others).scalars())

        return write(self._engine, work)

    def invitations(self) -> tuple[OpenInvitation, ...]:
        """Those nobody has taken up and that are still good, the ones that end last first."""
        still_good = (invitation.c.taken.is_(False), invitation.c.until >= self._clock(), invitation.c.invited_by != "")
        rows = select(invitation).where(*still_good).order_by(invitation.c.until.desc(), invitation.c.hash)
        with self._reading.connect() as db:
            return tuple(
                OpenInvitation(row.hash, row.name, tuple(row.roles.split()), row.email, row.until)
                for row in db.execute(rows)
            )

    def withdraw(self, by: PersonId, id: str) -> None:
        """End an invitation before anybody takes it up. Raises: Declined."""

        def work(db: Connection) -> bool:
            unused = (invitation.c.hash == id, invitation.c.taken.is_(False), invitation.c.invited_by != "")
            gone = db.execute(delete(invitation).where(*unused).returning(invitation.c.person)).one_or_none()
            if gone is None:
                return False
            audits.note(db, by, "invitation.withdraw", gone.person, at=self._clock())
            return True

        if not write(self._engine, work):
            raise not_found()
