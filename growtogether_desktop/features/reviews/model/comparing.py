"""Against which earlier iteration the work is read, and what became of its files since."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import SubmissionId
from growtogether_desktop.domain.reviews import Iteration
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.sourcecode.comparison import Comparison, compare
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.workspace.workspace import Workspace

_KEPT = 12
"""So many comparisons are kept, so that turning back to a file costs nothing."""


class Became(Enum):
    """What became of a file since the other iteration."""

    CHANGED = auto()
    ADDED = auto()
    REMOVED = auto()
    RENAMED = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a submission is read; remembered on this desk."""

    base: int = 0
    """The number of the iteration to compare with; 0: none."""
    beside: bool = False
    """Side by side; else in one column."""
    blanks: bool = True
    """Spaces count."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How a person likes to read, whatever the submission; remembered on this desk."""

    wraps: bool = False
    """Long lines are broken where the room ends."""
    spaces: bool = False
    """Spaces and tabs are shown."""


HABIT = "how code is read"
"""Where the habit is remembered."""


def reading_place(submission: SubmissionId) -> str:
    return f"reading/{submission}"


class Comparing:
    """Follows the model of a review: whatever file that shows, this one knows what became of it."""

    def __init__(self, workspace: Workspace, review: ReviewModel) -> None:
        self.changed: Signal[None] = Signal()
        self.reading = Reading()
        self.habit = Habit()
        self.became: Mapping[str, Became] = {}
        """Path → what became of it; paths of removed files too."""
        self.comparison: Comparison | None = None
        """Of the file on screen; None while it is being made, and when nothing is compared."""
        self.was_called = ""
        """The path of the file on screen in the other iteration."""
        self._workspace = workspace
        self._review = review
        self._known = False
        self._announced: object = None
        self._tree: Tree | None = None
        self._tree_sha = ""
        self._made: dict[tuple[str, str, bool], Comparison] = {}
        self._refresh = Refresh(workspace.background, self._follow, "compare")
        self.close = review.changed.connect(lambda nothing: self._refresh.ask())

    @property
    def base(self) -> Iteration | None:
        """The iteration that the one on screen is compared with."""
        review = self._review
        if review.iteration is None or self.reading.base in (0, review.iteration.number):
            return None
        return next((i for i in review.iterations if i.number == self.reading.base), None)

    @property
    def offered(self) -> tuple[Iteration, ...]:
        """What the one on screen can be compared with, the nearest first."""
        here = self._review.iteration
        if here is None:
            return ()
        others = (i for i in self._review.iterations if i != here)
        return tuple(sorted(others, key=lambda i: (i.number > here.number, abs(i.number - here.number))))

    async def choose(self, base: int) -> None:
        """Compare with this iteration from now on; 0: with none."""
        await self._recall()
        await self._keep(replace(self.reading, base=base))

    async def toggle(self) -> None:
        """Compare with the nearest earlier one, or with none any more."""
        await self._recall()
        offered = self.offered
        await self.choose(0 if self.base is not None or not offered else offered[0].number)

    async def toggle_beside(self) -> None:
        await self._recall()
        await self._keep(replace(self.reading, beside=not self.reading.beside))

    async def toggle_blanks(self) -> None:
        await self._recall()
        await self._keep(replace(self.reading, blanks=not self.reading.blanks))

    async def toggle_wrapping(self) -> None:
        await self._recall()
        await self._keep_habit(replace(self.habit, wraps=not self.habit.wraps))

    async def toggle_spaces(self) -> None:
        await self._recall()
        await self._keep_habit(replace(self.habit, spaces=not self.habit.spaces))

    async def _keep_habit(self, habit: Habit) -> None:
        self.habit = habit
        await self._follow()
        await self._workspace.keep_draft(HABIT, habit)

    async def _keep(self, reading: Reading) -> None:
        self.reading = reading
        await self._follow()
        await self._workspace.keep_draft(reading_place(self._review.id), reading)

    async def _follow(self) -> None:
        """Know what became of the files, and of the one on screen."""
        await self._recall()
        base = self.base
        if base is None:
            self._tree = None
        elif self._tree is None or base.tree != self._tree_sha:
            self._tree, self._tree_sha = await self._workspace.tree(base.tree), base.tree
        self.became = self._sort_files()
        await self._compare()
        now = base, self.became, self.comparison, self.reading, self.habit
        if now != self._announced:
            self._announced = now
            self.changed.emit(None)

    async def _recall(self) -> None:
        """Read the work as it was read last."""
        if not self._known:
            kept = await self._workspace.drafts(reading_place(self._review.id), Reading)
            self.reading = kept.get(reading_place(self._review.id), self.reading)
            self.habit = (await self._workspace.drafts(HABIT, Habit)).get(HABIT, self.habit)
            self._known = True

    def _sort_files(self) -> Mapping[str, Became]:
        if self._tree is None:
            return {}
        old = {file.path: file.sha for file in self._tree.files}
        new = {file.path: file.sha for file in self._review.files or ()}
        gone = {sha: path for path, sha in old.items() if path not in new}
        became: dict[str, Became] = {}
        for path, sha in new.items():
            if path not in old:
                became[path] = Became.RENAMED if sha in gone else Became.ADDED
            elif old[path] != sha:
                became[path] = Became.CHANGED
        renamed = {sha for path, sha in new.items() if became.get(path) is Became.RENAMED}
        became |= {path: Became.REMOVED for sha, path in gone.items() if sha not in renamed}
        return became

    async def _compare(self) -> None:
        review, blanks = self._review, self.reading.blanks
        path, new = review.path, review.text
        removed = self.became.get(path) is Became.REMOVED
        if self._tree is None or not path or (new is None and not removed):
            self.comparison = None
            return
        new = new or read_text(b"")
        was = next((file for file in self._tree.files if file.path == path), None)
        was = was or next((file for file in self._tree.files if file.sha == new.sha), None)
        self.was_called = was.path if was is not None else ""
        key = was.sha if was is not None else "", "" if removed else new.sha, blanks
        if key not in self._made:
            old = await self._text(was.sha if was is not None else "")
            if old is None:
                self.comparison = None
                return
            made = await self._workspace.background.compute(lambda: compare(old, new, blanks))
            self._made = dict([*self._made.items(), (key, made)][-_KEPT:])
        if review.path == path:
            self.comparison = self._made[key]

    async def _text(self, sha: str) -> Text | None:
        """The text of an old file; an empty one for a file that was not there."""
        content = await self._workspace.file(sha) if sha else b""
        if content is None:
            return None
        return await self._workspace.background.compute(lambda: read_text(content))
