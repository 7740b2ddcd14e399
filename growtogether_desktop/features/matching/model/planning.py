"""What a coordinator looks at: the best plan for who has no mentor yet, beside who has been told already.

Pure functions, to be run in the background: the roster in, a proposal out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.spelling import search_key, spelling_key
from growtogether_desktop.domain.cohorts import Mentee, Mentor, mentor_id
from growtogether_desktop.domain.engagements import Engagement, Pair
from growtogether_desktop.domain.ids import MenteeId, MentorId, PersonId
from growtogether_desktop.pairing.assignment import Plan, Progress, best_pairs
from growtogether_desktop.pairing.fit import Part, Rarity, explain, fit_matrix, matched_skills, possible_pairs
from growtogether_desktop.pairing.waiting import Unplaced

Standing = Literal["told", "pinned", "proposed", "waits", "open"]
"""told: published, so it stays · pinned or proposed: as the plan has it · waits: the plan has no seat for them ·
open: there is no plan."""

BINS = 10
WEIGHED, OTHERS = 8, 5
"""So many other mentors are weighed for one mentee, and so many of them told: those who cost least."""
QUICK = 200_000
"""With so many possible pairs at most, a plan is solved anew to see what another mentor would cost."""


@dataclass(frozen=True, slots=True)
class People:
    """A cohort: the roster with its wishes, and the engagements that have come of it."""

    mentors: tuple[Mentor, ...] = ()
    mentees: tuple[Mentee, ...] = ()
    engagements: tuple[Engagement, ...] = ()

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
    found_by: str = ""
    """Names and skills as a search key."""
    in_order: str = ""
    """The mentee's name as it is sorted."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan as people look at it."""

    people: People
    open: People
    """Those the plan is for: mentees not told of a mentor yet, mentors with the seats still open."""
    plan: Plan
    rows: tuple[PlanRow, ...]
    """One for each mentee, by name; whoever has no mentor comes last."""
    rarity: Rarity = field(compare=False)
    trouble: Problem | None = None
    """Why there is no plan."""

    @property
    def placed(self) -> tuple[PlanRow, ...]:
        return tuple(row for row in self.rows if row.mentor is not None)

    @property
    def waiting(self) -> tuple[PlanRow, ...]:
        return tuple(row for row in self.rows if row.standing == "waits")

    @property
    def mean(self) -> float:
        fits = [row.fit for row in self.placed]
        return sum(fits) / len(fits) if fits else 0.0

    @property
    def lowest(self) -> int:
        return min((row.fit for row in self.placed), default=0)

    @property
    def seats_free(self) -> int:
        return self.plan.seats - len(self.plan.pairs)

    @property
    def histogram(self) -> tuple[int, ...]:
        """How many pairs have a fit of 0–9, 10–19, … 90–100."""
        bins = Counter(min(row.fit // BINS, BINS - 1) for row in self.placed)
        return tuple(bins[at] for at in range(BINS))


@dataclass(frozen=True, slots=True)
class Other:
    """What would come of it if a mentee went to another mentor."""

    mentor: Mentor
    fit: int
    cost: "Cost | None"
    """None when nobody has worked it out: the cohort is large."""
    open: bool = True
    """Whether the mentor has a seat that is neither told nor pinned to somebody else."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a pin, found by solving again with it."""

    points: int
    """The plan's fits together become that much less."""
    moves: int
    """So many other mentees get another mentor, or none."""
    waits: int
    """So many more mentees wait."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Other mentors for a mentee."""

    others: tuple[Other, ...]
    """Those who cost least."""
    helpers: tuple[Mentor, ...]
    """One more seat with any of them places one more mentee, those who fit this one best; while there is no plan, the
    mentor this one is pinned to."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one mentee's place in the plan."""

    row: PlanRow
    mentor: Mentor | None
    """None while the mentee waits, and for a mentor who has left the roster since."""
    parts: tuple[Part, ...] = ()
    matched: tuple[str, ...] = ()
    forbidden: tuple[Mentor, ...] = ()
    weighed: "Weighed | None" = None
    """None while the other mentors are being weighed."""


def propose(people: People, progress: Progress) -> Proposal:
    """Solve for everybody who has not been told of a mentor yet; who has been, stays with theirs.

    Raises: whatever `progress` raises.
    """
    told = _told(people.engagements)
    taken = Counter(engagement.mentor for engagement in told.values())
    still_open = People(
        tuple(replace(mentor, capacity=max(mentor.capacity - taken[mentor.person], 0)) for mentor in people.mentors),
        tuple(mentee for mentee in people.mentees if mentee.person not in told),
    )
    rarity = Rarity(people.mentors)
    plan, trouble = Plan((), (), still_open.seats, 0.0), None
    try:
        if still_open.mentees:
            plan = best_pairs(still_open.mentees, still_open.mentors, progress)
    except Problem as problem:
        trouble = problem
    return Proposal(people, still_open, plan, _rows(people, told, plan, rarity), rarity, trouble)


def explained(proposal: Proposal, row: PlanRow) -> Explanation:
    """The pair taken apart, without the other mentors that might be."""
    mentors = {mentor.id: mentor for mentor in proposal.people.mentors}
    mentor = mentors.get(row.mentor) if row.mentor is not None else None
    banned = tuple(mentors[id] for id in row.mentee.forbidden if id in mentors)
    if mentor is None:
        return Explanation(row, None, forbidden=banned)
    parts = explain(row.mentee, mentor, proposal.rarity)
    matched = matched_skills(row.mentee, mentor, proposal.rarity)
    return Explanation(row, mentor, parts, matched, banned)


def weigh(proposal: Proposal, row: PlanRow, words: str, progress: Progress) -> Weighed:
    """The mentors who fit this mentee best beside the one the plan has; only those with these words in their names.

    Raises: whatever `progress` raises.
    """
    mentors, wanted = proposal.open.mentors, search_key(words).split()
    # Rarity counts over all mentors, so all are asked for their fit.
    fits: list[int] = fit_matrix((row.mentee,), mentors)[0].tolist() if mentors else []
    possible: list[bool] = possible_pairs((row.mentee,), mentors)[0].tolist() if mentors else []
    best = sorted(zip(mentors, fits, possible, strict=True), key=lambda one: (-one[1], spelling_key(one[0].name)))
    able = [(mentor, fit) for mentor, fit, can in best if can and mentor.id != row.mentor]
    named = [one for one in able if all(word in search_key(one[0].name) for word in wanted)]
    others = sorted((_weighed(proposal, row, *one, progress) for one in named[:WEIGHED]), key=_dearness)
    helping = row.unplaced.helpers if row.unplaced is not None else ()
    if proposal.trouble is not None and row.mentor is not None:
        helping = (row.mentor,)
    helpers = [mentor for mentor, _, _ in best if mentor.id in helping]
    enrolled = {mentor.id: mentor for mentor in proposal.people.mentors}
    return Weighed(tuple(others[:OTHERS]), tuple(enrolled[mentor.id] for mentor in helpers[:OTHERS]))


def _weighed(proposal: Proposal, row: PlanRow, mentor: Mentor, fit: int, progress: Progress) -> Other:
    if not mentor.capacity:
        return Other(mentor, fit, None, open=False)
    large = len(proposal.open.mentees) * len(proposal.open.mentors) > QUICK
    if proposal.trouble is not None or large:
        return Other(mentor, fit, None)
    pinned = tuple(
        replace(mentee, pinned_to=MentorId(mentor.id)) if mentee.id == row.mentee.id else mentee
        for mentee in proposal.open.mentees
    )
    try:
        plan = best_pairs(pinned, proposal.open.mentors, progress)
    except Problem:
        return Other(mentor, fit, None, open=False)
    before, after = _mentor_of(proposal.plan.pairs), _mentor_of(plan.pairs)
    moves = sum(before.get(m.id) != after.get(m.id) for m in proposal.open.mentees if m.id != row.mentee.id)
    waits = len(proposal.plan.pairs) - len(plan.pairs)
    return Other(mentor, fit, Cost(proposal.plan.total - plan.total, moves, waits))


def _dearness(other: Other) -> tuple[bool, int, int]:
    """The cheapest come first; where nobody has counted, the best fit stays first."""
    cost = other.cost or Cost(0, 0, 0)
    return not other.open, cost.waits, cost.points


def _mentor_of(pairs: Iterable[Pair]) -> dict[str, MentorId]:
    return {pair.mentee: pair.mentor for pair in pairs}


def _told(engagements: Iterable[Engagement]) -> dict[PersonId, Engagement]:
    """The newest engagement of every mentee who has one."""
    return {one.mentee: one for one in sorted(engagements, key=lambda one: one.began)}


def _rows(people: People, told: dict[PersonId, Engagement], plan: Plan, rarity: Rarity) -> tuple[PlanRow, ...]:
    pairs = {pair.mentee: pair for pair in plan.pairs}
    unplaced = {one.mentee: one for one in plan.unplaced}
    mentors = {mentor.id: mentor for mentor in people.mentors}

    def place(mentee: Mentee) -> PlanRow:
        id = MenteeId(mentee.id)
        pinned = mentors.get(mentee.pinned_to or "")
        if (engagement := told.get(mentee.person)) is not None:
            mentor = mentor_id(engagement.mentor, engagement.cohort)
            name, fit, reasons = engagement.mentor_name, engagement.fit, engagement.reasons
            return PlanRow(mentee, "told", mentor, name, fit, reasons, told=engagement)
        if (pair := pairs.get(id)) is not None:
            standing: Standing = "proposed" if mentee.pinned_to is None else "pinned"
            return PlanRow(mentee, standing, pair.mentor, mentors[pair.mentor].name, pair.fit, pair.reasons)
        if id in unplaced:
            return PlanRow(mentee, "waits", unplaced=unplaced[id])
        if pinned is not None:
            fit = sum(part.points for part in explain(mentee, pinned, rarity))
            return PlanRow(mentee, "pinned", MentorId(pinned.id), pinned.name, fit)
        return PlanRow(mentee, "open")

    def findable(row: PlanRow) -> PlanRow:
        words = search_key(" ".join((row.mentee.name, row.mentor_name, *row.mentee.wants)))
        return replace(row, found_by=words, in_order=spelling_key(row.mentee.name))

    rows = [findable(place(mentee)) for mentee in people.mentees]
    return tuple(sorted(rows, key=lambda row: (row.mentor is None, row.in_order, row.mentee.id)))
