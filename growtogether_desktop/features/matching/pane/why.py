"""Why these two: points that add up to the fit, what they come from, and what would change them."""

from collections.abc import Sequence

from babel import Locale
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, Message, _, language, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.features.matching.model.views import Improvement, RunnerUp, WhyView
from growtogether_desktop.features.matching.pane.lines import KeptLines
from growtogether_desktop.pairing.score.why import Band, Feature, Part, Piece, Why
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.marks import Avatar, Bar, Pill
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.turns import Turns
from growtogether_desktop.ui.words import Elided, Words, hairline, tip

FEATURES: dict[Feature, str] = {
    Feature.GOAL: N_("Goal"),
    Feature.STACK: N_("Wanted skills"),
    Feature.GAP: N_("Step in level"),
    Feature.AVAILABILITY: N_("Hours"),
    Feature.LANGUAGE: N_("Languages"),
    Feature.PAST: N_("Earlier mentees"),
}
_BANDS: dict[Band, tuple[str, Tone]] = {
    Band.STRONG: (N_("strong match"), "resolved"),
    Band.GOOD: (N_("good match"), "resolved"),
    Band.PARTIAL: (N_("partial match"), "waiting"),
    Band.NONE: (N_("hardly covers the goal"), "blocking"),
    Band.UNTOLD: (N_("no goal told"), "plain"),
}
_PIECES = 5
"""So many pieces of a part are listed before the rest are added up."""


class WhyPane(QWidget):
    """One pair explained; nothing here acts, so it can stand above whatever does."""

    def __init__(self) -> None:
        super().__init__()
        self._told: WhyView | None = None
        self._nothing = Words(_("Choose a pair to see why it fits."), "muted", wraps=True)
        self._mentee = _Person()
        self._mentor = _Person()
        self._marks = _Flow()
        self._trouble = Words(wraps=True)
        self._parts = _Points()
        self._goal = KeptLines(_("Goal"), _quotation, Words.setText)
        self._bio = KeptLines(_("About the mentor"), _quotation, Words.setText)
        self._said = KeptLines(_("What they say"), lambda: Words("", wraps=True), Words.setText)
        self._improvements = KeptLines(_("What would change the fit"), _Improved, _Improved.say)
        self._runner_up = KeptLines(_("Next best"), _NextBest, _NextBest.say)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for widget in (self._nothing, self._mentee, self._mentor, self._marks, self._trouble, self._parts):
            box.addWidget(widget)
        for lines in (self._runner_up, self._improvements, self._said, self._goal, self._bio):
            box.addWidget(lines)
        works = (self._show_people, self._show_points, self._show_around)
        self._showing = Turns(self, *works)
        for work in works:
            work()

    def show_why(self, view: WhyView | None) -> None:
        """Take over what there is to say, in turns of the loop; None asks to choose a pair."""
        if view != self._told:
            self._told = view
            self._showing.begin()

    def _show_people(self) -> None:
        view = self._told
        mentor = view.mentor if view is not None else None
        why = view.why if view is not None else None
        if view is not None:
            self._mentee.show_person(view.mentee.name, _facts_of_mentee(view.mentee))
        if mentor is not None:
            fits = why is not None and why.score != IMPOSSIBLE
            self._mentor.show_person(mentor.name, _facts_of_mentor(mentor), str(why.score) if why and fits else "")
        self._marks.fill(_pills(view))
        trouble = (view.waits or (why.impossible if why is not None else None)) if view is not None else None
        self._trouble.setText(str(trouble or ""))
        self._trouble.setVisible(trouble is not None)
        self._nothing.setVisible(view is None)
        self._mentee.setVisible(view is not None)
        self._mentor.setVisible(mentor is not None)

    def _show_points(self) -> None:
        self._parts.show_points(self._told.why if self._told is not None else None)

    def _show_around(self) -> None:
        view = self._told
        mentor = view.mentor if view is not None else None
        self._runner_up.fill((view.runner_up,) if view is not None and view.runner_up is not None else ())
        self._improvements.fill(view.improvements if view is not None else ())
        self._said.fill(map(str, (*view.mentee_says, *view.mentor_says)) if view is not None else ())
        self._goal.fill(_quoted(view.mentee.goal if view is not None else ""))
        self._bio.fill(_quoted(mentor.bio if mentor is not None else ""))


