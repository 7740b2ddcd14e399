"""Projects: what people build together, each with a board of cards."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.domain.projects import AddCard, EditCard, StartProject
from growtogether_desktop.features.projects.commands import COMMANDS, FORMS
from growtogether_desktop.ui.feature import Feature, PaneFactory


def _load() -> PaneFactory:
    from growtogether_desktop.features.projects.pane import ProjectsPane

    return ProjectsPane


FEATURE = Feature(
    "projects",
    N_("Projects"),
    "square-kanban",
    _load,
    opens=frozenset({"project", "card"}),
    rewrites=frozenset({AddCard.KIND, EditCard.KIND, StartProject.KIND}),
    commands=COMMANDS,
    forms=FORMS,
)
