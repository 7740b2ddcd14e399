"""A cohort and its people as the desk has them; what was touched is read again, one by one where it is little."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from growtogether_desktop.domain.changes import Aggregate, Ref
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.domain.consents import Consent, Use, allowed
from growtogether_desktop.domain.engagements import AnotherMentor, Engagement
from growtogether_desktop.domain.outcomes import Outcome
from growtogether_desktop.domain.proposals import Proposal as Question
from growtogether_desktop.features.matching.model.proposal import People
from growtogether_desktop.workspace.view import View
from growtogether_desktop.workspace.workspace import Workspace

A = TypeVar("A", bound=Aggregate)

KINDS: dict[str, type[Aggregate]] = {
    kind.KIND: kind for kind in (Cohort, Mentor, Mentee, Engagement, Question, AnotherMentor, Outcome, Consent)
}
FEW = 50
"""So many changed aggregates are read one by one; more, and all that is unsent of their kind is looked through."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is there."""

    cohorts: tuple[Cohort, ...]
    """Newest first."""
    cohort: Cohort | None
    """The one in front."""
    people: People
    on_its_way: bool
    """Pairs were published and the hub has not answered yet."""


class Reader:
    """Remembers what it has read."""

    def __init__(self, workspace: Workspace) -> None:
        self.wanted = ""
        """The cohort that is to be in front."""
        self._workspace = workspace
        self._found: dict[Ref, Aggregate] = {}
        self._stale: set[Ref] | None = None
        """What is to be read again; None means everything."""

    def touched(self, refs: frozenset[Ref]) -> bool:
        """Whether any of it is ours; it is read again then."""
        ours = {ref for ref in refs if ref.kind in KINDS}
        if self._stale is not None:
            self._stale |= ours
        return bool(ours)

    def want(self, cohort: str) -> None:
        """Another cohort is to be in front."""
        self.wanted = cohort
        self._stale = None

    async def read(self) -> Reading:
        stale = self._stale
        if stale is None or any(ref.kind == Cohort.KIND for ref in stale):
            look = partial(_everything, self.wanted, self._found)
        else:
            look = partial(_again, frozenset(stale), self._found)
        found = await self._workspace.look(look)
        pending = await self._workspace.waiting(Cohort)
        sort_out = partial(_sorted_out, found, self.wanted)
        cohorts, cohort, people = await self._workspace.background.compute(sort_out)
        self._found, self._stale = found, set()
        on_its_way = cohort is not None and cohort.published is not None and cohort.id in pending
        return Reading(cohorts, cohort, people, on_its_way)


def _everything(wanted: str, before: Mapping[Ref, Aggregate], desk: View) -> dict[Ref, Aggregate]:
    cohorts = desk.see_all(Cohort)
    found: list[Aggregate] = list(cohorts)
    if (cohort := _in_front(cohorts, wanted)) is not None:
        for kind in (Mentor, Mentee, Engagement, Question, AnotherMentor):
            found += desk.see_all(kind, cohort.id)
        found += desk.see_all(Outcome)
        found += desk.see_all(Consent)
    return _taken_over(found, before)


def _again(stale: Collection[Ref], before: Mapping[Ref, Aggregate], desk: View) -> dict[Ref, Aggregate]:
    """What there was, with what has become of these."""
    found: list[Aggregate] = []
    if len(stale) <= FEW:
        found += filter(None, map(desk.at, stale))
    else:
        for kind in {ref.kind for ref in stale}:
            found += desk.see_some(KINDS[kind], sorted(ref.id for ref in stale if ref.kind == kind))
    others = {ref: one for ref, one in before.items() if ref not in stale}
    return others | _taken_over(found, before)


def _taken_over(found: Iterable[Aggregate], before: Mapping[Ref, Aggregate]) -> dict[Ref, Aggregate]:
    """Whatever is as it was stays the same thing: nobody has to take thousands of older ones apart."""
    return {one.ref: old if (old := before.get(one.ref)) == one else one for one in found}


def _sorted_out(found: Mapping[Ref, Aggregate], wanted: str) -> tuple[tuple[Cohort, ...], Cohort | None, People]:
    """All cohorts, the newest first; the one in front, and its people."""
    by_kind: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    for ref, one in found.items():
        by_kind[ref.kind].append(one)
    cohorts = tuple(sorted(by_kind[Cohort.KIND], key=_age, reverse=True))
    cohort = _in_front(cohorts, wanted)
    id = cohort.id if cohort is not None else ""

    def its(kind: type[A]) -> tuple[A, ...]:
        return tuple(one for one in by_kind[kind.KIND] if one.cohort == id)

    consents = {one.id: one for one in by_kind[Consent.KIND]}
    outcomes = tuple(_counted(one, consents) for one in by_kind[Outcome.KIND])
    people = People(its(Mentor), its(Mentee), its(Engagement), its(Question), its(AnotherMentor), outcomes)
    return cohorts, cohort, people


def _counted(outcome: Outcome, consents: Mapping[str, Consent]) -> Outcome:
    """An answer that may not teach is none here."""
    return outcome if allowed(Use.LEARNING, outcome.mentee, consents) else replace(outcome, experience=None)


def _age(cohort: Cohort) -> tuple[datetime, str]:
    return cohort.started, cohort.id


def _in_front(cohorts: Sequence[Cohort], wanted: str) -> Cohort | None:
    """The wanted cohort; the newest where that is not there."""
    return next((cohort for cohort in cohorts if cohort.id == wanted), None) or max(cohorts, key=_age, default=None)
