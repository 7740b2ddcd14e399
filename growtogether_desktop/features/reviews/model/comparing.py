"""Against what the work is read, and what became of its files since, or is other in them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.ids import SubmissionId
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.features.reviews.model.alike import Alike, alike
from growtogether_desktop.features.reviews.model.others import Other, What, as_other, may_differ, others_of
from growtogether_desktop.features.reviews.model.pairs import pair_works, read_file, read_files
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.sourcecode.comparison import Comparison, compare
from growtogether_desktop.sourcecode.renames import Became, FilePair
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.workspace.workspace import Workspace

_KEPT = 12
"""So many comparisons are kept, so that turning back to a file costs nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a submission is read; remembered on this desk."""

    against: str | None = None
    """The key of what to compare with; "" nothing; None what is usual: the starter, where the task has one."""
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
        """Path → what became of it; paths of removed files too. SAME only beside what came with the task."""
        self.comparison: Comparison | None = None
        """Of the file on screen; None while it is being made, and when nothing is compared."""
        self.was_called = ""
        """The path of the file on screen in the other work."""
        self.coming = False
        """Some of what it is to be compared with has not arrived yet."""
        self.alike: Alike | None = None
        """How much of the work stands in the other one too; None where that says nothing, and until it is counted."""
        self._workspace = workspace
        self._review = review
        self._known = False
        self._announced: object = None
        self._others: tuple[Other, ...] = ()
        self._others_known = False
        self._tree: Tree | None = None
        self._pairs: Mapping[str, FilePair] = {}
        self._paired: tuple[str, str] | None = None
        """The lists of files that are paired: old and new."""
        self._arrived = False
        """More of the files has come since they were paired."""
        self._made: dict[tuple[str, str, bool], Comparison] = {}
        self._refresh = Refresh(workspace.background, self._follow, "compare")
        self._unlisten = (
            review.changed.connect(lambda nothing: self._refresh.ask()),
            workspace.touched.connect(self._heed),
        )

    def close(self) -> None:
        for stop in self._unlisten:
            stop()

    @property
    def base(self) -> Other | None:
        """What the iteration on screen is compared with."""
        wanted = self.reading.against
        if wanted is None:
            return next((other for other in self.offered if other.what is What.STARTER), None)
        return next((other for other in self.offered if other.key == wanted), None)

    @property
    def offered(self) -> tuple[Other, ...]:
        """What the iteration on screen can be compared with: its own others first, the nearest before all."""
        here = self._review.iteration
        if here is None:
            return ()
        others = (i for i in self._review.work.iterations if i != here)
        ordered = sorted(others, key=lambda i: (i.number > here.number, abs(i.number - here.number)))
        return (*map(as_other, ordered), *self._others)

    @property
    def given(self) -> int:
        """Lines of the file on screen that came with the task; 0 when that is not what it is read against."""
        base, made = self.base, self.comparison
        return sum(block.lines for block in made.kept) if made and base and base.what is What.STARTER else 0

    async def choose(self, against: str | None) -> None:
        """Compare with this from now on; "": with nothing; None: with what is usual."""
        await self._recall()
        await self._keep(replace(self.reading, against=against))

    async def toggle(self) -> None:
        """Compare with the nearest iteration, or as usual again."""
        await self._recall()
        base, offered = self.base, self.offered
        nearest = offered[0].key if offered and offered[0].what is What.ITERATION else None
        await self.choose(None if base is not None and base.what is not What.STARTER else nearest)

    async def toggle_starter(self) -> None:
        """Fold away what came with the task, or show it."""
        await self._recall()
        base = self.base
        await self.choose("" if base is not None and base.what is What.STARTER else None)

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

    def _heed(self, refs: frozenset[Ref]) -> None:
        arrived = self.coming and any(ref.kind == "blob" for ref in refs)
        self._arrived |= arrived
        if may_differ(refs):
            self._others_known = False
        if self._review.loaded and (arrived or not self._others_known):
            self._refresh.ask()

    async def _follow(self) -> None:
        """Know what became of the files, and of the one on screen."""
        await self._recall()
        if not self._others_known and self._review.work.submission is not None:
            self._others_known = True
            self._others = await others_of(self._workspace, self._review.work.submission)
        await self._pair()
        self.became = self._sort_files()
        await self._compare()
        now = (
            self.base,
            self._others,
            self.became,
            self.comparison,
            self.reading,
            self.habit,
            self.alike,
            self.coming,
        )
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

    # --- which file is which ---

    async def _pair(self) -> None:
        base, here = self.base, self._review.iteration
        if base is None or here is None:
            self._tree, self._paired, self.alike, self.coming = None, None, None, False
            return
        if self._paired == (base.tree, here.tree) and not self._arrived:
            return
        self._arrived = False  # here, for files go on arriving while these are read
        old, new = await self._workspace.tree(base.tree), await self._workspace.tree(here.tree)
        self._tree, self.alike = old, None
        self.coming = old is None or bool(await self._workspace.lacking(file.sha for file in old.files))
        if old is None or new is None:
            return
        pairs = {pair.path: pair for pair in await pair_works(self._workspace, old, new)}
        self._pairs, self._paired = pairs, (base.tree, here.tree)
        if base.what in (What.WORK, What.SOLUTION):
            self.alike = await self._count_alike(old, new)

    async def _count_alike(self, old: Tree, new: Tree) -> Alike:
        starter = next((other for other in self._others if other.what is What.STARTER), None)
        given = await self._workspace.tree(starter.tree) if starter is not None else None
        texts = await read_files(self._workspace, (*old.files, *new.files, *(given.files if given else ())))

        def read(tree: Tree | None) -> list[Text]:
            return [texts[file.sha] for file in (tree.files if tree else ()) if file.sha in texts]

        return await self._workspace.background.compute(lambda: alike(read(new), read(old), read(given)))

    def _sort_files(self) -> Mapping[str, Became]:
        base = self.base
        if base is None or self._tree is None:
            return {}
        given = base.what is What.STARTER
        return {path: pair.became for path, pair in self._pairs.items() if given or pair.became is not Became.SAME}

    # --- the file on screen ---

    async def _compare(self) -> None:
        review, blanks = self._review, self.reading.blanks
        path, new = review.path, review.text
        removed = self.became.get(path) is Became.REMOVED
        if self._tree is None or not path or (new is None and not removed):
            self.comparison = None
            return
        new = new or read_text(b"")
        pair = self._pairs.get(path)
        was = pair.old if pair is not None else None
        self.was_called = was.path if was is not None else ""
        key = was.sha if was is not None else "", "" if removed else f"{new.sha}/{new.encoding}", blanks
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
        return await read_file(self._workspace, sha) if sha else read_text(b"")
