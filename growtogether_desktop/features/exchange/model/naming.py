"""What people call a scope: by whatever opened it."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.domain.changes import PUBLIC, between_us
from growtogether_desktop.domain.cohorts import Cohort
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.projects import Project
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.workspace.workspace import Workspace

_KINDS = {
    PUBLIC: N_("What everyone sees"),
    "cohort": N_("Cohort"),
    "engagement": N_("Pair"),
    "user": N_("With the coordinators"),
    "review": N_("Review"),
    "project": N_("Project"),
}
"""By the first part of a scope's name."""


def kind_of(scope: str) -> str:
    """What kind of thing it is about, to be translated; "" for a kind that only newer programs know."""
    return _KINDS.get(scope.partition(":")[0], "")


async def titles(workspace: Workspace) -> dict[str, str]:
    """What the scopes held here are about, in the words of whoever opened them."""
    profiles = await workspace.see_all(Profile)
    pairs = await workspace.see_all(Engagement)
    return {
        **{between_us(PersonId(one.id)): one.name for one in profiles},
        **{one.scope: f"{one.mentor_name} · {one.mentee_name}" for one in pairs},
        **{one.scope: one.title for one in await workspace.see_all(Cohort)},
        **{one.scope: one.title for one in await workspace.see_all(Project)},
        **{one.scope: one.title for one in await workspace.see_all(Submission)},
    }
