"""Reviews: work handed in, remarks at its lines, a verdict."""

from typing import TYPE_CHECKING

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.features.reviews.commands import Front, make_actions
from growtogether_desktop.features.reviews.model.submissions import count_my_turns
from growtogether_desktop.ui.feature import Feature, PaneFactory

if TYPE_CHECKING:
    from growtogether_desktop.ui.pane import Pane
    from growtogether_desktop.workspace.workspace import Workspace

_front = Front()


def _load() -> PaneFactory:
    from growtogether_desktop.features.reviews.pane import ReviewsPane

    def make_pane(workspace: "Workspace") -> "Pane":
        return ReviewsPane(workspace, _front)

    return make_pane


FEATURE = Feature(
    "reviews",
    N_("Reviews"),
    "message-square-code",
    _load,
    opens=frozenset({"submission", "iteration", "thread", "review"}),
    kinds=frozenset({"submission", "iteration", "review"}),
    count=count_my_turns,
    make_actions=lambda workspace: make_actions(_front),
)
