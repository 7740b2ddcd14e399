"""Handing in work: what was taken and what was not, and to whom it goes, before anybody is told."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import EngagementId, SubmissionId, new_id
from growtogether_desktop.domain.submissions import HandIn, Iteration, OpenSubmission, Submission, iteration_id
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.features.reviews.model.drafts import HAND_IN, HandInDraft
from growtogether_desktop.features.reviews.model.tasks import TaskRow, task_rows
from growtogether_desktop.sourcecode.git import Commit, last_commit
from growtogether_desktop.sourcecode.intake import (
    Keep,
    Taken,
    take_in,
    take_in_commit,
    take_in_patch,
    take_in_text,
    take_in_together,
)
from growtogether_desktop.sourcecode.patches import SUFFIXES as PATCHES
from growtogether_desktop.sourcecode.patches import FilePatch, read_patch_at
from growtogether_desktop.workspace.workspace import Workspace

GIT = "taking-in/git"
"""Where it is remembered what a person hands in of a working copy of git."""
_TELL_S = 0.1
"""So often the page is told how far the intake is."""


class HandInModel:
    """Work on its way in. Nothing leaves this desk before `hand_in`."""

    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.mentors: tuple[Engagement, ...] = ()
        """Whom I may hand in to, the newest first; work that is begun can be finished with others too."""
        self.mine: tuple[Submission, ...] = ()
        """What a new iteration may continue, the newest first."""
        self.tasks: tuple[TaskRow, ...] = ()
        """What new work may be about."""
        self.draft = HandInDraft()
        self.source: Path | None = None
        self.beside = 0
        """How many more folders and files were chosen together with it."""
        self.taken: Taken | None = None
        """None while nothing has been chosen, and while it is coming in."""
        self.commit: Commit | None = None
        """The last commit of the folder that was chosen, which can be handed in instead of the files as they are."""
        self.committed = False
        """Whether it is; remembered from one time to the next."""
        self.busy = False
        self.so_far = (0, 0)
        """(files, bytes) that have come in."""
        self._engagements: tuple[Engagement, ...] = ()
        self.me = workspace.me.id
        self._workspace = workspace

    @property
    def engagement(self) -> Engagement | None:
        """The one the work goes to."""
        chosen = self.continued.engagement if self.continued else self.draft.engagement
        of_mine = (e for e in self._engagements if e.id == chosen and (self.continued or not e.ended))
        return next(of_mine, self.mentors[0] if self.mentors else None)

    @property
    def continued(self) -> Submission | None:
        """The submission that gets a new iteration."""
        return next((s for s in self.mine if s.id == self.draft.submission), None)

    @property
    def task(self) -> TaskRow | None:
        """What new work is about."""
        return next((task for task in self.tasks if task.card == self.draft.card), None)

    async def load(self) -> None:
        workspace = self._workspace
        me = workspace.me.id
        engagements = await workspace.see_all(Engagement)
        mine = (e for e in engagements if e.mentee == me)
        self._engagements = tuple(sorted(mine, key=lambda e: e.began, reverse=True))
        self.mentors = tuple(e for e in self._engagements if not e.ended)
        submissions = await workspace.see_all(Submission)
        self.mine = tuple(sorted((s for s in submissions if s.author == me), key=lambda s: s.opened, reverse=True))
        self.tasks = await task_rows(workspace)
        self.draft = (await workspace.drafts(HAND_IN, HandInDraft)).get(HAND_IN, HandInDraft())
        self.committed = (await workspace.drafts(GIT, bool)).get(GIT, False)
        self.changed.emit(None)

    async def take(self, source: Path, *more: Path) -> None:
        """Take in a folder, a file or an archive, to look at before it is handed in; cancelling leaves nothing.

        A patch makes the next iteration of the work that is continued; without such work it is a file. Of a
        working copy of git the last commit is taken, if that was chosen before. More of them lie side by side.

        Raises: Problem, when it cannot be read.
        """
        background = self._workspace.background
        self.beside = len(more)
        self.commit = None if more else await background.compute(lambda: last_commit(source))
        last = None if more or source.suffix.casefold() not in PATCHES else await self._last_iteration()
        changes = None if last is None else await self._changes(source, last)
        committed = self.commit is not None and self.committed
        loop = asyncio.get_running_loop()
        told = time.monotonic()

        def progress(files: int, size: int) -> None:
            nonlocal told
            if time.monotonic() - told >= _TELL_S:
                told = time.monotonic()
                loop.call_soon_threadsafe(self._came, source, files, size)

        def take(keep: Keep) -> Taken:
            if more:
                return take_in_together((source, *more), keep, progress)
            if changes is not None:
                return take_in_patch(*changes, keep, progress)
            return take_in_commit(source, keep, progress) if committed else take_in(source, keep, progress)

        await self._take(source, take)

    async def choose_committed(self, committed: bool) -> None:
        """Take the last commit, or the files as they are; the next time too. Raises: Problem."""
        if committed != self.committed:
            self.committed = committed
            await self._workspace.keep_draft(GIT, committed)
            if self.source is not None and self.commit is not None:
                await self.take(self.source)

    async def take_text(self, name: str, words: str) -> None:
        """Take in what was pasted, as a file of this name."""
        self.commit, self.beside = None, 0
        await self._take(Path(name), lambda keep: take_in_text(name, words, keep))

    async def _take(self, source: Path, take: Callable[[Keep], Taken]) -> None:
        self.source, self.taken, self.busy, self.so_far = source, None, True, (0, 0)
        self.changed.emit(None)
        try:
            self.taken = await self._workspace.keep_files(take)
        finally:
            self.busy = False
            self.source = source if self.taken else None
            self.changed.emit(None)

    async def _changes(self, source: Path, last: Iteration) -> tuple[tuple[FilePatch, ...], Tree, dict[str, bytes]]:
        """What a patch changes, the work it changes, and those of its files. Raises: Problem."""
        workspace = self._workspace
        patches = await workspace.background.compute(lambda: read_patch_at(source))
        tree = await workspace.tree(last.tree)
        if tree is None:
            raise _still_coming()
        changed = {patch.old for patch in patches}
        old: dict[str, bytes] = {}
        for file in tree.files:
            if file.path in changed:
                content = await workspace.file(file.sha)
                if content is None:
                    raise _still_coming()
                old[file.path] = content
        return patches, tree, old

    async def keep(self, draft: HandInDraft) -> None:
        """Keep the words that go with it."""
        self.draft = draft
        self.changed.emit(None)
        await self._workspace.keep_draft(HAND_IN, draft)

    async def hand_in(self) -> SubmissionId:
        """Give it to the mentor: a new submission, or a new iteration of one. Confirm it first.

        Raises: Problem, when something is missing; everything stays as it is then.
        """
        taken, engagement = self.taken, self.engagement
        if taken is None or not taken.files:
            raise Problem(say("There are no files to hand in."), say("Choose a folder, a file or an archive."))
        if engagement is None:
            raise Problem(say("You have no mentor yet."), say("Work can be handed in once you are paired."))
        last = await self._last_iteration()
        if last is not None and last.tree == taken.tree:
            raise Problem(
                say("This is the same as iteration {number}.", number=last.number),
                say("Change something first, or choose another folder."),
            )
        submission = SubmissionId(self.continued.id if self.continued else new_id())
        number = last.number + 1 if last else 1
        mentor = self.continued.mentor if self.continued else engagement.mentor
        handed_in = HandIn(
            iteration_id(submission, number),
            submission,
            number,
            taken.tree,
            len(taken.files),
            taken.size,
            mentor,
            self.draft.note.strip(),
            taken.skipped,
        )
        await self._workspace.do(*self._opening(submission, engagement), handed_in)
        self.taken = self.source = self.commit = None
        await self._workspace.forget_draft(HAND_IN)
        self.draft = HandInDraft()
        self.changed.emit(None)
        return submission

    async def give_up(self) -> None:
        """Nothing is handed in; the words stay a draft, the files go."""
        self.taken = self.source = self.commit = None
        self.changed.emit(None)
        await self._workspace.drop_loose_files()

    def _opening(self, submission: SubmissionId, engagement: Engagement) -> tuple[Change[Submission], ...]:
        if self.continued:
            return ()
        return (
            OpenSubmission(
                submission,
                EngagementId(engagement.id),
                engagement.mentor,
                engagement.mentor_name,
                engagement.mentee_name,
                self.draft.title.strip(),
                self.task.card if self.task else None,
            ),
        )

    async def _last_iteration(self) -> Iteration | None:
        if self.continued is None:
            return None
        iterations = await self._workspace.see_all(Iteration, self.continued.id)
        return max(iterations, key=lambda iteration: iteration.number, default=None)

    def _came(self, source: Path, files: int, size: int) -> None:
        if self.busy and self.source == source:
            self.so_far = (files, size)
            self.changed.emit(None)


def _still_coming() -> Problem:
    return Problem(
        say("The work that this patch changes is not all here yet."),
        say("Connect to the hub once, then try again."),
    )
