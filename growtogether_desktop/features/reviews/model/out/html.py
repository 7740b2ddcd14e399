"""A review as one HTML page that fetches nothing, runs nothing, and prints well."""

from collections.abc import Iterator
from html import escape

from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.reviews.model.out.account import Account, Spoken, Told
from growtogether_desktop.features.reviews.model.out.naming import label_of, place_of, standing_of, verdict_of

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2129; --soft: #5f6673; --line: #d9dde4; --code: #f4f5f7; --ground: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ec; --soft: #a2a9b5; --line: #3a404b; --code: #22262e; --ground: #181b20; }
}
body { font: 15px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--ground);
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
article { border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; margin: 1rem 0;
  break-inside: avoid; }
h3 { font: 600 .85rem ui-monospace, monospace; margin: 0; overflow-wrap: anywhere; }
.about { color: var(--soft); font-size: .85rem; } .label { font-weight: 600; color: var(--ink); }
pre { font: .85rem/1.45 ui-monospace, monospace; background: var(--code); padding: .5rem .75rem; border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0; }
.words { white-space: pre-wrap; overflow-wrap: anywhere; margin: .1rem 0 .6rem; }
"""


def as_html(account: Account, language: str) -> str:
    """`language` is what the sentences of the program are in, for whoever reads them aloud."""
    title = escape(account.title)
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
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
    yield "</article>"


def _spoken(spoken: Spoken) -> Iterator[str]:
    yield _about(f"{spoken.name}, {moment(spoken.at)}")
    if spoken.words:
        yield f'<p class="words">{escape(spoken.words)}</p>'


def _about(words: str) -> str:
    return f'<p class="about">{escape(words)}</p>'


def _code(code: str) -> str:
    return f"<pre>{escape(code)}</pre>"
