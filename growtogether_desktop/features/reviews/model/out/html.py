"""A review as one HTML page that fetches nothing, runs nothing, and prints well."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.reviews.model.out.account import Account, Spoken, Told
from growtogether_desktop.features.reviews.model.out.naming import (
    label_of,
    link_of,
    place_of,
    points_of,
    standing_of,
    verdict_of,
)

STYLE = Path(__file__).parents[5] / "resources" / "papers" / "review.css"


def as_html(account: Account, language: str) -> str:
    """`language` is what the sentences of the program are in, for whoever reads them aloud."""
    title = escape(account.title)
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{STYLE.read_text('utf-8')}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(_body(account)) + "\n</body>\n</html>\n"


def _body(account: Account) -> Iterator[str]:
    yield f"<h1>{escape(account.title)}</h1>"
    yield _about(str(say("By {author}, for {mentor}", author=account.author, mentor=account.mentor)))
    counted = say_n("{n} remark, {open} open", "{n} remarks, {open} open", len(account.threads), open=account.open)
    yield _about(str(counted))
    for judged in account.verdicts:
        said = say("Review of iteration {number}", number=judged.iteration)
        yield f"<h2>{escape(str(said))}: {escape(verdict_of(judged.verdict))}</h2>"
        yield from _spoken(judged.summary)
        for score in judged.scores:
            yield _about(points_of(score))
    for iteration in account.iterations:
        said = say("Iteration {number}, handed in {when}", number=iteration.number, when=moment(iteration.at))
        yield f"<h2>{escape(str(said))}</h2>"
        if iteration.note:
            yield f'<p class="words">{escape(iteration.note)}</p>'
        for thread in account.threads:
            if thread.iteration == iteration.number:
                yield from _thread(thread)


def _thread(thread: Told) -> Iterator[str]:
    yield "<article>"
    yield f"<h3>{escape(place_of(thread))}</h3>"
    yield (
        f'<p class="about"><span class="label">{escape(label_of(thread))}</span> · {escape(standing_of(thread))}</p>'
    )
    if thread.anchor.quote:
        yield _code(thread.anchor.quote)
    for spoken in thread.said:
        yield from _spoken(spoken)
    if thread.suggestion is not None:
        yield _about(_("Suggested instead:"))
        yield _code(thread.suggestion)
    if thread.links:
        yield _about(_("To learn from:"))
    for link in thread.links:
        yield f'<p class="words">{escape(link_of(link))}</p>'
    yield "</article>"


def _spoken(spoken: Spoken) -> Iterator[str]:
    yield _about(f"{spoken.name}, {moment(spoken.at)}")
    if spoken.words:
        yield f'<p class="words">{escape(spoken.words)}</p>'


def _about(words: str) -> str:
    return f'<p class="about">{escape(words)}</p>'


def _code(code: str) -> str:
    return f"<pre>{escape(code)}</pre>"
