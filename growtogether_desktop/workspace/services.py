"""What the hub does for a desk beside the exchange. Features ask for it here and never meet the network."""

from typing import Protocol

from growtogether_desktop.wire.protocol import Invitation, InvitationAsked


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
