"""Where the work stands: code, drawn or as text, what concerns all of it, or why there is nothing to see."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.features.reviews.model.comparing import Comparing
from growtogether_desktop.features.reviews.model.review import WHOLE, ReviewModel
from growtogether_desktop.features.reviews.pane.colouring import RecentColours
from growtogether_desktop.features.reviews.pane.whole_page import WholePage
from growtogether_desktop.sourcecode.comparison import Comparison
from growtogether_desktop.sourcecode.renames import Became
from growtogether_desktop.ui.code_pane import CodePane
from growtogether_desktop.ui.code_text import CodeText
from growtogether_desktop.ui.code_view import CodeView
from growtogether_desktop.ui.empty import EmptyState


class Surface(QStackedWidget):
    def __init__(self, model: ReviewModel, comparing: Comparing) -> None:
        super().__init__()
        self.canvas = CodePane()
        self.whole = WholePage()
        self._model = model
        self._comparing = comparing
        self._shown: tuple[str, str] | None = None
        """(path, sha and encoding) of the text in the code pane."""
        self._on_its_way = EmptyState(
            "download", _("This file is on its way"), _("It appears here by itself as soon as the hub has brought it.")
        )
        self._not_here = EmptyState(
            "lock", _("This work is not here any more"), _("Somebody else looks after it now, or it was taken back.")
        )
        for page in (QWidget(), self.canvas, self.whole, self._on_its_way, self._not_here):  # at first, nothing
            self.addWidget(page)

    @property
    def here(self) -> CodeView | CodeText | WholePage:
        """Where the remarks of the file on screen stand."""
        if self._model.path == WHOLE:
            return self.whole
        return self.canvas.text if self.canvas.as_text else self.canvas.code

    @property
    def shows_code(self) -> bool:
        return self._page() is self.canvas

    def show_model(self, colours: RecentColours) -> bool:
        """Show what is on screen in the model; whether that is a text."""
        self.setCurrentWidget(self._page())
        self.whole.show_model(self._model)
        text, path = self._model.text, self._model.path
        if text is None and self._removed is not None:
            text = self._removed.new
        if text is None:
            return False
        if self._shown != (path, key := f"{text.sha}/{text.encoding}"):
            self._shown = (path, key)
            self.canvas.show_text(text, path, colours.of(text, path))
        return True

    def toggle_text(self) -> None:
        """Code as text, for screen readers, or drawn again; without remarks, until they are shown anew."""
        self.here.set_blocks(())
        self.canvas.show_as_text(not self.canvas.as_text)

    def focus_work(self) -> None:
        (self.canvas if self._model.path != WHOLE else self.whole).setFocus()

    def _page(self) -> QWidget:
        if self._model.work.submission is None:
            return self._not_here
        if self._model.path == WHOLE:
            return self.whole
        if self._model.text is not None or self._removed is not None:
            return self.canvas
        return self._on_its_way

    @property
    def _removed(self) -> Comparison | None:
        """What was in the file on screen, which this iteration has no more."""
        gone = self._comparing.became.get(self._model.path) is Became.REMOVED
        return self._comparing.comparison if gone else None
