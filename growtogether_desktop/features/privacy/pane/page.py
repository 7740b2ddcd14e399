"""The privacy page: what opens this desk, and where else one is signed in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.features.privacy.model.devices import DevicesModel
from growtogether_desktop.features.privacy.model.opening import OpeningModel
from growtogether_desktop.features.privacy.pane.devices import DevicesCard
from growtogether_desktop.features.privacy.pane.opening import OpeningCard
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.pane import Pane, column, scrolling
from growtogether_desktop.workspace.workspace import Workspace

_WIDTH = 760


class PrivacyPane(Pane):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.background)
        opening, devices = OpeningModel(workspace), DevicesModel(workspace)
        self._opening = OpeningCard(opening, self.start)
        self._devices = DevicesCard(devices, self.start)
        page = QWidget()
        page.setObjectName("page")
        whole = column(page)
        whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        for card in (self._opening, self._devices):
            card.setMaximumWidth(theme.current().px(_WIDTH))
            whole.addWidget(card)
        self.head.set_words(_("Privacy"), _("Everything on this computer is encrypted; opening it needs no network."))
        self.set_work(scrolling(page))
        self.listen(opening.changed, lambda nothing: self._opening.show_model())
        self.listen(devices.changed, lambda nothing: self._devices.show_model())
        self._opening.show_model()
        self._devices.show_model()
        self.start(opening.load())
        self._devices.look()
