"""What I am about to say of a work: remarks and the word on the whole, until they are published."""

from collections.abc import Callable, Iterable, Sequence

from growtogether_desktop.domain.ids import SubmissionId, ThreadId
from growtogether_desktop.features.reviews.model.drafts import (
    RemarkDraft,
    VerdictDraft,
    remark_place,
    remarks_of,
    verdict_place,
)
from growtogether_desktop.features.reviews.model.publication import publication
from growtogether_desktop.workspace.workspace import Workspace


class Saying:
    """Drafts change through this alone, so they are read once."""

    def __init__(
        self,
        workspace: Workspace,
        submission: SubmissionId,
        remarked: Callable[[], object],
        changed: Callable[[], object],
    ) -> None:
        """`remarked` is called when there are other remarks, `changed` when anything else is said otherwise."""
        self.remarks: dict[ThreadId, RemarkDraft] = {}
        self.verdict = VerdictDraft()
        self.discarded: RemarkDraft | None = None
        """The last one, until it is put back or the page is left."""
        self._workspace = workspace
        self._submission = submission
        self._remarked = remarked
        self._changed = changed

    async def load(self) -> None:
        drafts = await self._workspace.drafts(remarks_of(self._submission), RemarkDraft)
        self.remarks = {draft.id: draft for draft in drafts.values()}
        place = verdict_place(self._submission)
        self.verdict = (await self._workspace.drafts(place, VerdictDraft)).get(place, VerdictDraft())

    async def keep(self, draft: RemarkDraft) -> None:
        """Keep what has been typed so far; durable when this returns."""
        if draft.empty and draft.id not in self.remarks:
            return
        self.remarks[draft.id] = draft
        self._remarked()
        await self._workspace.keep_draft(remark_place(self._submission, draft.id), draft)

    async def discard(self, draft: ThreadId) -> None:
        """Throw a draft away; `put_back` brings it back."""
        gone = self.remarks.pop(draft, None)
        self.discarded = gone if gone and not gone.empty else self.discarded
        self._remarked()
        await self._workspace.forget_draft(remark_place(self._submission, draft))

    async def put_back(self) -> None:
        if (draft := self.discarded) is not None:
            self.discarded = None
            await self.keep(draft)

    def let_go(self) -> None:
        """What was discarded is not wanted back."""
        self.discarded = None
        self._changed()

    def forget(self, published: Iterable[ThreadId]) -> None:
        """A draft whose thread is there was published, whatever happened to the program in between."""
        for id in published:
            self.remarks.pop(id, None)

    async def keep_verdict(self, draft: VerdictDraft) -> None:
        self.verdict = draft
        self._changed()
        await self._workspace.keep_draft(verdict_place(self._submission), draft)

    async def publish(self, iteration: int, drafts: Sequence[RemarkDraft]) -> None:
        """Give these remarks to the author, with the verdict, all at once.

        Raises: Problem, when the rules say no; everything stays a draft then.
        """
        await self._workspace.do(*publication(self._submission, iteration, tuple(drafts), self.verdict))
        for draft in drafts:
            await self._workspace.forget_draft(remark_place(self._submission, draft.id))
        await self._workspace.forget_draft(verdict_place(self._submission))
        self.verdict = VerdictDraft()
        self.discarded = None
