"""Why a mentor fits a mentee as well as they do: points that add up, each with a sentence.

The points of all parts add up to the score, and those of a part's pieces to the part, for every pair.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from growtogether_desktop.base.i18n import Message, language, say, say_n
from growtogether_desktop.pairing.score import budget
from growtogether_desktop.pairing.score.budget import GAP, GOAL, LANGUAGE, STACK
from growtogether_desktop.pairing.score.facts import FULL
from growtogether_desktop.pairing.score.score import COVERED, Scoring
from growtogether_desktop.pairing.score.shares import shared_out
from growtogether_desktop.pairing.score.tongues import shared
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE

STRONG, GOOD = 500, 350
"""Thousandths of goal or stack from which a mentor is a strong match, or a good one."""

_NAMED = 3
"""A sentence names so many skills."""
_FINE = 1_000_000


class Feature(StrEnum):
    """In the order, and by the names, of `Weights`."""

    GOAL = "goal"
    STACK = "stack"
    GAP = "gap"
    AVAILABILITY = "availability"
    LANGUAGE = "language"
    PAST = "past"


class Band(StrEnum):
    """How far a mentor covers what a mentee wants to learn, whatever else speaks for the pair."""

    STRONG = "strong"
    GOOD = "good"
    PARTIAL = "partial"
    NONE = "none"
    UNTOLD = "untold"
    """The mentee has told neither a goal nor wanted skills."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one thing wanted and one thing offered bring together."""

    wanted: str
    offered: str
    points: int
    note: Message | None = None
    """Where the points come from when it is not from two skills; those are empty then."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature brings."""

    feature: Feature
    why: Message
    points: int
    of: int
    """The most it could bring."""
    pieces: tuple[Piece, ...] = ()
    """Of goal and stack, the greatest first; pieces that come to less than a point are left out."""


@dataclass(frozen=True, slots=True)
class Why:
    score: int
    """0 to 100, or IMPOSSIBLE."""
    band: Band
    parts: tuple[Part, ...]
    """One for each feature; none for a pair that cannot be."""
    impossible: Message | None = None
    """Why this cannot be a pair."""


def explain(scoring: Scoring, row: int, column: int) -> Why:
    """The score of a pair, taken apart."""
    score, values = scoring.pair(row, column)
    band = band_of(scoring, row, values)
    if score == IMPOSSIBLE:
        return Why(score, band, (), _why_impossible(scoring, row, column, values))
    worth = [
        most * (value if curve is None else int(curve[value]))
        for most, value, curve in zip(scoring.most(row), values, scoring.reader.points.curves, strict=True)
    ]
    points = _rounded(worth, score)
    pair = _Pair(scoring, row, column, values)
    whys = (pair.goal, pair.stack, pair.step, pair.hours, pair.language, pair.past)
    pieces = {GOAL: pair.goal_pieces(points[GOAL]), STACK: pair.stack_pieces(points[STACK])}
    return Why(
        score,
        band,
        tuple(
            Part(feature, whys[at], points[at], scoring.most(row)[at], pieces.get(at, ()))
            for at, feature in enumerate(Feature)
        ),
    )


def band_of(scoring: Scoring, row: int, values: tuple[int, ...]) -> Band:
    goal, stack, _ = scoring.told(row)
    return band(values[GOAL if goal else STACK]) if goal or stack else Band.UNTOLD


def band(covered: int) -> Band:
    """By thousandths of the goal, or of the wanted skills where no goal is told (see `Scoring.covered`)."""
    steps = ((STRONG, Band.STRONG), (GOOD, Band.GOOD), (COVERED, Band.PARTIAL))
    return next((band for least, band in steps if covered >= least), Band.NONE)


