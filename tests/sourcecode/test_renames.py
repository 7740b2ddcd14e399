"""Which file of one work is which of another."""

from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.sourcecode.renames import Became, pair_by_lines, pair_files, share
from growtogether_desktop.sourcecode.text import read_text

CALCULATOR = "def add(a, b):\n    return a + b\n\n\ndef sub(a, b):\n    return a - b\n"
POEM = "Roses are red\nViolets are blue\n"
PATHS = st.sampled_from(["a.py", "b.py", "src/a.py", "src/b.py"])
CONTENTS = st.sampled_from(["", CALCULATOR, CALCULATOR + "x = 1\n", POEM, POEM + CALCULATOR])


def text(content):
    return read_text(content.encode())


def tree(files):
    return Tree(tuple(TreeFile(path, text(content).sha, len(content)) for path, content in sorted(files.items())))


def texts(*works):
    return {text(content).sha: text(content) for files in works for content in files.values()}


def paired(old, new):
    pairs = pair_by_lines(pair_files(tree(old), tree(new)), texts(old, new))
    return {pair.path: (pair.old.path if pair.old else None, pair.became) for pair in pairs}


def test_a_file_of_the_same_name_is_the_same_file():
    assert paired({"a.py": CALCULATOR, "b.py": POEM}, {"a.py": CALCULATOR, "b.py": CALCULATOR}) == {
        "a.py": ("a.py", Became.SAME),
        "b.py": ("b.py", Became.CHANGED),
    }


def test_a_file_that_was_only_moved_is_known_without_reading_it():
    old, new = tree({"a.py": "", "b.py": ""}), tree({"src/b.py": "", "src/a.py": ""})

    pairs = pair_files(old, new)

    assert [(pair.old.path, pair.new.path) for pair in pairs] == [("a.py", "src/a.py"), ("b.py", "src/b.py")]
    assert {pair.became for pair in pairs} == {Became.RENAMED}


def test_a_renamed_file_is_known_by_half_of_its_lines():
    changed = CALCULATOR.replace("def sub", "def subtract") + "\nprint(add(1, 2))\n"

    assert paired({"calc.py": CALCULATOR, "z.py": POEM}, {"main.py": changed}) == {
        "main.py": ("calc.py", Became.RENAMED),
        "z.py": ("z.py", Became.REMOVED),
    }


def test_a_file_with_few_lines_of_another_is_a_new_one():
    other = CALCULATOR[:15] + "\n".join(f"line {n}" for n in range(20))

    assert paired({"calc.py": CALCULATOR}, {"main.py": other}) == {
        "calc.py": ("calc.py", Became.REMOVED),
        "main.py": (None, Became.ADDED),
    }


def test_the_most_alike_of_two_is_the_renamed_one():
    nearer, farther = CALCULATOR + "x = 1\n", CALCULATOR + "x = 1\ny = 2\nz = 3\n"

    assert paired({"calc.py": CALCULATOR}, {"1.py": farther, "2.py": nearer})["2.py"] == ("calc.py", Became.RENAMED)


def test_files_that_are_not_here_stay_alone():
    pairs = pair_by_lines(pair_files(tree({"a.py": POEM}), tree({"b.py": POEM + POEM})), {})

    assert [pair.became for pair in pairs] == [Became.REMOVED, Became.ADDED]


@given(st.dictionaries(PATHS, CONTENTS), st.dictionaries(PATHS, CONTENTS))
def test_every_file_of_both_works_is_in_one_pair(old, new):
    pairs = pair_by_lines(pair_files(tree(old), tree(new)), texts(old, new))

    assert sorted(pair.old.path for pair in pairs if pair.old) == sorted(old)
    assert sorted(pair.new.path for pair in pairs if pair.new) == sorted(new)
    assert [pair.path for pair in pairs] == sorted(pair.path for pair in pairs)


def test_indent_order_and_blank_lines_make_no_other_file():
    assert share(text("if a:\n    b()\n"), text("\nb()\n\nif a:\n")) == 1
    assert share(text(""), text("")) == 0
