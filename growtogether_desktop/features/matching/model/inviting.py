"""Invitations for everybody on a roster: codes with which people make their own account."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.base.saving import as_csv, save_text
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.accounts import join_link
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.features.matching.model.proposal import People
from growtogether_desktop.wire.protocol import InvitationAsked
from growtogether_desktop.workspace.workspace import Workspace

AT_ONCE = 200
"""So many invitations are asked for in one request."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """A person of the roster, and the invitation once the hub has given one."""

    person: PersonId
    name: str
    email: str
    roles: tuple[str, ...]
    """MENTOR, MENTEE or both."""
    code: str = ""
    link: str = ""
    """Opens this program where it is installed, with the hub and the code filled in."""
    until: datetime | None = None


class Invitations:
    """Asks the hub and holds what it says. A code is as good as a key, so it is kept nowhere else."""

    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.progress: Signal[float] = Signal()
        self.rows: tuple[Invitee, ...] = ()
        """By name."""
        self._workspace = workspace

    def look_at(self, people: People) -> None:
        """Everybody on this roster; who was invited already keeps the invitation."""
        invited = {row.person: row for row in self.rows if row.code}
        self.rows = tuple(invited.get(row.person, row) for row in _everybody(people))
        self.changed.emit(None)

    @property
    def uninvited(self) -> int:
        return sum(not row.code for row in self.rows)

    async def ask(self) -> None:
        """Ask for an invitation for everybody who has none here.

        Raises: Problem, when there is no hub, or it cannot be reached; who was invited until then stays so.
        """
        hub = self._workspace.hub
        if hub is None:
            raise Problem(
                say("This desk has no hub that could invite anybody."),
                say("Connect to a hub, or host one on this computer; then invite."),
            )
        wanted = [row for row in self.rows if not row.code]
        for at in range(0, len(wanted), AT_ONCE):
            self.progress.emit(at / len(wanted))
            batch = wanted[at : at + AT_ONCE]
            asked = (InvitationAsked(row.name, row.roles, row.person, row.email) for row in batch)
            given = await hub.invite(tuple(asked))
            self._take_in(
                {
                    row.person: Invitee(
                        row.person,
                        row.name,
                        row.email,
                        row.roles,
                        invitation.code,
                        join_link(hub.address, invitation.code),
                        datetime.fromtimestamp(invitation.until, UTC),
                    )
                    for row, invitation in zip(batch, given, strict=True)
                }
            )

    async def save(self, path: Path) -> None:
        """Who was invited, as CSV. Raises: Problem, when it cannot be written."""
        header = (_("Name"), _("E-mail"), _("Role"), _("Code"), _("Link"))
        invited = ((row.name, row.email, in_words(row.roles), row.code, row.link) for row in self.rows if row.code)
        text = as_csv((header, *invited))
        await self._workspace.background.compute(partial(save_text, path, text))

    def _take_in(self, invited: dict[PersonId, Invitee]) -> None:
        self.rows = tuple(invited.get(row.person, row) for row in self.rows)
        self.changed.emit(None)


def in_words(roles: tuple[str, ...]) -> str:
    if len(roles) > 1:
        return _("Mentor and mentee")
    return _("Mentor") if roles == (MENTOR,) else _("Mentee")


def _everybody(people: People) -> tuple[Invitee, ...]:
    everybody: dict[PersonId, Invitee] = {}
    for role, places in ((MENTOR, people.mentors), (MENTEE, people.mentees)):
        for place in places:
            known = everybody.get(place.person)
            roles = (role,) if known is None else (*known.roles, role)
            everybody[place.person] = Invitee(place.person, place.name, place.email, roles)
    return tuple(sorted(everybody.values(), key=lambda row: (spelling_key(row.name), row.person)))
