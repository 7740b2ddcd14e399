"""Somebody in the explanation of a pair: an avatar, a name, and what the roster says."""

from babel import Locale
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import Message, language, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.ui.marks import Avatar
from growtogether_desktop.ui.words import Elided, Words


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

    def show_person(self, name: str, about: str, figure: str = "") -> None:
        self._avatar.set_name(name)
        self._name.setText(name)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._figure.setText(figure)
        self._figure.setAccessibleName(str(say("Fit {fit} of 100", fit=figure)) if figure else "")
        self._figure.setVisible(bool(figure))


def facts_of_mentee(mentee: Mentee) -> str:
    first = {1: say("comes before others"), 2: say("comes first of all")}.get(mentee.priority)
    return _lines(
        _dotted(say("Level {n}", n=mentee.level), _tongues(mentee.languages), first),
        say("Wants {skills}", skills=", ".join(mentee.wants)) if mentee.wants else None,
        say("Knows {skills}", skills=", ".join(mentee.skills)) if mentee.skills else None,
        _dotted(_hours(mentee.free), mentee.zone if mentee.free else ""),
        mentee.email,
    )


def facts_of_mentor(mentor: Mentor) -> str:
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
