"""A submission and what a mentor says about it: iterations, threads at lines of code, a verdict.

One scope holds it all: the author, the mentor and the coordinators. A thread is an aggregate of its
own, so a comment never rewrites a review; drafts stay on the mentor's desk until they publish.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import Actor, Aggregate, Change, Sight, Stamp, aggregate, change
from growtogether_desktop.domain.cohorts import COORDINATORS
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import CardId, CommentId, EngagementId, PersonId, SubmissionId
from growtogether_desktop.domain.projects import Card
from growtogether_desktop.domain.rubrics import Score, scores_refusal

COMMENT_BYTES = 20_000
"""A comment longer than this is an essay and belongs in a file."""
MOST_LINKS = 5
MOST_ADDRESS = 2_000
"""Characters of a link's address."""


class Label(StrEnum):
    """What kind of remark it is. Source: Conventional Comments."""

    PRAISE = "praise"
    NITPICK = "nitpick"
    SUGGESTION = "suggestion"
    ISSUE = "issue"
    QUESTION = "question"
    THOUGHT = "thought"
    CHORE = "chore"
    TODO = "todo"


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    CHANGES_REQUESTED = "changes requested"
    COMMENTED = "commented"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a thread hangs, told in three ways so that later iterations can find it again.

    Lines are 1-based and closed; columns count code points from 0, closed-open; `last_column` 0
    means to the end of the line. Source: W3C Web Annotation, TextQuote and TextPosition selectors.
    """

    path: str
    """The file; "" hangs the thread on the whole submission."""
    first: int = 0
    """0 hangs the thread on the whole file."""
    last: int = 0
    first_column: int = 0
    last_column: int = 0
    quote: str = ""
    """The lines themselves."""
    prefix: str = ""
    """Up to three lines before."""
    suffix: str = ""
    """Up to three lines after."""
    sha: str = ""
    """sha256 of the file's content."""


@dataclass(frozen=True, slots=True)
class Comment:
    id: CommentId
    text: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Link:
    """Something to learn from; whoever wrote the work ticks it when they have."""

    url: str
    title: str = ""
    """What it is called; "" for its address."""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a person says that a thread belongs in a later iteration."""

    iteration: int
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something handed in that was not taken, and why."""

    path: str
    why: Message


@dataclass(frozen=True, slots=True)
class Promised:
    """A mentor's word that an iteration is reviewed by then."""

    until: datetime
    iteration: int


@aggregate("submission")
class Submission(Aggregate):
    """Work handed in by a mentee to their mentor."""

    author: PersonId
    author_name: str
    mentor: PersonId
    mentor_name: str
    engagement: EngagementId
    title: str
    opened: datetime
    card: CardId | None = None
    """The task that it is about."""
    promised: Promised | None = None
    """None while nobody has taken it on, and after its mentor gave it back."""

    @property
    def scope(self) -> str:
        return f"review:{self.id}"

    @property
    def audience(self) -> frozenset[str]:
        return COORDINATORS | {self.author, self.mentor}

    @property
    def words(self) -> str:
        return f"{self.title} {self.author_name}"

    def name_of(self, person: PersonId) -> str:
        """How the two of them are called here; "" for anybody else."""
        return {self.author: self.author_name, self.mentor: self.mentor_name}.get(person, "")


@aggregate("iteration")
class Iteration(Aggregate):
    """One state of the work: the files as they were handed in, unchanged."""

    submission: SubmissionId
    number: int
    """From 1."""
    tree: str
    """sha256 of the list of files (`domain.trees`)."""
    files: int
    size: int
    """Bytes of all files."""
    author: PersonId
    mentor: PersonId
    handed_in: datetime
    note: str = ""
    skipped: tuple[Skipped, ...] = ()

    @property
    def scope(self) -> str:
        return f"review:{self.submission}"

    @property
    def parent(self) -> str:
        return self.submission

    @property
    def trees(self) -> tuple[str, ...]:
        return (self.tree,)

    def keeps_files_for(self, person: PersonId) -> bool:
        return person in (self.author, self.mentor)


