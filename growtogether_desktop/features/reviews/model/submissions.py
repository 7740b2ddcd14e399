"""The list of submissions I am part of, and whose turn it is."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from growtogether_desktop.base.i18n import say_n
from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import PersonId, SubmissionId
from growtogether_desktop.domain.reviews import Review, Verdict
from growtogether_desktop.domain.submissions import Iteration, Promise, Release, Submission
from growtogether_desktop.domain.threads import Thread
from growtogether_desktop.features.reviews.model.drafts import REMARKS, RemarkDraft, remarks_of

if TYPE_CHECKING:  # it brings SQL along, and counting what is to do must not wait for that
    from growtogether_desktop.workspace.workspace import Workspace

_KINDS = frozenset({"submission", "iteration", "review", "engagement", "blob"})
A_DAYS_WORK = 5
"""So many reviews are taken on for today at one go."""


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    id: SubmissionId
    title: str
    author: PersonId
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
    submission: Submission
    by_file: bool = False
    """Something about it came by file, and the hub has not brought it yet."""
    skills: tuple[str, ...] = ()
    """What its author wants to learn from its mentor."""
    promised: datetime | None = None
    """When its mentor said the newest iteration would be reviewed; None once it is, and while nobody has."""
    late: bool = False
    """That moment has passed: it is back in the queue."""
    abandoned: bool = False
    """Its author has left the programme."""

    @property
    def other_name(self) -> str:
        """Whom I do this with; for a coordinator, whose work it is."""
        return self.mentor_name if self.mine else self.author_name

    @property
    def my_turn(self) -> bool:
        """Whether it waits for me: to review, or to change."""
        if self.abandoned:
            return False
        if self.mentors_me:
            return self.iteration > 0 and (self.verdict is None or self.drafts > 0)
        return self.mine and self.verdict is Verdict.CHANGES_REQUESTED

    @property
    def to_review(self) -> bool:
        """It waits for my verdict."""
        return self.mentors_me and self.iteration > 0 and self.verdict is None and not self.abandoned

    @property
    def taken_on(self) -> bool:
        """Its mentor has promised it, and the promise still holds."""
        return self.promised is not None and not self.late

    def taken_on_until(self, moment: datetime) -> bool:
        return self.promised is not None and not self.late and self.promised <= moment


@dataclass(frozen=True, slots=True)
class Packed:
    """What is promised until the end of today, and whether it can be read on the road."""

    reviews: int = 0
    arriving: int = 0
    """Files that are still on their way."""


class SubmissionsModel:
    """Submissions, those that wait for me first; among them, whoever has waited longest."""

    def __init__(self, workspace: "Workspace") -> None:
        self.me = workspace.me.id
        self.rows: tuple[SubmissionRow, ...] = ()
        self.today = Packed()
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
        evening = self.evening()
        todays = [row for row in self.rows if row.to_review and row.taken_on_until(evening)]
        self.today = Packed(len(todays), sum(row.arriving for row in todays))
        engagements = await self._workspace.see_all(Engagement)
        self.can_hand_in = any(engagement.mentee == self._workspace.me.id for engagement in engagements)
        drafts = await self._workspace.drafts(REMARKS, RemarkDraft)
        here = {remarks_of(row.id) for row in self.rows}
        self._stranded = {place: draft for place, draft in drafts.items() if f"{place.rpartition('/')[0]}/" not in here}
        self.stranded = tuple(self._stranded.values())
        self.loaded = True
        self.changed.emit(None)

    # --- the queue ---

    def evening(self, days: int = 0) -> datetime:
        """The end of today, or of a day to come."""
        now = self._workspace.clock().astimezone()
        return datetime.combine(now.date() + timedelta(days), time(23, 59), now.tzinfo)

    @property
    def unclaimed(self) -> tuple[SubmissionRow, ...]:
        """What waits for me and is not promised, longest first; what was promised and is late comes before."""
        return tuple(row for row in self.rows if row.to_review and not row.taken_on)

    @property
    def may_take_five(self) -> bool:
        """Something is left to take on, and today has room."""
        return bool(self.unclaimed) and self.today.reviews < A_DAYS_WORK

    def now(self) -> datetime:
        return self._workspace.clock()

    async def promise(self, rows: Sequence[SubmissionRow], until: datetime) -> None:
        """Take these on: their authors see by when. One gesture."""
        promises = [Promise(row.id, until, row.iteration) for row in rows if row.to_review]
        if promises:
            title = say_n("Promise {n} review", "Promise {n} reviews", len(promises))
            await self._workspace.do(*promises, title=title)

    async def take_five(self) -> None:
        """Take on for today what has waited longest, so that today holds five."""
        await self.promise(self.unclaimed[: max(A_DAYS_WORK - self.today.reviews, 0)], self.evening())

    async def release(self, rows: Sequence[SubmissionRow]) -> None:
        """Give them back to the queue. One gesture."""
        given_back = [Release(row.id) for row in rows if row.mentors_me and row.promised]
        if given_back:
            title = say_n("Give {n} review back", "Give {n} reviews back", len(given_back))
            await self._workspace.do(*given_back, title=title)

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
    by_file = await _by_file(workspace, reviews)
    skills = {engagement.id: engagement.reasons for engagement in await workspace.see_all(Engagement)}
    now = workspace.clock()
    rows = (
        replace(
            _row(
                s,
                workspace.me.id,
                newest.get(_id(s)),
                reviews[_id(s)],
                drafts_by[s.id],
                arriving.get(s.scope, 0),
                waiting,
                now,
            ),
            by_file=s.id in by_file,
            skills=skills.get(s.engagement, ()),
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
    now: datetime,
) -> SubmissionRow:
    number = newest.number if newest else 0
    last = max((r for r in reviews if r.iteration == number), key=lambda r: r.published, default=None)
    promise = submission.promised
    promised = promise.until if promise and promise.iteration == number and last is None else None
    return SubmissionRow(
        _id(submission),
        submission.title,
        submission.author,
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
        submission,
        promised=promised,
        late=promised is not None and promised < now,
        abandoned=submission.abandoned,
    )


async def _waiting(workspace: "Workspace", reviews: dict[SubmissionId, list[Review]]) -> frozenset[str]:
    """Submissions about which the hub has not answered something that a list shows."""
    own = await workspace.waiting(Submission)
    handed_in = {id.rpartition("#")[0] for id in await workspace.waiting(Iteration)}
    published = await workspace.waiting(Review)
    reviewed = {submission for submission, some in reviews.items() if any(r.id in published for r in some)}
    return own | handed_in | reviewed


async def _by_file(workspace: "Workspace", reviews: dict[SubmissionId, list[Review]]) -> frozenset[str]:
    """Submissions about which something came by file alone."""
    own = await workspace.came_by_file(Submission)
    handed_in = {id.rpartition("#")[0] for id in await workspace.came_by_file(Iteration)}
    published = await workspace.came_by_file(Review)
    spoken = [await workspace.see(Thread, id) for id in await workspace.came_by_file(Thread)]
    said = {thread.submission for thread in spoken if thread is not None}
    reviewed = {submission for submission, some in reviews.items() if any(r.id in published for r in some)}
    return own | handed_in | reviewed | said


def _id(submission: Submission) -> SubmissionId:
    return SubmissionId(submission.id)


def _urgency(row: SubmissionRow) -> tuple[bool, float, float]:
    """My turn first; there what is promised soonest, then what has waited longest."""
    moment = row.handed_in.timestamp()
    if not row.my_turn:
        return (True, 0.0, -moment)
    return (False, row.promised.timestamp() if row.promised else math.inf, moment)
