"""Strips above the code: what is to be known of the file, and what is to be decided."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.sourcecode.highlight import Colouring, Colours
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice

Made = dict[str, Callable[[], QWidget]]
"""What makes a strip, by a key that is another one when it says something else."""
_PLAIN = {
    Colouring.GAVE_UP: N_("Colours end where this file took too long to colour; the rest is plain."),
    Colouring.TOO_LARGE: N_("This file is too large to colour; it is plain."),
}
"""Why a file whose language is known has no colours."""


class Strips(QVBoxLayout):
    """Strips beneath each other, made anew only when there are others than before."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(0)
        self._keys: tuple[str, ...] = ()

    def show_strips(self, strips: Mapping[str, Callable[[], QWidget]], kept: QWidget | None) -> None:
        """`kept` is somebody else's, and lives on when it is no longer shown."""
        if tuple(strips) == self._keys:
            return
        self._keys = tuple(strips)
        while (item := self.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old is not kept:
                old.hide()
                old.deleteLater()
        for make in strips.values():
            self.addWidget(make())


def of_iterations(model: ReviewModel, turn_to: Callable[[int], object]) -> Made:
    """A newer iteration than the one on screen has come."""
    newer, here = model.newer, model.iteration
    if newer is None or here is None:
        return {}

    def make() -> QWidget:
        show = Button(_("Show it"), partial(turn_to, newer.number))
        what = say("This is iteration {here}; iteration {number} is newer.", here=here.number, number=newer.number)
        return Notice(str(what), tone="information", buttons=(show,))

    return {f"newer {here.number} {newer.number}": make}


def of_the_author(model: ReviewModel) -> Made:
    """Whoever handed it in has left, and what that means here."""
    work = model.work.submission
    if work is None or not work.abandoned:
        return {}
    what = say("{name} has left the programme, and no verdict is published here any more.", name=work.author_name)
    stays = _("Nobody would read it. What was said before stays, in nobody's name; the files are gone.")
    drafts = _("Drafts stay on this computer until you discard them.") if model.drafts else ""
    return {f"left {work.id} {bool(drafts)}": lambda: Notice(str(what), f"{stays} {drafts}".strip(), "information")}


def of_discarded(model: ReviewModel, put_back: Callable[[], object]) -> Made:
    """A draft was thrown away and may be put back."""
    if model.saying.discarded is None:
        return {}

    def make() -> QWidget:
        back = Button(_("Put it back"), put_back, icon="undo-2")
        return Notice(_("The draft was discarded."), tone="information", buttons=(back,), close_=model.saying.let_go)

    return {f"discarded {model.saying.discarded.id}": make}


def of_the_file(model: ReviewModel, colours: Colours | None, choose: Callable[[], object]) -> Made:
    """What nobody sees in it, and why it has no colours; `choose` is for another language."""
    text, strips = model.text, Made()
    if text is None:
        return strips
    if text.hidden:
        strips[f"hidden {text.sha}"] = partial(_hidden, text.hidden)
    if colours is not None and colours.state in _PLAIN:
        strips[f"plain {text.sha} {colours.state}"] = partial(_plain, colours.state, choose)
    return strips


def _plain(state: Colouring, choose: Callable[[], object]) -> Notice:
    return Notice(_(_PLAIN[state]), tone="plain", buttons=(Button(_("Choose the language…"), choose),))


def _hidden(count: int) -> Notice:
    what = say_n(
        "{n} character stands in this file that nobody sees.",
        "{n} characters stand in this file that nobody sees.",
        count,
    )
    return Notice(str(what), _("They are named in little boxes: some of them make code look other than it is."))
