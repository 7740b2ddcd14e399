"""A mentor's word on one iteration; its remarks stay drafts on the mentor's desk until it is published."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import Actor, Aggregate, Change, Sight, Stamp, aggregate, change, name_of
from growtogether_desktop.domain.ids import PersonId, SubmissionId
from growtogether_desktop.domain.leaving import Leaving
from growtogether_desktop.domain.rubrics import Score, scores_refusal
from growtogether_desktop.domain.submissions import WORK_IS_GONE, Submission


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    CHANGES_REQUESTED = "changes requested"
    COMMENTED = "commented"


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

    def called(self, sight: Sight) -> str:
        return name_of(sight, Submission, self.submission)

    @property
    def scope(self) -> str:
        return f"review:{self.submission}"

    @property
    def parent(self) -> str:
        return self.submission

    @property
    def words(self) -> str:
        return self.summary

    def without(self, leaving: Leaving, sight: Sight) -> "Review":
        """Verdict and points are whose work it is; the words are the mentor's."""
        return replace(self, summary=leaving.own(self.reviewer, self.summary))


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
        return WORK_IS_GONE if submission.abandoned else scores_refusal(self.scores)

    @property
    def text(self) -> str:
        return self.summary
