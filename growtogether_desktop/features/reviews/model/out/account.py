"""Everything that was said about one submission, gathered to be taken along."""

from dataclasses import dataclass
from datetime import datetime

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.ids import PersonId, SubmissionId
from growtogether_desktop.domain.links import Link
from growtogether_desktop.domain.reviews import Review, Verdict
from growtogether_desktop.domain.rubrics import Score
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.domain.threads import Anchor, Label, Thread
from growtogether_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody said, and when."""

    name: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One thread: where it hangs in which iteration, the remark, and the answers."""

    id: str
    iteration: int
    anchor: Anchor
    label: Label
    blocking: bool
    said: tuple[Spoken, ...]
    """Never empty; the first is the remark."""
    suggestion: str | None
    resolved: Spoken | None
    """Who resolved it and when, without words; None while it is open."""
    links: tuple[Link, ...] = ()
    """Where to learn what it is about."""

    @property
    def place(self) -> str:
        """ "bot/orders.py:6-8", with columns from 1 "bot/orders.py:6:5-12"; "" for the whole work."""
        anchor = self.anchor
        if not anchor.first:
            return anchor.path
        first, last = f"{anchor.first}", f"{anchor.last}" if anchor.last > anchor.first else ""
        if anchor.last_column:
            first += f":{anchor.first_column + 1}"
            last += f":{anchor.last_column}" if last else f"{anchor.last_column}"
        return f"{anchor.path}:{first}-{last}" if last else f"{anchor.path}:{first}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A mentor's word on one iteration."""

    iteration: int
    verdict: Verdict
    summary: Spoken
    scores: tuple[Score, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedIn:
    number: int
    tree: str
    files: int
    size: int
    """Bytes."""
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Account:
    """The whole talk about one submission; drafts are not in it."""

    title: str
    author: str
    mentor: str
    iterations: tuple[HandedIn, ...]
    """From the first on."""
    verdicts: tuple[Judged, ...]
    """Newest first."""
    threads: tuple[Told, ...]
    """By iteration, file and line."""
    made: datetime

    @property
    def open(self) -> int:
        """Threads that nobody has resolved."""
        return sum(thread.resolved is None for thread in self.threads)

    @property
    def words(self) -> tuple[str, ...]:
        """Everything in it that may be Markdown."""
        judged = (judged.summary.words for judged in self.verdicts)
        said = (spoken.words for thread in self.threads for spoken in thread.said)
        return (*judged, *(iteration.note for iteration in self.iterations), *said)


async def account_of(workspace: Workspace, submission: SubmissionId) -> Account:
    """Raises: Problem, when the submission is no longer here."""
    work = await workspace.see(Submission, submission)
    if work is None:
        raise Problem(say("That submission is no longer there."))
    iterations = await workspace.see_all(Iteration, submission)
    threads = await workspace.see_all(Thread, submission)
    reviews = await workspace.see_all(Review, submission)
    names = await _names(workspace, work, threads, reviews)
    handed_in = (HandedIn(i.number, i.tree, i.files, i.size, i.handed_in, i.note) for i in iterations)
    judged = (
        Judged(r.iteration, r.verdict, Spoken(names[r.reviewer], r.published, r.summary), r.scores) for r in reviews
    )
    return Account(
        work.title,
        work.author_name,
        work.mentor_name,
        tuple(sorted(handed_in, key=lambda one: one.number)),
        tuple(sorted(judged, key=lambda one: one.summary.at, reverse=True)),
        tuple(sorted((_told(thread, names) for thread in threads), key=_by_place)),
        workspace.clock(),
    )


async def _names(
    workspace: Workspace, work: Submission, threads: tuple[Thread, ...], reviews: tuple[Review, ...]
) -> dict[PersonId, str]:
    """Coordinators may speak here too; the directory knows what they are called."""
    people = {comment.stamp.by for thread in threads for comment in thread.comments}
    people |= {thread.resolved.by for thread in threads if thread.resolved} | {review.reviewer for review in reviews}
    names: dict[PersonId, str] = {}
    for person in people:
        profile = None if work.name_of(person) else await workspace.see(Profile, person)
        names[person] = work.name_of(person) or (profile.name if profile else "")
    return names


def _told(thread: Thread, names: dict[PersonId, str]) -> Told:
    return Told(
        thread.id,
        thread.iteration,
        thread.anchor,
        thread.label,
        thread.blocking,
        tuple(Spoken(names[c.stamp.by], c.stamp.at, c.text) for c in thread.comments),
        thread.suggestion,
        Spoken(names[thread.resolved.by], thread.resolved.at, "") if thread.resolved else None,
        thread.links,
    )


def _by_place(thread: Told) -> tuple[int, str, int, datetime]:
    return (thread.iteration, thread.anchor.path, thread.anchor.first, thread.said[0].at)
