"""How far I am with a work: files read through, and time spent. It stays on this desk; nobody else is told."""

from collections.abc import Callable

from growtogether_desktop.domain.ids import SubmissionId
from growtogether_desktop.domain.trees import TreeFile
from growtogether_desktop.features.reviews.model.drafts import FileRead, read_place, spent_place
from growtogether_desktop.workspace.workspace import Workspace


class Progress:
    def __init__(self, workspace: Workspace, submission: SubmissionId, changed: Callable[[], object]) -> None:
        """`changed` is called when a file was read through."""
        self.spent_s = 0
        """Seconds I have been at this work."""
        self._read: frozenset[FileRead] = frozenset()
        self._workspace = workspace
        self._submission = submission
        self._changed = changed

    async def load(self) -> None:
        spent, read = spent_place(self._submission), read_place(self._submission)
        self.spent_s = (await self._workspace.drafts(spent, int)).get(spent, 0)
        self._read = frozenset((await self._workspace.drafts(read, tuple[FileRead, ...])).get(read, ()))

    def has_read(self, file: TreeFile) -> bool:
        return FileRead(file.path, file.sha) in self._read

    async def toggle(self, file: TreeFile) -> None:
        """Tick a file as read through, or not."""
        self._read ^= {FileRead(file.path, file.sha)}
        self._changed()
        kept = tuple(sorted(self._read, key=lambda file: file.path))
        await self._workspace.keep_draft(read_place(self._submission), kept)

    async def spend(self, seconds: int) -> None:
        """Somebody has been at it for so long again."""
        self.spent_s += seconds
        await self._workspace.keep_draft(spent_place(self._submission), self.spent_s)
