"""What is written about a submission before anybody else may read it. It lives on this desk alone."""

from dataclasses import dataclass

from growtogether_desktop.domain.ids import CardId, EngagementId, SubmissionId, ThreadId
from growtogether_desktop.domain.links import Link
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.rubrics import Score
from growtogether_desktop.domain.threads import Anchor, Label


@dataclass(frozen=True, slots=True)
class RemarkDraft:
    """A remark before it is published; then the thread gets its id."""

    id: ThreadId
    iteration: int
    anchor: Anchor
    label: Label
    blocking: bool
    words: str = ""
    suggestion: str | None = None
    """Lines to put in place of the anchor's; None when nothing is suggested."""
    links: tuple[Link, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.words.strip()


@dataclass(frozen=True, slots=True)
class VerdictDraft:
    """The mentor's word on the whole, before it is published."""

    verdict: Verdict = Verdict.COMMENTED
    summary: str = ""
    scores: tuple[Score, ...] = ()
    """By the criteria that points were given for."""
    checks: tuple[str, ...] = ()
    """What was looked to. It is not published."""


@dataclass(frozen=True, slots=True)
class AppliedDraft:
    """Suggestions that the author has taken over and not handed in."""

    iteration: int
    """The one they change."""
    threads: tuple[ThreadId, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A remark that was made before, and may be made again."""

    label: Label
    words: str
    used: int
    """How often it was published."""
    tasks: tuple[str, ...] = ()
    """Cards of the tasks it was published about, the latest last."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read through; when its content changes it is to be read again."""

    path: str
    sha: str


@dataclass(frozen=True, slots=True)
class HandInDraft:
    """The words that go with work that is about to be handed in."""

    title: str = ""
    note: str = ""
    engagement: EngagementId | None = None
    submission: SubmissionId | None = None
    """What the work continues; None for something new."""
    card: CardId | None = None
    """The task that new work is about."""


HAND_IN = "hand-in"
REMARKS = "remark/"
SNIPPETS = "snippets"


def remarks_of(submission: SubmissionId) -> str:
    return f"{REMARKS}{submission}/"


def remark_place(submission: SubmissionId, draft: ThreadId) -> str:
    return f"{remarks_of(submission)}{draft}"


def answers_of(submission: SubmissionId) -> str:
    return f"answer/{submission}/"


def answer_place(submission: SubmissionId, thread: ThreadId) -> str:
    return f"{answers_of(submission)}{thread}"


def verdict_place(submission: SubmissionId) -> str:
    return f"verdict/{submission}"


def applied_place(submission: SubmissionId) -> str:
    return f"applied/{submission}"


def spent_place(submission: SubmissionId) -> str:
    return f"spent/{submission}"


def read_place(submission: SubmissionId) -> str:
    return f"read/{submission}"
