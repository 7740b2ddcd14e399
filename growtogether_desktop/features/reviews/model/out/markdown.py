"""A review as Markdown: what people wrote stays as they wrote it, in quotes; code stands in fences."""

import re
from collections.abc import Iterator

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

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|!~])")


def as_markdown(account: Account) -> str:
    return "\n".join(_lines(account)) + "\n"


def _lines(account: Account) -> Iterator[str]:
    yield f"# {_plain(account.title)}"
    yield ""
    yield _plain(str(say("By {author}, for {mentor}", author=account.author, mentor=account.mentor)))
    yield ""
    yield str(say_n("{n} remark, {open} open", "{n} remarks, {open} open", len(account.threads), open=account.open))
    for judged in account.verdicts:
        said = say("Review of iteration {number}", number=judged.iteration)
        yield from ("", f"## {said}: {verdict_of(judged.verdict)}", "")
        yield from _spoken(judged.summary)
        if judged.scores:
            yield ""
        yield from (f"- {_plain(points_of(score))}" for score in judged.scores)
    for iteration in account.iterations:
        threads = [thread for thread in account.threads if thread.iteration == iteration.number]
        said = say("Iteration {number}, handed in {when}", number=iteration.number, when=moment(iteration.at))
        yield from ("", f"## {said}")
        if iteration.note:
            yield from ("", *_quoted(iteration.note))
        for thread in threads:
            yield from _thread(thread)


def _thread(thread: Told) -> Iterator[str]:
    yield ""
    yield f"### {_plain(place_of(thread))}"
    yield ""
    yield f"**{label_of(thread)}** · {_plain(standing_of(thread))}"
    if thread.anchor.quote:
        yield from ("", *_fenced(thread.anchor.quote))
    for spoken in thread.said:
        yield ""
        yield from _spoken(spoken)
    if thread.suggestion is not None:
        yield from ("", _("Suggested instead:"), "", *_fenced(thread.suggestion))
    if thread.links:
        yield from ("", _("To learn from:"), "")
    yield from (f"- {_plain(link_of(link))}" for link in thread.links)


def _spoken(spoken: Spoken) -> Iterator[str]:
    yield f"{_plain(spoken.name)}, {moment(spoken.at)}:"
    if spoken.words:
        yield ""
        yield from _quoted(spoken.words)


def _quoted(words: str) -> Iterator[str]:
    """To the letter, so that whoever takes the marks away has the words again."""
    return (f"> {line}" if line else ">" for line in words.replace("\r\n", "\n").split("\n"))


def _fenced(code: str) -> Iterator[str]:
    """A fence longer than any run of backticks inside."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    yield fence
    yield code.rstrip("\n")
    yield fence


def _plain(words: str) -> str:
    """Words in which no character means anything to Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
