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

    async def revoke(self, device: Device, password: str) -> None:
        """Sign that computer out; it is wiped when it calls again.

        Raises: Problem, as `load`; also when this is not the password.
        """
        assert self._workspace.hub is not None
        await self._workspace.hub.revoke(device.id, password)
        await self.load()
