"""Two versions in rows: nothing is lost, nothing is told twice."""

from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.sourcecode.comparison import Kind, Run, compare, side_by_side, unified
from growtogether_desktop.sourcecode.text import read_text

LINES = st.lists(st.sampled_from(["a = 1", "b = 2", "  b = 2", "c(a, b)", "c(a, d)", ""]), max_size=30)
WINDOWS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3)


def text(lines):
    return read_text("".join(f"{line}\n" for line in lines).encode())


def old_lines(runs):
    return [at for run in runs if run.kind is not Kind.ADDED for at in range(run.old, run.old + run.lines)]


def new_lines(runs):
    return [at for run in runs if run.kind is not Kind.REMOVED for at in range(run.new, run.new + run.lines)]


@given(LINES, LINES, WINDOWS, st.booleans())
def test_every_line_of_both_versions_stands_in_one_row_in_order(old, new, windows, blanks):
    comparison = compare(text(old), text(new), blanks)

    for layout in (unified(comparison), side_by_side(comparison)):
        runs = layout.opened(windows).runs
        assert old_lines(runs) == list(range(len(old)))
        assert new_lines(runs) == list(range(len(new)))


@given(LINES, LINES, WINDOWS)
def test_what_is_asked_for_is_never_folded_away(old, new, windows):
    runs = unified(compare(text(old), text(new))).opened(windows).runs

    folded = {at for run in runs if run.kind is Kind.FOLDED for at in range(run.new, run.new + run.lines)}
    assert folded.isdisjoint({at for first, end in windows for at in range(first, end)})


@given(LINES, LINES, st.booleans())
def test_the_whole_is_what_stays_when_every_fold_is_opened(old, new, beside):
    comparison = compare(text(old), text(new))

    whole = comparison.whole(beside)

    every = comparison.layout(beside).opened([(0, len(new))])
    assert (whole.runs, whole.starts, whole.news) == (every.runs, every.starts, every.news)
    assert all(run.kind is not Kind.FOLDED for run in whole.runs)


def test_unchanged_lines_far_from_changes_are_one_row():
    old = [f"line {n}" for n in range(30)]
    new = [*old[:20], "other", *old[21:]]

    runs = unified(compare(text(old), text(new))).runs

    assert [(run.kind, run.rows) for run in runs] == [
        (Kind.FOLDED, 1),
        (Kind.KEPT, 3),
        (Kind.REMOVED, 1),
        (Kind.ADDED, 1),
        (Kind.KEPT, 3),
        (Kind.FOLDED, 1),
    ]


def test_a_file_without_changes_is_shown_whole():
    lines = [f"line {n}" for n in range(30)]

    assert unified(compare(text(lines), text(lines))).runs == (Run(Kind.KEPT, 0, 0, 30),)


def test_an_edited_line_stands_beside_what_became_of_it():
    old = ["total = 0", "for item in cart:"]
    new = ["import asyncio", "total = 0.0", "for item in cart:"]

    runs = side_by_side(compare(text(old), text(new))).runs

    assert runs == (Run(Kind.ADDED, 0, 0, 1), Run(Kind.REPLACED, 0, 1, 1), Run(Kind.KEPT, 1, 2, 1))


def test_words_are_told_by_line():
    comparison = compare(text(["x", "create(cart)"]), text(["x", "create(cart, total)"]))

    assert comparison.come_words == {1: ((11, 18),)}
    assert (comparison.added, comparison.removed) == (1, 1)


def test_spaces_do_not_count_when_nobody_wants_them_to():
    old, new = text(["if a:", "b = 2"]), text(["if a:", "    b  = 2"])

    assert compare(old, new).changes
    assert compare(old, new, blanks=False).changes == ()
