"""What the hub does for a desk beside the exchange. Features ask for it here and never meet the network."""

from collections.abc import Callable
from typing import Protocol

from growtogether_desktop.wire.protocol import (
    AuditAsked,
    AuditEntry,
    Device,
    Invitation,
    InvitationAsked,
    Invited,
    Listed,
    Platform,
    Record,
    Sealed,
    Sum,
)


class HubDesk(Protocol):
    """The hub of this desk's programme, asked directly: it answers now or not at all.

    Each of them raises a Problem when the hub cannot be reached or declines.
    """

    @property
    def address(self) -> str:
        """Where invited people find it."""
        ...

    async def invite(self, people: tuple[InvitationAsked, ...]) -> tuple[Invitation, ...]:
        """Invitations for these people, in their order."""
        ...

    async def devices(self) -> tuple[Device, ...]:
        """This person's devices, the one last seen first."""
        ...

    async def sign_out(self) -> None:
        """Take this very device off the list: at its next exchange it learns that it is to be wiped."""
        ...

    async def revoke(self, device: str, password: str) -> None:
        """Take a device of this person's off the list: it is signed out and wiped when it calls again."""
        ...

    async def sum_of(self, scope: str) -> Sum:
        """What a scope of this person's holds there."""
        ...

    async def change_password(self, old: str, new: str) -> None:
        """Another password for this person; their other devices are signed out."""
        ...

    async def platform(self) -> Platform | None:
        """The parent platform one may sign in through; None for none."""
        ...

    async def link_by_browser(self, platform: Platform, password: str, browse: Callable[[str], object]) -> None:
        """Sign in there in the browser, which `browse` opens; from now on that is a way in here as well."""
        ...

    async def record(self, before: int = 0) -> Record:
        """What the hub keeps of this person that lies on no desk, with a page of the log."""
        ...

    # --- for coordinators ---

    async def accounts(self) -> tuple[Listed, ...]:
        """Whoever has an account, by name."""
        ...

    async def change_roles(self, person: str, roles: tuple[str, ...]) -> None:
        """Somebody has these roles from now on."""
        ...

    async def sign_out_everywhere(self, person: str) -> None:
        """Take every device of somebody off the list: each is wiped when it calls again."""
        ...

    async def reset_password(self, person: str, password: str) -> Invitation:
        """A code by which somebody chooses another password; `password` is one's own, asked anew."""
        ...

    async def invitations(self) -> tuple[Invited, ...]:
        """Those that wait, and for a while those that have ended."""
        ...

    async def withdraw(self, invitation: str) -> None:
        """End an invitation before anybody takes it up."""
        ...

    async def audit(self, asked: AuditAsked) -> tuple[AuditEntry, ...]:
        """Who did what to what, the newest first."""
        ...

    async def audit_chain(self, after: int) -> tuple[Sealed, ...]:
        """The audit's chain of hashes after this place."""
        ...
