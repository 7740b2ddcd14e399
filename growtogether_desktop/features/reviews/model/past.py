"""Everything I have said in reviews, found by its words in any spelling."""

import re
from dataclasses import dataclass
from datetime import datetime

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.domain.ids import SubmissionId, ThreadId
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.threads import Comment, Label, Thread
from growtogether_desktop.workspace.workspace import Workspace

MOST = 300
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class PastRow:
    thread: ThreadId
    submission: SubmissionId
    words: str
    """The comment of mine that was found."""
    label: Label
    blocking: bool
    work: str
    author_name: str
    path: str
    """"" for the whole work."""
    said: datetime


class PastModel:
    """Rows for what is typed; the latest first while nothing is."""

    def __init__(self, workspace: Workspace) -> None:
        self.rows: tuple[PastRow, ...] = ()
        self.typed = ""
        self.changed: Signal[None] = Signal()
        self._workspace = workspace

    async def look_for(self, typed: str) -> None:
        self.typed = typed
        workspace = self._workspace
        found = await workspace.search(Thread, typed, MOST) if typed.strip() else await workspace.see_all(Thread)
        works = {submission.id: submission for submission in await workspace.see_all(Submission)}
        rows = [row for thread in found for row in self._mine(thread, works.get(thread.submission))]
        if self.typed != typed:
            return  # more was typed meanwhile
        if not typed.strip():
            rows.sort(key=lambda row: row.said, reverse=True)
        self.rows = tuple(rows[:MOST])
        self.changed.emit(None)

    def _mine(self, thread: Thread, work: Submission | None) -> list[PastRow]:
        """A thread once, by the comment of mine that the words are in; never what others said."""
        mine = [comment for comment in thread.comments if comment.stamp.by == self._workspace.me.id]
        hit = next((comment for comment in mine if _says(comment.text, self.typed)), None)
        return [_row(thread, hit, work)] if hit is not None and work is not None else []


def _says(text: str, typed: str) -> bool:
    """Whether every word typed begins a word of the text."""
    there = _WORDS.findall(search_key(text))
    return all(any(word.startswith(start) for word in there) for start in _WORDS.findall(search_key(typed)))


def _row(thread: Thread, comment: Comment, work: Submission) -> PastRow:
    return PastRow(
        ThreadId(thread.id),
        thread.submission,
        comment.text,
        thread.label,
        thread.blocking,
        work.title,
        work.author_name,
        thread.anchor.path,
        comment.stamp.at,
    )
