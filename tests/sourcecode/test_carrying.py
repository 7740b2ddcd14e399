"""Remarks go with their code into the next version, or say that it is gone."""

import json
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.sourcecode.anchors import Certainty, Placed, anchor_at
from growtogether_desktop.sourcecode.carrying import Carrier
from growtogether_desktop.sourcecode.text import read_text

CASES = Path(__file__).parents[3] / "shared" / "data" / "review" / "anchor_dev"

CODE = """\
def total(cart):
    sum = 0
    for item in cart:
        sum += item.price
    return sum


def count(cart):
    number = 0
    for item in cart:
        number += 1
    return number
"""


REAL = list(dict.fromkeys(Path(shlex.__file__).read_text(encoding="utf-8").splitlines()))[:120]
"""Lines of real code; of those that occur twice the first."""
INSERTED = ("§ 1 ÷ 2 × 3 ≠ 4", "¿ ŵ ŷ ẃ ?", "«ўғқҳ»")
"""Like nothing in it."""

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "reword", "indent", "move"]), st.integers(0, 119), st.integers(2, 9)
    ),
    max_size=8,
)


def grown(edits):
    """What became of the lines: (old line or None, words) of each new one, in order."""
    lines = list(enumerate(REAL))
    for edit, at, size in edits:
        at %= len(lines)
        block = lines[at : at + size]
        match edit:
            case "insert":
                lines[at:at] = [(None, f"{INSERTED[by % 3]} {at}") for by in range(size)]
            case "delete":
                del lines[at : at + size]
            case "reword":
                lines[at] = (lines[at][0], lines[at][1] + "  # §")
            case "indent":
                lines[at : at + size] = [(old, f"    {words}") for old, words in block]
            case "move":
                del lines[at : at + size]
                lines[at // 2 : at // 2] = block
    return lines


def text(words):
    return read_text(words.encode())


def carried(first, last, changed, original=CODE):
    """Where a remark on lines `first` to `last` goes when the code becomes `changed`."""
    old = text(original)
    return Carrier(old, text(changed)).place(anchor_at("shop.py", old, first, last))


def test_in_the_same_file_everything_is_where_it_was():
    assert carried(3, 4, CODE) == Placed(3, 4, Certainty.EXACT)


def test_lines_that_were_pushed_down_are_exactly_known():
    assert carried(4, 5, "import math\n\n\n" + CODE) == Placed(7, 8, Certainty.EXACT)


def test_lines_that_were_taken_elsewhere_have_moved():
    total, count = CODE.split("\n\n\n")

    placed = carried(1, 5, count + "\n\n" + total + "\n")

    assert placed == Placed(8, 12, Certainty.MOVED)


def test_a_line_that_was_reworded_is_edited():
    changed = CODE.replace("number += 1", "number += one")

    assert carried(11, 11, changed) == Placed(11, 11, Certainty.EDITED)


def test_lines_that_were_indented_are_the_same_place():
    changed = CODE.replace(
        "    for item in cart:\n        sum +=", "    if cart:\n      for item in cart:\n          sum +="
    )

    assert carried(3, 4, changed) == Placed(4, 5, Certainty.EDITED)


def test_what_was_deleted_is_gone_and_shown_where_it_was():
    changed = CODE.replace("        sum += item.price\n", "")

    assert carried(4, 4, changed) == Placed(4, 4, Certainty.GONE)


def test_what_was_replaced_by_something_else_is_gone():
    changed = CODE.replace("        number += 1\n", "        print('nothing alike')\n")

    assert carried(11, 11, changed).certainty is Certainty.GONE


def test_a_bracket_that_stays_does_not_hold_a_remark_whose_code_went():
    original = "f(\n    one,\n)\ng()\n"

    assert carried(2, 3, "f(\n)\ng()\n", original).certainty is Certainty.GONE


def test_a_remark_of_which_half_went_stays_with_the_rest():
    changed = CODE.replace("    sum = 0\n", "")

    assert carried(2, 4, changed) == Placed(2, 3, Certainty.EDITED)


def test_of_lines_that_went_different_ways_the_larger_part_counts():
    original = "\n".join(f"line number {at} of many" for at in range(60)) + "\n"
    lines = original.splitlines()
    changed = "\n".join([*lines[:10], *lines[12:50], *lines[10:12], *lines[50:]]) + "\n"

    placed = carried(9, 12, changed, original)

    assert placed.last - placed.first < 30
    assert placed.certainty is not Certainty.EXACT


def test_a_place_that_may_be_another_of_the_same_words_is_unsure():
    original = "a()\nstep('one of several')\nb()\n"
    changed = "x()\nstep('one of several')\ny()\nz()\nstep('one of several')\nw()\n"

    assert carried(2, 2, changed, original).certainty is Certainty.UNSURE


def test_a_neighbour_that_stayed_tells_which_of_the_same_words_is_meant():
    original = "before()\nstep('one of several')\nafter()\n"
    changed = "step('one of several')\nx()\nbefore()\nstep('one of several')\ny()\n"

    assert carried(2, 2, changed, original) == Placed(4, 4, Certainty.EXACT)


@given(EDITS, st.integers(0, len(REAL) - 1))
def test_a_line_is_followed_through_any_edits_and_never_surely_taken_for_another(edits, line):
    lines = grown(edits)
    truth = [at for at, (old, _) in enumerate(lines, 1) if old == line]
    old = text("\n".join(REAL))

    placed = Carrier(old, text("\n".join(words for _, words in lines))).place(anchor_at("x", old, line + 1, line + 1))

    if placed.certainty not in (Certainty.GONE, Certainty.UNSURE):
        assert [placed.first, placed.last] == truth * 2
    if placed.certainty in (Certainty.EXACT, Certainty.MOVED):
        assert lines[placed.first - 1][1].split() == REAL[line].split()


def test_a_long_line_that_stands_elsewhere_word_for_word_has_moved_there():
    setting = "highlight (bool, optional): Enable highlighting. Defaults to True."
    original = f"class Console:\n    pass\n\n\ndef render():\n    {setting}\n"
    changed = f"class Console:\n    {setting}\n    pass\n\n\ndef render():\n    go()\n"

    assert carried(6, 6, changed, original) == Placed(2, 2, Certainty.MOVED)


def test_a_short_line_that_stands_elsewhere_has_not_moved_there():
    original = "class Console:\n    width = 80\n\n\ndef render():\n    draw(frame)\n"
    changed = "class Console:\n    pass\n\n\ndef render():\n    draw(frame)\n\n\nclass Page:\n    width = 80\n"

    assert carried(2, 2, changed, original).certainty is Certainty.GONE


def test_the_punctuation_of_a_line_does_not_make_it_long_enough_to_have_moved():
    rule = "#: ------------------------------ helpers ------------------------------"
    original = f"{rule}\nfirst = 1\nsecond = 2\n"
    changed = f"first = 1\nsecond = 2\n{rule}\n"

    assert carried(1, 1, changed, original).certainty is Certainty.GONE


def test_a_short_word_that_stays_does_not_hold_a_remark_whose_code_went():
    original = (
        "def listen(host):\n    try:\n        return server(host, backlog=512)\n    except OSError:\n        raise\n"
    )
    changed = original.replace(
        "        return server(host, backlog=512)\n", "        bind(host)\n        listening()\n"
    )

    assert carried(2, 3, changed, original).certainty is Certainty.GONE


def test_a_short_line_holds_a_remark_that_is_on_nothing_else():
    changed = CODE.replace("    sum = 0\n", "    sum = 1\n")

    assert carried(2, 2, changed).certainty is Certainty.EDITED
    assert carried(2, 2, "start()\nif x:\n    go()\n", "start()\nif y:\n    go()\n").certainty is Certainty.EDITED


def test_code_that_was_wrapped_and_edited_is_found_line_by_line():
    original = "def load(path):\n    file = open(path)\n    rows = read_rows(file)\n    report(rows)\n    return rows\n"
    changed = """\
def load(path):
    try:
        file = open(path)
        rows = read_rows(file, strict=True)
        report(rows)
        return rows
    except OSError:
        return []
"""

    assert carried(2, 5, changed, original) == Placed(3, 6, Certainty.EDITED)
    assert carried(3, 3, changed, original) == Placed(4, 4, Certainty.EDITED)


def test_a_remark_on_the_whole_file_stays_with_it():
    assert carried(0, 0, "nothing left\n") == Placed(0, 0, Certainty.EXACT)


@pytest.mark.parametrize("changed", ["", "\n", "\n\n\n"])
def test_in_an_empty_file_everything_is_gone(changed):
    placed = carried(3, 4, changed)

    assert placed.certainty is Certainty.GONE
    assert placed.first >= 1


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
def test_on_real_histories_nine_of_ten_remarks_find_their_exact_lines_and_none_is_sure_of_the_wrong_ones():
    exact = false = sure_and_wrong = 0
    cases = json.loads((CASES / "cases_dev.json").read_text(encoding="utf-8"))
    for case in cases:  # lines are counted from 0 there
        old, new = (read_text((CASES / "files" / case[name]).read_bytes()) for name in ("old_file", "new_file"))
        first, last = (line + 1 for line in case["range_old"])
        placed = Carrier(old, new).place(anchor_at("x", old, first, last))
        truth = case["truth"]["range"] and tuple(line + 1 for line in case["truth"]["range"])
        found = None if placed.certainty is Certainty.GONE else (placed.first, placed.last)
        exact += found == truth
        false += truth is None and found is not None
        apart = truth and found and (found[1] < truth[0] or truth[1] < found[0])
        sure_and_wrong += bool((apart or (truth is None and found)) and placed.certainty is not Certainty.UNSURE)

    assert exact / len(cases) > 0.95
    assert false <= 2
    assert sure_and_wrong == 0
