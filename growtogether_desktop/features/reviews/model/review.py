"""One submission before somebody's eyes: an iteration, one of its files, and the remarks at their lines."""

from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.ids import SubmissionId, ThreadId, new_id
from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.domain.threads import Label, PlaceThread, Thread
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.features.reviews.model.applying import Applying
from growtogether_desktop.features.reviews.model.drafts import RemarkDraft
from growtogether_desktop.features.reviews.model.file_rows import FileRow, file_rows
from growtogether_desktop.features.reviews.model.order import file_after, remark_after
from growtogether_desktop.features.reviews.model.progress import Progress
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.model.rubric import USUAL, rubric_of
from growtogether_desktop.features.reviews.model.saying import Saying
from growtogether_desktop.features.reviews.model.snippets import Snippets
from growtogether_desktop.features.reviews.model.standing import Standing
from growtogether_desktop.features.reviews.model.talking import Talking
from growtogether_desktop.features.reviews.model.texts import Texts
from growtogether_desktop.features.reviews.model.work import Work
from growtogether_desktop.sourcecode.anchors import anchor_at
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.workspace.workspace import Workspace

WHOLE = ""
"""The path under which remarks on the whole work stand."""
_KINDS = frozenset({"submission", "iteration", "thread", "review", "rubric"})


