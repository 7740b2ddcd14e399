"""Came back: what the hub declined, why, and the words a person must not lose."""

from typing import TYPE_CHECKING

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.ui.feature import Feature, PaneFactory

if TYPE_CHECKING:  # the rail is painted before SQL is fetched
    from growtogether_desktop.workspace.workspace import Workspace


def _load() -> PaneFactory:
    from growtogether_desktop.features.returned.pane import make_pane

    return make_pane


async def _count(workspace: "Workspace") -> int:
    return workspace.state.returned


FEATURE = Feature("returned", N_("Came back"), "mail-x", _load, opens=frozenset({"returned"}), count=_count)
