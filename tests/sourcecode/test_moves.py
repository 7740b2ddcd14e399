"""Blocks that stand elsewhere now."""

from growtogether_desktop.sourcecode.diff import hunks, kept_blocks
from growtogether_desktop.sourcecode.moves import Move, moves

BLOCK = ["def receipt(order):", "    return order.id"]
REST = [f"line {n}" for n in range(12)]


def moved(old, new):
    return moves(old, new, tuple(hunks(kept_blocks(old, new), len(old), len(new))))


def test_a_block_that_stands_elsewhere_has_moved():
    assert moved([*BLOCK, *REST], [*REST, *BLOCK]) == (Move(0, 12, 2),)


def test_its_indent_may_have_changed_on_the_way():
    inside = ["    " + line for line in BLOCK]

    assert moved([*BLOCK, *REST], [*REST, *inside]) == (Move(0, 12, 2),)


def test_a_short_line_elsewhere_is_chance():
    assert moved(["x = 1", *REST], [*REST, "x = 1"]) == ()


def test_brackets_alone_never_move():
    assert moved([")", "}", "]", *REST], [*REST, ")", "}", "]"]) == ()


def test_a_copy_is_no_move():
    assert moved([*BLOCK, *REST], [*BLOCK, *REST, *BLOCK]) == ()


def test_no_line_moves_twice():
    assert moved([*BLOCK, *REST], [*REST, *BLOCK, "between", *BLOCK]) == (Move(0, 12, 2),)
