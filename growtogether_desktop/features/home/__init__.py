"""Home: what waits for me today, whoever I am here."""

from typing import TYPE_CHECKING

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.engagements import AskForAnotherMentor
from growtogether_desktop.domain.outcomes import Outcome
from growtogether_desktop.domain.proposals import Proposal, RankSuggestions
from growtogether_desktop.ui.feature import Feature, PaneFactory

if TYPE_CHECKING:  # the workspace brings SQL along; the rail is painted before that
    from growtogether_desktop.workspace.workspace import Workspace


def _load() -> PaneFactory:
    from growtogether_desktop.features.home.pane.home import make_pane

    return make_pane


async def _count(workspace: "Workspace") -> int:
    """Questions I have not answered."""
    me = workspace.me
    if not me.roles & {MENTOR, MENTEE}:
        return 0
    asked = await workspace.see_all(Proposal)
    open_ = sum(one.person == me.id and not one.closed and one.opinion is None for one in asked)
    told = await workspace.see_all(Outcome)
    return open_ + sum(one.mentee == me.id and one.experience is None for one in told)


FEATURE = Feature(
    "home",
    N_("Home"),
    "house",
    _load,
    rewrites=frozenset({RankSuggestions.KIND, AskForAnotherMentor.KIND}),
    kinds=frozenset({Proposal.KIND, Outcome.KIND}),
    count=_count,
)
