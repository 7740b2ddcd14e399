"""Sync: what waits for the hub, what it declined and why, and whether the copies here are whole."""

from typing import TYPE_CHECKING

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.ui.feature import Command, Feature, PaneFactory
from growtogether_desktop.ui.pane import Pane

if TYPE_CHECKING:  # the rail is painted before SQL is fetched
    from growtogether_desktop.workspace.workspace import Workspace


async def _count(workspace: "Workspace") -> int:
    return workspace.state.returned


def make_feature(others: tuple[Feature, ...]) -> Feature:
    """`others` are the pages that lay words out again as a draft, and show what changes are about."""

    def load() -> PaneFactory:
        from growtogether_desktop.features.exchange.pane.page import ExchangePane

        def make(workspace: "Workspace") -> Pane:
            mine = [feature for feature in others if feature.suits(workspace.me.roles)]
            rewrites = frozenset[str]().union(*(feature.rewrites for feature in mine))
            return ExchangePane(workspace, rewrites, frozenset[str]().union(*(feature.opens for feature in mine)))

        return make

    return Feature(
        "exchange",
        N_("Sync"),
        "cloud",
        load,
        opens=frozenset({"returned"}),
        count=_count,
        commands=(
            Command("now", N_("Exchange now"), key="R"),
            Command("compare", N_("Compare all copies with the hub")),
            Command("save", N_("Save what the hub does not have…")),
            Command("take_back", N_("Take back what was saved…")),
        ),
    )
