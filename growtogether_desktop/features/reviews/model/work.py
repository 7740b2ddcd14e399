"""A submission as this desk has it: its iterations, and what was published about them."""

from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.ids import PersonId, SubmissionId
from growtogether_desktop.domain.projects import Card
from growtogether_desktop.domain.reviews import Review
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.domain.threads import Thread
from growtogether_desktop.workspace.workspace import Workspace


class Work:
    """`load` reads everything anew."""

    def __init__(self, workspace: Workspace, submission: SubmissionId) -> None:
        self.submission: Submission | None = None
        """None when it is not here (any more)."""
        self.task = ""
        """What it is about is called; "" when it is about no task."""
        self.iterations: tuple[Iteration, ...] = ()
        self.verdicts: tuple[Review, ...] = ()
        """Newest first."""
        self.threads: tuple[Thread, ...] = ()
        self.waiting: frozenset[str] = frozenset()
        """Threads of which the hub has not heard everything yet."""
        self.publishing_waits = False
        """The hub has not answered a publication yet."""
        self._id = submission
        self._workspace = workspace
        self._names: dict[PersonId, str] = {}

    @property
    def reviewing(self) -> bool:
        """I may write remarks here and publish them."""
        me, work = self._workspace.me, self.submission
        return work is not None and not work.abandoned and (me.id == work.mentor or me.coordinates)

    @property
    def left(self) -> bool:
        """Whoever handed it in has left: nobody would read what is said from now on."""
        return self.submission is not None and self.submission.abandoned

    @property
    def mine(self) -> bool:
        return self.submission is not None and self.submission.author == self._workspace.me.id

    def iteration(self, number: int) -> Iteration | None:
        return next((iteration for iteration in self.iterations if iteration.number == number), None)

    @property
    def newest(self) -> Iteration | None:
        return self.iterations[-1] if self.iterations else None

    def name(self, person: PersonId) -> str:
        known = self.submission.name_of(person) if self.submission else ""
        return known or self._names.get(person, "")

    async def load(self) -> None:
        workspace = self._workspace
        self.submission = await workspace.see(Submission, self._id)
        if self.submission is None:
            return
        card = await workspace.see(Card, self.submission.card) if self.submission.card else None
        self.task = card.title if card is not None else ""
        self.threads = await workspace.see_all(Thread, self._id)
        reviews = await workspace.see_all(Review, self._id)
        self.verdicts = tuple(sorted(reviews, key=lambda review: review.published, reverse=True))
        unanswered = await workspace.waiting(Review)
        self.publishing_waits = any(review.id in unanswered for review in reviews)
        self.waiting = await workspace.waiting(Thread)
        iterations = await workspace.see_all(Iteration, self._id)
        self.iterations = tuple(sorted(iterations, key=lambda iteration: iteration.number))
        await self._learn_names()

    async def _learn_names(self) -> None:
        """Coordinators may speak here too; the directory knows what they are called."""
        speakers = {comment.stamp.by for thread in self.threads for comment in thread.comments}
        speakers |= {review.reviewer for review in self.verdicts}
        for person in speakers - self._names.keys():
            profile = await self._workspace.see(Profile, person)
            self._names[person] = profile.name if profile else ""