@aggregate("thread")
class Thread(Aggregate):
    """Remarks at one place of one iteration, and the answers."""

    submission: SubmissionId
    iteration: int
    anchor: Anchor
    label: Label
    blocking: bool
    """The work is not accepted before this is dealt with."""
    comments: tuple[Comment, ...]
    """Never empty; the first is the remark."""
    suggestion: str | None = None
    """Lines to put in place of the anchor's; None when nothing is suggested."""
    resolved: Stamp | None = None
    placed: tuple[Placement, ...] = ()
    """In the order in which they were made; at most one an iteration."""
    links: tuple[Link, ...] = ()
    """Where the author can learn what the remark is about."""

    @property
    def scope(self) -> str:
        return f"review:{self.submission}"

    @property
    def parent(self) -> str:
        return self.submission

    @property
    def words(self) -> str:
        return " ".join(comment.text for comment in self.comments)

    def anchor_in(self, iteration: int) -> Anchor:
        """Where it was made, or where somebody has put it last up to this iteration."""
        put = [placement for placement in self.placed if placement.iteration <= iteration]
        return max(put, key=lambda placement: placement.iteration).anchor if put else self.anchor


@aggregate("review")
class Review(Aggregate):
    """A mentor's word on one iteration, given when its remarks are published."""

    submission: SubmissionId
    iteration: int
    reviewer: PersonId
    verdict: Verdict
    summary: str
    remarks: int
    """How many threads were published with it."""
    published: datetime
    scores: tuple[Score, ...] = ()

    @property
    def scope(self) -> str:
        return f"review:{self.submission}"

    @property
    def parent(self) -> str:
        return self.submission

    @property
    def words(self) -> str:
        return self.summary


def iteration_id(submission: SubmissionId, number: int) -> str:
    """Two desktops of one author cannot both hand in the same number."""
    return f"{submission}#{number}"


def may_be_linked(link: Link) -> bool:
    """Whether it leads into the web."""
    return link.url.startswith(("https://", "http://")) and len(link.url) <= MOST_ADDRESS


def _links_refusal(links: tuple[Link, ...]) -> Message | None:
    if len(links) > MOST_LINKS:
        return say("A remark has at most {n} links.", n=MOST_LINKS)
    if not all(may_be_linked(link) for link in links):
        return say("A link begins with https:// or http:// and is not too long.")
    return None


def _words_refusal(text: str) -> Message | None:
    if not text.strip():
        return say("A comment needs words.")
    if len(text.encode()) > COMMENT_BYTES:
        return say("That is too long for a comment; 20 000 bytes is the most.")
    return None


@change("submission.open", of=Submission, title=N_("Open submission"), creates=True)
class OpenSubmission(Change[Submission]):
    subject: str
    engagement: EngagementId
    mentor: PersonId
    mentor_name: str
    author_name: str
    title: str
    card: CardId | None = None

    def apply(self, before: Submission | None, stamp: Stamp) -> Submission:
        return Submission(
            self.subject,
            stamp.by,
            self.author_name,
            self.mentor,
            self.mentor_name,
            self.engagement,
            self.title,
            stamp.at,
            self.card,
        )

    def refusal(self, before: Submission | None, actor: Actor, sight: Sight) -> Message | None:
        if not self.title.strip():
            return say("Work needs a title, so that your mentor knows what it is.")
        engagement = sight.see(Engagement, self.engagement)
        if engagement is None or (engagement.mentee, engagement.mentor) != (actor.id, self.mentor):
            return say("You and this mentor are not paired.")
        if engagement.ended:
            return say("You and this mentor no longer work together; work that is begun can still be finished.")
        if self.card is not None and sight.see(Card, self.card) is None:
            return say("That task is no longer there.")
        return None

    @property
    def text(self) -> str:
        return self.title


@change("iteration.hand_in", of=Iteration, title=N_("Hand in"), creates=True)
class HandIn(Change[Iteration]):
    """The mentor is told at once, so it is confirmed first."""

    subject: str
    submission: SubmissionId
    number: int
    tree: str
    files: int
    size: int
    mentor: PersonId
    note: str = ""
    skipped: tuple[Skipped, ...] = ()

    def apply(self, before: Iteration | None, stamp: Stamp) -> Iteration:
        return Iteration(
            self.subject,
            self.submission,
            self.number,
            self.tree,
            self.files,
            self.size,
            stamp.by,
            self.mentor,
            stamp.at,
            self.note,
            self.skipped,
        )

    def refusal(self, before: Iteration | None, actor: Actor, sight: Sight) -> Message | None:
        submission = sight.see(Submission, self.submission)
        if submission is None or (submission.author, submission.mentor) != (actor.id, self.mentor):
            return say("Only its author hands in work.")
        if self.subject != iteration_id(self.submission, self.number) or self.number < 1:
            return say("That iteration has a number of another one.")
        if self.number > 1 and sight.see(Iteration, iteration_id(self.submission, self.number - 1)) is None:
            return say("An earlier iteration is missing; hand in again.")
        return None

    @property
    def text(self) -> str:
        return self.note


