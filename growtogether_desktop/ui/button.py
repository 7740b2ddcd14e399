"""Buttons. One kind of each row is filled: the one thing to do here."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.words import tip

Kind = Literal["outlined", "filled", "quiet", "danger", "link"]


class Button(QPushButton):
    """A button that does `run`; with an icon and no text it stands alone and `name` says what it does."""

    def __init__(
        self,
        text: str = "",
        run: Callable[[], object] | None = None,
        kind: Kind = "outlined",
        icon: str = "",
        name: str = "",
    ) -> None:
        super().__init__(text)
        self.kind = kind
        self._icon = icon
        self.setProperty("kind", kind)
        self.setProperty("alone", "true" if icon and not text else "false")
        if name:
            self.setAccessibleName(name)
            tip(self, name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the cursor out of what one writes
        if run is not None:
            self.clicked.connect(lambda checked=False: run())
        self._dress()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self._dress()

    def set_menu(self, menu: QMenu) -> None:
        """Open a menu instead; a small arrow says so."""
        self.setMenu(menu)
        self.setProperty("menu", "true")
        theme.polish(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        if not self._icon:
            return
        look = theme.current()
        colours = {"filled": look.on_accent, "danger": look.blocking, "quiet": look.muted, "link": look.accent}
        air = 3 if self.text() else 0
        self.setIcon(icons.icon(self._icon, colours.get(self.kind, look.text), air=air))
        self.setIconSize(QSize(look.px(16) + look.px(air), look.px(16)))
