"""What a submission can be read against: its task's files, and the work of others that I may read."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.ids import CardId
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.domain.task_files import Purpose, TaskFiles, task_files_id
from growtogether_desktop.workspace.workspace import Workspace

KINDS = frozenset({Submission.KIND, Iteration.KIND, TaskFiles.KIND})


class What(Enum):
    ITERATION = auto()
    """Another state of the same work."""
    STARTER = auto()
    """What came with the task."""
    SOLUTION = auto()
    """One way to do the task."""
    WORK = auto()
    """Somebody's work; the newest state of it."""


@dataclass(frozen=True, slots=True)
class Other:
    """Files that the work can be read against."""

    key: str
    """By which it is remembered."""
    what: What
    tree: str
    """sha256 of its list of files."""
    number: int = 0
    """Of the iteration; 0 for what a task came with."""
    author: str = ""
    title: str = ""
    same_task: bool = False
    handed_in: datetime | None = None


def key_of_work(submission: str) -> str:
    return f"work/{submission}"


def as_other(iteration: Iteration) -> Other:
    """An iteration of the work itself."""
    key = f"iteration/{iteration.number}"
    return Other(key, What.ITERATION, iteration.tree, iteration.number, handed_in=iteration.handed_in)


async def others_of(workspace: Workspace, submission: Submission) -> tuple[Other, ...]:
    """What the task came with, then work on the same task, then other work; whatever of it is on this desk."""
    given = await _of_task(workspace, submission.card) if submission.card is not None else ()
    newest: dict[str, Iteration] = {}
    for iteration in await workspace.see_all(Iteration):
        known = newest.get(iteration.submission)
        if iteration.keeps_files_for(workspace.me.id) and (known is None or known.number < iteration.number):
            newest[iteration.submission] = iteration
    works = (
        _as_work(one, newest[one.id], _same_task(one, submission))
        for one in await workspace.see_all(Submission)
        if one.id != submission.id and one.id in newest
    )
    return (*given, *sorted(works, key=lambda work: (not work.same_task, work.author, work.title)))


async def _of_task(workspace: Workspace, card: CardId) -> tuple[Other, ...]:
    whats = {Purpose.STARTER: What.STARTER, Purpose.SOLUTION: What.SOLUTION}
    seen = [await workspace.see(TaskFiles, task_files_id(card, purpose)) for purpose in whats]
    return tuple(Other(one.purpose.value, whats[one.purpose], one.content.tree) for one in seen if one is not None)


def _as_work(work: Submission, newest: Iteration, same_task: bool) -> Other:
    return Other(
        key_of_work(work.id),
        What.WORK,
        newest.tree,
        newest.number,
        work.author_name,
        work.title,
        same_task,
        newest.handed_in,
    )


def _same_task(one: Submission, other: Submission) -> bool:
    """The same card; work without one is of the same task when it is called the same."""
    if one.card is not None or other.card is not None:
        return one.card == other.card
    return one.title.casefold().strip() == other.title.casefold().strip()


def may_differ(refs: frozenset[Ref]) -> bool:
    """Whether what can be read against may be other things now."""
    return any(ref.kind in KINDS for ref in refs)