class ReviewModel:
    """What the page of one submission shows. `load` first; then it keeps itself up to date."""

    def __init__(self, workspace: Workspace, submission: SubmissionId) -> None:
        self.id = submission
        self.me = workspace.me.id
        self.my_name = workspace.my_name
        self.changed: Signal[None] = Signal()
        self.loaded = False
        self.work = Work(workspace, submission)
        self.saying = Saying(workspace, submission, self._arrange, lambda: self.changed.emit(None))
        self.talking = Talking(workspace, submission)
        self.progress = Progress(workspace, submission, self._arrange)
        self.snippets = Snippets(workspace)
        self.rubric = USUAL
        self.iteration: Iteration | None = None
        """The one on screen."""
        self.files: tuple[FileRow, ...] | None = None
        """None while the list of files is on its way."""
        self.path = WHOLE
        self.text: Text | None = None
        """The file on screen; None for the whole work, and while its content is on its way."""
        self.remarks: tuple[Remark, ...] = ()
        """In the order of the files and of their lines."""
        self._workspace = workspace
        self._applying = Applying(workspace, submission)
        self._tree: Tree | None = None
        self._absent: frozenset[str] = frozenset()
        self._texts = Texts(workspace)
        self._standing = Standing(workspace, self._texts)
        self._refresh = Refresh(workspace.background, self.load, "show submission")
        self.close = workspace.touched.connect(self._heed)

    @property
    def drafts(self) -> tuple[RemarkDraft, ...]:
        """What would be published now, in the order of the page."""
        return tuple(remark.draft for remark in self.remarks if remark.draft is not None and not remark.draft.empty)

    @property
    def gets_files(self) -> bool:
        """The files come to this desk; coordinators read the remarks alone."""
        return self.iteration is not None and self.iteration.keeps_files_for(self._workspace.me.id)

    @property
    def newer(self) -> Iteration | None:
        """An iteration that has come after the one on screen."""
        newest = self.work.newest
        return newest if newest is not None and newest != self.iteration else None

    @property
    def read(self) -> tuple[int, int]:
        """(files read, files)."""
        files = self.files or ()
        return sum(file.read for file in files), len(files)

    @property
    def here(self) -> tuple[Remark, ...]:
        """The remarks of the file on screen."""
        return tuple(remark for remark in self.remarks if remark.path == self.path)

    def remark(self, id: ThreadId) -> Remark | None:
        return next((remark for remark in self.remarks if remark.id == id), None)

    def file(self, path: str) -> FileRow | None:
        return next((file for file in self.files or () if file.path == path), None)

    def next_file(self, step: int) -> str:
        """The path `step` files further on; it stops at the ends."""
        return file_after(self.path, [WHOLE, *(file.path for file in self.files or ())], step)

    def next_remark(self, chosen: ThreadId | None, line: int, step: int) -> Remark | None:
        """The remark after (step 1) or before (step -1) the chosen one, else this line; it goes round."""
        return remark_after(chosen, (self.path, line), self.remarks, self._tree_files, step)

    async def load(self) -> None:
        work = self.work
        await work.load()
        if work.submission is None:
            self.loaded = True
            self.changed.emit(None)
            return
        if not self.loaded:
            for mine in (self.saying, self.talking, self.progress, self._applying, self.snippets):
                await mine.load()
        self.snippets.task = work.submission.card or ""
        self.rubric = await rubric_of(self._workspace)
        await self._turn_to((work.iteration(self.iteration.number) if self.iteration else None) or work.newest)
        self.loaded = True
        self._arrange()

    async def choose_iteration(self, number: int) -> None:
        await self._turn_to(self.work.iteration(number) or self.iteration)
        self._arrange()

    async def open(self, path: str) -> None:
        """Put a file on screen; `WHOLE` for what concerns all of them."""
        self.path = path
        await self._read_text()
        self._arrange()

    async def read_as(self, encoding: str | None) -> None:
        """Read the file on screen in this encoding as long as the page is open; None is to guess it."""
        if self.text is None:
            return
        self._texts.choose(self.text.sha, encoding)
        await self._read_text()
        self.changed.emit(None)

    async def _turn_to(self, iteration: Iteration | None) -> None:
        self.iteration = iteration
        self._tree = await self._workspace.tree(iteration.tree) if iteration else None
        files = self._tree_files
        self._absent = await self._workspace.lacking(file.sha for file in files)
        if files and not self.loaded:
            self.path = self._first_to_read(files)
        if self.path != WHOLE and all(file.path != self.path for file in files):
            self.path = files[0].path if files else WHOLE
        await self._standing.follow(self.work, self.saying.remarks.values(), iteration, self._tree)
        await self._read_text()

    def _first_to_read(self, files: tuple[TreeFile, ...]) -> str:
        """Where something was said that is still open; else where reading begins."""
        spoken_of = {thread.anchor.path for thread in self.work.threads if not thread.resolved}
        spoken_of |= {draft.anchor.path for draft in self.saying.remarks.values()}
        unread = (file.path for file in files if not self.progress.has_read(file))
        return next((file.path for file in files if file.path in spoken_of), next(unread, files[0].path))

    async def _read_text(self) -> None:
        file = self._tree_file(self.path)
        if file is None:
            self.text = None
            return
        text = await self._texts.of(file.sha)
        if self._tree_file(self.path) == file:  # else somebody has turned to another file meanwhile
            self.text = text

    @property
    def _tree_files(self) -> tuple[TreeFile, ...]:
        return self._tree.files if self._tree else ()

    def _tree_file(self, path: str) -> TreeFile | None:
        return next((file for file in self._tree_files if file.path == path), None)

    def _arrange(self) -> None:
        """Put everything at its place and announce it."""
        self.saying.forget(ThreadId(thread.id) for thread in self.work.threads)
        self.remarks = self._standing.remarks(self.work, self.saying.remarks.values(), self.iteration, self._tree)
        self.files = file_rows(self._tree, self._absent, self.progress, self.remarks) if self._tree else None
        self.changed.emit(None)

    def _heed(self, refs: frozenset[Ref]) -> None:
        awaited = self._absent | ({self.iteration.tree} if self.iteration and self._tree is None else set())
        if any(ref.kind in _KINDS or (ref.kind == "blob" and ref.id in awaited) for ref in refs):
            self._refresh.ask()

    def new_remark(self, first: int, last: int, columns: tuple[int, int], label: Label, blocking: bool) -> RemarkDraft:
        """A draft at these lines of the file on screen (0 for the whole of it); kept once it has words."""
        assert self.iteration is not None, "there is something to remark on"
        anchor = anchor_at(self.path, self.text or read_text(b""), first, last, *columns)
        return RemarkDraft(ThreadId(new_id()), self.iteration.number, anchor, label, blocking)

    async def publish(self) -> None:
        """Give the remarks to the author, with the verdict, all at once. Confirm it first.

        Raises: Problem, when the rules say no; everything stays a draft then.
        """
        assert self.iteration is not None, "there is something to judge"
        drafts = self.drafts
        await self.saying.publish(self.iteration.number, drafts)
        await self.snippets.learn(drafts)
        self.changed.emit(None)

    async def place(self, thread: Thread, first: int, last: int, columns: tuple[int, int]) -> None:
        """Say that a remark of an earlier iteration belongs to these lines of the file on screen."""
        assert self.iteration is not None, "there is a later iteration"
        assert self.text is not None, "there are lines to choose"
        anchor = anchor_at(self.path, self.text, first, last, *columns)
        await self._workspace.do(PlaceThread(thread.id, self.iteration.number, anchor))

    async def toggle_read(self, path: str) -> None:
        """Tick a file as read through, or not."""
        if (file := self._tree_file(path)) is not None:
            await self.progress.toggle(file)

    @property
    def applied(self) -> tuple[ThreadId, ...]:
        """Suggestions that I have taken over, and that wait to be handed in."""
        return self._applying.chosen(self.work.newest) if self.work.mine else ()

    def may_apply(self, remark: Remark) -> bool:
        """It suggests lines for my work, and I have the newest iteration before me."""
        suggests = remark.open and remark.suggestion is not None and remark.first > 0
        return self.work.mine and self.newer is None and suggests

    async def apply_or_let_go(self, remark: Remark) -> None:
        """Take its suggested lines over into the next iteration, or let them go again.

        Raises: Problem, when they do not fit.
        """
        if self.iteration is not None and self._tree is not None:
            await self._applying.toggle(remark, self.remarks, self.iteration, self._tree)
            self.changed.emit(None)

    async def let_go_of_all(self) -> None:
        await self._applying.let_go()
        self.changed.emit(None)

    async def hand_in_applied(self) -> None:
        """Hand in the next iteration, made of this one and what was taken over. Confirm it first.

        Raises: Problem, when something does not fit any more; nothing is handed in then.
        """
        assert self.work.newest is not None, "there is something that suggestions were made for"
        if self.newer is not None:
            await self.choose_iteration(self.work.newest.number)
        if self.iteration is not None and self._tree is not None:
            await self._applying.hand_in(self.remarks, self.iteration, self._tree)
            await self.load()
            await self.choose_iteration(self.work.newest.number)
