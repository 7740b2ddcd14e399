"""Projects: what people build together, each with a board of cards."""

from typing import TYPE_CHECKING

from growtogether_desktop.base.front import Front
from growtogether_desktop.base.i18n import N_
from growtogether_desktop.features.projects.commands import make_actions
from growtogether_desktop.ui.feature import Feature, PaneFactory

if TYPE_CHECKING:  # the workspace brings SQL along; the rail is painted before that
    from growtogether_desktop.ui.pane import Pane
    from growtogether_desktop.workspace.workspace import Workspace

_front = Front()


def _load() -> PaneFactory:
    from growtogether_desktop.features.projects.pane import ProjectsPane

    def make_pane(workspace: "Workspace") -> "Pane":
        return ProjectsPane(workspace, _front)

    return make_pane


FEATURE = Feature(
    "projects",
    N_("Projects"),
    "square-kanban",
    _load,
    opens=frozenset({"project", "card"}),
    make_actions=lambda workspace: make_actions(_front),
)
