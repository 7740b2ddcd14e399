"""What goes out when a review is published: every remark that was written, and the verdict, in one gesture."""

from collections.abc import Sequence
from typing import Any

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.ids import CommentId, SubmissionId, new_id
from growtogether_desktop.domain.reviews import PublishReview, Verdict
from growtogether_desktop.domain.threads import StartThread
from growtogether_desktop.features.reviews.model.drafts import RemarkDraft, VerdictDraft


def publication(
    submission: SubmissionId, iteration: int, drafts: Sequence[RemarkDraft], word: VerdictDraft
) -> tuple[Change[Any], ...]:
    """Raises: Problem, when there is nothing to say."""
    summary = word.summary.strip()
    if word.verdict is Verdict.COMMENTED and not drafts and not summary:
        raise Problem(say("There is nothing to publish yet."), say("Write a remark or a summary, or choose a verdict."))
    review = PublishReview(new_id(), submission, iteration, word.verdict, summary, len(drafts), word.scores)
    return (*(_started(submission, draft) for draft in drafts), review)


def _started(submission: SubmissionId, draft: RemarkDraft) -> StartThread:
    return StartThread(
        draft.id,
        submission,
        draft.iteration,
        draft.anchor,
        draft.label,
        draft.blocking,
        CommentId(new_id()),
        draft.words.strip(),
        draft.suggestion,
        draft.links,
    )
