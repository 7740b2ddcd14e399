"""Work handed in by a mentee to their mentor, in iterations, and by when it is to be reviewed.

One scope holds a submission and all that is said about it: the author, the mentor and the coordinators.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import Actor, Aggregate, Change, Sight, Stamp, aggregate, change, name_of
from growtogether_desktop.domain.cohorts import COORDINATORS
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import CardId, EngagementId, PersonId, SubmissionId
from growtogether_desktop.domain.leaving import Leaving, has_left
from growtogether_desktop.domain.projects import Card
from growtogether_desktop.domain.trees import NO_FILES

WORK_IS_GONE = say("Whoever handed this in has left the programme, and their work with them.")


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

    def called(self, sight: Sight) -> str:
        return self.title

    @property
    def scope(self) -> str:
        return f"review:{self.id}"

    @property
    def audience(self) -> frozenset[str]:
        return COORDINATORS | {self.author, self.mentor}

    @property
    def words(self) -> str:
        return f"{self.title} {self.author_name}"

    @property
    def abandoned(self) -> bool:
        """Whoever handed it in has left, and nobody would read what is said about it now."""
        return has_left(self.author)

    def without(self, leaving: Leaving, sight: Sight) -> "Submission":
        """Their work goes; that there was some, and what its mentor has said, is the mentor's too."""
        return replace(
            self,
            author_name=leaving.called(self.author, self.author_name),
            mentor_name=leaving.called(self.mentor, self.mentor_name),
            title=leaving.name if leaving.is_(self.author) else self.title,
            card=None if leaving.is_(self.author) else self.card,
            promised=None if leaving.person in (self.author, self.mentor) else self.promised,
        )

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

    def called(self, sight: Sight) -> str:
        return name_of(sight, Submission, self.submission)

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

    def without(self, leaving: Leaving, sight: Sight) -> "Iteration":
        if not leaving.is_(self.author):
            return self
        return replace(self, tree=NO_FILES, files=0, size=0, note="", skipped=())


def iteration_id(submission: SubmissionId, number: int) -> str:
    """Two desktops of one author cannot both hand in the same number."""
    return f"{submission}#{number}"


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
