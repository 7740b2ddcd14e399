"""How a mentee grows: what was remarked, and how criteria were judged, from one reviewed iteration to the next."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.reviews import Review
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.threads import Label, Thread
from growtogether_desktop.workspace.workspace import Workspace

_KINDS = frozenset({"submission", "review", "thread"})


@dataclass(frozen=True, slots=True)
class Step:
    """One iteration that was reviewed."""

    title: str
    iteration: int
    at: datetime
    """When it was reviewed first."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One thing that was counted or judged at every step."""

    of: Label | str
    """A kind of remark, or the title of a criterion."""
    values: tuple[int | None, ...]
    """At every step; None where it was not judged."""
    most: int
    """The top of its scale."""


class GrowthModel:
    """Steps and trends of one mentee, as far as this desk may see their work."""

    def __init__(self, workspace: Workspace, person: PersonId) -> None:
        self.person = person
        self.name = ""
        self.loaded = False
        self.steps: tuple[Step, ...] = ()
        """In the order of their reviews."""
        self.remarks: tuple[Trend, ...] = ()
        """One for each kind of remark there has been; on one scale, so that they compare."""
        self.criteria: tuple[Trend, ...] = ()
        self.changed: Signal[None] = Signal()
        self._workspace = workspace
        self._refresh = Refresh(workspace.background, self.load, "show growth")
        self.close = workspace.touched.connect(self._heed)

    async def load(self) -> None:
        works = {s.id: s for s in await self._workspace.see_all(Submission) if s.author == self.person}
        reviews: dict[tuple[str, int], list[Review]] = defaultdict(list)
        for review in await self._workspace.see_all(Review):
            if review.submission in works:
                reviews[review.submission, review.iteration].append(review)
        counts: dict[tuple[str, int], Counter[Label]] = defaultdict(Counter)
        for thread in await self._workspace.see_all(Thread):
            counts[thread.submission, thread.iteration][thread.label] += 1
        ordered = sorted(reviews, key=lambda key: min(review.published for review in reviews[key]))
        self.name = next((work.author_name for work in works.values()), "")
        self.steps = tuple(
            Step(works[key[0]].title, key[1], min(review.published for review in reviews[key])) for key in ordered
        )
        self.remarks = _remarks([counts[key] for key in ordered])
        self.criteria = _criteria([reviews[key] for key in ordered])
        self.loaded = True
        self.changed.emit(None)

    def _heed(self, refs: frozenset[Ref]) -> None:
        if any(ref.kind in _KINDS for ref in refs):
            self._refresh.ask()


def _remarks(counts: list[Counter[Label]]) -> tuple[Trend, ...]:
    most = max((max(count.values(), default=0) for count in counts), default=0)
    used = [label for label in Label if any(count[label] for count in counts)]
    return tuple(Trend(label, tuple(count[label] for count in counts), most) for label in used)


def _criteria(reviews: list[list[Review]]) -> tuple[Trend, ...]:
    """By title; of several reviews of one iteration the newest that judged it counts."""
    judged: list[dict[str, tuple[int, int]]] = []
    for some in reviews:
        newest_last = sorted(some, key=lambda review: review.published)
        judged.append({s.title: (s.points, s.most) for review in newest_last for s in review.scores})
    titles = dict.fromkeys(title for one in judged for title in one)
    nothing = (None, 0)
    return tuple(
        Trend(
            title,
            tuple(one.get(title, nothing)[0] for one in judged),
            max(one.get(title, nothing)[1] for one in judged),
        )
        for title in titles
    )
