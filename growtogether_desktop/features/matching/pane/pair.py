"""The explanation on the right: who the two are, what the fit is made of, and what another mentor would cost."""

from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from babel import Locale
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.figures import day
from growtogether_desktop.base.i18n import _, language, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.planning import Explanation, Other, PlanRow
from growtogether_desktop.pairing.score.why import Part
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Avatar, Bar, Pill
from growtogether_desktop.ui.pane import Aside, section
from growtogether_desktop.ui.words import Elided, Words, hairline

Start = Callable[[Coroutine[Any, Any, Any]], object]


class PairExplanation(QWidget):
    """Keeps its widgets while the plan moves, so that whoever types or tabs here is not thrown out."""

    def __init__(self, model: MatchingModel, aside: Aside, start: Start, back: Callable[[], object]) -> None:
        """`back` gives the focus to the table again after something was asked for here."""
        super().__init__()
        self._model = model
        self._start = start
        self._back = back
        self._told: Explanation | None = None
        self._explained = ""
        self._mentee = _Person()
        self._mentor = _Person()
        self._standing = Pill("")
        self._reason = Words(wraps=True)
        self._parts = _Lines(_("Points"))
        self._matched = _Lines(_("In common"))
        self._goal = Words(role="muted", wraps=True)
        self._bio = _Lines(_("About the mentor"))
        self._helpers = _Lines(_("One more seat would help"))
        self._forbidden = _Lines(_("Forbidden"))
        self._others = _Lines(_("What if it were…"))
        self._find = QLineEdit()
        self._find.setProperty("kind", "search")
        self._find.setPlaceholderText(_("Another mentor"))
        self._find.setAccessibleName(_("Find another mentor"))
        self._find.setClearButtonEnabled(True)
        self._find.textEdited.connect(model.find_mentor)
        self._others.before(self._find)
        self._pin = Button(_("Pin"), run=self._toggle_pin, icon="pin")
        self._forbid = Button(_("Forbid"), run=self._forbid_pair, icon="ban")
        self._pin.setToolTip(_("P on the keyboard"))
        self._forbid.setToolTip(_("F on the keyboard"))
        self._foot = QWidget()
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._pin)
        line.addWidget(self._forbid)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for widget in (self._mentee, self._mentor, self._standing, self._reason, self._parts, self._matched):
            box.addWidget(widget)
        for widget in (self._goal, self._bio, self._helpers, self._forbidden, self._others):
            box.addWidget(widget)
        aside.column.addWidget(self)
        aside.foot.addWidget(self._foot)
        self.show_explanation()

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self._foot.setVisible(visible)

    def show_explanation(self) -> None:
        """Take over what the model says of the mentee one stands on."""
        told = self._model.explanation
        if told is not None and told == self._told:
            return
        self._told = told
        for widget in (self._mentee, self._mentor, self._standing, self._reason, self._goal):
            widget.setVisible(told is not None)
        if told is None:
            for lines in (self._parts, self._matched, self._bio, self._helpers, self._forbidden, self._others):
                lines.fill(())
            self._foot.hide()
            return
        row = told.row
        if row.mentee.id != self._explained:
            self._explained = row.mentee.id
            self._find.clear()
        self._mentee.show_person(row.mentee.name, _who(row.mentee))
        self._show_mentor(told)
        self._goal.setText(f"“{row.mentee.goal}”")
        self._goal.setVisible(bool(row.mentee.goal))
        published = row.told is not None
        self._parts.fill(() if published else map(_part, told.parts))
        matched = row.reasons if published else told.matched
        self._matched.fill((Words(" · ".join(matched), wraps=True),) if matched else ())
        self._forbidden.fill(() if published else (self._ban(row.mentee, mentor) for mentor in told.forbidden))
        bio = told.mentor.bio if told.mentor is not None else ""
        self._bio.fill((Words(bio, "muted", wraps=True),) if bio else ())
        self._show_others(told)
        self._foot.setVisible(not self.isHidden() and row.standing in ("proposed", "pinned"))
        pinned = row.standing == "pinned"
        self._pin.setText(_("Unpin") if pinned else _("Pin"))
        self._pin.set_icon("pin-off" if pinned else "pin")

    def _show_mentor(self, told: Explanation) -> None:
        row = told.row
        self._mentor.setVisible(row.mentor is not None)
        self._mentor.show_person(row.mentor_name, _who(told.mentor) if told.mentor else "", str(row.fit))
        self._standing.hide()
        if row.told is not None:
            told_on = say("told on {day}", day=day(row.told.began))
            self._standing.say(str(told_on), "resolved")
            self._standing.show()
        elif row.standing == "pinned":
            self._standing.say(_("pinned"), "information")
            self._standing.show()
        self._reason.setText(str(row.unplaced.reason) if row.unplaced is not None else "")
        self._reason.setVisible(row.unplaced is not None)

    def _show_others(self, told: Explanation) -> None:
        if told.row.told is not None:
            self._others.fill(())
            self._helpers.fill(())
            return
        if told.weighed is None:
            self._others.fill((Words("…", "muted"),))
            self._helpers.fill(())
            return
        self._helpers.fill(map(self._helper, told.weighed.helpers))
        rows = [self._other(told.row, other) for other in told.weighed.others]
        self._others.fill(rows or (Words(_("No other mentor is possible."), "muted", wraps=True),))

    # --- lines ------------------------------------------------------------------------------------

    def _other(self, row: PlanRow, other: Other) -> QWidget:
        mentor = other.mentor
        pin = Button(icon="pin", kind="quiet", run=lambda: self._ask(self._model.pin(row.mentee, mentor)))
        what = str(say("Pin {mentee} to {mentor}", mentee=row.mentee.name, mentor=mentor.name))
        pin.setAccessibleName(what)
        pin.setToolTip(what)
        pin.setEnabled(other.open)
        figure, detail = _cost(other)
        return _line(mentor.name, detail, figure, pin)

    def _helper(self, mentor: Mentor) -> QWidget:
        more = Button(_("Add a seat"), lambda: self._ask(self._model.one_more_seat(mentor)), "link")
        more.setAccessibleName(str(say("One more seat with {mentor}", mentor=mentor.name)))
        return _line(mentor.name, str(_seats(mentor.capacity)), "", more)

    def _ban(self, mentee: Mentee, mentor: Mentor) -> QWidget:
        allow = Button(_("Allow"), lambda: self._ask(self._model.allow(mentee, mentor)), "link")
        allow.setAccessibleName(str(say("Allow {mentee} with {mentor}", mentee=mentee.name, mentor=mentor.name)))
        return _line(mentor.name, "", "", allow)

    # --- asking -----------------------------------------------------------------------------------

    def _toggle_pin(self) -> None:
        told = self._model.explanation
        if told is None:
            return
        if told.row.standing == "pinned":
            self._ask(self._model.lift_pin(told.row.mentee))
        elif told.mentor is not None:
            self._ask(self._model.pin(told.row.mentee, told.mentor))

    def _forbid_pair(self) -> None:
        told = self._model.explanation
        if told is not None and told.mentor is not None:
            self._ask(self._model.forbid(told.row.mentee, told.mentor))

    def _ask(self, work: Coroutine[Any, Any, None]) -> None:
        self._start(work)
        self._back()