class _Person(QWidget):
    """An avatar, a name, and beneath it what the roster says; perhaps a figure at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._avatar = Avatar("?", 28)
        self._name = Elided("", "strong")
        self._about = Words(role="aside", wraps=True)
        self._figure = Words(role="figure")
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._name, 1)
        first.addWidget(self._figure)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(first)
        texts.addWidget(self._about)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 4)
        line.setSpacing(8)
        line.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)

    def show_person(self, name: str, about: str, figure: str = "") -> None:
        self._avatar.set_name(name)
        self._name.setText(name)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._figure.setText(figure)
        self._figure.setAccessibleName(str(say("Fit {fit} of 100", fit=figure)) if figure else "")
        self._figure.setVisible(bool(figure))


class _Flow(QWidget):
    """Pills side by side, as many to a line as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._pills: tuple[Pill, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fill(self, pills: Sequence[Pill]) -> None:
        for old in self._pills:
            old.hide()
            old.deleteLater()
        self._pills = tuple(pills)
        for pill in self._pills:
            pill.setParent(self)
            pill.show()
        self.setVisible(bool(pills))
        self._place(self.width())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, wide: int) -> int:
        return self._place(wide)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self._place(self.width()))

    def resizeEvent(self, event: object) -> None:
        self._place(self.width())

    def _place(self, room: int) -> int:
        """Put the pills where they belong in a room so wide; how high they stand."""
        gap = theme.current().px(6)
        left = top = high = 0
        for pill in self._pills:
            size = pill.sizeHint()
            wide = min(size.width(), room)
            if left and left + wide > room:
                left, top = 0, top + high + gap
            pill.setGeometry(left, top, wide, size.height())
            tip(pill, pill.text if wide < size.width() else "")
            left, high = left + wide + gap, size.height()
        return top + high


# --- points ---------------------------------------------------------------------------------------


class _Points(QWidget):
    """Every feature and their sum. Its lines are kept for the next pair: making a hundred labels takes too long."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._box.addWidget(section(_("Points")))
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._box.addLayout(self._list)
        self._parts: list[_Part] = []
        self._building = QTimer(self, interval=0)
        self._building.timeout.connect(self._build)
        self._building.start()
        self._box.addWidget(hairline())
        self._sum = _Line()
        self._box.addWidget(self._sum)

    def _build(self) -> None:
        """One line after the other, while nobody asks for them."""
        if len(self._parts) < len(Feature):
            self._add()
            self._parts[-1].hide()
            for widget in self._parts[-1].findChildren(QWidget):
                widget.ensurePolished()  # style sheets cost more than all the rest
        else:
            self._building.stop()

    def _add(self) -> None:
        self._parts.append(_Part())
        self._list.addWidget(self._parts[-1])

    def show_points(self, why: Why | None) -> None:
        parts = why.parts if why is not None else ()
        self.hide()  # every line that comes in sight would have all the others laid out anew
        while len(self._parts) < len(parts):
            self._add()
        for at, row in enumerate(self._parts):
            row.setVisible(at < len(parts))
            if at < len(parts):
                row.show_part(parts[at])
        together, most = sum(part.points for part in parts), sum(part.of for part in parts)
        self._sum.say(_("Together"), str(say("{points} of {most}", points=together, most=most)))
        self.setVisible(bool(parts))


class _Part(QWidget):
    """The feature, a bar and its points; beneath them why, and what each skill has brought."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = Bar()
        self._bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._line = _Line(self._bar)
        self._why = Words("", "aside", wraps=True)
        self._pieces: list[_Line] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._box.addWidget(self._line)
        self._box.addWidget(self._why)
        for _piece in range(_PIECES + 1):
            self._pieces.append(_Line(small=True))
            self._box.addWidget(self._pieces[-1])

    def show_part(self, part: Part) -> None:
        name = _(FEATURES[part.feature])
        points = str(say("{points} of {most}", points=part.points, most=part.of)) if part.of else "—"
        self.setAccessibleName(f"{name}: {points}. {part.why}")
        self._bar.show_share(part.points / part.of if part.of else 0.0)
        self._line.say(name, points)
        self._why.setText(str(part.why))
        shown, more = part.pieces[:_PIECES], part.pieces[_PIECES:]
        lines = [(_brought(piece), str(piece.points)) for piece in shown]
        if more:
            others = say_n("{n} other", "{n} others", len(more))
            lines.append((str(others), str(sum(piece.points for piece in more))))
        for at, line in enumerate(self._pieces):
            line.setVisible(at < len(lines))
            if at < len(lines):
                line.say(*lines[at])


