"""The list of submissions I am part of, and whose turn it is."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import PersonId, SubmissionId
from growtogether_desktop.domain.reviews import Iteration, Review, Submission, Verdict
from growtogether_desktop.features.reviews.model.drafts import REMARKS, RemarkDraft, remarks_of

if TYPE_CHECKING:  # it brings SQL along, and counting what is to do must not wait for that
    from growtogether_desktop.workspace.workspace import Workspace

_KINDS = frozenset({"submission", "iteration", "review", "engagement", "blob"})


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    id: SubmissionId
    title: str
    mine: bool
    """I am its author."""
    mentors_me: bool
    """I am its mentor."""
    author_name: str
    mentor_name: str
    iteration: int
    """The newest; 0 while none has arrived."""
    files: int
    size: int
    """Bytes of the newest iteration."""
    handed_in: datetime
    verdict: Verdict | None
    """The last word on the newest iteration."""
    drafts: int
    """My remarks that are not published."""
    arriving: int
    """Contents that are still on their way to this desk."""
    waiting: bool
    """The hub has not answered a change to it yet."""

    @property
    def other_name(self) -> str:
        """Whom I do this with; for a coordinator, whose work it is."""
        return self.mentor_name if self.mine else self.author_name

    @property
    def my_turn(self) -> bool:
        """Whether it waits for me: to review, or to change."""
        if self.mentors_me:
            return self.iteration > 0 and (self.verdict is None or self.drafts > 0)
        return self.mine and self.verdict is Verdict.CHANGES_REQUESTED


class SubmissionsModel:
    """Submissions, those that wait for me first; among them, whoever has waited longest."""

    def __init__(self, workspace: "Workspace") -> None:
        self.rows: tuple[SubmissionRow, ...] = ()
        self.loaded = False
        self.can_hand_in = False
        """Somebody is my mentor."""
        self.stranded: tuple[RemarkDraft, ...] = ()
        """Drafts about work that is no longer here: somebody else looks after it now."""
        self.changed: Signal[None] = Signal()
        self._stranded: dict[str, RemarkDraft] = {}
        self._workspace = workspace
        self._refresh = Refresh(workspace.background, self.load, "list submissions")
        self.close = workspace.touched.connect(self._heed)

    async def load(self) -> None:
        self.rows = await submission_rows(self._workspace)
        engagements = await self._workspace.see_all(Engagement)
        self.can_hand_in = any(engagement.mentee == self._workspace.me.id for engagement in engagements)
        drafts = await self._workspace.drafts(REMARKS, RemarkDraft)
        here = {remarks_of(row.id) for row in self.rows}
        self._stranded = {place: draft for place, draft in drafts.items() if f"{place.rpartition('/')[0]}/" not in here}
        self.stranded = tuple(self._stranded.values())
        self.loaded = True
        self.changed.emit(None)

    async def discard_stranded(self) -> None:
        """Throw those drafts away. Confirm it first."""
        for place in self._stranded:
            await self._workspace.forget_draft(place)
        await self.load()

    def _heed(self, refs: frozenset[Ref]) -> None:
        if any(ref.kind in _KINDS for ref in refs):
            self._refresh.ask()


async def count_my_turns(workspace: "Workspace") -> int:
    """How many submissions wait for this person."""
    return sum(row.my_turn for row in await submission_rows(workspace))


async def submission_rows(workspace: "Workspace") -> tuple[SubmissionRow, ...]:
    submissions = await workspace.see_all(Submission)
    newest: dict[SubmissionId, Iteration] = {}
    for iteration in await workspace.see_all(Iteration):
        known = newest.get(iteration.submission)
        if known is None or known.number < iteration.number:
            newest[iteration.submission] = iteration
    reviews: dict[SubmissionId, list[Review]] = defaultdict(list)
    for review in await workspace.see_all(Review):
        reviews[review.submission].append(review)
    drafts = await workspace.drafts(REMARKS, RemarkDraft)
    drafts_by = Counter(place.removeprefix(REMARKS).split("/")[0] for place in drafts)
    arriving = await workspace.lacking_files()
    waiting = await _waiting(workspace, reviews)
    rows = (
        _row(
            s, workspace.me.id, newest.get(_id(s)), reviews[_id(s)], drafts_by[s.id], arriving.get(s.scope, 0), waiting
        )
        for s in submissions
    )
    return tuple(sorted(rows, key=_urgency))


def _row(
    submission: Submission,
    me: PersonId,
    newest: Iteration | None,
    reviews: list[Review],
    drafts: int,
    arriving: int,
    waiting: frozenset[str],
) -> SubmissionRow:
    number = newest.number if newest else 0
    last = max((r for r in reviews if r.iteration == number), key=lambda r: r.published, default=None)
    return SubmissionRow(
        _id(submission),
        submission.title,
        submission.author == me,
        submission.mentor == me,
        submission.author_name,
        submission.mentor_name,
        number,
        newest.files if newest else 0,
        newest.size if newest else 0,
        newest.handed_in if newest else submission.opened,
        last.verdict if last else None,
        drafts,
        arriving,
        submission.id in waiting,
    )


async def _waiting(workspace: "Workspace", reviews: dict[SubmissionId, list[Review]]) -> frozenset[str]:
    """Submissions about which the hub has not answered something that a list shows."""
    own = await workspace.waiting(Submission)
    handed_in = {id.rpartition("#")[0] for id in await workspace.waiting(Iteration)}
    published = await workspace.waiting(Review)
    reviewed = {submission for submission, some in reviews.items() if any(r.id in published for r in some)}
    return own | handed_in | reviewed


def _id(submission: Submission) -> SubmissionId:
    return SubmissionId(submission.id)


def _urgency(row: SubmissionRow) -> tuple[bool, float]:
    moment = row.handed_in.timestamp()
    return (not row.my_turn, moment if row.my_turn else -moment)
