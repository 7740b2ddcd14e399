"""The words of declined changes, as drafts once more."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.ids import SubmissionId, ThreadId, new_id
from growtogether_desktop.domain.reviews import PublishReview
from growtogether_desktop.domain.submissions import HandIn, OpenSubmission, Submission
from growtogether_desktop.domain.threads import Answer, StartThread, Thread
from growtogether_desktop.features.reviews.model.drafts import (
    HAND_IN,
    HandInDraft,
    RemarkDraft,
    VerdictDraft,
    answer_place,
    remark_place,
    verdict_place,
)

if TYPE_CHECKING:  # the rail is painted before SQL is fetched
    from growtogether_desktop.workspace.workspace import Workspace

HANDED_IN = (OpenSubmission, HandIn)
REWRITES = frozenset(kind.KIND for kind in (StartThread, Answer, PublishReview, *HANDED_IN))


async def hand_in_again(workspace: "Workspace", change: OpenSubmission | HandIn) -> None:
    """Keep the words of work that was declined for the next that is handed in; what is being written there stays."""
    begun = (await workspace.drafts(HAND_IN, HandInDraft)).get(HAND_IN, HandInDraft())
    if isinstance(change, OpenSubmission):
        if begun.title.strip() and begun.title != change.title:
            begun = replace(begun, note=f"{begun.note}\n\n{change.title}".strip())
        else:
            begun = replace(begun, title=change.title, card=change.card)
    elif change.note not in begun.note:
        begun = replace(begun, note=f"{begun.note}\n\n{change.note}".strip())
    await workspace.keep_draft(HAND_IN, begun)


async def rewrite(workspace: "Workspace", change: Change[Any]) -> SubmissionId:
    """Keep the words of something said about work as a draft again; says where. What is being written there stays.

    Raises: Problem, when what they were about is no longer there.
    """
    submission = await _submission(workspace, change)
    if submission is None or await workspace.see(Submission, submission) is None:
        raise Problem(
            say("What these words were about is no longer there."),
            say("Copy them, if you want to use them elsewhere."),
        )
    match change:
        case StartThread():
            id = ThreadId(new_id())
            draft = RemarkDraft(
                id,
                change.iteration,
                change.anchor,
                change.label,
                change.blocking,
                change.words,
                change.suggestion,
                change.links,
            )
            await workspace.keep_draft(remark_place(submission, id), draft)
        case Answer():
            place = answer_place(submission, ThreadId(change.subject))
            begun = (await workspace.drafts(place, str)).get(place, "")
            await workspace.keep_draft(place, f"{begun}\n\n{change.words}".strip())
        case PublishReview():
            place = verdict_place(submission)
            now = (await workspace.drafts(place, VerdictDraft)).get(place, VerdictDraft())
            words = f"{now.summary}\n\n{change.summary}".strip()
            await workspace.keep_draft(place, VerdictDraft(change.verdict, words, change.scores, now.checks))
    return submission


async def _submission(workspace: "Workspace", change: Change[Any]) -> SubmissionId | None:
    match change:
        case StartThread() | PublishReview():
            return change.submission
    thread = await workspace.see(Thread, change.subject)
    return None if thread is None else thread.submission
