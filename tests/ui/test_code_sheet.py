"""Rows of two versions: what each says, and where a line is found again."""

from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.sourcecode.comparison import compare, side_by_side, unified
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.ui.code_sheet import DiffSheet, Ground, Sheet, Side, Source

OLD = ["import os", "", "total = 0", *(f"line {n}" for n in range(20)), "gone"]
NEW = ["import os", "", "total = 0.0", *(f"line {n}" for n in range(20))]
LINES = st.lists(st.sampled_from(["a = 1", "b = 2", "c(a, b)", "c(a, d)", ""]), max_size=20)


def text(lines: list[str]) -> Text:
    return read_text("".join(f"{line}\n" for line in lines).encode())


def sheet(old: list[str], new: list[str], side: Side) -> DiffSheet:
    comparison = compare(text(old), text(new))
    return DiffSheet(comparison, (unified if side is Side.BOTH else side_by_side)(comparison), side)


def told(sheet: DiffSheet) -> list[tuple[Ground, tuple[int, ...], str]]:
    rows = range(1, len(sheet.lines) + 1)
    return [(sheet.row(at).ground, sheet.row(at).numbers, sheet.lines[at - 1]) for at in rows]


def test_in_one_column_what_was_removed_stands_above_what_was_added():
    assert told(sheet(OLD, NEW, Side.BOTH)) == [
        (Ground.PLAIN, (1, 1), "import os"),
        (Ground.PLAIN, (2, 2), ""),
        (Ground.REMOVED, (3, 0), "total = 0"),
        (Ground.ADDED, (0, 3), "total = 0.0"),
        (Ground.PLAIN, (4, 4), "line 0"),
        (Ground.PLAIN, (5, 5), "line 1"),
        (Ground.PLAIN, (6, 6), "line 2"),
        (Ground.FOLDED, (0, 0), ""),
        (Ground.PLAIN, (21, 21), "line 17"),
        (Ground.PLAIN, (22, 22), "line 18"),
        (Ground.PLAIN, (23, 23), "line 19"),
        (Ground.REMOVED, (24, 0), "gone"),
    ]


def test_side_by_side_both_have_as_many_rows_and_nothing_where_they_have_no_line():
    old, new = sheet(OLD, NEW, Side.OLD), sheet(OLD, NEW, Side.NEW)

    assert len(old.lines) == len(new.lines)
    assert (told(old)[-1], told(new)[-1]) == ((Ground.REMOVED, (24,), "gone"), (Ground.NOTHING, (0,), ""))
    assert (told(old)[2], told(new)[2]) == ((Ground.REMOVED, (3,), "total = 0"), (Ground.ADDED, (3,), "total = 0.0"))


def test_the_row_of_a_folded_line_stands_for_it_and_tells_what_to_show():
    rows = sheet(OLD, NEW, Side.BOTH)

    assert rows.row_of(12) == 8
    assert (rows.row(8).folded, rows.window(8), rows.window(7)) == (14, (6, 20), None)
    assert rows.source(8) is None


def test_moved_lines_name_their_other_place():
    block = ["def receipt(order):", "    return order.id"]
    rows = sheet([*block, *OLD], [*OLD, *block], Side.BOTH)

    away = [(at, rows.row(at).moved) for at in range(1, len(rows.lines) + 1) if rows.row(at).moved]
    assert away == [(1, 25), (2, 26), (len(rows.lines) - 1, 1), (len(rows.lines), 2)]


@given(LINES, LINES, st.sampled_from(Side))
def test_every_new_line_is_found_in_the_row_that_says_it(old, new, side):
    rows = sheet(old, new, side)

    for line in range(1, len(new) + 1):
        row = rows.row_of(line)
        assert rows.window(row) is not None or rows.line_of(row) == line
        if side is not Side.OLD and rows.window(row) is None:
            assert rows.source(row) == Source(old=False, line=line)
            assert rows.lines[row - 1] == new[line - 1]


@given(LINES, LINES, st.sampled_from(Side), st.booleans())
def test_what_is_shown_of_some_lines_stands_among_the_rows_that_are_named(old, new, side, before):
    rows = sheet(old, new, side)

    for at in range(1, len(rows.lines) + 1):
        source = rows.source(at)
        if source is not None and source.old is before:
            assert at in rows.rows_of(source.line, source.line, before)
            assert at in rows.rows_of(max(source.line - 2, 1), source.line + 2, before)


def test_a_text_alone_has_a_row_for_every_line():
    rows = Sheet(text(NEW))

    assert (rows.row_of(7), rows.line_of(7), rows.lines[6], rows.changes()) == (7, 7, "line 3", ())
