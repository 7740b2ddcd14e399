"""Which rows of the plan one wants to see: everybody, or only those who wait, are pinned, or have been told."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from growtogether_desktop.base.i18n import say, say_n
from growtogether_desktop.features.matching.model.proposal import Proposal, Standing
from growtogether_desktop.ui.button import Button


class Kinds(QWidget):
    """Everybody, or only those who wait, are pinned, or have been told."""

    def __init__(self, choose: Callable[[Standing | None], object]) -> None:
        super().__init__()
        self._choose = choose
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[Standing | None, Button] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        kinds: tuple[Standing | None, ...] = (None, "waits", "pinned", "told")
        for standing in kinds:
            button = Button(kind="quiet", run=self._chooser(standing))
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[standing] = button
            line.addWidget(button)
        self._buttons[None].setChecked(True)

    def count(self, proposal: Proposal | None) -> None:
        """Say how many there are of each; kinds without anybody are not offered."""
        rows = proposal.rows if proposal is not None else ()
        standings = proposal.figures.standings if proposal is not None else {}
        counts = {standing: standings.get(standing, 0) if standing is not None else 0 for standing in self._buttons}
        said = {
            None: say("All {n}", n=len(rows)),
            "waits": say_n("Waits {n}", "Wait {n}", counts["waits"]),
            "pinned": say("Pinned {n}", n=counts["pinned"]),
            "told": say("Told {n}", n=counts["told"]),
        }
        kinds = [standing for standing, count in counts.items() if standing is not None and count]
        for standing, button in self._buttons.items():
            button.setText(str(said[standing]))
            button.setVisible(bool(kinds) if standing is None else standing in kinds)
            if button.isChecked() and standing is not None and standing not in kinds:
                self.reset()

    def reset(self) -> None:
        self._buttons[None].setChecked(True)
        self._choose(None)

    def _chooser(self, standing: Standing | None) -> Callable[[], object]:
        return lambda: self._choose(standing)
