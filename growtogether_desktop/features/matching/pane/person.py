"""Somebody in the explanation of a pair: an avatar, a name, and what the roster says."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.formats import language_names
from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.ui.marks import Avatar
from growtogether_desktop.ui.words import Elided, Words, tip

Facts = Callable[[int | None], str]
"""What the roster says of somebody, with so many skills of a list at most; None for all."""
_FEW = 8


class Person(QWidget):
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

    def show_person(self, name: str, facts: Facts, figure: str = "") -> None:
        """What the roster says is told briefly, and whole to whoever points to it or has it read out."""
        about, whole = facts(_FEW), facts(None)
        self._avatar.set_name(name)
        self._name.setText(name)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        tip(self._about, whole if whole != about else "")
        self._about.setAccessibleName(whole)
        self._figure.setText(figure)
        self._figure.setAccessibleName(str(say("Fit {fit} of 100", fit=figure)) if figure else "")
        self._figure.setVisible(bool(figure))


def facts_of_mentee(mentee: Mentee, most: int | None) -> str:
    """With so many skills of a list at most."""
    first = {1: say("comes before others"), 2: say("comes first of all")}.get(mentee.priority)
    return _lines(
        _dotted(say("Level {n}", n=mentee.level), language_names(mentee.languages), first),
        say("Wants {skills}", skills=_some(mentee.wants, most)) if mentee.wants else None,
        say("Knows {skills}", skills=_some(mentee.skills, most)) if mentee.skills else None,
        _dotted(_hours(mentee.free), mentee.zone if mentee.free else ""),
        mentee.email,
    )


def facts_of_mentor(mentor: Mentor, most: int | None) -> str:
    """With so many skills of a list at most."""
    least = say_n("At least {n} mentee", "At least {n} mentees", mentor.least) if mentor.least else None
    return _lines(
        _dotted(
            say("Level {n}", n=mentor.level),
            say_n("{n} seat", "{n} seats", mentor.capacity),
            language_names(mentor.languages),
        ),
        least,
        say("Teaches {skills}", skills=_some(mentor.skills, most)) if mentor.skills else None,
        _dotted(_hours(mentor.free), mentor.zone if mentor.free else ""),
        mentor.email,
    )


def _some(skills: tuple[str, ...], most: int | None) -> str:
    if most is None or len(skills) <= most + 1:  # "1 other" takes as much room as its name
        return ", ".join(skills)
    more = len(skills) - most
    return f"{', '.join(skills[:most])}, {say_n('{n} other', '{n} others', more)}"


def _hours(free: tuple[tuple[int, int], ...]) -> Message | None:
    hours = sum(behind - first for first, behind in free) // 2
    return say_n("Free {n} hour a week", "Free {n} hours a week", hours) if free else None


def _dotted(*parts: Message | str | None) -> str:
    return " · ".join(str(part) for part in parts if part)


def _lines(*lines: Message | str | None) -> str:
    return "\n".join(str(line) for line in lines if line)