@change("thread.start", of=Thread, title=N_("Write remark"), creates=True)
class StartThread(Change[Thread]):
    subject: str
    submission: SubmissionId
    iteration: int
    anchor: Anchor
    label: Label
    blocking: bool
    comment: CommentId
    words: str
    suggestion: str | None = None
    links: tuple[Link, ...] = ()

    def apply(self, before: Thread | None, stamp: Stamp) -> Thread:
        remark = Comment(self.comment, self.words, stamp)
        return Thread(
            self.subject,
            self.submission,
            self.iteration,
            self.anchor,
            self.label,
            self.blocking,
            (remark,),
            self.suggestion,
            links=tuple(replace(link, ticked=False) for link in self.links),
        )

    def refusal(self, before: Thread | None, actor: Actor, sight: Sight) -> Message | None:
        if sight.see(Submission, self.submission) is None:
            return say("That submission is no longer there.")
        return _words_refusal(self.words) or _links_refusal(self.links)

    def inverse(self, before: Thread | None) -> "TakeBackComment":
        return TakeBackComment(self.subject, self.comment)

    @property
    def text(self) -> str:
        return self.words


@change("thread.answer", of=Thread, title=N_("Answer"))
class Answer(Change[Thread]):
    subject: str
    comment: CommentId
    words: str

    def apply(self, before: Thread | None, stamp: Stamp) -> Thread | None:
        if before is None or any(c.id == self.comment for c in before.comments):
            return before
        return replace(before, comments=(*before.comments, Comment(self.comment, self.words, stamp)))

    def refusal(self, before: Thread | None, actor: Actor, sight: Sight) -> Message | None:
        return _words_refusal(self.words)

    def inverse(self, before: Thread | None) -> "TakeBackComment":
        return TakeBackComment(self.subject, self.comment)

    @property
    def text(self) -> str:
        return self.words


@change("thread.take_back", of=Thread, title=N_("Take back comment"))
class TakeBackComment(Change[Thread]):
    """Remove one's own last comment; a thread without comments goes too."""

    subject: str
    comment: CommentId

    def apply(self, before: Thread | None, stamp: Stamp) -> Thread | None:
        if before is None or before.comments[-1].id != self.comment:
            return before
        return replace(before, comments=before.comments[:-1]) if before.comments[1:] else None

    def refusal(self, before: Thread | None, actor: Actor, sight: Sight) -> Message | None:
        if before is None:
            return None
        if before.comments[-1].id != self.comment:
            return say("Somebody has answered; the comment stays.")
        return None if before.comments[-1].stamp.by == actor.id else say("Only its author takes back a comment.")


@change("thread.resolve", of=Thread, title=N_("Resolve"))
class ResolveThread(Change[Thread]):
    subject: str

    def apply(self, before: Thread | None, stamp: Stamp) -> Thread | None:
        return before if before is None or before.resolved else replace(before, resolved=stamp)

    def inverse(self, before: Thread | None) -> "ReopenThread | None":
        return None if before is None or before.resolved else ReopenThread(self.subject)


@change("thread.reopen", of=Thread, title=N_("Reopen"))
class ReopenThread(Change[Thread]):
    subject: str

    def apply(self, before: Thread | None, stamp: Stamp) -> Thread | None:
        return before and replace(before, resolved=None)

    def inverse(self, before: Thread | None) -> ResolveThread | None:
        return ResolveThread(self.subject) if before is not None and before.resolved else None


def _tick(thread: Thread | None, number: int, ticked: bool) -> Thread | None:
    if thread is None or not 0 < number <= len(thread.links):
        return thread
    links = list(thread.links)
    links[number - 1] = replace(links[number - 1], ticked=ticked)
    return replace(thread, links=tuple(links))


def _is_ticked(thread: Thread | None, number: int) -> bool | None:
    """None when there is no such link."""
    return thread.links[number - 1].ticked if thread is not None and 0 < number <= len(thread.links) else None


def _tick_refusal(thread: Thread | None, number: int, actor: Actor, sight: Sight) -> Message | None:
    if thread is None or _is_ticked(thread, number) is None:
        return say("That link is no longer there.")
    submission = sight.see(Submission, thread.submission)
    if submission is None or submission.author != actor.id:
        return say("Only the author of the work ticks what they have learnt from.")
    return None


