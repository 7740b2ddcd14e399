"""Invitations: made for one or for many, copied while their codes are known, withdrawn, and made again."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.saving import as_csv, save_text
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_keys, spelling_key
from growtogether_desktop.domain.accounts import INVITATION_DAYS, join_link, login_key
from growtogether_desktop.domain.changes import MENTEE
from growtogether_desktop.features.people.model.guests import Guest, Known, lines_of, read_guests
from growtogether_desktop.features.people.model.listing import Listing
from growtogether_desktop.features.people.model.members import MembersModel
from growtogether_desktop.pairing.table import open_table
from growtogether_desktop.wire.protocol import Invitation, InvitationAsked, Invited
from growtogether_desktop.workspace.workspace import Workspace

AT_ONCE = 200
"""So many invitations are asked for in one request."""
_DRAFT = "people/invite"
_STATES = ("waiting", "expired", "withdrawn", "used")


@dataclass(frozen=True, slots=True)
class Draft:
    """Who is to be invited, as it is being written."""

    text: str = ""
    roles: tuple[str, ...] = (MENTEE,)
    days: int = INVITATION_DAYS


@dataclass(frozen=True, slots=True)
class InvitationRow:
    invited: Invited
    name_key: str
    found_by: str
    code: str = ""
    """"" when it was made elsewhere, or before the program was started: nobody knows it any more then."""
    link: str = ""

    @property
    def id(self) -> str:
        return self.invited.id

    @property
    def until(self) -> datetime:
        return datetime.fromtimestamp(self.invited.until, UTC)

    @property
    def waits(self) -> bool:
        return self.invited.state == "waiting"

    @property
    def order(self) -> tuple[int, float]:
        """Those that wait first, the newest of each state before the others."""
        return _STATES.index(self.invited.state), -self.invited.until


class InvitationsModel(Listing):
    """A code is as good as a key, so it is kept in memory alone."""

    def __init__(self, workspace: Workspace, members: MembersModel) -> None:
        super().__init__(workspace)
        self.drafted: Signal[None] = Signal()
        """Who is to be invited is another than before."""
        self.progress: Signal[float] = Signal()
        self.rows: tuple[InvitationRow, ...] = ()
        self.draft = Draft()
        self.guests: tuple[Guest, ...] = ()
        """As the draft says."""
        self._members = members
        self._codes: dict[str, str] = {}
        self._reading = Refresh(workspace.background, self._read_guests, "read who is invited")

    async def ask(self) -> None:
        listed = await self.hub.invitations()
        self.rows = await self._workspace.background.compute(lambda: self._gathered(listed))
        await self._read_guests()

    @property
    def waiting(self) -> int:
        return sum(row.waits for row in self.rows)

    # --- who is to be invited ---

    async def open_draft(self) -> None:
        """What was being written when the program was closed."""
        found = await self._workspace.drafts(_DRAFT, Draft)
        if (draft := found.get(_DRAFT)) is not None:
            self.draft = draft
        await self._read_guests()

    def write(self, draft: Draft) -> None:
        """Show who is to be invited now; `keep` makes it durable."""
        self.draft = draft
        self._reading.ask()

    async def keep(self) -> None:
        if self.draft == Draft():
            await self._workspace.forget_draft(_DRAFT)
        else:
            await self._workspace.keep_draft(_DRAFT, self.draft)

    async def bring(self, path: Path) -> None:
        """Add the people of a spreadsheet to those who are to be invited. Raises: Problem, when it cannot be read."""
        table = await self._workspace.background.compute(lambda: open_table(path))
        text = "\n".join(filter(None, (self.draft.text.rstrip(), lines_of(table))))
        self.draft = replace(self.draft, text=text)
        await self.keep()
        await self._read_guests()

    @property
    def ready(self) -> tuple[Guest, ...]:
        return tuple(guest for guest in self.guests if guest.complaint is None)

    async def invite(self) -> tuple[str, ...]:
        """Invite everybody about whom there is no complaint; the ids of the invitations. The others stay written.

        Raises: Problem, when the hub cannot be reached or declines; who was invited until then stays so.
        """
        await self._read_guests()
        hub, draft, ready = self.hub, self.draft, self.ready
        made: list[Invitation] = []
        try:
            for at in range(0, len(ready), AT_ONCE):
                self.progress.emit(at / len(ready))
                some = ready[at : at + AT_ONCE]
                asked = (InvitationAsked(one.name, one.roles, email=one.email, days=draft.days) for one in some)
                made += await hub.invite(tuple(asked))
        finally:
            self._codes |= {one.id: one.code for one in made}
            await self._leave_out(ready[: len(made)])
        await self.load()
        return tuple(one.id for one in made)

    async def _leave_out(self, invited: tuple[Guest, ...]) -> None:
        """Take whoever was invited out of the draft; lines that nobody of them stands in stay as they are."""
        lines = []
        for at, line in enumerate(self.draft.text.splitlines(), start=1):
            here = [guest for guest in self.guests if guest.line == at]
            left = [guest for guest in here if guest not in invited]
            lines += [line] if left == here else [guest.written for guest in left]
        self.draft = replace(self.draft, text="\n".join(lines).strip("\n"))
        await self.keep()
        await self._read_guests()

    # --- those there are ---

    async def withdraw(self, row: InvitationRow) -> None:
        """Raises: Problem, when the hub cannot be reached, or somebody has just come in by it."""
        await self.hub.withdraw(row.id)
        await self.load()

    async def again(self, row: InvitationRow) -> str:
        """A new invitation in the place of this one; its id. Raises: Problem, as `withdraw`."""
        old = row.invited
        asked = InvitationAsked(old.name, old.roles, old.person, old.email, self.draft.days, old.id)
        (made,) = await self.hub.invite((asked,))
        if not made.code:
            await self.load()
            raise Problem(say("{name} has an account already.", name=old.name))
        self._codes[made.id] = made.code
        await self.load()
        return made.id

    async def save(self, path: Path) -> None:
        """All invitations as CSV, with the codes that are known here. Raises: Problem, when it cannot be written."""
        header = (_("Name"), _("E-mail"), _("Roles"), _("State"), _("Good until"), _("Code"), _("Link"))
        text = as_csv((header, *(self._in_cells(row) for row in self.rows)))
        await self._workspace.background.compute(lambda: save_text(path, text))

    def _in_cells(self, row: InvitationRow) -> tuple[str, ...]:
        one = row.invited
        until = row.until.isoformat(timespec="minutes")
        return one.name, one.email, " ".join(one.roles), one.state, until, row.code, row.link

    # --- inside ---

    def _gathered(self, listed: tuple[Invited, ...]) -> tuple[InvitationRow, ...]:
        found_by = search_keys([f"{one.name} {one.email}" for one in listed])
        rows = (self._row(one, by) for one, by in zip(listed, found_by, strict=True))
        return tuple(sorted(rows, key=lambda row: row.order))

    def _row(self, one: Invited, found_by: str) -> InvitationRow:
        code = self._codes.get(one.id, "") if one.state == "waiting" else ""
        link = join_link(self.hub.address, code) if code else ""
        return InvitationRow(one, spelling_key(one.name), found_by, code, link)

    async def _read_guests(self) -> None:
        draft = self.draft
        members = frozenset(login_key(row.account.login) for row in self._members.rows)
        invited = frozenset(row.invited.email for row in self.rows if row.waits)
        work = partial(read_guests, draft.text, draft.roles, Known(members, invited))
        guests = await self._workspace.background.compute(work)
        if draft == self.draft:  # else somebody has typed on meanwhile, and it is read again
            self.guests = guests
            self.drafted.emit(None)
