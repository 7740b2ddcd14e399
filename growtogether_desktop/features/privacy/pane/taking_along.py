"""One's data to take along, as a card."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from growtogether_desktop.base.figures import day, size
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.features.privacy.model.taking_along import TakingAlongModel
from growtogether_desktop.features.privacy.pane.asking_card import AskingCard, Start
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import CardRow
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.save_as import save_as


class TakingAlongCard(AskingCard):
    def __init__(self, model: TakingAlongModel, start: Start, at_length: Callable[[Path], object]) -> None:
        """`at_length` saves in sight of the status bar, with progress and cancel."""
        super().__init__(_("Your data"), start)
        self._model = model
        self._at_length = at_length
        self.show_model()

    def show_model(self) -> None:
        save = Button(_("Save everything…"), self.choose, icon="download")
        about = _("All you may read and wrote, every file, and what the hub keeps of you, in one zip to open again.")
        self.show_rows(CardRow(_("Take it along"), about, after=save))

    def choose(self) -> None:
        """Ask where to save it."""
        save_as(self, _("Save everything"), f"Grow-Together {day(datetime.now(UTC))}", "zip", self._at_length)

    def show_saved(self, path: Path) -> None:
        what = str(say("“{file}” is saved, {size}.", file=path.name, size=size(path.stat().st_size)))
        advice = _("It is not encrypted: keep it where nobody else reads.")
        if not self._model.with_hub:
            beside = _("The hub did not answer: its log about you, your invitation and your computers are not in it.")
            advice = f"{advice} {beside}"
        self.show_model()
        self.add(Notice(what, advice, "resolved", close_=self.show_model), margin=0)
