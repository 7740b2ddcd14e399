"""Privacy: what opens this desk, where one is signed in, what one allows, one's data, and leaving."""

from typing import TYPE_CHECKING

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.domain.erasures import Erasure
from growtogether_desktop.ui.feature import Command, Feature, PaneFactory

if TYPE_CHECKING:  # the workspace brings SQL along; the rail is painted before that
    from growtogether_desktop.workspace.workspace import Workspace


def _load() -> PaneFactory:
    from growtogether_desktop.features.privacy.pane.page import PrivacyPane

    return PrivacyPane


async def _count(workspace: "Workspace") -> int:
    """Who wants to leave and has not been looked at, for a coordinator."""
    wishes = await workspace.see_all(Erasure) if workspace.me.coordinates else ()
    return sum(wish.agreed is None and wish.id != workspace.me.id for wish in wishes)


FEATURE = Feature(
    "privacy",
    N_("Privacy"),
    "lock",
    _load,
    commands=(Command("save", N_("Save everything this desk holds…")),),
    kinds=frozenset({Erasure.KIND}),
    count=_count,
)
