"""A review as one HTML page that fetches nothing, runs nothing, and prints well; the same in pieces, for paper."""

import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.links import Link, may_be_linked
from growtogether_desktop.features.reviews.model.out.account import Account, HandedIn, Judged, Spoken, Told
from growtogether_desktop.features.reviews.model.out.inks import Inks
from growtogether_desktop.features.reviews.model.out.naming import (
    label_of,
    link_of,
    place_of,
    points_of,
    standing_of,
    tone_of,
    verdict_of,
)
from growtogether_desktop.sourcecode.markdown import dressed
from growtogether_desktop.sourcecode.markdown_parts import parts

RESOURCES = Path(__file__).parents[5] / "resources"
RULE = "<hr>"
"""The piece that stands before a thread on paper."""
_VERDICTS = {"accepted": "resolved", "changes requested": "waiting"}


def as_html(account: Account, inks: Inks, language: str) -> str:
    """`language` is what the sentences of the program are in, for whoever reads them aloud."""
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(account.title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
    )
    body = list(_opening(account, inks))
    for iteration in account.iterations:
        body += _iteration(iteration, inks)
        for thread in _threads(account, iteration):
            body += ("<article>", *_thread(thread, inks), "</article>")
    return head + "\n".join(body) + "\n</body>\n</html>\n"


def in_pieces(account: Account, inks: Inks) -> tuple[str, ...]:
    """The body of the page, each piece of it short, and whole by itself; before a thread stands `RULE`."""
    pieces = list(_opening(account, inks))
    for iteration in account.iterations:
        pieces += _iteration(iteration, inks)
        for thread in _threads(account, iteration):
            pieces += (RULE, *_thread(thread, inks))
    return tuple(pieces)


def _threads(account: Account, iteration: HandedIn) -> Iterator[Told]:
    return (thread for thread in account.threads if thread.iteration == iteration.number)


def _opening(account: Account, inks: Inks) -> Iterator[str]:
    yield f"<h1>{escape(account.title)}</h1>"
    yield _about(str(say("By {author}, for {mentor}", author=account.author, mentor=account.mentor)))
    counted = say_n("{n} remark, {open} open", "{n} remarks, {open} open", len(account.threads), open=account.open)
    yield _about(str(counted))
    for judged in account.verdicts:
        yield from _judged(judged, inks)


def _judged(judged: Judged, inks: Inks) -> Iterator[str]:
    said = str(say("Review of iteration {number}", number=judged.iteration))
    tone = _VERDICTS.get(judged.verdict.value, "information")
    yield f"<h2>{escape(said)} {_pill(verdict_of(judged.verdict), tone)}</h2>"
    yield from _spoken(judged.summary, inks)
    if judged.scores:
        yield f"<ul>{''.join(f'<li>{escape(points_of(score))}</li>' for score in judged.scores)}</ul>"


def _iteration(iteration: HandedIn, inks: Inks) -> Iterator[str]:
    said = say("Iteration {number}, handed in {when}", number=iteration.number, when=moment(iteration.at))
    yield f"<h2>{escape(str(said))}</h2>"
    yield from _words(iteration.note, inks)


def _thread(thread: Told, inks: Inks) -> Iterator[str]:
    label = _pill(label_of(thread), tone_of(thread))
    yield f"<h3>{escape(place_of(thread))} {label} {_aside(standing_of(thread))}</h3>"
    yield from inks.quoted(thread.anchor.quote, thread.anchor.path)
    for spoken in thread.said:
        yield from _spoken(spoken, inks)
    if thread.suggestion is not None:
        yield f"<h4>{escape(_('Suggested instead:'))}</h4>"
        yield from inks.change(thread.anchor.quote, thread.suggestion, thread.anchor.path)
    if thread.links:
        yield f"<h4>{escape(_('To learn from:'))}</h4>"
        yield f"<ul>{''.join(f'<li>{_link(link)}</li>' for link in thread.links)}</ul>"


def _spoken(spoken: Spoken, inks: Inks) -> Iterator[str]:
    yield f"<h4>{escape(spoken.name)} {_aside(moment(spoken.at))}</h4>"
    yield from _words(spoken.words, inks)


def _words(words: str, inks: Inks) -> Iterator[str]:
    """Markdown as it is on the screen, with headings beneath those of the page."""
    for part in parts(words) if words.strip() else ():
        html = dressed(part, inks.fenced).replace("<h4>", "<h5>").replace("</h4>", "</h5>")
        yield f'<div class="words">{html}</div>'


def _link(link: Link) -> str:
    words = escape(link_of(link))
    return f'<a href="{escape(link.url)}">{words}</a>' if may_be_linked(link) else words


def _pill(words: str, tone: str) -> str:
    return f'<span class="pill {tone}">{escape(words)}</span>'


def _aside(words: str) -> str:
    return f'<span class="aside">{escape(words)}</span>'


def _about(words: str) -> str:
    return f'<p class="aside">{escape(words)}</p>'


def _style() -> str:
    """Light, and dark for whoever reads so on a screen; the colours are those of the program."""
    light, dark = _colours("light"), _colours("dark")
    return (
        f":root {{ color-scheme: light dark; {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        f"{(RESOURCES / 'papers' / 'review.css').read_text('utf-8')}"
    )


def _colours(theme: str) -> str:
    roles = tomllib.loads((RESOURCES / "themes" / f"{theme}.toml").read_text("utf-8"))
    code = {f"code-{role}": colour for role, colour in roles.pop("code").items()}
    return " ".join(f"--{role}: {colour};" for role, colour in (roles | code).items() if isinstance(colour, str))
