"""What two versions of a file have in common."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.sourcecode.diff import Block, Hunk, hunks, kept_blocks

some_lines = st.lists(st.sampled_from(["", "a", "b", "  c", "  d", "}"]), max_size=40)


def kept(old: str, new: str) -> str:
    """The lines that stay, one letter a line."""
    return "".join(old[block.old : block.old + block.lines] for block in kept_blocks(old, new))


@given(some_lines, some_lines)
def test_blocks_are_equal_on_both_sides_rise_and_do_not_touch(old, new):
    blocks = kept_blocks(old, new)

    assert all(old[b.old : b.old + b.lines] == new[b.new : b.new + b.lines] and b.lines > 0 for b in blocks)
    assert all(one.old + one.lines <= next.old and one.new + one.lines <= next.new for one, next in pairwise(blocks))
    assert all((one.old + one.lines, one.new + one.lines) != (next.old, next.new) for one, next in pairwise(blocks))


@given(some_lines, some_lines)
def test_blocks_and_hunks_together_are_both_files(old, new):
    blocks = kept_blocks(old, new)
    changed = list(hunks(blocks, len(old), len(new)))

    assert sum(b.lines for b in blocks) + sum(h.old_end - h.old_first for h in changed) == len(old)
    assert sum(b.lines for b in blocks) + sum(h.new_end - h.new_first for h in changed) == len(new)


@given(some_lines)
def test_a_file_is_itself(lines):
    assert kept_blocks(lines, lines) == ([Block(0, 0, len(lines))] if lines else [])


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        ("abcdef", "abXdef", "abdef"),
        ("abcdef", "abcdefgh", "abcdef"),
        ("abc", "xyz", ""),
        ("abcdxyz", "xyzabcd", "abcd"),
        ("", "abc", ""),
        ("aXbXcXd", "aXbXYXcXd", "aXbXcXd"),
    ],
)
def test_as_much_stays_as_can(old, new, stays):
    assert kept(old, new) == stays


def test_a_change_is_the_gap_between_two_blocks():
    assert list(hunks(kept_blocks("abcdef", "abXYef"), 6, 6)) == [Hunk(2, 4, 2, 4)]


def test_a_new_function_is_told_from_its_head_to_its_end():
    one = ["def one():", "    go()", "    return 1", ""]
    two = ["def two():", "    go()", "    return 1", ""]
    three = ["def three():", "    go()", "    return 1", ""]

    (change,) = hunks(kept_blocks([*one, *three], [*one, *two, *three]), 8, 12)

    assert change == Hunk(4, 4, 4, 8)


def test_a_line_that_could_be_one_of_two_stays_with_those_before_it():
    old = ["else:", "words = 'first'", "raise Error(words)"]
    new = ["words = 'first'", "raise Error(words)", "", "words = 'second'", "raise Error(words)"]

    assert kept_blocks(old, new) == [Block(1, 0, 2)]


def test_of_equal_lines_in_a_rewritten_place_the_first_stays():
    old = ["if plain:", "    a = 1", "else:", "    b = 2", "if framed:", "    c = 3", "else:", "    d = 4"]
    new = ["match kind:", "    first()", "    second()", "else:", "    third()", "    fourth()"]

    assert kept_blocks(old, new) == [Block(2, 3, 1)]


def test_where_little_is_equal_two_brackets_in_a_row_are_no_more_than_three_lines_in_order():
    old = ["first", "second", "third", *(f"old {n}" for n in range(20)), "}", "}"]
    new = ["}", "}", *(f"new {n}" for n in range(20)), *["first"] * 2, *["second"] * 2, *["third"] * 2, "the end"]

    assert [old[block.old] for block in kept_blocks(old, new)] == ["first", "second", "third"]


@pytest.mark.parametrize("letters", ["ab", "abcdefgh"])
def test_long_files_of_few_different_lines_end_too(letters):
    chance = random.Random(7)
    old, new = chance.choices(letters, k=20_000), chance.choices(letters, k=20_000)

    blocks = kept_blocks(old, new)

    assert blocks
    assert all(old[b.old : b.old + b.lines] == new[b.new : b.new + b.lines] for b in blocks)


@pytest.mark.parametrize("kinds", [2, 100])
def test_a_long_file_of_few_different_lines_is_compared_by_its_runs(kinds):
    old = random.Random(7).choices([f"row {n}" for n in range(kinds)], k=20_000)
    new = [line for at, line in enumerate(old) if at % 20]

    assert sum(block.lines for block in kept_blocks(old, new)) >= 0.98 * len(new)
