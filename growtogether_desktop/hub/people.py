"""Who may come in: invitations, accounts, devices and their tokens."""

import hmac
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, insert, or_, select, update

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain.accounts import (
    INVITATION_DAYS,
    NAME_LETTERS,
    login_key,
    login_refusal,
    name_refusal,
    roles_refusal,
)
from growtogether_desktop.domain.changes import COORDINATOR, Actor
from growtogether_desktop.domain.directory import OpenProfile, Profile
from growtogether_desktop.domain.ids import DeviceId, PersonId, new_id
from growtogether_desktop.hub import audits, passwords
from growtogether_desktop.hub.database import for_reading, write
from growtogether_desktop.hub.declined import Declined, left, not_found, revoked, unauthorised
from growtogether_desktop.hub.service import Caller, HubService
from growtogether_desktop.hub.tokens import (
    ACCESS,
    ACCESS_S,
    REFRESH,
    REFRESH_S,
    SESSION_S,
    SPENT,
    SPENT_S,
    code_key,
    device_key,
    digest,
    new_code,
    new_token,
)
from growtogether_desktop.store.tables import device, goodbye, hub_meta, identity, invitation, person, token
from growtogether_desktop.store.tables import hub_shelf as shelf
from growtogether_desktop.wire.protocol import (
    AccountAsked,
    Device,
    Invitation,
    InvitationAsked,
    PlatformAsked,
    ResetAsked,
    SealAsked,
    SignInAsked,
    Tokens,
)

log = logging.getLogger(__name__)

_NOBODY = PersonId("")
"""Who invites when there is nobody yet."""
_OF_PEOPLE = invitation.c.invited_by != _NOBODY
UNUSED = invitation.c.taken.is_(False) & invitation.c.withdrawn.is_(False)
"""Of an invitation: neither taken up nor withdrawn."""
RESETS = invitation.c.roles == ""
"""Of an invitation: it is a code for another password of somebody who has an account. All others give roles."""
DAY_S = 86_400
_SECRET = "device_secret"
BY_PLATFORM = "platform:"
"""How the login of whoever signs in through the platform alone begins, where their address is not free."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whom an access token stands for, and until when (Unix seconds)."""

    caller: Caller
    until: float


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody as a platform knows them."""

    issuer: str
    subject: str
    email: str
    """Verified by the platform; "" when it is not."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a new account is to be like."""

    login: str
    name: str
    password: str
    """Hashed; "" for whoever signs in through the platform alone."""
    device: str


