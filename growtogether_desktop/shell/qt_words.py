"""Qt's own words (Cancel, Copy, Select All) from our catalogue: Qt has no Uzbek ones."""

from PySide6.QtCore import QObject, QTranslator

from growtogether_desktop.base.i18n import N_, _

_WORDS = frozenset(
    (
        *(N_("OK"), N_("Cancel"), N_("Save"), N_("Don't Save"), N_("Discard"), N_("Close"), N_("Yes"), N_("No")),
        *(N_("Apply"), N_("Reset"), N_("Help"), N_("Open"), N_("Retry"), N_("Ignore"), N_("Abort")),
        *(N_("Undo"), N_("Redo"), N_("Cut"), N_("Copy"), N_("Paste"), N_("Delete"), N_("Select All")),
        *(N_("Clear"), N_("Copy Link Location"), N_("Step up"), N_("Step down")),
    )
)


class QtWords(QTranslator):
    """Install it anew after the language has changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        plain = source.replace("&", "")
        return _(plain) if plain in _WORDS else None  # "" would mean: translated, to nothing