class _Person(QWidget):
    """An avatar, a name, and beneath it what else is known; perhaps a figure at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._avatar = Avatar("?", 28)
        self._name = Elided("", "strong")
        self._about = Words(role="aside", wraps=True)
        self._figure = Words(role="figure")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._about)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        line.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignTop)

    def show_person(self, name: str, about: str, figure: str = "") -> None:
        self._avatar.set_name(name)
        self._name.setText(name)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._figure.setText(figure)
        self._figure.setVisible(bool(figure))


class _Lines(QWidget):
    """A small heading and lines beneath it; away while there are none."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._box.addWidget(section(title))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._box.addLayout(self._lines)

    def before(self, widget: QWidget) -> None:
        """What always stands between the heading and the lines."""
        self._box.insertWidget(1, widget)

    def fill(self, lines: Iterable[QWidget]) -> None:
        made = tuple(lines)
        _empty(self._lines)
        for line in made:
            self._lines.addWidget(line)
        self.setVisible(bool(made))


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


def _part(part: Part) -> QWidget:
    """What a part of the fit says, a bar, and its points."""
    share = part.points / part.of
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    points = str(say("{points} of {most}", points=part.points, most=part.of))
    grid.addWidget(Words(str(part.why), wraps=True), 0, 0)
    grid.addWidget(Words(points, "strong"), 0, 1, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(Bar(share, str(part.why)), 1, 0, 1, 2)
    grid.setColumnStretch(0, 1)
    return row


def _line(name: str, detail: str, figure: str, button: Button) -> QWidget:
    row = QWidget()
    box = QVBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Elided(name), 1)
    if detail:
        line.addWidget(Words(detail, "aside"))
    if figure:
        words = Words(figure, "strong")
        words.setMinimumWidth(theme.current().px(32))
        words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(words)
    line.addWidget(button)
    box.addLayout(line)
    box.addWidget(hairline())
    return row


def _cost(other: Other) -> tuple[str, str]:
    """The figure and the aside of what another mentor would cost."""
    if not other.open:
        return "", _("no open seat")
    if other.cost is None:
        return str(other.fit), _("fit")
    figure = f"−{other.cost.points}" if other.cost.points > 0 else str(-other.cost.points)
    if other.cost.waits > 0:
        return figure, str(say_n("{n} more waits", "{n} more wait", other.cost.waits))
    return figure, str(say_n("{n} moves", "{n} move", other.cost.moves)) if other.cost.moves else ""


def _seats(count: int) -> object:
    return say_n("{n} seat", "{n} seats", count)


def _who(person: Mentee | Mentor) -> str:
    """Level, languages and e-mail, as far as they are known."""
    names = Locale(language()).languages
    told = (
        str(say("Level {n}", n=person.level)),
        str(_seats(person.capacity)) if isinstance(person, Mentor) else "",
        ", ".join(names.get(code, code) for code in person.languages),
    )
    return "\n".join(line for line in (" · ".join(part for part in told if part), person.email) if line)
