"""Whether the audit's chain is unbroken, as this computer has found by following it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.figures import day, moment
from growtogether_desktop.base.formats import number
from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.features.people.model.chain import ANOTHER, Broken, ChainModel, Seen
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice


class ChainStrip(QWidget):
    def __init__(self, model: ChainModel, follow: Callable[[], object], anew: Callable[[], object]) -> None:
        super().__init__()
        self._model = model
        self._follow = follow
        self._anew = anew
        self._shown: Any = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_model(self) -> None:
        seen, checking = self._model.seen, self._model.checking
        if (seen, checking) == self._shown:
            return
        self._shown = seen, checking
        while (item := self._box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._box.addWidget(self._notice(seen, checking))
        self.show()

    def _notice(self, seen: Seen, checking: bool) -> Notice:
        if checking:
            return Notice(_("This computer follows the chain…"), "", "information")
        follow = Button(_("Follow the whole chain"), self._follow)
        if seen.broken is not None:
            another = seen.broken.how in ANOTHER
            buttons = (follow, Button(_("Begin anew…"), self._anew)) if another else (follow,)
            return Notice(what_broke(seen.broken), _what_it_means(seen.broken), "blocking", buttons)
        if not seen.mark.place:
            what = _("This computer has not followed the chain yet.")
            advice = _("Each entry covers the one before. Whoever changes or removes one breaks the chain.")
            return Notice(what, advice, "information", (follow,))
        unbroken = say_n(
            "The chain is unbroken since {day}: {count} entry.",
            "The chain is unbroken since {day}: {count} entries.",
            seen.mark.place,
            day=day(_at(seen.mark.since)),
            count=number(seen.mark.place),
        )
        said = f"{_when(seen)} {_strung_anew(seen)}".strip()
        return Notice(str(unbroken), said, "resolved", (follow,))


def _when(seen: Seen) -> str:
    checked = moment(_at(seen.checked))
    if seen.whole == seen.checked:
        return str(say("This computer has followed it from beginning to end, {moment}.", moment=checked))
    whole = moment(_at(seen.whole))
    return str(
        say("This computer has followed it to its end, {moment}; the whole, {whole}.", moment=checked, whole=whole)
    )


def _strung_anew(seen: Seen) -> str:
    if not seen.anew:
        return ""
    return str(
        say(
            "On {day} the hub had strung it anew for a new version; this computer has worked out the old one from it "
            "and found what it had seen.",
            day=day(_at(seen.anew)),
        )
    )


_BROKE = {
    "changed": N_("The chain is broken at place {place}: the entry there was changed."),
    "removed": N_("The chain is broken at place {place}: the entry there was removed."),
    "missing": N_("The chain is broken at place {place}: the place itself is missing."),
    "rewritten": N_("The chain is another one than this computer has seen: place {place} held something else."),
    "shortened": N_("The chain is shorter than this computer has seen: it ends before place {place}."),
    "untold": N_("Names were removed from the chain and no entry says so; it was followed to place {place}."),
}


def what_broke(broken: Broken) -> str:
    return str(say(_BROKE[broken.how], place=number(broken.place)))


def _what_it_means(broken: Broken) -> str:
    if broken.how in ANOTHER:
        return _(
            "So it looks after a backup of the hub was brought back. If none was, somebody who owns the hub's database "
            "has had a hand in it: ask the people who run the hub."
        )
    whose = _("Only somebody who owns the hub's database can have done this: ask the people who run the hub.")
    if not broken.at:
        return whose
    before = moment(_at(broken.at))
    stands = say("Up to {moment} everything is as it was written; what follows is not proven.", moment=before)
    return f"{stands} {whose}"


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
