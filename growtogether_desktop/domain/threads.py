"""What is said at lines of code: a remark, the answers, and where it belongs in later iterations.

A thread is an aggregate of its own, so a comment never rewrites a review.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import Actor, Aggregate, Change, Sight, Stamp, aggregate, change
from growtogether_desktop.domain.ids import CommentId, SubmissionId
from growtogether_desktop.domain.leaving import Leaving
from growtogether_desktop.domain.links import Link, links_refusal
from growtogether_desktop.domain.submissions import WORK_IS_GONE, Submission

COMMENT_BYTES = 20_000
"""A comment longer than this is an essay and belongs in a file."""


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
class Placement:
    """Where a person says that a thread belongs in a later iteration."""

    iteration: int
    anchor: Anchor


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

    def called(self, sight: Sight) -> str:
        return self.comments[0].text

    @property
    def scope(self) -> str:
        return f"review:{self.submission}"

    @property
    def parent(self) -> str:
        return self.submission

    @property
    def words(self) -> str:
        return " ".join(comment.text for comment in self.comments)

    def without(self, leaving: Leaving, sight: Sight) -> "Thread | None":
        """Of their words nothing stays but where others have answered; of their work no line and no path."""
        said = tuple(replace(one, text=leaving.own(one.stamp.by, one.text)) for one in self.comments)
        if not any(one.text.strip() for one in said):
            return None
        after = replace(self, comments=said)
        if not said[0].text:
            after = replace(after, suggestion=None, links=())
        work = sight.see(Submission, self.submission)
        if work is not None and leaving.is_(work.author):
            links = tuple(replace(link, ticked=False) for link in after.links)
            after = replace(after, anchor=Anchor(""), suggestion=None, placed=(), links=links)
        return after

    def anchor_in(self, iteration: int) -> Anchor:
        """Where it was made, or where somebody has put it last up to this iteration."""
        put = [placement for placement in self.placed if placement.iteration <= iteration]
        return max(put, key=lambda placement: placement.iteration).anchor if put else self.anchor


def unquoted(change: Change[Any]) -> Change[Any]:
    """A change that says the same about work whose lines may no longer be quoted."""
    if isinstance(change, StartThread):
        return replace(change, anchor=Anchor(""), suggestion=None)
    return replace(change, anchor=Anchor("")) if isinstance(change, PlaceThread) else change


def _words_refusal(text: str) -> Message | None:
    if not text.strip():
        return say("A comment needs words.")
    if len(text.encode()) > COMMENT_BYTES:
        return say("That is too long for a comment; 20 000 bytes is the most.")
    return None


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
        work = sight.see(Submission, self.submission)
        if work is None:
            return say("That submission is no longer there.")
        if work.abandoned and self.anchor != Anchor(""):
            return WORK_IS_GONE
        return _words_refusal(self.words) or links_refusal(self.links)

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

    def refusal(self, before: Thread | None, actor: Actor, sight: Sight) -> Message | None:
        work = None if before is None else sight.see(Submission, before.submission)
        return WORK_IS_GONE if work is not None and work.abandoned else None

    def inverse(self, before: Thread | None) -> "PlaceThread | None":
        if before is None:
            return None
        there = (placement.anchor for placement in before.placed if placement.iteration == self.iteration)
        return PlaceThread(self.subject, self.iteration, next(there, None))
