"""The audit as a reader: who did what to whom and when, a page at a time, and all of it as CSV."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.saving import as_csv, save_text
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import HUB
from growtogether_desktop.features.people.model.chain import ChainModel
from growtogether_desktop.features.people.model.deeds import subject_is_person, title_of
from growtogether_desktop.features.people.model.listing import Listing
from growtogether_desktop.features.people.model.members import MembersModel
from growtogether_desktop.wire.protocol import AUDIT_ROWS, AuditAsked, AuditEntry
from growtogether_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are shown; what is empty does not narrow it."""

    person: str = ""
    what: str = ""
    """A kind, or how it begins: "device." """
    since: datetime | None = None
    until: datetime | None = None

    def asked(self, before: int = 0) -> AuditAsked:
        since, until = (0 if when is None else when.timestamp() for when in (self.since, self.until))
        return AuditAsked(self.person, self.what, since, until, before)


class AuditModel(Listing):
    def __init__(self, workspace: Workspace, members: MembersModel) -> None:
        super().__init__(workspace)
        self.chain = ChainModel(workspace)
        self.progress: Signal[float] = Signal()
        self.rows: tuple[AuditEntry, ...] = ()
        """The newest first."""
        self.more = False
        """Older ones can be asked for."""
        self.wanted = Wanted()
        self._newest = 0
        self._fetching = False
        self._members = members

    async def ask(self) -> None:
        """The newest page of what is wanted."""
        wanted = self.wanted
        found = await self.hub.audit(wanted.asked())
        if wanted != self.wanted:  # somebody has wished for something else meanwhile
            return
        self.rows, self.more = found, len(found) == AUDIT_ROWS
        if found and wanted == Wanted():
            self._newest = max(self._newest, found[0].entry)

    def narrow(self, wanted: Wanted) -> None:
        """Want these; `load` fetches them."""
        self.wanted = wanted
        self.rows, self.more, self.told = (), False, None
        self.changed.emit(None)

    async def older(self) -> None:
        """The next page, where there is one. Raises: Problem, when the hub cannot be reached."""
        if not self.more or self._fetching:
            return
        self._fetching, wanted = True, self.wanted
        try:
            found = await self.hub.audit(wanted.asked(self.rows[-1].entry))
        finally:
            self._fetching = False
        if wanted == self.wanted:
            self.rows, self.more = (*self.rows, *found), len(found) == AUDIT_ROWS
            self.changed.emit(None)

    # --- the chain ---

    async def look_at_chain(self) -> None:
        """Follow what is new, where that is little. Raises: Problem, when the hub cannot be reached."""
        await self.chain.look(self._newest)

    async def follow_chain(self) -> None:
        """Follow the whole of it. Raises: Problem, as `look_at_chain`."""
        await self.chain.check_all(self._newest)

    async def begin_chain_anew(self) -> None:
        """Take what the hub has for the truth from now on. Raises: Problem, as `look_at_chain`."""
        await self.chain.begin_anew(self._newest)

    # --- words ---

    def name_of(self, person: str) -> str:
        """ "" for somebody who has no account."""
        if person == HUB.id:
            return _("The hub")
        member = self._members.by_id.get(person)
        return member.name if member is not None else ""

    def subject_of(self, entry: AuditEntry) -> str:
        """Whom it was done to, where that is a person with an account."""
        return self.name_of(entry.subject) if subject_is_person(entry.what) else ""

    # --- taking it along ---

    async def save(self, path: Path) -> None:
        """Everything that is wanted, also what is not shown yet, as CSV.

        Raises: Problem, when the hub cannot be reached or the file cannot be written.
        """
        entries: list[AuditEntry] = []
        wanted = self.wanted
        asked = wanted.asked()
        while found := await self.hub.audit(asked):
            entries += found
            self.progress.emit(1 - found[-1].entry / max(entries[0].entry, 1))
            asked = wanted.asked(found[-1].entry)
        header = (
            *(_("Number"), _("Time (UTC)"), _("Who"), _("What"), _("To whom")),
            *(_("Kind"), _("Declined"), _("Id of who"), _("Id of what"), _("Change")),
        )
        text = as_csv((header, *map(self._in_cells, entries)))
        await self._workspace.background.compute(lambda: save_text(path, text))

    def _in_cells(self, entry: AuditEntry) -> tuple[str, ...]:
        at = datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="seconds")
        return (
            *(str(entry.entry), at, self.name_of(entry.person), title_of(entry.what), self.subject_of(entry)),
            *(entry.what, "1" if entry.refused else "", entry.person, entry.subject, entry.change),
        )
