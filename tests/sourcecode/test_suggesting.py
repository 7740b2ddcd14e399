"""Suggested lines go where they were made for, and nothing else of the file changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.sourcecode.suggesting import Replacement, replaced
from growtogether_desktop.sourcecode.text import read_text


@pytest.mark.parametrize(
    ("before", "replacement", "after"),
    [
        (b"a\nb\nc\n", Replacement(2, 2, "b", "x\ny"), b"a\nx\ny\nc\n"),
        (b"a\r\nb\r\nc", Replacement(2, 3, "b\nc", "x\ny\nz"), b"a\r\nx\r\ny\r\nz"),
        (b"a\nb", Replacement(2, 2, "b", "x"), b"a\nx"),
        (b"a", Replacement(1, 1, "a", "x\ny"), b"x\ny"),
        (b"a\nb\n", Replacement(1, 1, "a", ""), b"b\n"),
        (b"\xef\xbb\xbfa\nb\n", Replacement(1, 1, "a", "ж"), "\ufeffж\nb\n".encode()),
        ("a\nб\n".encode("utf-16"), Replacement(2, 2, "б", "ж"), "a\nж\n".encode("utf-16")),
        (
            "# coding: cp1251\nб\n".encode("cp1251"),
            Replacement(2, 2, "б", "ж"),
            "# coding: cp1251\nж\n".encode("cp1251"),
        ),
        (b"a\x0cb\nc\n", Replacement(2, 2, "c", "x"), b"a\x0cb\nx\n"),
    ],
)
def test_encoding_newlines_and_the_end_stay_as_they_were(before, replacement, after):
    assert replaced(before, [replacement]) == after


def test_several_are_done_together_in_any_order():
    edits = [Replacement(1, 1, "a", "x\nx"), Replacement(4, 4, "d", "y"), Replacement(2, 3, "b\nc", "")]

    assert replaced(b"a\nb\nc\nd\n", edits) == replaced(b"a\nb\nc\nd\n", reversed(edits)) == b"x\nx\ny\n"


@pytest.mark.parametrize(
    ("content", "replacement"),
    [
        (b"a\nB\n", Replacement(2, 2, "b", "x")),
        (b"a\n", Replacement(2, 2, "b", "x")),
        (b"a\nb\n", Replacement(0, 1, "a", "x")),
        (bytes(range(256)), Replacement(1, 1, "", "x")),
    ],
)
def test_lines_that_read_otherwise_by_now_are_left_alone(content, replacement):
    with pytest.raises(Problem, match="read otherwise now"):
        replaced(content, [replacement])


def test_words_that_the_encoding_does_not_know_are_refused():
    content = "# coding: cp1251\nб\n".encode("cp1251")

    with pytest.raises(Problem, match="cannot be written in the encoding"):
        replaced(content, [Replacement(2, 2, "б", "漢")])


@given(st.lists(st.text("ab \t", max_size=4), min_size=1, max_size=8), st.data())
def test_only_the_lines_that_were_meant_change(lines, data):
    first = data.draw(st.integers(1, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    edit = Replacement(first, last, "\n".join(lines[first - 1 : last]), "new")

    made = replaced("".join(f"{line}\n" for line in lines).encode(), [edit])

    assert list(read_text(made).lines) == [*lines[: first - 1], "new", *lines[last:]]
