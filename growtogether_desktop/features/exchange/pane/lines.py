"""A change in a line: what was asked, about what, where, how often."""

from typing import Any

from growtogether_desktop.base.i18n import _, say_n
from growtogether_desktop.domain.changes import Change
from growtogether_desktop.workspace.mail import About


def line_of(change: Change[Any], about: About) -> str:
    """ "Move card: Scales"; in one's own words where that is all one knows."""
    return _titled(change, about.words or change.text or about.place)


def line_in_my_words(change: Change[Any], about: About) -> str:
    """ "Answer: I have thought of two"; what it is about is for the aside then."""
    return _titled(change, change.text or about.words or about.place)


def aside_of(about: About, times: int, when: str, *, unless: str = "") -> str:
    """ "Scales · Bozor · 10 times · 5 minutes ago"; without what the line says (`unless`) already."""
    parts = [part for part in (_in_a_line(about.words), _in_a_line(about.place)) if part not in unless]
    if times > 1:
        parts.append(str(say_n("{n} time", "{n} times", times)))
    if not (about.is_there or about.words):
        parts.append(_("what it was about is no longer on this computer"))
    return " · ".join(part for part in (*parts, when) if part)


def _titled(change: Change[Any], words: str) -> str:
    title = _(change.TITLE)
    return f"{title}: {_in_a_line(words)}" if words else title


def _in_a_line(words: str) -> str:
    return " ".join(words.split())
