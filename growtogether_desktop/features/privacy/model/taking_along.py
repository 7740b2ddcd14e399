"""Taking one's data along."""

from pathlib import Path

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.workspace.export import save_export
from growtogether_desktop.workspace.workspace import Workspace


class TakingAlongModel:
    def __init__(self, workspace: Workspace) -> None:
        self.progress: Signal[float] = Signal()
        self.saved: Signal[Path] = Signal()
        self.with_hub = False
        """Whether the last one holds what only the hub keeps."""
        self._workspace = workspace

    async def save(self, path: Path) -> None:
        """Write everything this desk holds into one file. Raises: Problem, when it cannot be written."""
        self.with_hub = await save_export(self._workspace, path, self.progress)
        self.saved.emit(path)
