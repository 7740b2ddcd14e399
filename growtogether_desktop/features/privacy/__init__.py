"""Privacy: what opens this desk, and on which computers one is signed in."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.ui.feature import Feature, PaneFactory


def _load() -> PaneFactory:
    from growtogether_desktop.features.privacy.pane.page import PrivacyPane

    return PrivacyPane


FEATURE = Feature("privacy", N_("Privacy"), "lock", _load)
