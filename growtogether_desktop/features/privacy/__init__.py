"""Privacy: what opens this desk, where one is signed in, what one allows, one's data, and leaving."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.ui.feature import Command, Feature, PaneFactory


def _load() -> PaneFactory:
    from growtogether_desktop.features.privacy.pane.page import PrivacyPane

    return PrivacyPane


FEATURE = Feature(
    "privacy", N_("Privacy"), "lock", _load, commands=(Command("save", N_("Save everything this desk holds…")),)
)
