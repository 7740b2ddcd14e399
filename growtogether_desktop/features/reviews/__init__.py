"""Reviews: work handed in, remarks at its lines, a verdict."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.features.reviews.commands import COMMANDS, FORMS
from growtogether_desktop.features.reviews.model.rewriting import REWRITES
from growtogether_desktop.features.reviews.model.submissions import count_my_turns
from growtogether_desktop.ui.feature import Feature, PaneFactory


def _load() -> PaneFactory:
    from growtogether_desktop.features.reviews.pane import ReviewsPane

    return ReviewsPane


FEATURE = Feature(
    "reviews",
    N_("Reviews"),
    "message-square-code",
    _load,
    opens=frozenset({"submission", "iteration", "thread", "review"}),
    rewrites=REWRITES,
    kinds=frozenset({"submission", "iteration", "review"}),
    count=count_my_turns,
    commands=COMMANDS,
    forms=FORMS,
)
