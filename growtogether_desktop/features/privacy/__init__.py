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
    """Whether a coordinator wants me erased; for coordinators, also who has asked and has not been looked at."""
    wishes = await workspace.see_all(Erasure)
    me = workspace.me
    mine = sum(wish.id == me.id and bool(wish.by) for wish in wishes)
    return mine + sum(me.coordinates and not wish.by and wish.agreed is None and wish.id != me.id for wish in wishes)


FEATURE = Feature(
    "privacy",
    N_("Privacy"),
    "lock",
    _load,
    commands=(Command("save", N_("Save everything this desk holds…")),),
    kinds=frozenset({Erasure.KIND}),
    count=_count,
)