@change("thread.tick", of=Thread, title=N_("Tick link"))
class TickLink(Change[Thread]):
    """The author has learnt from it; their mentor sees the tick."""

    subject: str
    number: int
    """Of the link, from 1: links of a thread never change."""

    def apply(self, before: Thread | None, stamp: Stamp) -> Thread | None:
        return _tick(before, self.number, True)

    def refusal(self, before: Thread | None, actor: Actor, sight: Sight) -> Message | None:
        return _tick_refusal(before, self.number, actor, sight)

    def inverse(self, before: Thread | None) -> "UntickLink | None":
        return UntickLink(self.subject, self.number) if _is_ticked(before, self.number) is False else None


@change("thread.untick", of=Thread, title=N_("Untick link"))
class UntickLink(Change[Thread]):
    subject: str
    number: int

    def apply(self, before: Thread | None, stamp: Stamp) -> Thread | None:
        return _tick(before, self.number, False)

    def refusal(self, before: Thread | None, actor: Actor, sight: Sight) -> Message | None:
        return _tick_refusal(before, self.number, actor, sight)

    def inverse(self, before: Thread | None) -> TickLink | None:
        return TickLink(self.subject, self.number) if _is_ticked(before, self.number) else None


@change("thread.place", of=Thread, title=N_("Move remark to other lines"))
class PlaceThread(Change[Thread]):
    """Say where a thread belongs in a later iteration; with no anchor, leave that to the program again."""

    subject: str
    iteration: int
    anchor: Anchor | None

    def apply(self, before: Thread | None, stamp: Stamp) -> Thread | None:
        if before is None:
            return None
        others = tuple(placement for placement in before.placed if placement.iteration != self.iteration)
        mine = (Placement(self.iteration, self.anchor),) if self.anchor is not None else ()
        return replace(before, placed=(*others, *mine))

    def inverse(self, before: Thread | None) -> "PlaceThread | None":
        if before is None:
            return None
        there = (placement.anchor for placement in before.placed if placement.iteration == self.iteration)
        return PlaceThread(self.subject, self.iteration, next(there, None))


@change("review.publish", of=Review, title=N_("Publish review"), creates=True)
class PublishReview(Change[Review]):
    """The verdict that goes with a batch of remarks. The mentee reads it, so it is confirmed first."""

    subject: str
    submission: SubmissionId
    iteration: int
    verdict: Verdict
    summary: str
    remarks: int
    scores: tuple[Score, ...] = ()

    def apply(self, before: Review | None, stamp: Stamp) -> Review:
        return Review(
            self.subject,
            self.submission,
            self.iteration,
            stamp.by,
            self.verdict,
            self.summary,
            self.remarks,
            stamp.at,
            self.scores,
        )

    def refusal(self, before: Review | None, actor: Actor, sight: Sight) -> Message | None:
        submission = sight.see(Submission, self.submission)
        if submission is None or (actor.id != submission.mentor and not actor.coordinates):
            return say("Only its mentor and the coordinators review a submission.")
        return scores_refusal(self.scores)

    @property
    def text(self) -> str:
        return self.summary


@change("submission.promise", of=Submission, title=N_("Promise a review"))
class Promise(Change[Submission]):
    """The mentor takes it on, and the author sees by when."""

    subject: str
    until: datetime
    iteration: int

    def apply(self, before: Submission | None, stamp: Stamp) -> Submission | None:
        return before and replace(before, promised=Promised(self.until, self.iteration))

    def refusal(self, before: Submission | None, actor: Actor, sight: Sight) -> Message | None:
        if self.iteration < 1:
            return say("Nothing has been handed in yet.")
        return _mentor_only(before, actor)

    def inverse(self, before: Submission | None) -> "Promise | Release | None":
        if before is None:
            return None
        known = before.promised
        return Promise(before.id, known.until, known.iteration) if known else Release(before.id)


@change("submission.release", of=Submission, title=N_("Give a review back"))
class Release(Change[Submission]):
    """Nothing is promised any more; it waits in the queue as before."""

    subject: str

    def apply(self, before: Submission | None, stamp: Stamp) -> Submission | None:
        return before and replace(before, promised=None)

    def refusal(self, before: Submission | None, actor: Actor, sight: Sight) -> Message | None:
        return _mentor_only(before, actor)

    def inverse(self, before: Submission | None) -> Promise | None:
        known = before.promised if before is not None else None
        return Promise(self.subject, known.until, known.iteration) if known else None


def _mentor_only(before: Submission | None, actor: Actor) -> Message | None:
    if before is not None and actor.id != before.mentor:
        return say("Only its mentor promises when work is reviewed.")
    return None
