"""Matching: a roster comes in, a plan is looked at and changed, and a person publishes it."""

from typing import TYPE_CHECKING

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.domain.changes import COORDINATOR
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.features.matching.commands import COMMANDS, FORMS
from growtogether_desktop.ui.feature import Feature, PaneFactory

if TYPE_CHECKING:  # the workspace brings SQL along; the rail is painted before that
    from growtogether_desktop.workspace.view import View
    from growtogether_desktop.workspace.workspace import Workspace


def _load() -> PaneFactory:
    from growtogether_desktop.features.matching.pane.matching import MatchingPane

    return MatchingPane


async def _count(workspace: "Workspace") -> int:
    return await workspace.look(_not_told)


def _not_told(desk: "View") -> int:
    """Mentees of the newest cohort who have not been told of a mentor."""
    cohorts = desk.see_all(Cohort)
    if not cohorts:
        return 0
    newest = max(cohorts, key=lambda cohort: (cohort.started, cohort.id)).id
    told = {told.mentee for told in desk.see_all(Engagement, newest) if not told.ended}
    return sum(mentee.person not in told for mentee in desk.see_all(Mentee, newest))


FEATURE = Feature(
    "matching",
    N_("Matching"),
    "handshake",
    _load,
    roles=frozenset({COORDINATOR}),
    opens=frozenset({Cohort.KIND, Mentor.KIND, Mentee.KIND}),
    kinds=frozenset({Cohort.KIND, Mentee.KIND, Engagement.KIND}),
    count=_count,
    commands=COMMANDS,
    forms=FORMS,
)
