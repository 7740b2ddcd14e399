"""What is done about published remarks: answering, resolving, taking back, ticking what one has learnt from."""

from growtogether_desktop.domain.ids import CommentId, SubmissionId, ThreadId, new_id
from growtogether_desktop.domain.threads import Answer, ReopenThread, ResolveThread, TakeBackComment, Thread
from growtogether_desktop.domain.ticking import TickLink, UntickLink
from growtogether_desktop.features.reviews.model.drafts import answer_place, answers_of
from growtogether_desktop.workspace.workspace import Workspace


class Talking:
    def __init__(self, workspace: Workspace, submission: SubmissionId) -> None:
        self.answers: dict[ThreadId, str] = {}
        """Answers that are being written."""
        self._workspace = workspace
        self._submission = submission

    async def load(self) -> None:
        answers = await self._workspace.drafts(answers_of(self._submission), str)
        self.answers = {ThreadId(place.rpartition("/")[2]): words for place, words in answers.items()}

    async def keep_answer(self, thread: ThreadId, words: str) -> None:
        """Keep an answer that is being written."""
        if words.strip():
            self.answers[thread] = words
            await self._workspace.keep_draft(answer_place(self._submission, thread), words)
        elif self.answers.pop(thread, None) is not None:
            await self._workspace.forget_draft(answer_place(self._submission, thread))

    async def answer(self, thread: ThreadId, words: str) -> None:
        await self._workspace.do(Answer(thread, CommentId(new_id()), words.strip()))
        await self.keep_answer(thread, "")

    async def resolve_or_reopen(self, thread: Thread) -> None:
        await self._workspace.do(ReopenThread(thread.id) if thread.resolved else ResolveThread(thread.id))

    async def take_back(self, thread: Thread) -> None:
        """Remove my last comment. Confirm it first."""
        await self._workspace.do(TakeBackComment(thread.id, thread.comments[-1].id))

    def may_take_back(self, thread: Thread) -> bool:
        """Its last word is mine."""
        return thread.comments[-1].stamp.by == self._workspace.me.id

    async def tick(self, thread: Thread, number: int) -> None:
        """Tick a link of a remark on my work, or take the tick away."""
        change = UntickLink if thread.links[number - 1].ticked else TickLink
        await self._workspace.do(change(thread.id, number))
