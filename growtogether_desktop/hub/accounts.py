"""What coordinators decide about accounts, and what everybody may about their own; all of it is in the audit."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, case, delete, func, insert, select, true, update

from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.accounts import login_key, roles_refusal
from growtogether_desktop.domain.changes import COORDINATOR
from growtogether_desktop.domain.ids import DeviceId, PersonId
from growtogether_desktop.hub import audits, passwords
from growtogether_desktop.hub.database import for_reading, write
from growtogether_desktop.hub.declined import Declined, not_found
from growtogether_desktop.hub.people import BY_PLATFORM, RESETS, UNUSED, check
from growtogether_desktop.hub.service import Caller
from growtogether_desktop.hub.tokens import code_key, digest, new_code
from growtogether_desktop.store.tables import device, invitation, person, token
from growtogether_desktop.wire.protocol import Invitation, InvitationState, Invited, Listed, PasswordAsked

RESET_S = 86_400
"""How long a code for another password is good: long enough to be read out, or sent, and used."""


class Accounts:
    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._reading = for_reading(engine)
        self._clock = clock

    def everybody(self) -> tuple[Listed, ...]:
        """Whoever has an account, by name."""
        return self._listed(true())

    def account_of(self, who: PersonId) -> Listed:
        return self._listed(person.c.id == who)[0]

    def _listed(self, which: ColumnElement[bool]) -> tuple[Listed, ...]:
        seen = func.coalesce(func.max(device.c.seen), 0.0).label("seen")
        devices = func.coalesce(func.sum(case((device.c.revoked.is_(False), 1), else_=0)), 0).label("devices")
        with_devices = person.outerjoin(device, device.c.person == person.c.id)
        each = select(person, seen, devices).select_from(with_devices).where(which).group_by(person.c.id)
        with self._reading.connect() as db:
            return tuple(
                Listed(row.id, row.name, tuple(row.roles.split()), row.joined, _typed(row.login), row.seen, row.devices)
                for row in db.execute(each.order_by(person.c.name, person.c.id))
            )

    def change_roles(self, by: PersonId, who: PersonId, roles: tuple[str, ...]) -> tuple[DeviceId, ...]:
        """Somebody has these roles from their next request on; their devices, for these listen by the old ones.

        Raises: Declined; also when nobody would be left who coordinates.
        """
        check("roles", roles_refusal(roles))
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

    def sign_out(self, by: PersonId, who: PersonId) -> tuple[DeviceId, ...]:
        """Take every device of somebody off the list: each is wiped when it calls again. Which. Raises: Declined."""

        def work(db: Connection) -> tuple[DeviceId, ...]:
            if db.execute(select(person.c.id).where(person.c.id == who)).first() is None:
                raise not_found()
            listed = update(device).where(device.c.person == who, device.c.revoked.is_(False))
            gone = db.execute(listed.values(revoked=True).returning(device.c.id)).scalars().all()
            audits.note(db, by, "account.sign_out", who, at=self._clock())
            return tuple(DeviceId(id) for id in gone)

        return write(self._engine, work)

    def prove(self, who: PersonId, password: str) -> None:
        """See that this is their password; whoever has none is not asked. Raises: Declined."""
        kept = self._password_of(who)
        if kept and not passwords.fits(password, kept):
            at = self._clock()
            write(self._engine, lambda db: audits.note(db, who, "account.prove", "", at=at, refused=True))
            raise _not_theirs()

    def prove_with_password(self, who: PersonId, password: str) -> None:
        """As `prove`, where whoever has no password has to choose one first. Raises: Declined."""
        if not self._password_of(who):
            raise _no_password()
        self.prove(who, password)

    def _password_of(self, who: PersonId) -> str:
        with self._reading.connect() as db:
            return str(db.execute(select(person.c.password).where(person.c.id == who)).scalar_one())

    def reset_password(self, by: PersonId, who: PersonId) -> Invitation:
        """A code by which somebody chooses another password, once; one made before ends. Raises: Declined."""
        if by == who:
            words = say("Change your own on the privacy page; if you have forgotten it, ask another coordinator.")
            raise Declined(409, "own_password", words)
        until, code = self._clock() + RESET_S, new_code()

        def work(db: Connection) -> Invitation:
            found = db.execute(select(person.c.name, person.c.login).where(person.c.id == who)).one_or_none()
            if found is None:
                raise not_found()
            if not _typed(found.login):
                raise _no_password()
            db.execute(delete(invitation).where(invitation.c.person == who, RESETS, UNUSED))
            made = Invitation(code, found.name, (), until, digest(code_key(code)))
            row = {"hash": made.id, "person": who, "name": made.name, "roles": "", "invited_by": by, "until": until}
            db.execute(insert(invitation).values(**row))
            audits.note(db, by, "account.reset", who, at=self._clock())
            return made

        return write(self._engine, work)

    def known_by(self, login: str) -> PersonId | None:
        """Who signs in by this login; None for nobody."""
        with self._reading.connect() as db:
            found = db.execute(select(person.c.id).where(person.c.login == login_key(login))).scalar_one_or_none()
        return None if found is None else PersonId(found)

    def change_password(self, caller: Caller, asked: PasswordAsked) -> tuple[DeviceId, ...]:
        """Another password; the person's other devices are signed out, and returned. Raises: Declined."""
        who = caller.actor.id
        with self._reading.connect() as db:
            known = db.execute(select(person.c.login, person.c.password).where(person.c.id == who)).one()
        if not known.password:
            raise _no_password()
        if not passwords.fits(asked.old, known.password):
            raise _not_theirs()
        if (objection := passwords.objection_to(asked.new, known.login)) is not None:
            raise Declined(422, "password", objection)
        kept = passwords.hashed(asked.new)

        def work(db: Connection) -> tuple[DeviceId, ...]:
            unchanged = (person.c.id == who, person.c.password == known.password)
            if not db.execute(update(person).where(*unchanged).values(password=kept)).rowcount:
                raise _not_theirs()
            others = select(device.c.id).where(
                device.c.person == who, device.c.id != caller.device, device.c.revoked.is_(False)
            )
            db.execute(delete(token).where(token.c.device.in_(others)))
            db.execute(delete(invitation).where(invitation.c.person == who, RESETS, UNUSED))
            audits.note(db, who, "account.password", caller.device, at=self._clock())
            return tuple(DeviceId(id) for id in db.execute(others).scalars())

        return write(self._engine, work)

    def invitations(self) -> tuple[Invited, ...]:
        """All that were made and are still remembered, the ones that end last first."""
        return self._invited(invitation.c.invited_by != "")

    def invitations_of(self, who: PersonId) -> tuple[Invited, ...]:
        """Somebody's, taken up or not; also the first of a hub, which nobody made."""
        return self._invited(invitation.c.person == who)

    def _invited(self, which: ColumnElement[bool]) -> tuple[Invited, ...]:
        by_people = select(invitation).where(which, ~RESETS)
        rows = by_people.order_by(invitation.c.until.desc(), invitation.c.hash)
        now = self._clock()
        with self._reading.connect() as db:
            return tuple(
                Invited(
                    row.hash, row.name, tuple(row.roles.split()), row.email, row.until, _state(row, now), row.person
                )
                for row in db.execute(rows)
            )

    def withdraw(self, by: PersonId, id: str) -> None:
        """End an invitation before anybody takes it up. Raises: Declined."""

        def work(db: Connection) -> bool:
            theirs = update(invitation).where(invitation.c.hash == id, UNUSED, invitation.c.invited_by != "")
            gone = db.execute(theirs.values(withdrawn=True).returning(invitation.c.person)).one_or_none()
            if gone is None:
                return False
            audits.note(db, by, "invitation.withdraw", gone.person, at=self._clock())
            return True

        if not write(self._engine, work):
            raise not_found()


def _not_theirs() -> Declined:
    return Declined(403, "old_password", say("This is not your password."))


def _no_password() -> Declined:
    return Declined(409, "no_password", say("This account signs in through the platform and has no password."))


def _typed(login: str) -> str:
    """A login somebody could type; "" for one that only stands for an account of the platform."""
    return "" if login.startswith(BY_PLATFORM) else login


def _state(row: Row[Any], now: float) -> InvitationState:
    if row.taken:
        return "used"
    if row.withdrawn:
        return "withdrawn"
    return "waiting" if row.until >= now else "expired"
