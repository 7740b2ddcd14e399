"""The computers on which this person is signed in."""

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.wire.protocol import Device
from growtogether_desktop.workspace.workspace import Workspace


class DevicesModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.rows: tuple[Device, ...] = ()
        """This one first, then the one last seen; those that were taken off the list stand last."""
        self._workspace = workspace

    @property
    def reachable(self) -> bool:
        """Whether there is a hub that could know."""
        return self._workspace.hub is not None

    async def load(self) -> None:
        """Raises: Problem, when the hub cannot be reached; what was known stays."""
        if self._workspace.hub is not None:
            known = await self._workspace.hub.devices()
            self.rows = tuple(sorted(known, key=lambda one: (one.revoked, not one.this, -one.seen)))
        self.changed.emit(None)

    @property
    def unsent(self) -> int:
        """How many changes the hub does not have: those that wait, and those that came back."""
        return self._workspace.state.waiting + self._workspace.state.returned

    async def sign_out(self) -> None:
        """Sign this computer out; at the exchange that follows at once it is wiped, as any that was taken off the list.

        Raises: Problem, as `load`; then everything stays as it is.
        """
        assert self._workspace.hub is not None
        await self._workspace.hub.sign_out()
        self._workspace.asked.emit(None)

    async def revoke(self, device: Device, password: str) -> None:
        """Sign that computer out; it is wiped when it calls again.

        Raises: Problem, as `load`; also when this is not the password.
        """
        assert self._workspace.hub is not None
        await self._workspace.hub.revoke(device.id, password)
        await self.load()
