"""What the hub does for a desk beside the exchange. Features ask for it here and never meet the network."""

from typing import Protocol

from growtogether_desktop.wire.protocol import Device, Invitation, InvitationAsked, Sum


class HubDesk(Protocol):
    """The hub of this desk's programme, asked directly: it answers now or not at all."""

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
        """This person's devices, the one last seen first.

        Raises: Problem, when the hub cannot be reached or declines.
        """
        ...

    async def revoke(self, device: str) -> None:
        """Take a device of this person's off the list: it is signed out and wiped when it calls again.

        Raises: as `devices`.
        """
        ...

    async def sum_of(self, scope: str) -> Sum:
        """What a scope of this person's holds there.

        Raises: Problem, when the hub cannot be reached or declines.
        """
        ...
