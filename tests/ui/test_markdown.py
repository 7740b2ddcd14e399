"""Markdown on the screen: it reads well, and whatever is written there, it does nothing."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtTest import QTest

from growtogether_desktop.sourcecode.markdown import MOST_BYTES, MOST_MARKS, html_of, plain
from growtogether_desktop.sourcecode.markdown_parts import MOST_LETTERS, MOST_LINES, parts
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.markdown import Marked, _Browser, may_be_opened
from tests.ui.hostile_words import BEGIN, END, FLOODS, FRAMES, HOSTILE, PLACES

ROOT = Path(__file__).parents[2]
HARMLESS = re.compile(r"</?(a|blockquote|br|code|del|em|h4|hr|li|ol|p|pre|s|strong|ul)( (href|start)=\"[^\"<>]*\")?>")


@pytest.fixture
def marked(qtbot):
    def show(words):
        shown = Marked(words)
        qtbot.addWidget(shown)
        shown.resize(500, 300)
        shown.show()
        return shown

    return show


def follow_first_link(shown):
    """By keyboard."""
    browser = shown.findChild(_Browser)
    browser.setFocus()
    QTest.keyClick(browser, Qt.Key.Key_Tab)
    QTest.keyClick(browser, Qt.Key.Key_Return)


def questions(shown):
    return [button.text() for button in shown.findChildren(Button) if not button.isHidden()]


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("**reserve** _first_", "<p><strong>reserve</strong> <em>first</em></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("`stock()`", "<p><code>stock()</code></p>"),
        ("# Reserve", "<h4>Reserve</h4>"),
        ("```python\nfor a in b:\n    pass\n```", "<pre><code>for a in b:\n    pass</code></pre>"),
        ("~~gone~~", "<p><s>gone</s></p>"),
        ("[a](https://b.uz)", '<p><a href="https://b.uz">a</a></p>'),
    ],
)
def test_what_is_marked_reads_so(words, html):
    assert html_of(words) == html


def test_in_one_line_nothing_marks_the_words():
    assert plain("**Reserve** first:\n\n- `a < b` &\n- [see](https://b.uz)") == "Reserve first: a < b & see"


@pytest.mark.parametrize("words", HOSTILE)
def test_of_hostile_words_only_harmless_tags_are_left(words):
    html = html_of(words)

    assert re.findall("<[^>]*>?", HARMLESS.sub("", html)) == []
    assert re.findall(r"<a [^>]*href=\"(?!https?:|mailto:)", html) == []


@settings(deadline=None)
@given(st.text(st.sampled_from("<>[]()!`*_\"'=&;:/\\ \nabimgsrchrefstyle#-|~"), max_size=120))
def test_of_any_words_only_harmless_tags_are_left(words):
    assert re.findall("<[^>]*>?", HARMLESS.sub("", html_of(words))) == []


@pytest.mark.parametrize("words", FLOODS)
def test_a_flood_of_marks_keeps_within_a_frames_work(words, marked):
    """Work is counted in calls and in what there is to lay out; a clock would judge the computer."""
    done = Counter()

    sys.setprofile(lambda frame, event, argument: done.update(calls=event.endswith("call")))
    html = [html_of(part) for part in parts(words)]
    plain(words)
    sys.setprofile(None)

    shown = marked(words)
    document = shown.findChild(_Browser).document()
    assert done["calls"] / len(html) < 120_000
    assert (document.blockCount() <= 60, document.characterCount() <= 2 * MOST_LETTERS + 2) == (True, True)
    assert all(re.findall("<[^>]*>?", HARMLESS.sub("", one)) == [] for one in html)


def test_there_are_many_kinds_of_hostile_words():
    assert len(set(FRAMES)) >= 60
    assert len(set(FLOODS)) >= 50


def test_a_picture_is_one_empty_pixel_wherever_it_is_said_to_be(marked):
    shown = marked("a")
    browser = shown.findChild(_Browser)

    found = [browser.document().resource(2, QUrl(place)) for place in PLACES]
    found += [browser.loadResource(2, QUrl(place)) for place in PLACES]

    assert all(isinstance(one, QImage) and (one.width(), one.height()) == (1, 1) for one in found)


@pytest.mark.parametrize("words", ["a" * (MOST_BYTES + 1), "*" * (MOST_MARKS + 1), "<b>" * (MOST_MARKS + 1)])
def test_what_would_hold_the_window_up_is_shown_as_it_was_typed(words):
    assert html_of(words) == f"<p>{escape(words)}</p>"


def test_a_link_is_asked_about_and_shown_to_the_letter_first(marked, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    shown = marked("See [Python](https://раураl.com/login?a=b).")

    follow_first_link(shown)
    before = list(opened)
    asked = shown.findChild(type(shown._question)).accessibleName()
    next(button for button in shown.findChildren(Button) if button.text() == "Open it in the browser").click()

    assert before == []
    assert asked == "Open https://xn--l-7sba6dbr.com/login?a=b?"
    assert [url.host(QUrl.ComponentFormattingOption.FullyEncoded) for url in opened] == ["xn--l-7sba6dbr.com"]
    assert shown._question is None


def test_one_may_stay_or_take_the_address_along(marked):
    shown = marked("[a](https://b.uz/c)")

    follow_first_link(shown)
    asked = questions(shown)
    next(button for button in shown.findChildren(Button) if button.text() == "Copy the address").click()

    assert asked == ["Open it in the browser", "Copy the address", "Stay here"]
    assert QGuiApplication.clipboard().text() == "https://b.uz/c"


@pytest.mark.parametrize("place", [place for place in PLACES if not place.startswith(("http", "mailto"))])
def test_other_addresses_are_not_opened(place):
    assert not may_be_opened(QUrl(place))


def test_the_words_are_as_high_as_they_need(marked):
    shown = marked("One line.")
    one = shown.findChild(_Browser).heightForWidth(500)

    shown.show_words("One line.\n\nAnother.\n\n- and\n- more")

    assert shown.findChild(_Browser).heightForWidth(500) > 3 * one
    assert shown.text.startswith("One line.\nAnother.")


def test_very_long_words_are_shown_a_part_at_a_time(marked):
    shown = marked("\n\n".join(f"Paragraph {n}." for n in range(60)))
    at_first = shown.text

    while shown._more is not None:
        shown._more.click()

    assert at_first.endswith("Paragraph 19.")
    assert shown.text == "\n".join(f"Paragraph {n}." for n in range(60))


def test_other_words_begin_with_their_first_part(marked):
    shown = marked("long\n\n" * 60)
    shown._more.click()

    shown.show_words("Short.")

    assert (shown.text, shown._more) == ("Short.", None)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab \n`~-"), max_size=6000))
def test_no_part_is_long_and_nothing_gets_lost(words):
    found = parts(words)

    assert all(len(part) <= 1.3 * MOST_LETTERS and part.count("\n") <= 1.25 * MOST_LINES + 1 for part in found)
    kept = "".join(re.sub(r"^(```+|~~~+)\n", "", part) if at else part for at, part in enumerate(found))
    bare = str.maketrans("", "", "\n`~")
    assert kept.translate(bare) == words.translate(bare)


def test_tab_goes_from_link_to_link_and_then_to_what_shows_more(marked, qtbot):
    shown = marked("[a](https://b.uz)\n\n" * 60)
    with qtbot.waitActive(shown):
        shown.activateWindow()

    shown._more.click()
    order, at = [], shown
    while (at := at.nextInFocusChain()) is not shown:
        order.append(at)

    first, second = shown._browsers
    assert order.index(first) < order.index(second) < order.index(shown._more)


def test_code_that_is_cut_is_code_in_the_next_part_too():
    words = "Try:\n\n```python\n" + "\n".join(f"x = {n}" for n in range(60)) + "\n```\n\nLike **this**."

    first, second = map(html_of, parts(words))

    assert "<pre><code>x = 0\n" in first
    assert second.startswith("<pre><code>x = ")
    assert second.endswith("x = 59</code></pre>\n<p>Like <strong>this</strong>.</p>")


def test_in_one_line_very_long_words_end_early():
    assert plain("word " * 2000).endswith("word …")


def test_links_are_reached_by_keyboard_and_so_is_the_question(marked, qtbot):
    shown = marked("See [a](https://b.uz/c).")
    with qtbot.waitActive(shown):
        shown.activateWindow()

    QTest.keyClick(shown, Qt.Key.Key_Tab)
    browser = shown.window().focusWidget()
    QTest.keyClick(browser, Qt.Key.Key_Tab)
    QTest.keyClick(browser, Qt.Key.Key_Return)

    assert isinstance(browser, _Browser)
    assert shown.window().focusWidget().text() == "Open it in the browser"
    assert marked("None here.").findChild(_Browser).focusPolicy() == Qt.FocusPolicy.ClickFocus


def calls_between_the_marks(tmp_path, *arguments):
    """What the program asked of files and network while it showed the words."""
    told = tmp_path / "calls"
    watched = ["strace", "-f", "-qq", "-e", "trace=%file,%network", "-o", str(told)]
    words = [sys.executable, str(ROOT / "tests" / "ui" / "hostile_words.py"), *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}

    subprocess.run([*watched, *words], env=environment, check=True, capture_output=True)
    lines = told.read_text("utf-8", "replace").splitlines()
    begin = next(at for at, line in enumerate(lines) if BEGIN in line)
    return lines[begin + 1 : next(at for at, line in enumerate(lines) if END in line)]


with_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="NO STRACE HERE: nobody watched hostile words. Install the package strace."
)


@with_strace
def test_hostile_words_open_no_file_and_no_socket(tmp_path):
    assert calls_between_the_marks(tmp_path) == []


@with_strace
def test_the_watcher_would_have_seen_it(tmp_path):
    assert any("/etc/passwd" in call for call in calls_between_the_marks(tmp_path, "carelessly"))
