"""The sync page as a whole: what came back, what waits, and the copies."""

from pathlib import Path

from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.exchange.model.copies import CopiesModel
from growtogether_desktop.features.exchange.model.letters import LettersModel
from growtogether_desktop.features.exchange.model.queue import Queue, load_queue
from growtogether_desktop.workspace.state import SyncState
from growtogether_desktop.workspace.unsent import TakenBack, save_unsent, take_back
from growtogether_desktop.workspace.workspace import Workspace


class ExchangeModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.letters = LettersModel(workspace)
        self.copies = CopiesModel(workspace)
        self.queue = Queue()
        self._workspace = workspace
        self._phase = workspace.state.phase
        self._counted = 0, 0
        refresh = Refresh(workspace.background, self.load, "read how we stand")
        self._unlisten = (
            workspace.touched.connect(lambda refs: refresh.ask()),
            workspace.state_changed.connect(lambda state: self._heed(state, refresh)),
        )

    @property
    def state(self) -> SyncState:
        return self._workspace.state

    @property
    def may_exchange(self) -> bool:
        """Whether asking now would bring an exchange: there is a hub, which has not put us off or signed us out."""
        state = self.state
        if self._workspace.hub is None or state.put_off:
            return False
        return state.phase != "offline" or state.next_try is not None

    async def load(self) -> None:
        state = self.state
        self._counted = state.waiting, state.returned
        self.queue = await load_queue(self._workspace)
        await self.letters.load()
        await self.copies.load()
        self.changed.emit(None)

    def exchange(self) -> None:
        """Ask for an exchange now."""
        self._workspace.asked.emit(None)

    async def save(self, path: Path) -> None:
        """Write everything the hub does not have into a file. Raises: Problem, when it cannot be written."""
        await save_unsent(self._workspace, path)

    async def take_back(self, path: Path) -> TakenBack:
        """Put what such a file holds onto this desk. Raises: Problem, when it cannot be read, or is not mine."""
        taken = await take_back(self._workspace, path)
        await self.load()
        return taken

    def close(self) -> None:
        for stop in self._unlisten:
            stop()

    def _heed(self, state: SyncState, refresh: Refresh) -> None:
        if (state.waiting, state.returned) != self._counted:
            refresh.ask()
        if state.phase != self._phase:
            self._phase = state.phase
            self._workspace.background.spawn(self.copies.heed(state), name="compare copies")
        self.changed.emit(None)
