"""Remarks, published or not, at their places in one iteration; and how many there are of which kind."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.ids import ThreadId
from growtogether_desktop.domain.links import Link
from growtogether_desktop.domain.threads import Anchor, Label, Thread
from growtogether_desktop.domain.trees import TreeFile
from growtogether_desktop.features.reviews.model.drafts import RemarkDraft
from growtogether_desktop.features.reviews.model.following import Followed, Promise
from growtogether_desktop.sourcecode.anchors import Certainty, Placed, place
from growtogether_desktop.sourcecode.text import Text

MANY = 15
"""From here on, more remarks teach less."""
FEW = 10


@dataclass(frozen=True, slots=True)
class Remark:
    """A thread, or the draft of one; never both."""

    path: str
    """Its file in the iteration on screen; "" for the whole work."""
    first: int
    last: int
    """Lines as in `Anchor`."""
    certainty: Certainty
    thread: Thread | None = None
    draft: RemarkDraft | None = None
    waiting: bool = False
    """The hub has not answered yet."""
    promise: Promise | None = None
    """What was done since about the lines of an earlier iteration."""
    columns: tuple[int, int] = (0, 0)
    """From this column of the first line up to this one of the last; (0, 0) when it is about whole lines."""

    @property
    def id(self) -> ThreadId:
        return ThreadId(self.thread.id) if self.thread else self._written.id

    @property
    def iteration(self) -> int:
        return self.thread.iteration if self.thread else self._written.iteration

    @property
    def anchor(self) -> Anchor:
        return self.thread.anchor if self.thread else self._written.anchor

    @property
    def label(self) -> Label:
        return self.thread.label if self.thread else self._written.label

    @property
    def blocking(self) -> bool:
        return self.thread.blocking if self.thread else self._written.blocking

    @property
    def words(self) -> str:
        return self.thread.comments[0].text if self.thread else self._written.words

    @property
    def suggestion(self) -> str | None:
        return self.thread.suggestion if self.thread else self._written.suggestion

    @property
    def links(self) -> tuple[Link, ...]:
        return self.thread.links if self.thread else self._written.links

    @property
    def open(self) -> bool:
        """Published, and nobody has resolved it."""
        return self.thread is not None and self.thread.resolved is None

    @property
    def _written(self) -> RemarkDraft:
        assert self.draft is not None, "a remark is a thread or a draft"
        return self.draft


class Places:
    """Where anchors belong in one iteration, as far as its files have been read."""

    def __init__(self, files: Iterable[TreeFile], texts: Mapping[str, Text], followed: Followed) -> None:
        """`texts` by sha; a remark in a file that is not among them stands at the lines it remembers.

        `followed` knows the places of those that were made on other versions, as far as these are here.
        """
        self._files = {file.path: file for file in files}
        self._by_sha = {file.sha: file for file in self._files.values()}
        self._texts = texts
        self._followed = followed

    def place(self, anchor: Anchor) -> tuple[str, Placed]:
        """(path, lines and how sure that is). What was said of a file that is gone stands with the whole work."""
        if anchor in self._followed:
            return self._followed[anchor]
        file = self._files.get(anchor.path) or self._by_sha.get(anchor.sha)
        if not anchor.path:
            return "", Placed(0, 0, Certainty.EXACT)
        if file is None:
            return "", Placed(0, 0, Certainty.GONE)
        text = self._texts.get(file.sha)
        if file.sha == anchor.sha or text is None:
            return file.path, Placed(anchor.first, anchor.last, Certainty.EXACT)
        return file.path, place(anchor, text)


def _counted(label: Label, n: int) -> Message:
    match label:
        case Label.PRAISE:
            return say_n("{n} praise", "{n} praise", n)
        case Label.NITPICK:
            return say_n("{n} nitpick", "{n} nitpicks", n)
        case Label.SUGGESTION:
            return say_n("{n} suggestion", "{n} suggestions", n)
        case Label.ISSUE:
            return say_n("{n} issue", "{n} issues", n)
        case Label.QUESTION:
            return say_n("{n} question", "{n} questions", n)
        case Label.THOUGHT:
            return say_n("{n} thought", "{n} thoughts", n)
        case Label.CHORE:
            return say_n("{n} chore", "{n} chores", n)
        case Label.TODO:
            return say_n("{n} to do", "{n} to do", n)


def in_numbers(drafts: Iterable[RemarkDraft]) -> Message:
    """ "7 remarks: 1 blocking, 4 suggestions, 2 praise"; what blocks is counted as that alone."""
    drafts = tuple(drafts)
    blocking = sum(draft.blocking for draft in drafts)
    kinds = Counter(draft.label for draft in drafts if not draft.blocking)
    counts = [say_n("{n} blocking", "{n} blocking", blocking)] if blocking else []
    counts += [_counted(label, kinds[label]) for label in reversed(Label) if kinds[label]]
    if not drafts:
        return say_n("{n} remark", "{n} remarks", 0)
    return say_n("{n} remark: {kinds}", "{n} remarks: {kinds}", len(drafts), kinds=", ".join(map(str, counts)))


def advice(drafts: Iterable[RemarkDraft]) -> tuple[Message, ...]:
    """What to think of before they are published: whether something is praised, and whether it is too much."""
    labels = [draft.label for draft in drafts]
    if not labels:
        return ()
    praise, nitpicks, n = labels.count(Label.PRAISE), labels.count(Label.NITPICK), len(labels)
    said = [say("There is no praise yet: what did they do well?")]
    if praise:
        said = [say("{share} % of it is praise.", share=round(100 * praise / n))]
    if n > MANY:
        said.append(say("{n} remarks are more than one learns from at once; keep the {few} that matter?", n=n, few=FEW))
    if nitpicks > n / 2:
        said.append(say("More than half of it are nitpicks."))
    return tuple(said)
