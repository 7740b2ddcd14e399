"""One submission: its files, what was said at their lines, and what I am about to say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.ids import PersonId, SubmissionId, ThreadId, new_id
from growtogether_desktop.domain.projects import Card
from growtogether_desktop.domain.reviews import Review
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.domain.threads import (
    Label,
    PlaceThread,
    Thread,
)
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.features.reviews.model.applying import Applying
from growtogether_desktop.features.reviews.model.drafts import (
    FileRead,
    RemarkDraft,
    VerdictDraft,
    read_place,
    remark_place,
    remarks_of,
    spent_place,
    verdict_place,
)
from growtogether_desktop.features.reviews.model.following import Followed, Following, promise
from growtogether_desktop.features.reviews.model.order import by_place, file_after, remark_after
from growtogether_desktop.features.reviews.model.publication import publication
from growtogether_desktop.features.reviews.model.remarks import Places, Remark
from growtogether_desktop.features.reviews.model.rubric import USUAL, rubric_of
from growtogether_desktop.features.reviews.model.snippets import Snippets
from growtogether_desktop.features.reviews.model.talking import Talking
from growtogether_desktop.features.reviews.model.texts import Texts
from growtogether_desktop.sourcecode.anchors import anchor_at
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.workspace.workspace import Workspace

WHOLE = ""
"""The path under which remarks on the whole work stand."""
_KINDS = frozenset({"submission", "iteration", "thread", "review", "rubric"})


@dataclass(frozen=True, slots=True)
class FileRow:
    path: str
    sha: str
    size: int
    """Bytes."""
    read: bool
    here: bool
    """Its content has arrived."""
    remarks: int
    """Threads and drafts."""


class ReviewModel:
    """What the page of one submission shows. `load` first; then it keeps itself up to date."""

    def __init__(self, workspace: Workspace, submission: SubmissionId) -> None:
        self.id = submission
        self.my_name = workspace.my_name
        self.changed: Signal[None] = Signal()
        self.loaded = False
        self.submission: Submission | None = None
        """None when it is not here (any more)."""
        self.task = ""
        """What it is about is called; "" when it is about no task."""
        self.iterations: tuple[Iteration, ...] = ()
        self.iteration: Iteration | None = None
        """The one on screen."""
        self.files: tuple[FileRow, ...] | None = None
        """None while the list of files is on its way."""
        self.path = WHOLE
        self.text: Text | None = None
        """The file on screen; None for the whole work, and while its content is on its way."""
        self.remarks: tuple[Remark, ...] = ()
        """In the order of the files and of their lines."""
        self.verdicts: tuple[Review, ...] = ()
        """Newest first."""
        self.verdict_draft = VerdictDraft()
        self.talking = Talking(workspace, submission)
        self.discarded: RemarkDraft | None = None
        """The last one, until it is put back or the page is left."""
        self.spent_s = 0
        """Seconds I have been at this work. Nobody else is told."""
        self.publishing_waits = False
        """The hub has not answered a publication yet."""
        self._workspace = workspace
        self.rubric = USUAL
        self.snippets = Snippets(workspace)
        self._applying = Applying(workspace, submission)
        self._tree: Tree | None = None
        self._following = Following(workspace)
        self._followed: Followed = {}
        self._threads: tuple[Thread, ...] = ()
        self._waiting: frozenset[str] = frozenset()
        self._absent: frozenset[str] = frozenset()
        self._drafts: dict[ThreadId, RemarkDraft] = {}
        self._read: frozenset[FileRead] = frozenset()
        self._texts = Texts(workspace)
        self._names: dict[PersonId, str] = {}
        self._refresh = Refresh(workspace.background, self.load, "show submission")
        self.close = workspace.touched.connect(self._heed)

    # --- what it shows ---

    @property
    def drafts(self) -> tuple[RemarkDraft, ...]:
        """What would be published now, in the order of the page."""
        return tuple(remark.draft for remark in self.remarks if remark.draft is not None and not remark.draft.empty)

    @property
    def reviewing(self) -> bool:
        """I may write remarks here and publish them."""
        me, work = self._workspace.me, self.submission
        return work is not None and not work.abandoned and (me.id == work.mentor or me.coordinates)

    @property
    def gets_files(self) -> bool:
        """The files come to this desk; coordinators read the remarks alone."""
        return self.iteration is not None and self.iteration.keeps_files_for(self._workspace.me.id)

    @property
    def mine(self) -> bool:
        return self.submission is not None and self.submission.author == self._workspace.me.id

    @property
    def newer(self) -> Iteration | None:
        """An iteration that has come after the one on screen."""
        newest = self.iterations[-1] if self.iterations else None
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

    def name(self, person: PersonId) -> str:
        known = self.submission.name_of(person) if self.submission else ""
        return known or self._names.get(person, "")

    @property
    def applied(self) -> tuple[ThreadId, ...]:
        """Suggestions that I have taken over, and that wait to be handed in."""
        return self._applying.chosen(self.iterations[-1]) if self.mine and self.iterations else ()

    def may_apply(self, remark: Remark) -> bool:
        """It suggests lines for my work, and I have the newest iteration before me."""
        return self.mine and self.newer is None and remark.open and remark.suggestion is not None and remark.first > 0

    # --- loading ---

    async def load(self) -> None:
        workspace = self._workspace
        self.submission = await workspace.see(Submission, self.id)
        if self.submission is None:
            self.loaded = True
            self.changed.emit(None)
            return
        card = await workspace.see(Card, self.submission.card) if self.submission.card else None
        self.task = card.title if card is not None else ""
        self._threads = await workspace.see_all(Thread, self.id)
        reviews = await workspace.see_all(Review, self.id)
        self.verdicts = tuple(sorted(reviews, key=lambda review: review.published, reverse=True))
        unanswered = await workspace.waiting(Review)
        self.publishing_waits = any(review.id in unanswered for review in reviews)
        self._waiting = await workspace.waiting(Thread)
        iterations = await workspace.see_all(Iteration, self.id)
        self.iterations = tuple(sorted(iterations, key=lambda iteration: iteration.number))
        if not self.loaded:
            await self._load_drafts()
        await self._learn_names()
        self.rubric = await rubric_of(workspace)
        here = self.iteration.number if self.iteration else 0
        known = next((i for i in self.iterations if i.number == here), None)
        await self._turn_to(known or (self.iterations[-1] if self.iterations else None))
        self.loaded = True
        self._arrange()

    async def choose_iteration(self, number: int) -> None:
        chosen = next((iteration for iteration in self.iterations if iteration.number == number), self.iteration)
        await self._turn_to(chosen)
        self._arrange()

    async def open(self, path: str) -> None:
        """Put a file on screen; `WHOLE` for what concerns all of them."""
        self.path = path
        await self._read_text()
        self._arrange()

    async def _load_drafts(self) -> None:
        """Drafts change through this model alone, so they are read once."""
        workspace = self._workspace
        drafts = await workspace.drafts(remarks_of(self.id), RemarkDraft)
        self._drafts = {draft.id: draft for draft in drafts.values()}
        await self.talking.load()
        verdicts = await workspace.drafts(verdict_place(self.id), VerdictDraft)
        self.verdict_draft = verdicts.get(verdict_place(self.id), VerdictDraft())
        self.spent_s = (await workspace.drafts(spent_place(self.id), int)).get(spent_place(self.id), 0)
        await self._applying.load()
        await self.snippets.load()
        read = await workspace.drafts(read_place(self.id), tuple[FileRead, ...])
        self._read = frozenset(read.get(read_place(self.id), ()))

    async def _learn_names(self) -> None:
        """Coordinators may speak here too; the directory knows what they are called."""
        speakers = {comment.stamp.by for thread in self._threads for comment in thread.comments}
        speakers |= {review.reviewer for review in self.verdicts}
        for person in speakers - self._names.keys():
            profile = await self._workspace.see(Profile, person)
            self._names[person] = profile.name if profile else ""

    async def _turn_to(self, iteration: Iteration | None) -> None:
        workspace = self._workspace
        self.iteration = iteration
        self._tree = await workspace.tree(iteration.tree) if iteration else None
        files = self._tree.files if self._tree else ()
        self._absent = await workspace.lacking(file.sha for file in files)
        if files and not self.loaded:
            self.path = self._first_to_read(files)
        if self.path != WHOLE and all(file.path != self.path for file in files):
            self.path = files[0].path if files else WHOLE
        await self._follow()
        await self._read_text()

    async def _follow(self) -> None:
        """Know where remarks of earlier iterations belong in the one on screen."""
        if self._tree is None or self.iteration is None:
            self._followed = {}
            return
        earlier = [i for i in self.iterations if i.number < self.iteration.number]
        number = self.iteration.number
        older = [thread for thread in self._threads if thread.iteration < number]
        threads = {anchor for thread in older for anchor in (thread.anchor, thread.anchor_in(number))}
        drafts = (draft.anchor for draft in self._drafts.values() if draft.iteration < number)
        self._followed = await self._following.follow((*threads, *drafts), earlier, self._tree, self.iteration.tree)

    def _first_to_read(self, files: tuple[TreeFile, ...]) -> str:
        """Where something was said that is still open; else where reading begins."""
        spoken_of = {thread.anchor.path for thread in self._threads if not thread.resolved}
        spoken_of |= {draft.anchor.path for draft in self._drafts.values()}
        unread = (file.path for file in files if FileRead(file.path, file.sha) not in self._read)
        return next((file.path for file in files if file.path in spoken_of), next(unread, files[0].path))

    async def read_as(self, encoding: str | None) -> None:
        """Read the file on screen in this encoding as long as the page is open; None is to guess it."""
        if self.text is None:
            return
        self._texts.choose(self.text.sha, encoding)
        await self._read_text()
        self.changed.emit(None)

    async def _read_text(self) -> None:
        file = self._tree_file(self.path)
        if file is None:
            self.text = None
            return
        text = await self._texts.of(file.sha)
        if self._tree_file(self.path) == file:  # else somebody has turned to another file meanwhile
            self.text = text

    def _tree_file(self, path: str) -> TreeFile | None:
        return next((file for file in (self._tree.files if self._tree else ()) if file.path == path), None)

    def _arrange(self) -> None:
        """Put everything at its place and announce it."""
        published = {ThreadId(thread.id) for thread in self._threads}
        # A draft whose thread is there was published, whatever happened to the program in between.
        self._drafts = {id: draft for id, draft in self._drafts.items() if id not in published}
        files = self._tree.files if self._tree else ()
        self.remarks = tuple(sorted(self._placed(files), key=by_place(files)))
        counts = Counter(remark.path for remark in self.remarks)
        self.files = None
        if self._tree is not None:
            self.files = tuple(
                FileRow(
                    file.path,
                    file.sha,
                    file.size,
                    FileRead(file.path, file.sha) in self._read,
                    file.sha not in self._absent,
                    counts[file.path],
                )
                for file in files
            )
        self.changed.emit(None)

    def _placed(self, files: Iterable[TreeFile]) -> Iterable[Remark]:
        number = self.iteration.number if self.iteration else 0
        places = Places(files, self._texts.read, self._followed)
        for thread in self._threads:
            if thread.iteration <= number:
                path, at = places.place(thread.anchor_in(number))
                since = promise(places.place(thread.anchor)[1].certainty) if thread.iteration < number else None
                waiting = thread.id in self._waiting
                yield Remark(path, at.first, at.last, at.certainty, thread, waiting=waiting, promise=since)
        for draft in self._drafts.values():
            if draft.iteration <= number:
                path, at = places.place(draft.anchor)
                yield Remark(path, at.first, at.last, at.certainty, draft=draft)

    def _heed(self, refs: frozenset[Ref]) -> None:
        awaited = self._absent | ({self.iteration.tree} if self.iteration and self._tree is None else set())
        if any(ref.kind in _KINDS or (ref.kind == "blob" and ref.id in awaited) for ref in refs):
            self._refresh.ask()

    # --- writing remarks ---

    def new_remark(self, first: int, last: int, columns: tuple[int, int], label: Label, blocking: bool) -> RemarkDraft:
        """A draft at these lines of the file on screen (0 for the whole of it); kept once it has words."""
        assert self.iteration is not None, "there is something to remark on"
        anchor = anchor_at(self.path, self.text or read_text(b""), first, last, *columns)
        return RemarkDraft(ThreadId(new_id()), self.iteration.number, anchor, label, blocking)

    async def keep_remark(self, draft: RemarkDraft) -> None:
        """Keep what has been typed so far; durable when this returns."""
        if draft.empty and draft.id not in self._drafts:
            return
        self._drafts[draft.id] = draft
        self._arrange()
        await self._workspace.keep_draft(remark_place(self.id, draft.id), draft)

    async def discard(self, draft: ThreadId) -> None:
        """Throw a draft away; `put_back` brings it back."""
        gone = self._drafts.pop(draft, None)
        self.discarded = gone if gone and not gone.empty else self.discarded
        self._arrange()
        await self._workspace.forget_draft(remark_place(self.id, draft))

    async def put_back(self) -> None:
        if (draft := self.discarded) is not None:
            self.discarded = None
            await self.keep_remark(draft)

    def let_go(self) -> None:
        """What was discarded is not wanted back."""
        self.discarded = None
        self.changed.emit(None)

    async def keep_verdict(self, draft: VerdictDraft) -> None:
        self.verdict_draft = draft
        self.changed.emit(None)
        await self._workspace.keep_draft(verdict_place(self.id), draft)

    async def publish(self) -> None:
        """Give the remarks to the author, with the verdict, all at once. Confirm it first.

        Raises: Problem, when the rules say no; everything stays a draft then.
        """
        assert self.iteration is not None, "there is something to judge"
        drafts = self.drafts
        await self._workspace.do(*publication(self.id, self.iteration.number, drafts, self.verdict_draft))
        for draft in drafts:
            await self._workspace.forget_draft(remark_place(self.id, draft.id))
        await self._workspace.forget_draft(verdict_place(self.id))
        await self.snippets.learn(drafts)
        self.verdict_draft = VerdictDraft()
        self.discarded = None
        self.changed.emit(None)

    async def place(self, thread: Thread, first: int, last: int, columns: tuple[int, int]) -> None:
        """Say that a remark of an earlier iteration belongs to these lines of the file on screen."""
        assert self.iteration is not None, "there is a later iteration"
        assert self.text is not None, "there are lines to choose"
        anchor = anchor_at(self.path, self.text, first, last, *columns)
        await self._workspace.do(PlaceThread(thread.id, self.iteration.number, anchor))

    # --- taking suggestions over ---

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
        assert self.iterations, "there is something that suggestions were made for"
        if self.newer is not None:
            await self.choose_iteration(self.iterations[-1].number)
        if self.iteration is not None and self._tree is not None:
            await self._applying.hand_in(self.remarks, self.iteration, self._tree)
            await self.load()
            await self.choose_iteration(self.iterations[-1].number)

    # --- reading ---

    async def toggle_read(self, path: str) -> None:
        """Tick a file as read through, or not."""
        file = self._tree_file(path)
        if file is not None:
            await self._keep_read(self._read ^ {FileRead(file.path, file.sha)})

    async def _keep_read(self, read: frozenset[FileRead]) -> None:
        self._read = read
        self._arrange()
        kept = tuple(sorted(read, key=lambda file: file.path))
        await self._workspace.keep_draft(read_place(self.id), kept)

    async def spend(self, seconds: int) -> None:
        """Somebody has been at it for so long again."""
        self.spent_s += seconds
        await self._workspace.keep_draft(spent_place(self.id), self.spent_s)

    # --- finding one's way ---

    def next_file(self, step: int) -> str:
        """The path `step` files further on; it stops at the ends."""
        return file_after(self.path, [WHOLE, *(file.path for file in self.files or ())], step)

    def next_remark(self, chosen: ThreadId | None, line: int, step: int) -> Remark | None:
        """The remark after (step 1) or before (step -1) the chosen one, else this line; it goes round."""
        files = self._tree.files if self._tree else ()
        return remark_after(chosen, (self.path, line), self.remarks, files, step)