class People:
    def __init__(self, engine: Engine, service: HubService, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._reading = for_reading(engine)
        self._service = service
        self._clock = clock

    # --- invitations ----------------------------------------------------------------------------

    def invite(self, by: PersonId, asked: Sequence[InvitationAsked]) -> tuple[Invitation, ...]:
        """An invitation for each, in their order; one without a code for whoever has an account.

        Whoever the roster knows, and every address, has one invitation: a new one takes the place of the old.
        Raises: Declined.
        """
        for one in asked:
            check("name", name_refusal(one.name))
            check("roles", roles_refusal(one.roles))
            if one.email:
                _login(one.email)
        return write(self._engine, lambda db: tuple(self._invite(db, by, one) for one in asked))

    def first_invitation(self) -> Invitation | None:
        """A coordinator's way into a hub that has nobody yet; None when it has somebody.

        There may be several: the first that is taken up ends the others.
        """
        with self._reading.connect() as db:
            if db.execute(select(person.c.id).limit(1)).first() is not None:
                return None
        return self.invite(_NOBODY, [InvitationAsked("Coordinator", (COORDINATOR,))])[0]

    def _invite(self, db: Connection, by: PersonId, asked: InvitationAsked) -> Invitation:
        roles = tuple(sorted(set(asked.roles)))
        if asked.person and _has_account(db, asked.person):
            return Invitation("", asked.name, roles, 0)
        email = login_key(asked.email)
        before = [invitation.c.hash == asked.instead_of]
        if asked.person:
            before.append(invitation.c.person == asked.person)
        elif email:
            before.append((invitation.c.email == email) & (invitation.c.person == ""))
        db.execute(delete(invitation).where(or_(*before), invitation.c.taken.is_(False), _OF_PEOPLE))
        code = new_code()
        kept = Invitation(
            code, asked.name, roles, self._clock() + (asked.days or INVITATION_DAYS) * DAY_S, digest(code_key(code))
        )
        row = {"hash": kept.id, "person": asked.person, "name": kept.name, "roles": " ".join(roles), "email": email}
        db.execute(insert(invitation).values(**row, invited_by=by, until=kept.until))
        self._note(db, by, "invitation.make", asked.person)
        return kept

    # --- accounts and sign-in -------------------------------------------------------------------

    def take_up(self, asked: AccountAsked) -> Tokens:
        """Make an account from an invitation, and sign its first device in. Raises: Declined."""
        login = _login(asked.login)
        if (objection := passwords.objection_to(asked.password, login)) is not None:
            raise Declined(422, "password", objection)
        if asked.name:
            check("name", name_refusal(asked.name))
        with self._reading.connect() as db:
            self._invited(db, asked.code)
        kept = passwords.hashed(asked.password)
        tokens = write(self._engine, lambda db: self._open_account(db, asked, login, kept))
        self._open_profile(PersonId(tokens.person), tokens.name)
        return tokens

    def sign_in(self, asked: SignInAsked) -> Tokens:
        """Sign a device in. Raises: Declined, in the same words and time for a wrong login and a wrong password."""
        with self._reading.connect() as db:
            found = db.execute(select(person).where(person.c.login == login_key(asked.login))).one_or_none()
        right = passwords.fits(asked.password, None if found is None else found.password)
        if found is not None and not right:
            at = self._clock()
            write(self._engine, lambda db: audits.note(db, found.id, "device.sign_in", "", at=at, refused=True))
        if found is None or not right:
            raise Declined(403, "sign_in", say("This login and this password do not belong together."))
        anew = passwords.hashed(asked.password) if passwords.outdated(found.password) else found.password

        def work(db: Connection) -> Tokens:
            unchanged = (person.c.id == found.id, person.c.password == found.password)
            if anew != found.password:
                db.execute(update(person).where(*unchanged).values(password=anew))
            by = self._admit(db, found.id, asked.device, asked.known_as)
            self._note(db, found.id, "device.sign_in", by)
            return self._issue(db, found, by)

        return write(self._engine, work)

    def knows(self, asked: SignInAsked) -> bool:
        """Whether this comes from a device on which this very login has been signed in before."""
        joined = device.join(person, person.c.id == device.c.person)
        theirs = (device.c.id == asked.known_as, device.c.revoked.is_(False), person.c.login == login_key(asked.login))
        if not asked.device_key:
            return False
        with self._reading.connect() as db:
            if db.execute(select(device.c.id).select_from(joined).where(*theirs)).first() is None:
                return False
            secret = _secret(db)
        right = device_key(secret, asked.known_as).encode()
        return bool(secret) and hmac.compare_digest(right, asked.device_key.encode())

    def come_in(self, who: Subject, asked: PlatformAsked) -> Tokens:
        """Sign a device in for somebody the platform vouches for.

        Whoever comes the first time needs an invitation: its code, or one to the address the platform
        has verified. An account's own login is never taken for that address, because nobody has
        verified it: whoever took somebody else's address for a login would be let in with them.
        Raises: Declined.
        """
        tokens, new = write(self._engine, lambda db: self._come_in(db, who, asked))
        if new:
            self._open_profile(PersonId(tokens.person), tokens.name)
        return tokens

    def link(self, caller: Caller, who: Subject) -> None:
        """From now on this person may also sign in through the platform. Raises: Declined."""

        def work(db: Connection) -> None:
            known = _identified(db, who)
            if known is None:
                self._identify(db, who, caller.actor.id)
            elif known.id != caller.actor.id:
                raise Declined(409, "has_account", say("Somebody else signs in with this account of the platform."))

        write(self._engine, work)

    def _come_in(self, db: Connection, who: Subject, asked: PlatformAsked) -> tuple[Tokens, bool]:
        known = _identified(db, who)
        if known is None:
            invited = self._invited_by(db, who, asked)
            tokens = self._make_account(db, invited, _Wanted(_free_login(db, who), invited.name, "", asked.device))
            self._identify(db, who, PersonId(tokens.person))
            return tokens, True
        by = self._admit(db, known.id, asked.device, asked.known_as)
        self._note(db, known.id, "device.sign_in", by)
        return self._issue(db, known, by), False

    def _invited_by(self, db: Connection, who: Subject, asked: PlatformAsked) -> Row[Any]:
        if asked.invitation:
            return self._invited(db, asked.invitation)
        if who.email:
            to_them = select(invitation).where(invitation.c.email == login_key(who.email))
            newest = to_them.where(UNUSED, invitation.c.until >= self._clock())
            found = db.execute(newest.order_by(invitation.c.until.desc()).limit(1)).one_or_none()
            if found is not None:
                return found
        raise Declined(403, "not_invited", say("Nobody has invited you yet. Ask your coordinator for an invitation."))

    def _identify(self, db: Connection, who: Subject, person_id: PersonId) -> None:
        db.execute(insert(identity).values(issuer=who.issuer, subject=who.subject, person=person_id))
        self._note(db, person_id, "account.link", person_id)

    def open_missing_profiles(self) -> None:
        """Everyone has a profile, also when the power went between the account and it."""
        known = select(shelf.c.id).where(shelf.c.kind == Profile.KIND)
        with self._reading.connect() as db:
            missing = db.execute(select(person.c.id, person.c.name).where(person.c.id.not_in(known))).all()
        for row in missing:
            self._open_profile(PersonId(row.id), row.name)

    def _open_profile(self, who: PersonId, name: str) -> None:
        self._service.ask([OpenProfile(who, Profile(who, name))])

    def _invited(self, db: Connection, code: str) -> Row[Any]:
        if (found := self._by_code(db, code, ~RESETS)) is None:
            raise _no_invitation()
        return found

    def _by_code(self, db: Connection, code: str, which: ColumnElement[bool]) -> Row[Any] | None:
        """What this code is good for; None when it is not, or not any more."""
        named = invitation.c.hash == digest(code_key(code))
        return db.execute(
            select(invitation).where(named, which, UNUSED, invitation.c.until >= self._clock())
        ).one_or_none()

    def _open_account(self, db: Connection, asked: AccountAsked, login: str, kept: str) -> Tokens:
        invited = self._invited(db, asked.code)
        if db.execute(select(person.c.id).where(person.c.login == login)).first() is not None:
            raise Declined(409, "login_taken", say("Somebody has this login already. Choose another one."))
        return self._make_account(db, invited, _Wanted(login, asked.name.strip() or invited.name, kept, asked.device))

    def _make_account(self, db: Connection, invited: Row[Any], wanted: "_Wanted") -> Tokens:
        if invited.person and _has_account(db, invited.person):
            raise Declined(409, "has_account", say("You have an account already. Sign in instead."))
        new = PersonId(invited.person or new_id())
        theirs = update(invitation).where(invitation.c.hash == invited.hash, UNUSED)
        if not db.execute(theirs.values(taken=True, person=new)).rowcount:
            raise _no_invitation()
        db.execute(delete(invitation).where(invitation.c.invited_by == _NOBODY, invitation.c.taken.is_(False)))
        own = {"login": wanted.login, "name": wanted.name, "password": wanted.password}
        db.execute(insert(person).values(id=new, roles=invited.roles, joined=self._clock(), **own))
        by = self._admit(db, new, wanted.device, "")
        self._note(db, new, "account.open", by)
        return self._issue(db, db.execute(select(person).where(person.c.id == new)).one(), by)

    # --- devices --------------------------------------------------------------------------------

    def whose(self, access: str) -> Known:
        """Whom this access token stands for. Raises: Declined, with "revoked" for a device off the list."""
        now = self._clock()
        with self._reading.connect() as db:
            found = db.execute(_who(access, ACCESS)).one_or_none()
            if found is None and _said_goodbye(db, access):
                raise left()
        if found is None:
            raise unauthorised()
        if found.revoked:
            raise revoked()
        if found.until < now:
            raise unauthorised()
        if not found.used:
            write(self._engine, lambda db: self._arrived(db, found, now))
        actor = Actor(PersonId(found.id), frozenset(found.roles.split()))
        return Known(Caller(actor, DeviceId(found.device)), found.until)

    def renew(self, refresh: str) -> Tokens:
        """New tokens for a refresh token, once.

        Should the answer get lost, asking again gives others; but once those have been used, the
        old one in anybody's hands means that it was copied, and the device is signed out.
        Raises: Declined.
        """
        now = self._clock()

        def work(db: Connection) -> Tokens | Declined:
            found = db.execute(_who(refresh, REFRESH, SPENT).with_for_update(of=token)).one_or_none()
            if found is None:
                return left() if _said_goodbye(db, refresh) else unauthorised()
            if found.revoked:
                return revoked()
            if found.kind == SPENT:
                log.warning("a spent token of device %s came again; the device is signed out", found.device)
                self._note(db, found.id, "device.copied", found.device)
                db.execute(delete(token).where(token.c.device == found.device))
                return unauthorised()
            if found.until < now:
                return unauthorised()
            if found.used:
                db.execute(delete(token).where(token.c.device == found.device, token.c.used.is_(False)))
            else:
                self._arrived(db, found, now)
            return self._issue(db, found, DeviceId(found.device))

        renewed = write(self._engine, work)
        if isinstance(renewed, Declined):
            raise renewed
        return renewed

    def sign_out(self, caller: Caller) -> None:
        """End the device's tokens. Its journal stays, should it come back."""
        write(self._engine, lambda db: db.execute(delete(token).where(token.c.device == caller.device)))

    def devices(self, caller: Caller) -> tuple[Device, ...]:
        """This person's devices, the one last seen first."""
        mine = select(device).where(device.c.person == caller.actor.id).order_by(device.c.seen.desc(), device.c.id)
        with self._reading.connect() as db:
            return tuple(
                Device(row.id, row.name, row.seen, row.id == caller.device, row.revoked) for row in db.execute(mine)
            )

    def revoke(self, caller: Caller, which: DeviceId) -> None:
        """Take one of this person's devices off the list. Raises: Declined."""

        def work(db: Connection) -> bool:
            mine = (device.c.id == which, device.c.person == caller.actor.id)
            if not db.execute(update(device).where(*mine).values(revoked=True)).rowcount:
                return False
            self._note(db, caller.actor.id, "device.revoke", which)
            return True

        if not write(self._engine, work):
            raise not_found()

    def keep_seal(self, asked: SealAsked) -> None:
        """Keep what opens the unsent work of a device that is being wiped. Raises: Declined."""

        def work(db: Connection) -> None:
            found = db.execute(_who(asked.refresh, REFRESH, SPENT)).one_or_none()
            if found is None or not found.revoked:
                raise unauthorised()
            unsealed = (device.c.id == found.device, device.c.seal == "")
            if db.execute(update(device).where(*unsealed).values(seal=asked.seal)).rowcount:
                self._note(db, found.id, "device.wipe", found.device)

        write(self._engine, work)

    def seal_of(self, caller: Caller, which: DeviceId) -> str:
        """What a device of this person has left when it was wiped. Raises: Declined."""
        theirs = (device.c.id == which, device.c.person == caller.actor.id, device.c.seal != "")
        with self._reading.connect() as db:
            seal = db.execute(select(device.c.seal).where(*theirs)).scalar_one_or_none()
        if seal is None:
            raise not_found()
        return str(seal)

    # --- forgotten passwords --------------------------------------------------------------------

    def choose_password(self, asked: ResetAsked) -> tuple[Tokens, tuple[DeviceId, ...]]:
        """Another password by a code, and this device signed in; all others are signed out, and returned.

        Raises: Declined.
        """
        with self._reading.connect() as db:
            found = self._by_code(db, asked.code, RESETS)
            known = db.execute(select(person.c.login).where(person.c.id == (found.person if found else ""))).scalar()
        if known is None:
            raise _no_code()
        if (objection := passwords.objection_to(asked.password, known)) is not None:
            raise Declined(422, "password", objection)
        kept = passwords.hashed(asked.password)
        return write(self._engine, lambda db: self._choose_password(db, asked, kept))

    def _choose_password(self, db: Connection, asked: ResetAsked, kept: str) -> tuple[Tokens, tuple[DeviceId, ...]]:
        found = self._by_code(db, asked.code, RESETS)
        if found is None:
            raise _no_code()
        taken = update(invitation).where(invitation.c.hash == found.hash, UNUSED).values(taken=True)
        if not db.execute(taken).rowcount:
            raise _no_code()
        db.execute(update(person).where(person.c.id == found.person).values(password=kept))
        listed = select(device.c.id).where(device.c.person == found.person, device.c.revoked.is_(False))
        ended = tuple(DeviceId(id) for id in db.execute(listed).scalars())
        db.execute(delete(token).where(token.c.device.in_(ended)))
        by = self._admit(db, found.person, asked.device, asked.known_as)
        self._note(db, found.person, "account.password", by)
        return self._issue(db, db.execute(select(person).where(person.c.id == found.person)).one(), by), ended

    def _admit(self, db: Connection, who: PersonId, name: str, known_as: str) -> DeviceId:
        """The device under its old id, when it is this person's, or a new one."""
        now = self._clock()
        seen = {"name": name.strip()[:NAME_LETTERS], "seen": now, "signed_in": now}
        old = (device.c.id == known_as, device.c.person == who, device.c.revoked.is_(False))
        if known_as and db.execute(update(device).where(*old).values(**seen)).rowcount:
            db.execute(delete(token).where(token.c.device == known_as))
            return DeviceId(known_as)
        new = DeviceId(new_id())
        db.execute(insert(device).values(id=new, person=who, **seen))
        return new

    def _issue(self, db: Connection, who: Row[Any], by: DeviceId) -> Tokens:
        now = self._clock()
        began = db.execute(select(device.c.signed_in).where(device.c.id == by)).scalar_one()
        end = min(now + ACCESS_S, began + SESSION_S)
        access, refresh = new_token(ACCESS), new_token(REFRESH)
        kept = [
            {"hash": digest(access), "kind": ACCESS, "device": by, "until": end},
            {"hash": digest(refresh), "kind": REFRESH, "device": by, "until": min(now + REFRESH_S, began + SESSION_S)},
        ]
        db.execute(insert(token), kept)
        key = device_key(_secret(db) or _make_secret(db), by)
        return Tokens(access, end, refresh, who.id, who.name, tuple(who.roles.split()), by, key)

    def _arrived(self, db: Connection, found: Row[Any], now: float) -> None:
        """A token is used for the first time: it has reached its device, so the one before it is spent."""
        of_device = token.c.device == found.device
        db.execute(
            update(token)
            .where(of_device, token.c.kind == REFRESH, token.c.used)
            .values(kind=SPENT, until=now + SPENT_S)
        )
        db.execute(update(token).where(token.c.hash == found.hash).values(used=True))
        db.execute(update(device).where(device.c.id == found.device).values(seen=now))

    def _note(self, db: Connection, who: PersonId, what: str, subject: str) -> None:
        audits.note(db, who, what, subject, at=self._clock())


def _no_invitation() -> Declined:
    """Unknown, taken or too old: it is not said which."""
    return Declined(
        400, "invitation", say("This invitation is not valid any more. Ask your coordinator for a new one.")
    )


def _no_code() -> Declined:
    return Declined(403, "code", say("This code is not valid any more. Ask your coordinator for a new one."))


def _who(secret: str, *kinds: str) -> Any:
    """The token with its device and person: hash, kind, until, used, device, revoked, id, name, roles."""
    columns = (token, device.c.revoked, person.c.id, person.c.name, person.c.roles)
    joined = token.join(device, device.c.id == token.c.device).join(person, person.c.id == device.c.person)
    return select(*columns).select_from(joined).where(token.c.hash == digest(secret), token.c.kind.in_(kinds))


def _said_goodbye(db: Connection, secret: str) -> bool:
    """Whether this token was somebody's who has been erased."""
    return db.execute(select(goodbye.c.hash).where(goodbye.c.hash == digest(secret))).first() is not None


def _secret(db: Connection) -> str:
    """What this hub's device keys are made from; "" before the first device has been signed in."""
    return db.execute(select(hub_meta.c.value).where(hub_meta.c.key == _SECRET)).scalar_one_or_none() or ""


def _make_secret(db: Connection) -> str:
    secret = secrets.token_hex(32)
    db.execute(insert(hub_meta).values(key=_SECRET, value=secret))
    return secret


def _has_account(db: Connection, who: str) -> bool:
    return db.execute(select(person.c.id).where(person.c.id == who)).first() is not None


def _identified(db: Connection, who: Subject) -> Row[Any] | None:
    """The account of somebody the platform knows; None when there is none yet."""
    theirs = (identity.c.issuer == who.issuer, identity.c.subject == who.subject)
    joined = person.join(identity, identity.c.person == person.c.id)
    return db.execute(select(person).select_from(joined).where(*theirs)).one_or_none()


def _free_login(db: Connection, who: Subject) -> str:
    """Their address where nobody has it for a login; else something nobody can type by chance."""
    login = login_key(who.email)
    taken = not login or db.execute(select(person.c.id).where(person.c.login == login)).first() is not None
    return f"{BY_PLATFORM}{new_id()}" if taken else login


def check(what: str, refusal: Message | None) -> None:
    """Raises: Declined, when there is a refusal; `what` is its code."""
    if refusal is not None:
        raise Declined(422, what, refusal)


def _login(login: str) -> str:
    check("login", login_refusal(login))
    return login_key(login)
