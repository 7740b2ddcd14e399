"""The privacy page: what opens this desk, where one is signed in, what one allows, one's data, and leaving."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.features.privacy.model.account import AccountModel
from growtogether_desktop.features.privacy.model.consents import ConsentsModel
from growtogether_desktop.features.privacy.model.devices import DevicesModel
from growtogether_desktop.features.privacy.model.keeping import KeepingModel
from growtogether_desktop.features.privacy.model.leaving import LeavingModel
from growtogether_desktop.features.privacy.model.opening import OpeningModel
from growtogether_desktop.features.privacy.model.taking_along import TakingAlongModel
from growtogether_desktop.features.privacy.pane.account import AccountCard
from growtogether_desktop.features.privacy.pane.asking_card import AskingCard
from growtogether_desktop.features.privacy.pane.consents import ConsentsCard
from growtogether_desktop.features.privacy.pane.devices import DevicesCard
from growtogether_desktop.features.privacy.pane.keeping import KeepingCard
from growtogether_desktop.features.privacy.pane.leaving import LeavingCard, WishesCard
from growtogether_desktop.features.privacy.pane.opening import OpeningCard
from growtogether_desktop.features.privacy.pane.taking_along import TakingAlongCard
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.pane import Pane, column, scrolling
from growtogether_desktop.workspace.workspace import Workspace

_WIDTH = 760
_Followed = ConsentsModel | LeavingModel | KeepingModel


class PrivacyPane(Pane):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.background)
        opening, devices = OpeningModel(workspace), DevicesModel(workspace)
        self._opening_model = opening
        self._opening = OpeningCard(opening, self.start)
        self._devices = DevicesCard(devices, self.start)
        account = AccountModel(workspace)
        self._account = AccountCard(account, self.start)
        self._along = TakingAlongModel(workspace)
        self._data = TakingAlongCard(self._along, self.start, self._save)
        consents, leaving, keeping = ConsentsModel(workspace), LeavingModel(workspace), KeepingModel(workspace)
        self._allowed = ConsentsCard(consents, self.start)
        self._keeping = KeepingCard(keeping, self.start)
        self._wishes = WishesCard(leaving, self.start)
        self._leaving = LeavingCard(leaving, self.start, self._data.choose)
        page = QWidget()
        page.setObjectName("page")
        whole = column(page)
        whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        desk = (self._opening, self._devices, self._account, self._allowed, self._data)
        for card in (*desk, self._wishes, self._keeping, self._leaving):
            card.setMaximumWidth(theme.current().px(_WIDTH))
            whole.addWidget(card)
        encrypted = _("Everything on this computer is encrypted; opening it needs no network.")
        self.head.set_words(_("Privacy"), encrypted if workspace.lock is not None else "")
        self._whole = scrolling(page, _("Privacy"))
        self.set_work(self._whole)
        self.listen(opening.changed, lambda nothing: self._opening.show_model())
        if opening.ways_changed is not None:
            self.listen(opening.ways_changed, self._look_again)
        self.listen(devices.changed, lambda nothing: self._devices.show_model())
        self.listen(account.changed, lambda nothing: self._account.show_model())
        self.listen(self._along.saved, self._data.show_saved)
        self._follow(workspace, consents, self._allowed)
        self._follow(workspace, leaving, self._wishes, self._leaving)
        self._follow(workspace, keeping, self._keeping)
        self._opening.show_model()
        self._devices.show_model()
        self._account.show_model()
        self.start(opening.load())
        self._devices.look()
        self._account.look()

    def offers(self) -> Mapping[str, Callable[[], object]]:
        offers: dict[str, Callable[[], object]] = {"save": self._data.choose}
        if self._devices.reachable:
            offers["sign_out"] = self._sign_out
        return offers

    def _sign_out(self) -> None:
        self._devices.ask_to_sign_out()
        self._whole.ensureWidgetVisible(self._devices)

    def _look_again(self, nothing: None) -> None:
        self.start(self._opening_model.load())

    def _follow(self, workspace: Workspace, model: _Followed, *cards: AskingCard) -> None:
        """Show what a model knows, and again whenever that may be something else."""

        def hear(touched: frozenset[Ref]) -> None:
            if model.hears(touched):
                self.start(model.load())

        def show(nothing: None) -> None:
            for card in cards:
                card.show_model()

        self.listen(workspace.touched, hear)
        self.listen(model.changed, show)
        self.start(model.load())

    def _save(self, path: Path) -> None:
        self.start(self._along.save(path), _("Saving everything"), self._along.progress)