def _rounded(worth: list[int], score: int) -> list[int]:
    """Thousandths of points as whole points that add up to the score (largest remainder)."""
    points = [one // FULL for one in worth]
    lost = sorted(range(len(worth)), key=lambda at: -(worth[at] % FULL))
    for at in lost[: score - sum(points)]:
        points[at] += 1
    return points


def _why_impossible(scoring: Scoring, row: int, column: int, values: tuple[int, ...]) -> Message:
    if scoring.mentees[row].person == scoring.mentors[column].person:
        return say("Nobody can be their own mentor.")
    if not values[LANGUAGE]:
        return say("They have no language in common.")
    if not values[budget.AVAILABILITY]:
        return say("They have no free hour in common.")
    return say("One of them, or a coordinator, has ruled this pair out.")


class _Pair:
    """Two people, and what there is to say about them."""

    def __init__(self, scoring: Scoring, row: int, column: int, values: tuple[int, ...]) -> None:
        self._scoring = scoring
        self._reader = scoring.reader
        self._mentee, self._mentor = scoring.mentees[row], scoring.mentors[column]
        self._values = values
        self._told_goal, self._told_stack, self._told_hours = scoring.told(row)
        self._starts = scoring.starts(row, column)
        self._meets, self._alike = scoring.goal_halves(row, column)
        self._covers = self._reader.stack.covered(self._mentee, self._mentor)

    @property
    def goal(self) -> Message:
        if not self._told_goal and self._told_stack:
            return say("No goal is written down, so the wanted skills count for it.")
        if not self._told_goal:
            return say("Neither a goal nor wanted skills are written down, so this counts half.")
        if self._values[GOAL] < COVERED:
            return say("The mentor covers hardly anything of the goal.")
        if self._alike > self._meets:
            return say("The goal and what the mentor writes are worded alike.")
        pairs = sorted(self._concepts().items(), key=lambda one: -one[1])[:_NAMED]
        same = [wanted for (wanted, offered), _ in pairs if wanted == offered]
        if same:
            return say("The mentor teaches what the goal is about: {skills}.", skills=", ".join(map(self._name, same)))
        wanted, offered = pairs[0][0]
        return say(
            "The goal is about {wanted}; the mentor teaches something close: {offered}.",
            wanted=self._name(wanted),
            offered=self._name(offered),
        )

    @property
    def stack(self) -> Message:
        if not self._told_stack and self._told_goal:
            return say("No wanted skills are listed, so the goal counts for them.")
        if not self._told_stack:
            return say("Neither a goal nor wanted skills are written down, so this counts half.")
        same = sum(wanted == offered for wanted, offered in self._covers)
        if not same and self._values[STACK] >= COVERED:
            return say("Offers none of the skills wanted by name, but something close.")
        return say_n(
            "Offers {offered} of {n} skill wanted",
            "Offers {offered} of {n} skills wanted",
            len(self._reader.stack.shares(self._mentee)),
            offered=same,
        )

    @property
    def step(self) -> Message:
        ahead = self._mentor.level - self._mentee.level
        if not self._values[GAP] and max(self._values[GOAL], self._values[STACK]) < COVERED:
            return say("Too little of what is wanted is covered, so levels do not count.")
        if ahead > 0:
            return say_n("The mentor is {n} level ahead", "The mentor is {n} levels ahead", ahead)
        if ahead < 0:
            return say_n("The mentor is {n} level behind", "The mentor is {n} levels behind", -ahead)
        return say("Mentor and mentee are at the same level")

    @property
    def hours(self) -> Message:
        if not self._told_hours:
            return say("The mentee has not told any free hours, so everything else counts more.")
        if not self._mentor.free:
            return say("The mentor has not told any free hours, so this counts half.")
        return say_n(
            "An hour together can begin at {n} time of the week.",
            "An hour together can begin at {n} times of the week.",
            self._starts,
        )

    @property
    def language(self) -> Message:
        if not self._mentee.languages or not self._mentor.languages:
            return say("The roster does not name both people's languages")
        both = shared(self._mentee.languages, self._mentor.languages)
        return say_n("{n} language in common", "{n} languages in common", both)

    @property
    def past(self) -> Message:
        if not self._reader.effects:
            return say("Nobody has told yet how earlier pairs went, so everything else counts more.")
        answers, _ = self._reader.effects.get(self._mentor.person, (0, 0.0))
        if not answers:
            return say("Nobody has told yet how it went with this mentor, so the average of all counts.")
        return say_n("{n} earlier mentee has told how it went.", "{n} earlier mentees have told how it went.", answers)

    def goal_pieces(self, points: int) -> tuple[Piece, ...]:
        if not self._told_goal:
            return self._skills(points) if self._told_stack else _unknown(points)
        return self._goal(points)

    def stack_pieces(self, points: int) -> tuple[Piece, ...]:
        if not self._told_stack:
            return self._goal(points) if self._told_goal else _unknown(points)
        return self._skills(points)

    def _goal(self, points: int) -> tuple[Piece, ...]:
        concepts = self._concepts()
        whole = sum(concepts.values())
        names = [(self._name(wanted), self._name(offered), None) for wanted, offered in concepts]
        weights = [round(_FINE * self._meets * share / whole) for share in concepts.values()]
        return _pieces(
            [*names, ("", "", say("The two texts are worded alike."))],
            [*weights, round(_FINE * self._alike)],
            points,
        )

    def _skills(self, points: int) -> tuple[Piece, ...]:
        wants, offers = self._spelled(self._mentee.wants), self._spelled(self._mentor.skills)
        names = [(wants[wanted], offers[offered], None) for wanted, offered in self._covers]
        return _pieces(names, list(self._covers.values()), points)

    def _concepts(self) -> dict[tuple[int, int], float]:
        shares = self._reader.goals.shares(self._mentee, self._mentor)
        return {pair: share for pair, share in shares.items() if share > 0}

    def _spelled(self, skills: tuple[str, ...]) -> dict[int, str]:
        """The skills as the person writes them; of several spellings of one, the first by alphabet."""
        return {self._reader.tags.place(skill): skill for skill in sorted(skills, reverse=True)}

    def _name(self, concept: int) -> str:
        return self._reader.skills.name(concept, language())


def _pieces(names: Sequence[tuple[str, str, Message | None]], weights: list[int], points: int) -> tuple[Piece, ...]:
    parts = zip(names, shared_out(points, weights), strict=True)
    pieces = (Piece(wanted, offered, worth, note) for (wanted, offered, note), worth in parts if worth)
    return tuple(sorted(pieces, key=lambda piece: -piece.points))


def _unknown(points: int) -> tuple[Piece, ...]:
    return (Piece("", "", points, say("Nothing is told, so half of the points are given.")),) if points else ()
