"""Pages and forms that hand the keyboard on to one of their widgets."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Leading(QWidget):
    """Whoever gives it the focus gives it to the widget that it leads to.

    A focus proxy of Qt's would be reached by Tab as well, before whatever stands in front of that widget: nobody
    would come there by Tab.
    """

    _leads_to: QWidget | None = None

    def lead_to(self, widget: QWidget) -> None:
        self._leads_to = widget

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self._leads_to is not None:
            self._leads_to.setFocus(reason)
        else:
            super().setFocus(reason)
