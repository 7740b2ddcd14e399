"""What the widgets of the matching page are shown: frozen values, worked out elsewhere.

Fits are whole points, 0 to 100. A fit or a loss that cannot be is IMPOSSIBLE (−1); a row without a mentor has
NOBODY (−1) for its column.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from growtogether_desktop.base.i18n import Message
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.prices import Choice
from growtogether_desktop.pairing.score.why import Why
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE

Meaning = Literal["waiting", "resolved", "blocking", "praise", "information", "plain"]
"""What a mark means, as the theme colours it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that stands beside a pair: pinned, told on a day, equally good."""

    words: Message
    meaning: Meaning = "plain"


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something that would make the pair fit better, and by how much."""

    what: Message
    points: int


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The cheapest other mentor."""

    name: str
    fit: int
    loss: Choice
    """What the whole plan would lose."""


@dataclass(frozen=True, slots=True)
class WhyView:
    """Everything there is to say about one mentee and the mentor they have, or might have."""

    mentee: Mentee
    mentor: Mentor | None = None
    """None for who waits."""
    why: Why | None = None
    marks: tuple[Mark, ...] = ()
    waits: Message | None = None
    """Why there is no mentor."""
    improvements: tuple[Improvement, ...] = ()
    runner_up: RunnerUp | None = None
    mentee_says: tuple[Message, ...] = ()
    """What the mentee has answered when asked about this mentor."""
    mentor_says: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class MatrixView:
    """All pairs of a cohort. What is not on screen is not asked for; both answers have to come at once."""

    mentees: tuple[str, ...]
    """Names of the rows."""
    mentors: tuple[str, ...]
    """Names of the columns."""
    assigned: tuple[int, ...]
    """For each row its column, or NOBODY."""
    fit: Callable[[int, int], int]
    """(row, column): 0 to 100, or IMPOSSIBLE."""
    loss: Callable[[int, int], Choice | Literal["never", "unknown"]]
    """(row, column): "never" where no seat can be made free, "unknown" while nobody has worked it out."""


@dataclass(frozen=True, slots=True)
class FitsView:
    """How the fits of a plan are spread."""

    counts: tuple[int, ...] = ()
    """How many pairs have a fit of 0, 1, … 100 points; () while there is no plan."""

    @classmethod
    def of(cls, fits: Iterable[int]) -> "FitsView":
        counted = Counter(fits)
        return cls(tuple(counted[points] for points in range(101)))

    @property
    def pairs(self) -> int:
        return sum(self.counts)

    def bins(self, width: int) -> tuple[int, ...]:
        """How many pairs lie in each span of `width` points; 100 belongs to the last."""
        spans = [sum(self.counts[first : first + width]) for first in range(0, 100, width)]
        spans[-1] += sum(self.counts[100:])
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class Load:
    """The seats of one mentor."""

    mentor: MentorId
    name: str
    used: int
    seats: int
    least: int = 0
    """Mentees at least."""


@dataclass(frozen=True, slots=True)
class LoadView:
    """How much each mentor has to do, in the order to be shown."""

    mentors: tuple[Load, ...] = ()

    @property
    def used(self) -> int:
        return sum(one.used for one in self.mentors)

    @property
    def seats(self) -> int:
        return sum(one.seats for one in self.mentors)


@dataclass(frozen=True, slots=True)
class PlanView:
    """The figures of one plan."""

    title: str
    total: int
    """All fits together."""
    lowest: int
    """0 without a pair."""
    placed: int
    waiting: int
    fits: FitsView

    @property
    def mean(self) -> float:
        return self.total / self.placed if self.placed else 0.0


@dataclass(frozen=True, slots=True)
class MoveView:
    """A mentee who has another mentor in the second plan than in the first."""

    mentee: MenteeId
    name: str
    before: str = ""
    """The mentor's name; "" for who waits."""
    after: str = ""
    fit_before: int = IMPOSSIBLE
    fit_after: int = IMPOSSIBLE


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two plans of one cohort side by side."""

    first: PlanView
    second: PlanView
    moves: tuple[MoveView, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A pair in a report."""

    mentee: str
    mentor: str
    fit: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReportWaiting:
    """Somebody without a mentor, in a report."""

    mentee: str
    reason: Message


@dataclass(frozen=True, slots=True)
class ReportView:
    """A plan to be printed."""

    cohort: str
    made: datetime
    plan: PlanView
    seats_free: int
    policy: Message
    """By which rule the plan was made."""
    proof: Message
    """That no better plan exists, or how far that is known."""
    proven: bool
    rows: tuple[ReportRow, ...] = ()
    waiting: tuple[ReportWaiting, ...] = ()
