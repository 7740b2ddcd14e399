"""Somebody who was asked for from elsewhere in the program: the page stands on them as soon as they are there."""

from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.pane.plan import PlanPage


class Finding:
    """One at a time; whoever is asked for later comes instead."""

    def __init__(self, model: MatchingModel, plan: PlanPage) -> None:
        self._model = model
        self._plan = plan
        self._wanted: Ref | None = None

    def want(self, ref: Ref) -> None:
        """A cohort, or somebody in one, which comes in front."""
        self._wanted = ref
        cohort = ref.id if ref.kind == Cohort.KIND else ref.id.partition("@")[2]
        if self._model.cohort is None or self._model.cohort.id != cohort:
            self._model.choose_cohort(cohort)

    def look(self) -> None:
        """Stand on what was asked for, if it is there by now."""
        ref = self._wanted
        if ref is None:
            return
        if ref.kind == Mentee.KIND and self._model.row_of(ref.id) is not None:
            self._plan.go_to(ref.id)
            self._wanted = None
        for mentor in self._model.people.mentors:
            if ref.kind == Mentor.KIND and mentor.id == ref.id:
                self._plan.look_for(mentor.name)
                self._wanted = None
