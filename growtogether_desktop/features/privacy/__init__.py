"""Privacy: what opens this desk, on which computers one is signed in, and taking one's data along."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.ui.feature import Command, Feature, PaneFactory


def _load() -> PaneFactory:
    from growtogether_desktop.features.privacy.pane.page import PrivacyPane

    return PrivacyPane


FEATURE = Feature(
    "privacy", N_("Privacy"), "lock", _load, commands=(Command("save", N_("Save everything this desk holds…")),)
)
