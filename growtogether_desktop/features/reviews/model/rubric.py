"""What work is judged by here: what the coordinators have set, else what is usual."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.domain.rubrics import RUBRIC, Criterion, Rubric
from growtogether_desktop.workspace.workspace import Workspace

USUAL = Rubric(
    RUBRIC,
    (
        Criterion(N_("It does what was asked")),
        Criterion(N_("It is easy to read")),
        Criterion(N_("It is well put together")),
        Criterion(N_("It is tested")),
    ),
    (
        N_("I have said what is good"),
        N_("Blocking remarks say what would settle them"),
        N_("I would understand every remark in their place"),
    ),
)
"""Its words are translated when they are shown; what coordinators write is not."""


async def rubric_of(workspace: Workspace) -> Rubric:
    return await workspace.see(Rubric, RUBRIC) or USUAL
