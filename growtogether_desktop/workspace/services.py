"""What the hub does for a desk beside the exchange. Features ask for it here and never meet the network."""

from typing import Protocol

from growtogether_desktop.wire.protocol import Device, Invitation, InvitationAsked


class HubDesk(Protocol):
    """The hub of this desk's programme, as far as coordinators need it."""

    @property
    def address(self) -> str:
        """Where invited people find it."""
        ...

    async def invite(self, people: tuple[InvitationAsked, ...]) -> tuple[Invitation, ...]:
        """Invitations for these people, in their order.

        Raises: Problem, when the hub cannot be reached or declines.
        """
        ...

    async def devices(self) -> tuple[Device, ...]:
        """This person's computers, the one last seen first. Raises: Problem."""
        ...

    async def revoke(self, device: str) -> None:
        """Take one of them off the list: it is signed out at once, and wiped at its next call. Raises: Problem."""
        ...
