"""It is true that a review leaves the program whole, and harms no program that reads it."""

import json
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from sarif_kit.validate import validation_errors

from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.links import Link
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.rubrics import Score
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.out.account import Account, HandedIn, Judged, Spoken, Told
from growtogether_desktop.features.reviews.model.out.html import as_html, in_pieces
from growtogether_desktop.features.reviews.model.out.inks import Inks, inks_of
from growtogether_desktop.features.reviews.model.out.markdown import as_markdown
from growtogether_desktop.features.reviews.model.out.sarif import as_sarif
from growtogether_desktop.sourcecode import highlight
from growtogether_desktop.sourcecode.anchors import anchor_at
from growtogether_desktop.sourcecode.highlight import Highlighter
from growtogether_desktop.sourcecode.text import read_text

AT = datetime(2026, 3, 3, 10, 15, tzinfo=UTC)
CODE = "".join(f"qator_{n} = {n}\n" for n in range(1, 31)).encode()
HOSTILE = "</p><script>alert(1)</script>\n<img src=x onerror=alert(1)>\n# Sarlavha\n--- a/x\n+++ b/x\n@@ -1 +1 @@"
PLAIN = Inks({})
UZBEK = "Oʻzgaruvchi nomi noaniq, gʻalati. Имя непонятно, щёлк."


def told(id="0" * 32, first=3, last=3, words=UZBEK, label=Label.ISSUE, path="bot/menu.py", **more):
    anchor = anchor_at(path, read_text(CODE), first, last) if path else anchor_at("", read_text(b""), 0, 0)
    said = (Spoken("Malika Karimova", AT, words), Spoken("Timur Aliyev", AT, "Tuzatdim."))
    given = {"blocking": True, "suggestion": None, "resolved": None} | more
    return Told(id, 1, anchor, label, said=said, **given)


def account(*threads):
    points = (Score("Sinovlari bor", 3, 7),)
    judged = Judged(1, Verdict.CHANGES_REQUESTED, Spoken("Malika Karimova", AT, "Yaxshi boshlanish."), points)
    handed_in = HandedIn(1, "t", 1, len(CODE), AT, "Birinchi urinish")
    return Account("Doʻkon", "Timur Aliyev", "Malika Karimova", (handed_in,), (judged,), threads, AT)


@pytest.fixture
async def background():
    made = Background()
    yield made
    await made.close()


@pytest.fixture
async def highlighter(background):
    made = Highlighter(background)
    yield made
    made.close()


class Page(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = set(), ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("write", [as_markdown, lambda a: Page(as_html(a, PLAIN, "uz")).text, as_sarif])
def test_everything_said_is_in_it(write):
    links = (Link("https://docs.python.org/3/", "Qoʻllanma", ticked=True),)
    resolved = told(first=7, last=9, words="Takror.", resolved=Spoken("Timur Aliyev", AT, ""), links=links)

    written = write(account(told(suggestion="nom = 3"), resolved))

    for words in (UZBEK, "Tuzatdim.", "Takror.", "nom = 3", "qator_3 = 3", "Yaxshi boshlanish.", "Timur Aliyev"):
        assert words in written
    for words in ("Sinovlari bor", "7", "https://docs.python.org/3/", "Qoʻllanma"):
        assert words in written


def test_hostile_words_are_words_on_the_page():
    page = Page(as_html(account(told(words=HOSTILE), told(path="", words=f"```html\n{HOSTILE}\n```")), PLAIN, "en"))

    assert not page.tags & {"script", "img", "iframe", "link", "object"}
    assert page.text.count("</p><script>alert(1)</script>") == 2


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("**reserve** _first_", "<p><strong>reserve</strong> <em>first</em></p>"),
        ("# Reserve\n- now", "<h5>Reserve</h5>\n<ul>\n<li>now</li>\n</ul>"),
        (
            "[here](https://раураl.com/a?b&c)",
            '<p><a href="https://xn--l-7sba6dbr.com/a?b&amp;c">here</a>'
            ' <span class="address">(https://xn--l-7sba6dbr.com/a?b&amp;c)</span></p>',
        ),
        ("<https://b.uz/>", '<p><a href="https://b.uz/">https://b.uz/</a></p>'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
    ],
)
def test_words_read_on_the_page_as_they_do_on_the_screen(words, html):
    assert f'<div class="words">{html}</div>' in as_html(account(told(words=words)), PLAIN, "en")


async def test_code_has_its_colours_and_a_suggestion_shows_what_differs(highlighter):
    words = "Try\n\n```python\nreturn 1\n```"
    review = account(told(words=words, suggestion="qator_3 = 4"))

    page = as_html(review, await inks_of(review, highlighter), "en")

    assert '<pre><code class="' not in page
    assert '<span class="code-keyword">return</span> <span class="code-number">1</span>' in page
    assert re.search('<div class="gone">− qator_3 .*<span class="differs"><span class="code-number">3</span>', page)
    assert re.search(r'<div class="come">\+ qator_3 .*<span class="differs"><span class="code-number">4</span>', page)


