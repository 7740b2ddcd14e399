"""A small cohort, and what a refusal may look at."""

from datetime import UTC, datetime
from typing import Any

from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR, Actor, Aggregate, Ref
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, PersonId

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
SPRING = CohortId("spring")
KAMRON = Actor(PersonId("kamron"), frozenset({COORDINATOR}))
MALIKA = Actor(PersonId("malika"), frozenset({MENTOR}))
TIMUR = Actor(PersonId("timur"), frozenset({MENTEE}))
LOLA = Actor(PersonId("lola"), frozenset({MENTEE}))

COHORT = Cohort(SPRING, "Spring", NOW)
MENTOR_MALIKA = Mentor(mentor_id(MALIKA.id, SPRING), SPRING, MALIKA.id, "Malika", ("Python",))
MENTOR_BEK = Mentor(mentor_id(PersonId("bek"), SPRING), SPRING, PersonId("bek"), "Bek", ("Go",))
MENTEE_TIMUR = Mentee(mentee_id(TIMUR.id, SPRING), SPRING, TIMUR.id, "Timur", ("Python",))
MENTEE_LOLA = Mentee(mentee_id(LOLA.id, SPRING), SPRING, LOLA.id, "Lola", ("Go",))


class Seen:
    """A sight of these aggregates and no others."""

    def __init__(self, *aggregates: Aggregate) -> None:
        self._found = {aggregate.ref: aggregate for aggregate in aggregates}

    def see(self, kind: type[Aggregate], id: str) -> Any:
        return self._found.get(Ref(kind.KIND, id))
