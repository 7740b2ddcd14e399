"""Everybody with an account: found, given roles, signed out where a computer was lost, and erased who cannot ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.spelling import search_key, search_keys, spelling_key
from growtogether_desktop.domain.accounts import roles_refusal
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.domain.erasures import Erasure, StartErasure, TakeBackErasure
from growtogether_desktop.domain.keeping import KEEPING, Keeping, Periods, periods_in
from growtogether_desktop.features.people.model.listing import Listing
from growtogether_desktop.wire.protocol import Invitation, Listed
from growtogether_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Member:
    account: Listed
    name_key: str
    """The name, the same in every spelling."""
    found_by: str
    """What a search looks through."""

    @property
    def id(self) -> str:
        return self.account.id

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(self.account.roles)

    def answers(self, words: list[str]) -> bool:
        """Whether every word (as a search key) is in the name or the login."""
        return all(word in self.found_by for word in words)


class MembersModel(Listing):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.rows: tuple[Member, ...] = ()
        """By name."""
        self.by_id: dict[str, Member] = {}
        self.coordinators = 0
        self.leaving: dict[str, Erasure] = {}
        """Who is to be erased, by id."""
        self.periods = Periods()

    @property
    def me(self) -> str:
        return self._workspace.me.id

    async def ask(self) -> None:
        await self.look_who_leaves()
        accounts = await self.hub.accounts()
        self.rows = await self._workspace.background.compute(lambda: _members(accounts))
        self.by_id = {row.id: row for row in self.rows}
        self.coordinators = sum(COORDINATOR in row.roles for row in self.rows)

    async def look_who_leaves(self) -> None:
        """This desk knows it without asking the hub."""
        self.leaving = {wish.id: wish for wish in await self._workspace.see_all(Erasure)}
        self.periods = periods_in(await self._workspace.see(Keeping, KEEPING))

    # --- roles ---

    def objection(self, member: Member, roles: frozenset[str]) -> Message | None:
        """Why these roles cannot be given; the hub would say the same."""
        if (refusal := roles_refusal(roles)) is not None:
            return refusal
        if COORDINATOR in member.roles - roles and self.coordinators == 1:
            return say("Somebody has to coordinate. Choose another one first.")
        return None

    def effects(self, member: Member, roles: frozenset[str]) -> tuple[Message, ...]:
        """What comes and what goes with these roles."""
        gained, lost = roles - member.roles, member.roles - roles
        said = [_GAINED[role] for role in _GAINED if role in gained] + [_LOST[role] for role in _LOST if role in lost]
        if member.id == self.me and COORDINATOR in lost:
            said.append(say("You no longer coordinate; another coordinator can give it back to you."))
        return tuple(said)

    async def change_roles(self, member: Member, roles: frozenset[str]) -> None:
        """Raises: Problem, when the hub cannot be reached or declines; nothing has changed then."""
        if (objection := self.objection(member, roles)) is not None:
            raise Problem(objection)
        await self.hub.change_roles(member.id, tuple(sorted(roles)))
        await self.load()

    # --- devices ---

    async def sign_out(self, member: Member) -> None:
        """Take all computers of somebody off the list. Raises: Problem, as `change_roles`."""
        await self.hub.sign_out_everywhere(member.id)
        await self.load()

    # --- forgotten passwords ---

    async def reset_password(self, member: Member, password: str) -> Invitation:
        """A code by which they choose another one; `password` is one's own. Raises: Problem, as `change_roles`."""
        return await self.hub.reset_password(member.id, password)

    # --- erasing ---

    @property
    def due(self) -> datetime:
        """When somebody would be erased whose erasure began now."""
        return self._workspace.clock() + timedelta(days=self.periods.wait)

    async def erase(self, member: Member, reason: str, *, words_stay: bool) -> None:
        """Have somebody erased who cannot ask any more. Raises: Problem, when the rules say no."""
        change = StartErasure(member.id, member.name, self.periods.wait, reason.strip(), words_stay)
        await self._workspace.do(change)

    async def keep(self, member: Member) -> None:
        """Take back what a coordinator has asked for. Raises: Problem, when it has been carried out meanwhile."""
        await self._workspace.do(TakeBackErasure(member.id))

    def asked_by(self, wish: Erasure) -> str:
        """The coordinator who asked for it; "" where it was the person."""
        known = self.by_id.get(wish.by)
        return known.name if known is not None else ""


_GAINED = {
    COORDINATOR: say("Reads every cohort, pair, piece of work and opinion; invites people; gives roles, also yours."),
    MENTOR: say("Works on every board, and reads the solutions of all tasks."),
    MENTEE: say("Finds the pages of a mentee."),
}
_LOST = {
    COORDINATOR: say("What they read only as a coordinator leaves their computers at the next exchange."),
    MENTOR: say("Keeps pairs and reviews; the boards of others and the solutions of tasks are closed to them."),
    MENTEE: say("Keeps the work they have handed in, and its reviews."),
}


def words_of(typed: str) -> list[str]:
    """What was typed into a search, as `Member.answers` wants it."""
    return search_key(typed).split()


def _members(accounts: tuple[Listed, ...]) -> tuple[Member, ...]:
    found_by = search_keys([f"{one.name} {one.login}" for one in accounts])
    rows = (Member(one, spelling_key(one.name), by) for one, by in zip(accounts, found_by, strict=True))
    return tuple(sorted(rows, key=lambda row: (row.name_key, row.id)))