def _brought(piece: Piece) -> str:
    if piece.note is not None:
        return str(piece.note)
    if piece.wanted == piece.offered:
        return piece.wanted
    return f"{piece.wanted} → {piece.offered}"


class _Line(QWidget):
    """Words that yield, perhaps something in between, and a figure that stands right."""

    def __init__(self, middle: QWidget | None = None, small: bool = False) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.current().px(12) if small else 0, 0, 0, 0)
        line.setSpacing(8)
        self._name = Elided("", "aside" if small else "body")
        self._figure = Words("", "aside" if small else "strong")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._figure.setMinimumWidth(theme.current().px(24 if small else 60))
        line.addWidget(self._name, 1)
        if middle is not None:
            line.addWidget(middle)
        line.addWidget(self._figure)

    def say(self, name: str, figure: str) -> None:
        if name != self._name.text():
            self._name.setText(name)
        self._figure.setText(figure)


# --- what stands beside the points ----------------------------------------------------------------


def _pills(view: WhyView | None) -> tuple[Pill, ...]:
    if view is None:
        return ()
    marks = tuple(Pill(str(mark.words), mark.meaning) for mark in view.marks)
    if view.why is None:
        return marks
    words, tone = _BANDS[view.why.band]
    if view.why.score == IMPOSSIBLE:
        words, tone = N_("not possible"), "blocking"
    return Pill(_(words), tone), *marks


class _NextBest(QWidget):
    """The cheapest other mentor, and what the plan would lose."""

    def __init__(self) -> None:
        super().__init__()
        self._line = _Line()
        self._about = Words("", "aside", wraps=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self._line)
        box.addWidget(self._about)

    def say(self, other: RunnerUp) -> None:
        self._line.say(other.name, "0" if other.loss == 0 else f"−{other.loss}")
        told = [say("Fit {fit}", fit=other.fit), _lost(other.loss)]
        if other.moves:
            told.append(say_n("{n} other mentee would move", "{n} other mentees would move", other.moves))
        self._about.setText(" · ".join(map(str, told)))


def _lost(loss: int) -> Message:
    if loss == 0:
        return say("equally good")
    return say_n("the plan would lose {n} point", "the plan would lose {n} points", loss)


class _Improved(QWidget):
    """What would make the pair fit better, and by how much."""

    def __init__(self) -> None:
        super().__init__()
        self._what = Words("", wraps=True)
        self._points = Words("", "strong")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._what, 1)
        line.addWidget(self._points, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, one: Improvement) -> None:
        self._what.setText(str(one.what))
        self._points.setText(f"+{one.points}")


def _quotation() -> Words:
    return Words("", "muted", wraps=True).can_be_copied()


def _quoted(text: str) -> tuple[str, ...]:
    return (f"“{text}”",) if text else ()


# --- what the roster says -------------------------------------------------------------------------


def _facts_of_mentee(mentee: Mentee) -> str:
    first = {1: say("comes before others"), 2: say("comes first of all")}.get(mentee.priority)
    return _lines(
        _dotted(say("Level {n}", n=mentee.level), _tongues(mentee.languages), first),
        say("Wants {skills}", skills=", ".join(mentee.wants)) if mentee.wants else None,
        say("Knows {skills}", skills=", ".join(mentee.skills)) if mentee.skills else None,
        _dotted(_hours(mentee.free), mentee.zone if mentee.free else ""),
        mentee.email,
    )


def _facts_of_mentor(mentor: Mentor) -> str:
    least = say_n("At least {n} mentee", "At least {n} mentees", mentor.least) if mentor.least else None
    return _lines(
        _dotted(
            say("Level {n}", n=mentor.level),
            say_n("{n} seat", "{n} seats", mentor.capacity),
            _tongues(mentor.languages),
        ),
        least,
        say("Teaches {skills}", skills=", ".join(mentor.skills)) if mentor.skills else None,
        _dotted(_hours(mentor.free), mentor.zone if mentor.free else ""),
        mentor.email,
    )


def _hours(free: tuple[tuple[int, int], ...]) -> Message | None:
    hours = sum(behind - first for first, behind in free) // 2
    return say_n("Free {n} hour a week", "Free {n} hours a week", hours) if free else None


def _tongues(codes: tuple[str, ...]) -> str:
    names = Locale(language()).languages
    return ", ".join(names.get(code, code) for code in codes)


def _dotted(*parts: Message | str | None) -> str:
    return " · ".join(str(part) for part in parts if part)


def _lines(*lines: Message | str | None) -> str:
    return "\n".join(str(line) for line in lines if line)
