"""What the work is read against: the menu to choose it from, and what there is to say of it."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QMenu, QWidget

from growtogether_desktop.base.figures import day
from growtogether_desktop.base.i18n import Message, _, say, say_n
from growtogether_desktop.features.reviews.model.alike import Alike
from growtogether_desktop.features.reviews.model.comparing import Comparing
from growtogether_desktop.features.reviews.model.others import Other, What
from growtogether_desktop.features.reviews.pane.words import who_reads_solutions
from growtogether_desktop.sourcecode.renames import Became
from growtogether_desktop.ui.words import Words

_LISTED = 20
"""So many works on other tasks are listed."""


def on_the_button(other: Other) -> str:
    match other.what:
        case What.ITERATION:
            return str(say("Compared with {number}", number=other.number))
        case What.STARTER:
            return _("Without the starter")
        case What.SOLUTION:
            return _("Beside the solution")
        case What.WORK:
            return str(say("Beside {name}", name=other.author))


def _in_the_menu(other: Other) -> str:
    match other.what:
        case What.ITERATION:
            assert other.handed_in is not None, "an iteration has been handed in"
            return str(say("Iteration {number}, {day}", number=other.number, day=day(other.handed_in)))
        case What.STARTER:
            return _("What came with the task")
        case What.SOLUTION:
            return _("The solution of the task")
        case What.WORK:
            return str(say("{name}: {title}", name=other.author, title=other.title))


def menu(
    parent: QWidget, comparing: Comparing, choose: Callable[[str], object], toggle_blanks: Callable[[], object]
) -> QMenu:
    """`choose` gets the key of what is to be compared with, "" for nothing."""
    whole = QMenu(parent)
    base, offered = comparing.base, comparing.offered

    def list_(title: str, others: tuple[Other, ...]) -> None:
        if others and title:
            whole.addSection(title)
        for other in others:
            _check(whole, _in_the_menu(other), other == base, partial(choose, other.key))

    list_("", tuple(o for o in offered if o.what is What.ITERATION))
    list_(_("The task"), tuple(o for o in offered if o.what in (What.STARTER, What.SOLUTION)))
    list_(_("On the same task"), tuple(o for o in offered if o.what is What.WORK and o.same_task))
    elsewhere = tuple(o for o in offered if o.what is What.WORK and (not o.same_task or o == base))
    list_(_("Other work"), tuple(o for o in elsewhere if not o.same_task)[:_LISTED])
    whole.addSeparator()
    _check(whole, _("Without comparison"), base is None, partial(choose, ""))
    whole.addSeparator()
    _check(whole, _("Changes in spaces count"), comparing.reading.blanks, toggle_blanks)
    return whole


def _check(menu: QMenu, words: str, checked: bool, run: Callable[[], object]) -> None:
    choice = menu.addAction(words.replace("&", "&&"), run)
    choice.setCheckable(True)
    choice.setChecked(checked)


class Add(Protocol):
    """How something is added to the explanation."""

    def __call__(self, widget: QWidget) -> None: ...

    def section(self, title: str) -> None: ...


def explain(add: Add, comparing: Comparing) -> None:
    """What one reads against, for the explanation; nothing for another iteration of the same work."""
    base = comparing.base
    if base is None or base.what is What.ITERATION:
        return
    if base.what is What.STARTER:
        add.section(_("What came with the task"))
    else:
        add.section(on_the_button(base))
    for sentence in _sentences(comparing, base):
        add(Words(sentence, "muted", wraps=True))


def _sentences(comparing: Comparing, base: Other) -> list[str]:
    said: list[str] = []
    if comparing.coming:
        said.append(_("Some of its files are still on their way."))
    if base.what is What.STARTER:
        said += map(str, _given(comparing))
    if base.what is What.WORK:
        said.append(str(say("“{title}”, iteration {number}.", title=base.title, number=base.number)))
    if base.what is What.SOLUTION:
        said.append(who_reads_solutions())
    if base.what is not What.STARTER:
        said.append(_("Lines with − stand only there, lines with + only in this work."))
    if (count := comparing.alike) is not None:
        said += map(str, _alike(count))
    return said


def _given(comparing: Comparing) -> list[Message]:
    files = sum(became is Became.SAME for became in comparing.became.values())
    said: list[Message] = []
    if lines := comparing.given:
        said.append(
            say_n(
                "{n} line of this file came with the task. It is folded away where nothing changed beside it.",
                "{n} lines of this file came with the task. They are folded away where nothing changed beside them.",
                lines,
            )
        )
    if files:
        said.append(say_n("{n} file is as it was given.", "{n} files are as they were given.", files))
    return said or [say("Nothing of this file came with the task.")]


def _alike(count: Alike) -> list[Message]:
    if not count.of:
        return []
    lines = say_n(
        "{lines} of {n} line stands in both.",
        "{lines} of {n} lines stand in both.",
        count.of,
        lines=count.lines,
    )
    return [
        lines,
        say(
            "What came with the task is not counted. Short tasks are often done alike; "
            "the figure says where to look, not why it is so."
        ),
    ]