async def test_code_that_takes_too_long_stays_plain_and_so_does_what_comes_after(background, monkeypatch):
    monkeypatch.setattr(highlight, "START_S", 0.5)
    hangs = Highlighter(background, (sys.executable, "-c", "print(); import time; time.sleep(60)"), patience_s=0.05)
    review = account(told(suggestion="x = 1"), told(words="```c\nint x;\n```"))

    inks = await inks_of(review, hangs)
    hangs.close()

    assert "code-" not in as_html(review, inks, "en").partition("</style>")[2]


def test_what_nobody_sees_in_code_has_a_name_on_the_page():
    written = as_html(account(told(suggestion="a = 1  # \u202e\u2066 x")), PLAIN, "en")

    assert '# <span class="hidden">RLO</span><span class="hidden">LRI</span> x' in written


@pytest.mark.parametrize("code", ["\n".join(f"a_{n} = {n}" for n in range(500)), "x" * 50_000, ""])
def test_no_piece_for_paper_is_long_and_nothing_gets_lost(code):
    pieces = in_pieces(account(told(words=f"{code} ", suggestion=code)), PLAIN)

    bare = [re.sub("<[^>]*>", "", piece) for piece in pieces]
    assert all(len(words) < 4_000 for words in bare)
    assert all(line in "".join(bare) for line in code.splitlines() if len(line) < 100)
    assert "".join(bare).count("x") >= 2 * code.count("x")


def test_hostile_words_stay_quoted_in_markdown():
    written = as_markdown(account(told(words=HOSTILE)))

    assert all(line.startswith(">") for line in written.splitlines() if "script" in line or "Sarlavha" in line)


@pytest.mark.parametrize(
    ("last", "columns", "place"),
    [
        (3, (0, 0), "bot/menu.py:3"),
        (5, (0, 0), "bot/menu.py:3-5"),
        (3, (4, 7), "bot/menu.py:3:5-7"),
        (5, (4, 7), "bot/menu.py:3:5-5:7"),
    ],
)
def test_the_place_of_a_remark_says_its_columns(last, columns, place):
    thread = replace(told(), anchor=anchor_at("bot/menu.py", read_text(CODE), 3, last, *columns))

    assert thread.place == place


def test_backticks_do_not_end_a_fence():
    written = as_markdown(account(told(suggestion="```\nx\n````")))

    assert re.search(r"^`````\n```\nx\n````\n`````$", written, re.MULTILINE)


def test_sarif_points_at_lines_and_fixes_them():
    (run,) = json.loads(as_sarif(account(told(suggestion="nom = 3"), told(path="", words="Umuman"))))["runs"]

    first, whole = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("bot/menu.py", 3)
    assert (first["level"], first["ruleId"]) == ("error", "issue")
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "nom = 3\n"
    assert "locations" not in whole


RESOLVED = Spoken("Timur Aliyev", AT, "")
ROUND_THE_HOUSES = (
    told(suggestion="nom = 3"),
    told(suggestion="", first=2, last=4, resolved=RESOLVED),
    told(path="", words="Umuman", label=Label.PRAISE, blocking=False, links=(Link("https://b.uz/", "B", ticked=True),)),
    told(first=0, last=0, words=HOSTILE, path="oʻz papkasi/a b#%?.py"),
    *(told(label=label, blocking=False) for label in Label),
)


@pytest.mark.parametrize("threads", [(), ROUND_THE_HOUSES])
def test_sarif_is_what_its_standard_asks_for(threads):
    """The schema is the one of OASIS, errata 01."""
    assert validation_errors(json.loads(as_sarif(account(*threads)))) == []


def test_the_schema_would_have_told():
    log = json.loads(as_sarif(account(told())))
    log["runs"][0]["results"][0]["level"] = "grave"

    assert len(validation_errors(log)) == 1


def test_praise_is_no_fault_in_sarif():
    (run,) = json.loads(as_sarif(account(told(label=Label.PRAISE, blocking=False))))["runs"]

    assert (run["results"][0]["kind"], run["results"][0]["level"]) == ("pass", "none")


def test_words_and_code_come_back_from_markdown_to_the_letter():
    words = "## Reserve  \n\n- `x`\n\n> *quoted*\x0c\u2028\n\n```\n<b>\n```"

    written = as_markdown(account(told(words=words, suggestion="````\n  x  ")))

    quoted = re.findall(r"Malika Karimova, 03.*:\n\n((?:>.*\n)+)", written)
    assert re.sub("^> ?", "", quoted[1], flags=re.MULTILINE) == f"{words}\n"
    assert "\n`````\n````\n  x  \n`````\n" in written
