"""What a coordinator looks at: the people of a cohort, the best plan for who has no mentor yet, what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, Rules
from growtogether_desktop.domain.engagements import AnotherMentor, Engagement
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.domain.outcomes import Outcome
from growtogether_desktop.domain.proposals import Proposal as Question
from growtogether_desktop.features.matching.model.views import Improvement, MatrixView
from growtogether_desktop.pairing.plans.plan import Plan, Scored
from growtogether_desktop.pairing.plans.prices import Choice, Lost, SeatValue, Shift
from growtogether_desktop.pairing.plans.shortage import Shortage
from growtogether_desktop.pairing.plans.steps import WayOut
from growtogether_desktop.pairing.plans.waiting import Unplaced
from growtogether_desktop.pairing.score.why import Why

Standing = Literal["told", "pinned", "proposed", "waits", "open"]
"""told: published, so it stays · pinned or proposed: as the plan has it · waits: the plan has no seat for them ·
open: there is no plan."""

Opinion = Literal["", "first", "ranked", "vetoed"]
"""What the mentee has answered: this mentor first of all, or among those ranked; "vetoed": rather not with somebody."""


@dataclass(frozen=True, slots=True)
class People:
    """A cohort: the roster with its wishes, the engagements that have come of it, and what everybody says."""

    mentors: tuple[Mentor, ...] = ()
    mentees: tuple[Mentee, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    questions: tuple[Question, ...] = ()
    returned: tuple[AnotherMentor, ...] = ()
    """Who has asked for another mentor, and why."""
    outcomes: tuple[Outcome, ...] = ()
    """How earlier pairs went, of every cohort; an answer that may not teach is left out."""

    @property
    def seats(self) -> int:
        return sum(mentor.capacity for mentor in self.mentors)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One mentee and where the plan puts them."""

    mentee: Mentee
    standing: Standing
    mentor: MentorId | None = None
    mentor_name: str = ""
    fit: int = -1
    """0 to 100; −1 without a mentor."""
    reasons: tuple[str, ...] = ()
    unplaced: Unplaced | None = None
    told: Engagement | None = None
    tied: bool = False
    """The plan would be worth as much with another mentor for this mentee, as far as anybody has worked it out."""
    runner_up: str = ""
    """The name of the cheapest other mentor."""
    loss: Choice | None = None
    """What the plan would lose with the runner-up; None where there is none, or nobody has worked it out."""
    weighed: bool = True
    """Whether somebody has worked it out."""
    opinion: Opinion = ""
    returned: AnotherMentor | None = None
    """This mentee has asked for another mentor."""
    found_by: str = ""
    """Names and skills as a search key."""
    in_order: str = ""
    """The mentee's name as it is sorted."""
    mentor_in_order: str = ""
    wants_in_order: str = ""
    reasons_in_order: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """A proposal in numbers."""

    placed: int = 0
    total: int = 0
    lowest: int = 0
    seats_free: int = 0
    fits: tuple[int, ...] = ()
    standings: Mapping[Standing, int] = field(default_factory=dict)

    @property
    def mean(self) -> float:
        return self.total / self.placed if self.placed else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A plan as people look at it."""

    people: People
    open: People
    """Those the plan is for: mentees not told of a mentor yet, mentors with the seats still open."""
    rules: Rules
    plan: Plan
    rows: tuple[PlanRow, ...]
    """One for each mentee: those who came back, then by name; whoever has no mentor comes last."""
    by_mentee: Mapping[str, PlanRow]
    mentors: Mapping[str, Mentor]
    """As the roster has them, by id."""
    scored: Scored | None
    """Points of everybody the plan is for; None while nobody is."""
    figures: Figures
    seat_values: Mapping[MentorId, SeatValue] | None = field(default_factory=dict)
    """Of a settled plan: only the proof says how high its lowest fit is. None where each takes solving again."""
    weighed: bool = True
    """Whether rows say who has an equally good mentor; if not, `Explanation` does."""
    trouble: Problem | None = None
    """Why there is no plan."""
    settled: bool = True
    """False while the proof of a plan that followed a change is still being made."""

    @property
    def waiting(self) -> tuple[PlanRow, ...]:
        return tuple(row for row in self.rows if row.standing == "waits")

    @property
    def proven(self) -> bool:
        return self.settled and self.trouble is None and bool(self.plan.pairs) and self.plan.proven


@dataclass(frozen=True, slots=True)
class Lack:
    """What there is too little of, whatever the plan, and the cheapest ways to place whoever is left over."""

    shortages: tuple[Shortage, ...] = ()
    ways_out: tuple[WayOut, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What a change did to the plan."""

    shifts: tuple[Shift, ...]
    lost: Lost
    falls: int = 0
    """So much lower is the lowest fit that the policy can promise."""


@dataclass(frozen=True, slots=True)
class Other:
    """What would come of it if a mentee went to another mentor."""

    mentor: Mentor
    choice: Choice
    found_by: str
    priced: bool = True
    """False while there is no plan, which could lose anything."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one mentee's place in the plan."""

    row: PlanRow
    mentor: Mentor | None
    """The one of the plan, or another one who is looked at; None while the mentee waits, and for a mentor who has
    left the roster since."""
    forbidden: tuple[Mentor, ...] = ()
    helpers: tuple[Mentor, ...] = ()
    """One more seat with any of them places one mentee more; without a plan, the mentor this one is pinned to."""
    why: Why | None = None
    improvements: tuple[Improvement, ...] = ()
    """What would make the two fit better."""
    others: tuple[Other, ...] | None = None
    """Every other mentor, the cheapest first; None while they are being weighed, or when nobody can."""
    tied: bool = False
    """The plan would be worth as much with another mentor for this mentee."""
    partly: bool = False
    """Only those others are told who are known so far."""
    weighed: bool = False

    @property
    def planned(self) -> bool:
        """Whether the mentor is the one of the plan, or there is none."""
        return self.mentor is None or self.mentor.id == self.row.mentor


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """All pairs, and who the rows and columns are."""

    view: MatrixView
    mentees: tuple[MenteeId, ...]
    mentors: tuple[MentorId, ...]
    whole: bool
    """Whether all losses are known; otherwise they are worked out for whoever asks."""
    worked_out: dict[MenteeId, Mapping[MentorId, Choice]]
    """What has been so far."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What is to be planned: the people and the rules of a cohort."""

    cohort: Cohort | None
    people: People

    @property
    def rules(self) -> Rules:
        return self.cohort.rules if self.cohort is not None else Rules()
