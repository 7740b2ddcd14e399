"""The directory: who is in the programme, what they know, and whom they can take."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.domain.directory import ReviseProfile
from growtogether_desktop.ui.feature import Feature, PaneFactory


def _load() -> PaneFactory:
    from growtogether_desktop.features.directory.pane import DirectoryPane

    return DirectoryPane


FEATURE = Feature(
    "directory", N_("People"), "users", _load, opens=frozenset({"profile"}), rewrites=frozenset({ReviseProfile.KIND})
)
