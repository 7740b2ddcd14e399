"""Starter code is known wherever it stands, and nothing else is taken for it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.sourcecode.starter import Starter
from growtogether_desktop.sourcecode.text import read_text

TASK = """\
import sys


def main(words):
    # Your code goes here
    pass


if __name__ == "__main__":
    main(sys.argv[1:])
"""
LINES = st.lists(st.sampled_from([*TASK.splitlines(), "print(words)", "}", "x = 1"]), max_size=20)


def text(content):
    return read_text(content.encode())


@pytest.fixture
def starter():
    return Starter([("main.py", text(TASK)), ("logo.png", read_text(b"\x00\x01"))])


def own_lines(starter, path, content):
    """What is left when starter code is hidden."""
    lines = content.split("\n")[:-1]
    for first, end in reversed(starter.lines_of(path, text(content))):
        del lines[first:end]
    return lines


def test_an_untouched_file_is_all_starter_code(starter):
    assert starter.lines_of("anywhere.py", text(TASK)) == ((0, 10),)


def test_only_what_the_mentee_wrote_is_left(starter):
    work = TASK.replace("    # Your code goes here\n    pass\n", "    for word in words:\n        print(word)\n")

    assert own_lines(starter, "main.py", work) == ["    for word in words:", "        print(word)"]


def test_starter_code_is_known_in_another_file_and_at_another_indent(starter):
    work = "class Program:\n" + "".join(f"    {line}\n" for line in TASK.splitlines()[3:6]) + "    x = 1\n"

    assert own_lines(starter, "src/program.py", work) == ["class Program:", "    x = 1"]


def test_one_short_line_elsewhere_is_no_starter_code(starter):
    assert own_lines(starter, "other.py", "pass\n\nx = 1\n") == ["pass", "", "x = 1"]


def test_brackets_and_blank_lines_alone_are_no_starter_code():
    starter = Starter([("a.js", text("f({\n});\n\n\n"))])

    assert starter.lines_of("a.js", text("g({\n});\n\n\n")) == ()


def test_a_binary_file_has_no_lines_of_the_task(starter):
    assert starter.lines_of("x.bin", read_text(b"\x00\x01\x02")) == ()


@given(LINES, st.sampled_from(["main.py", "other.py"]))
def test_hidden_lines_stand_in_the_task(lines, path):
    starter = Starter([("main.py", text(TASK))])

    stretches = starter.lines_of(path, text("".join(f"{line}\n" for line in lines)))

    task = {line.strip() for line in TASK.splitlines()}
    assert all(lines[at].strip() in task for first, end in stretches for at in range(first, end))
    assert all(end < first for (_, end), (first, _) in pairwise(stretches))
