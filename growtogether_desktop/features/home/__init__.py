"""Home: what waits for me today, whoever I am here."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.ui.feature import Feature, PaneFactory


def _load() -> PaneFactory:
    from growtogether_desktop.features.home.pane.home import make_pane

    return make_pane


FEATURE = Feature("home", N_("Home"), "house", _load)
