"""Who has to be with whom, and who may not: it counts both ways, whoever of the two it stands with."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.cohorts import Mentee
from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.domain.roster import ReviseMentee
from growtogether_desktop.features.matching.model.proposal import People

Company = Literal["together", "apart"]


def company_of(people: People, mentee: Mentee, company: Company) -> tuple[Mentee, ...]:
    """Whoever has to be with the mentee, or may not."""
    mine = named(mentee, company)
    others = (other for other in people.mentees if other.id != mentee.id)
    return tuple(other for other in others if other.id in mine or mentee.id in named(other, company))


def with_company(people: People, mentee: Mentee, company: Company, others: Iterable[MenteeId]) -> list[Change[Any]]:
    """What makes these the only ones; from then on it stands with the mentee, and with nobody else."""
    wanted = tuple(sorted(set(others)))
    changes: list[Change[Any]] = []
    if wanted != named(mentee, company):
        changes.append(ReviseMentee(mentee.id, _naming(mentee, company, wanted)))
    for other in people.mentees:
        if other.id != mentee.id and mentee.id in named(other, company):
            left = tuple(id for id in named(other, company) if id != mentee.id)
            changes.append(ReviseMentee(other.id, _naming(other, company, left)))
    return changes


def named(mentee: Mentee, company: Company) -> tuple[MenteeId, ...]:
    return mentee.together if company == "together" else mentee.apart


def _naming(mentee: Mentee, company: Company, ids: tuple[MenteeId, ...]) -> Mentee:
    return replace(mentee, together=ids) if company == "together" else replace(mentee, apart=ids)
