"""Work in the demo: handed in, reviewed, and handed in again."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from growtogether_desktop.demo.story import Hero
from growtogether_desktop.domain.changes import Actor, Change
from growtogether_desktop.domain.ids import CardId, CommentId, EngagementId, ProjectId, SubmissionId, ThreadId
from growtogether_desktop.domain.links import Link
from growtogether_desktop.domain.reviews import PublishReview, Verdict
from growtogether_desktop.domain.rubrics import Criterion, Score
from growtogether_desktop.domain.submissions import HandIn, OpenSubmission, Promise, iteration_id
from growtogether_desktop.domain.task_files import Content, GiveFiles, Purpose, task_files_id
from growtogether_desktop.domain.threads import Answer, Label, ResolveThread, StartThread
from growtogether_desktop.domain.ticking import TickLink
from growtogether_desktop.sourcecode.anchors import anchor_at
from growtogether_desktop.sourcecode.intake import Taken, take_in
from growtogether_desktop.sourcecode.text import read_text

DEMO = Path(__file__).parents[2] / "resources" / "demo"


class Teller(Protocol):
    """Whoever tells the story."""

    def tell(self, actor: Actor, *changes: Change[Any]) -> None:
        """Let somebody do something, a minute after what was told before."""

    def turn_to(self, when: datetime) -> None:
        """Go on at another time."""

    def new_id(self) -> str: ...


class Work:
    def __init__(
        self, teller: Teller, keep: Callable[[bytes], None], mentor: Hero, criteria: list[str], end: datetime
    ) -> None:
        """`keep` takes the content of every file."""
        self._teller = teller
        self._keep = keep
        self._mentor = mentor
        self._criteria = criteria
        self._end = end

    def give_files(self, card: CardId, project: ProjectId, folder: str) -> None:
        """A task has what work begins with, and one way it can be done."""
        for purpose in Purpose:
            taken, _ = self._take(f"{folder}/{purpose.value}")
            content = Content(taken.tree, len(taken.files), taken.size)
            given = GiveFiles(task_files_id(card, purpose), card, project, purpose, content)
            self._teller.tell(self._mentor.actor, given)

    def hand_in(self, told: dict[str, Any], author: Hero, engagement: EngagementId, card: CardId | None) -> None:
        submission, mentor = SubmissionId(self._teller.new_id()), self._mentor
        self._teller.turn_to(self._end - timedelta(days=told["iteration"][0]["days"]))
        opened = OpenSubmission(submission, engagement, mentor.actor.id, mentor.name, author.name, told["title"], card)
        self._teller.tell(author.actor, opened)
        for number, iteration in enumerate(told["iteration"], start=1):
            self._teller.turn_to(self._end - timedelta(days=iteration["days"]))
            self._hand_in(iteration, number, submission, author)
        if "promised" in told:
            until = self._end + timedelta(days=told["promised"])
            self._teller.tell(mentor.actor, Promise(submission, until, len(told["iteration"])))

    def _hand_in(self, told: dict[str, Any], number: int, submission: SubmissionId, author: Hero) -> None:
        taken, contents = self._take(told["folder"])
        mentor = self._mentor.actor
        handed_in = HandIn(
            iteration_id(submission, number),
            submission,
            number,
            taken.tree,
            len(taken.files),
            taken.size,
            mentor.id,
            told["note"],
            taken.skipped,
        )
        self._teller.tell(author.actor, handed_in)
        remarks = told.get("remark", ())
        for remark in remarks:
            self._remark(remark, contents[remark["path"]], number, submission, author)
        if "verdict" in told:
            most = Criterion("").most
            scores = tuple(Score(title, n, most) for title, n in zip(self._criteria, told["scores"], strict=True))
            verdict, id = Verdict(told["verdict"]), self._teller.new_id()
            said = PublishReview(id, submission, number, verdict, told["summary"], len(remarks), scores)
            self._teller.tell(mentor, said)

    def _remark(
        self, told: dict[str, Any], content: bytes, iteration: int, submission: SubmissionId, author: Hero
    ) -> None:
        thread = ThreadId(self._teller.new_id())
        remark = StartThread(
            thread,
            submission,
            iteration,
            anchor_at(told["path"], read_text(content), told["first"], told["last"]),
            Label(told["label"]),
            told["blocking"],
            CommentId(self._teller.new_id()),
            told["text"].strip(),
            told.get("suggestion"),
            tuple(Link(url, title) for url, title in told.get("links", ())),
        )
        self._teller.tell(self._mentor.actor, remark)
        if "answer" in told:
            self._teller.tell(author.actor, Answer(thread, CommentId(self._teller.new_id()), told["answer"]))
        for number in told.get("learnt", ()):
            self._teller.tell(author.actor, TickLink(thread, number))
        if told.get("resolved"):
            self._teller.tell(author.actor, ResolveThread(thread))

    def _take(self, folder: str) -> tuple[Taken, dict[str, bytes]]:
        """What was taken in, and the content of every path."""
        by_sha: dict[str, bytes] = {}

        def keep(content: bytes) -> str:
            self._keep(content)
            sha = hashlib.sha256(content).hexdigest()
            by_sha[sha] = content
            return sha

        taken = take_in(DEMO / folder, keep)
        return taken, {file.path: by_sha[file.sha] for file in taken.files}
