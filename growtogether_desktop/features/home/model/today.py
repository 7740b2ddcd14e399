"""What waits for a person today, gathered from what their desk holds. No Qt here."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR, Ref, Returned
from growtogether_desktop.domain.cohorts import Cohort, Mentee
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.erasures import Erasure, TakeBackErasure
from growtogether_desktop.domain.ids import CohortId
from growtogether_desktop.domain.projects import Card, Project
from growtogether_desktop.domain.reviews import Review, Verdict
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.domain.threads import Thread
from growtogether_desktop.features.home.model import say
from growtogether_desktop.features.home.model.paper import PaperModel
from growtogether_desktop.features.home.model.say import SayModel, Together
from growtogether_desktop.workspace.view import View
from growtogether_desktop.workspace.workspace import Workspace

_READ = (Erasure, Cohort, Card, Project, Submission, Iteration, Review, Thread)
KINDS = say.KINDS | frozenset(kind.KIND for kind in _READ)


@dataclass(frozen=True, slots=True)
class Work:
    """A submission as its author or mentor has to know it."""

    ref: Ref
    title: str
    who: str
    """The other one of the two."""
    iteration: int
    """The latest; 0 while none has arrived."""
    handed_in: datetime | None
    verdict: Verdict | None
    """On the latest iteration; None before the mentor has spoken."""
    open_threads: int


@dataclass(frozen=True, slots=True)
class Task:
    ref: Ref
    title: str
    project: str
    column: str
    """As the board calls it, untranslated."""


@dataclass(frozen=True, slots=True)
class CohortNews:
    ref: Ref
    title: str
    mentees: int
    engagements: int
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Today:
    leaving: Erasure | None = None
    """Somebody coordinating wants me erased."""
    to_review: tuple[Work, ...] = ()
    """My mentees' work on whose latest iteration I have not spoken; the longest waiting first."""
    mine: tuple[Work, ...] = ()
    """My own work, the latest first."""
    mentors: tuple[Together, ...] = ()
    mentees: tuple[Together, ...] = ()
    tasks: tuple[Task, ...] = ()
    """Cards assigned to me that are not done."""
    cohorts: tuple[CohortNews, ...] = ()
    returned: tuple[Returned, ...] = ()


class HomeModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[Today] = Signal()
        self.today: Today | None = None
        """None until it has been read."""
        self.me = workspace.me
        self.my_name = workspace.my_name
        self.roles = workspace.me.roles & {COORDINATOR, MENTOR, MENTEE}
        self.touched = workspace.touched
        self.state_changed = workspace.state_changed
        self.now = workspace.clock
        self.say = SayModel(workspace)
        self.paper = PaperModel(workspace)
        self._workspace = workspace
        self._refresh = Refresh(workspace.background, self.refresh, "refresh home")

    def ask(self) -> None:
        """Read everything again, soon."""
        self._refresh.ask()

    async def refresh(self) -> None:
        if self.roles & {MENTOR, MENTEE}:  # whoever only coordinates has everybody's questions, and none of their own
            await self.say.refresh()
        await self.paper.load()
        together = self.say.together
        self.today = replace(
            await self._workspace.look(self._gather),
            mentors=tuple(one for one in together if one.mine),
            mentees=tuple(one for one in together if not one.mine),
            returned=await self._workspace.returned(),
        )
        self.changed.emit(self.today)

    def _gather(self, desk: View) -> Today:
        me = self.me.id
        submissions = desk.see_all(Submission)
        iterations, reviews, threads = desk.see_all(Iteration), desk.see_all(Review), desk.see_all(Thread)
        told = [(one, _work(one, me, iterations, reviews, threads)) for one in submissions]
        wish = desk.see(Erasure, me)
        return Today(
            leaving=wish if wish is not None and wish.by and wish.agreed is None else None,
            to_review=tuple(w for s, w in told if s.mentor == me and not w.verdict and not s.abandoned),
            mine=tuple(w for s, w in reversed(told) if s.author == me),
            tasks=_tasks(desk, me),
            cohorts=_cohorts(desk) if self.me.coordinates else (),
        )

    async def stay(self) -> None:
        """Nothing of me is to be erased. Raises: Problem, when it has been carried out meanwhile."""
        await self._workspace.do(TakeBackErasure(self.me.id))


def _tasks(desk: View, me: str) -> tuple[Task, ...]:
    projects = {project.id: project for project in desk.see_all(Project)}
    return tuple(
        Task(card.ref, card.title, project.title, column.title)
        for card in desk.see_all(Card)
        if card.assignee == me and (project := projects.get(card.project)) is not None
        for column in project.columns[:-1]
        if column.id == card.column
    )


def _cohorts(desk: View) -> tuple[CohortNews, ...]:
    """The newest first."""
    mentees = Counter(mentee.cohort for mentee in desk.see_all(Mentee))
    engagements = Counter(one.cohort for one in desk.see_all(Engagement) if not one.ended)
    return tuple(
        CohortNews(one.ref, one.title, mentees[CohortId(one.id)], engagements[CohortId(one.id)], one.published)
        for one in sorted(desk.see_all(Cohort), key=lambda cohort: cohort.started, reverse=True)
    )


def _work(
    submission: Submission,
    me: str,
    iterations: tuple[Iteration, ...],
    reviews: tuple[Review, ...],
    threads: tuple[Thread, ...],
) -> Work:
    latest = max((i for i in iterations if i.submission == submission.id), key=lambda i: i.number, default=None)
    number = latest.number if latest else 0
    spoken = [r for r in reviews if r.submission == submission.id and r.iteration == number]
    return Work(
        submission.ref,
        submission.title,
        submission.author_name if submission.mentor == me else submission.mentor_name,
        number,
        latest.handed_in if latest else None,
        max(spoken, key=lambda r: r.published).verdict if spoken else None,
        sum(t.submission == submission.id and not t.resolved for t in threads),
    )
