"""What work is judged by: criteria with points, the same for everybody in the programme."""

from dataclasses import dataclass, replace

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import (
    PUBLIC,
    Actor,
    Aggregate,
    Change,
    Conflict,
    Sight,
    Stamp,
    aggregate,
    change,
)
from growtogether_desktop.domain.leaving import Leaving

MOST_CRITERIA = 20
MOST_POINTS = 100
RUBRIC = "rubric"
"""The id of the one rubric of the programme."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that work is judged by."""

    title: str
    most: int = 4
    """Points for the best work."""


@dataclass(frozen=True, slots=True)
class Score:
    """Points by one criterion, as it was called when they were given."""

    title: str
    points: int
    most: int


@aggregate("rubric")
class Rubric(Aggregate):
    """What the programme's work is judged by, and what a mentor looks to before publishing. Everyone may read it."""

    criteria: tuple[Criterion, ...]
    checks: tuple[str, ...] = ()
    """A mentor ticks them for themselves; the ticks go nowhere."""

    @property
    def scope(self) -> str:
        return PUBLIC

    def without(self, leaving: Leaving, sight: Sight) -> "Rubric":
        return self


_CHANGED = say("Somebody has changed the rubric meanwhile; your words are kept for you.")
_NONE = Rubric(RUBRIC, ())


def scores_refusal(scores: tuple[Score, ...]) -> Message | None:
    """Why these points cannot be given."""
    if len(scores) > MOST_CRITERIA:
        return say("More than {n} criteria cannot be kept in mind.", n=MOST_CRITERIA)
    for score in scores:
        if not (0 <= score.points <= score.most <= MOST_POINTS and score.most):
            return say("{points} of {most} points cannot be given.", points=score.points, most=score.most)
    return None


def _rubric_refusal(criteria: tuple[Criterion, ...], actor: Actor) -> Message | None:
    if not actor.coordinates:
        return say("Only coordinators change what work is judged by.")
    if len(criteria) > MOST_CRITERIA:
        return say("More than {n} criteria cannot be kept in mind.", n=MOST_CRITERIA)
    if any(not criterion.title.strip() or not 0 < criterion.most <= MOST_POINTS for criterion in criteria):
        return say("A criterion needs a name, and from 1 to {n} points.", n=MOST_POINTS)
    return None


@change("rubric.open", of=Rubric, title=N_("Set what work is judged by"), creates=True)
class OpenRubric(Change[Rubric]):
    subject: str
    criteria: tuple[Criterion, ...]
    checks: tuple[str, ...] = ()

    def apply(self, before: Rubric | None, stamp: Stamp) -> Rubric:
        return Rubric(self.subject, self.criteria, self.checks)

    def refusal(self, before: Rubric | None, actor: Actor, sight: Sight) -> Message | None:
        if self.subject != RUBRIC:
            return say("The programme has one rubric.")
        return _rubric_refusal(self.criteria, actor)

    def inverse(self, before: Rubric | None) -> "DropRubric":
        return DropRubric(self.subject)

    def conflict(self, now: Rubric) -> Conflict | None:
        return ReviseRubric(self.subject, self.criteria, self.checks, _NONE).conflict(now)

    @property
    def text(self) -> str:
        return _in_lines(self.criteria, self.checks)


@change("rubric.revise", of=Rubric, title=N_("Change what work is judged by"))
class ReviseRubric(Change[Rubric]):
    """Reviews that are published keep the scores they have."""

    subject: str
    criteria: tuple[Criterion, ...]
    checks: tuple[str, ...] = ()
    seen: Rubric | None = None
    """As its author saw it; None from a program that did not tell yet."""

    def apply(self, before: Rubric | None, stamp: Stamp) -> Rubric | None:
        return before and replace(before, criteria=self.criteria, checks=self.checks)

    def refusal(self, before: Rubric | None, actor: Actor, sight: Sight) -> Message | None:
        if before is not None and self.seen is not None and _told(before) != _told(self.seen):
            return _rubric_refusal((), actor) or _CHANGED
        return _rubric_refusal(self.criteria, actor)

    def inverse(self, before: Rubric | None) -> "ReviseRubric | None":
        return ReviseRubric(self.subject, before.criteria, before.checks, self._wanted) if before is not None else None

    def seeing(self, before: Rubric | None) -> "ReviseRubric":
        return replace(self, seen=self.seen or before)

    def conflict(self, now: Rubric) -> Conflict | None:
        if self.seen is None or _told(now) in (_told(self.seen), _told(self._wanted)):
            return None
        return Conflict(self.text, _in_lines(now.criteria, now.checks), replace(self, seen=now))

    @property
    def _wanted(self) -> Rubric:
        return Rubric(self.subject, self.criteria, self.checks)

    @property
    def text(self) -> str:
        return _in_lines(self.criteria, self.checks)


@change("rubric.drop", of=Rubric, title=N_("Go back to the usual rubric"))
class DropRubric(Change[Rubric]):
    subject: str

    def apply(self, before: Rubric | None, stamp: Stamp) -> Rubric | None:
        return None

    def refusal(self, before: Rubric | None, actor: Actor, sight: Sight) -> Message | None:
        return _rubric_refusal((), actor)

    def inverse(self, before: Rubric | None) -> OpenRubric | None:
        return OpenRubric(self.subject, before.criteria, before.checks) if before is not None else None


def _in_lines(criteria: tuple[Criterion, ...], checks: tuple[str, ...]) -> str:
    return "\n".join((*(f"{criterion.title} · {criterion.most}" for criterion in criteria), *checks))


def _told(rubric: Rubric) -> tuple[tuple[Criterion, ...], tuple[str, ...]]:
    return rubric.criteria, rubric.checks
