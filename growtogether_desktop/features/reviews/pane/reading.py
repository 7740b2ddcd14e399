"""How the work is read: alone or against something else, in one column or two, with long lines broken or not."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.features.reviews.model.comparing import Comparing
from growtogether_desktop.features.reviews.model.finding import Finding
from growtogether_desktop.features.reviews.model.others import What
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane.compared import menu, on_the_button
from growtogether_desktop.features.reviews.pane.finding import FindStrip, LineStrip
from growtogether_desktop.sourcecode.finding import Hit
from growtogether_desktop.sourcecode.highlight import Colours
from growtogether_desktop.sourcecode.text import Text
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.code_pane import CodePane

Start = Callable[[Coroutine[Any, Any, Any], str], Any]
_AROUND = 3
"""So many lines around a remark are never folded away."""


class Reading:
    """What the page of a submission shows and offers for reading; `canvas` is where the code stands."""

    def __init__(
        self, model: ReviewModel, comparing: Comparing, finding: Finding, canvas: CodePane, start: Start
    ) -> None:
        self.comparing = comparing
        self.finding = finding
        self.find_strip = FindStrip(finding, start)
        self.line_strip = LineStrip()
        self._model = model
        self._canvas = canvas
        self._start = start
        self.find_strip.stepped.connect(self._step_to_place)
        self.find_strip.chosen.connect(lambda hit: start(self._go_to(hit), ""))
        self.line_strip.chosen.connect(canvas.code.go_to)
        for strip in (self.find_strip, self.line_strip):
            strip.closed.connect(lambda nothing: canvas.setFocus())
        self._unlisten = finding.changed.connect(lambda nothing: self._show_found())

    def leave(self) -> None:
        self._unlisten()
        self.comparing.close()

    def show(self, colours_of: Callable[[Text, str], Colours]) -> None:
        """Show the file on screen as it is to be read."""
        habit = self.comparing.habit
        self._canvas.wrap_lines(habit.wraps)
        self._canvas.show_spaces(habit.spaces)
        comparison, text = self.comparing.comparison, self._canvas.code.text
        shown = comparison if comparison is not None and text is not None and comparison.new.sha == text.sha else None
        old = None
        if shown is not None and shown.old.size:
            old = colours_of(shown.old, self.comparing.was_called)
        colours = colours_of(text, self._model.path) if text is not None else None
        self._canvas.show_comparison(shown, self.comparing.reading.beside, colours, old)

    def keep_open(self, remarks: tuple[Remark, ...]) -> None:
        """Lines with remarks are never folded away."""
        spoken_of = (remark for remark in remarks if remark.first)
        self._canvas.keep_open([(max(r.first - 1 - _AROUND, 0), r.last + _AROUND) for r in spoken_of])

    def buttons(self, parent: QWidget) -> list[Button]:
        """For the head."""
        base, offered = self.comparing.base, self.comparing.offered
        if not offered:
            return []
        choose = Button(on_the_button(base) if base else _("Compare with…"), icon="file-diff")
        choose.set_menu(self._menu(parent))
        if base is None:
            return [choose]
        beside = self.comparing.reading.beside
        toggle = Button(_("In one column") if beside else _("Side by side"), self._toggle_beside, icon="columns-2")
        return [choose, toggle]

    def offers(self) -> dict[str, Callable[[], object]]:
        """Command → what does it."""
        offers: dict[str, Callable[[], object]] = {}
        if self.comparing.offered:
            offers["compare"] = lambda: self._start(self.comparing.toggle(), "")
            offers["compare_with"] = self._choose_other
        if any(other.what is What.STARTER for other in self.comparing.offered):
            offers["starter"] = lambda: self._start(self.comparing.toggle_starter(), "")
        code = self._model.text is not None
        if self.comparing.base is not None:
            offers["beside"] = self._toggle_beside
            offers["blanks"] = lambda: self._start(self.comparing.toggle_blanks(), "")
        if self.comparing.comparison is not None:
            offers["next_change"] = partial(self._canvas.step_to_change, 1)
            offers["previous_change"] = partial(self._canvas.step_to_change, -1)
            offers["unfold"] = self._canvas.open_all
        offers["find_everywhere"] = partial(self._find, everywhere=True)
        if code:
            offers["find"] = partial(self._find, everywhere=False)
            offers["go_to_line"] = self._ask_for_line
            offers["spaces"] = lambda: self._start(self.comparing.toggle_spaces(), "")
            offers["wrap"] = lambda: self._start(self.comparing.toggle_wrapping(), "")
        if self.finding.hits:
            offers["next_place"] = partial(self._step_to_place, 1)
            offers["previous_place"] = partial(self._step_to_place, -1)
        return offers

    # Finding

    def _find(self, everywhere: bool) -> None:
        """Look for what is selected, when that is a part of one line."""
        code = self._canvas.code
        words = code.selected_words()
        self.find_strip.open("" if "\n" in words else words, everywhere)

    def _show_found(self) -> None:
        for view in (self._canvas.code, self._canvas.old):
            view.set_found(self.finding.pattern)

    def _step_to_place(self, step: int) -> None:
        first = self._canvas.code.selection_start if step < 0 else self._canvas.code.place
        hit = self.finding.next(self._model.path, first.line, first.column, step)
        if hit is not None:
            self._start(self._go_to(hit), "")

    async def _go_to(self, hit: Hit) -> None:
        if hit.path != self._model.path:
            await self._model.open(hit.path)
        self._canvas.code.select_columns(hit.line, hit.first, hit.last)

    def _ask_for_line(self) -> None:
        text = self._canvas.code.text
        if text is not None:
            self.line_strip.open(self._canvas.code.place.line, len(text.lines))

    def _toggle_beside(self) -> None:
        self._start(self.comparing.toggle_beside(), "")

    def _menu(self, parent: QWidget) -> QMenu:
        blanks = lambda: self._start(self.comparing.toggle_blanks(), "")  # noqa: E731
        return menu(parent, self.comparing, lambda key: self._start(self.comparing.choose(key), ""), blanks)

    def _choose_other(self) -> None:
        """The menu, where the code begins, for whoever comes with the keyboard."""
        choices = self._menu(self._canvas)
        choices.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices.popup(self._canvas.mapToGlobal(QPoint(0, 0)))
