"""Whoever scripts gets the same plan, the same errors, and a status to go by."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from growtogether_desktop.headless import terminal
from growtogether_desktop.headless.pair import main as pair
from growtogether_desktop.headless.verify import main as verify
from growtogether_desktop.pairing.plans.file import read_pairs

ROOT = Path(__file__).parents[2]


def ask(files, *more):
    return pair([str(files / "mentees.csv"), str(files / "mentors.csv"), "-o", str(files / "plan.json"), *more])


@pytest.mark.parametrize("policy", ["floor", "most", "sum", "leximin"])
def test_a_plan_is_written_and_proven(files, capsys, policy):
    status = ask(files, "--policy", policy)

    assert status == 0
    assert "2 of 2 mentees have a mentor" in capsys.readouterr().out
    assert verify([str(files / "plan.json")]) == 0
    assert capsys.readouterr().out.startswith("Proven: no plan")


def test_people_have_names_in_the_plan_only_when_asked_for(files):
    ask(files)
    quiet = (files / "plan.json").read_text("utf-8")
    ask(files, "--names")
    told = (files / "plan.json").read_text("utf-8")

    assert "Malika" not in quiet
    assert "malika@example.org" not in told
    assert "Malika" in told


def test_every_wrong_row_of_both_files_is_told_with_its_line(files, capsys):
    (files / "mentees.csv").write_text("name,wants,level\nAli,Go,9\n,Rust,2\n", encoding="utf-8")
    (files / "mentors.csv").write_text("name,skills,capacity\nMalika,,many\n", encoding="utf-8")

    status = ask(files)

    *told, last = capsys.readouterr().err.splitlines()
    assert status == 3
    assert last == "4 things are to be mended."
    assert [line.partition(".csv:")[2].partition(" ")[0] for line in told] == ["2:", "3:", "2:", "2:"]
    assert told[0].startswith(f"{files / 'mentees.csv'}:2: level: “9” is outside 1 to 5.")
    assert not (files / "plan.json").exists()


def test_what_contradicts_itself_is_told(files, capsys):
    (files / "mentors.csv").write_text("name,skills,capacity\nMalika,Go,0\n", encoding="utf-8")

    assert ask(files) == 3
    assert capsys.readouterr().err.startswith("No mentor has a seat.")


def test_the_terminal_s_language_is_spoken(files, capsys, monkeypatch):
    (files / "mentors.csv").write_text("name,skills,capacity\nMalika,Go,0\n", encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")

    ask(files)

    assert "Ни у одного наставника" in capsys.readouterr().err


def test_a_plan_is_changed_as_little_as_may_be(files, capsys):
    ask(files)
    (files / "first.json").write_bytes((files / "plan.json").read_bytes())
    with (files / "mentees.csv").open("a", encoding="utf-8") as roster:
        roster.write("Guli,guli@example.org,Go,uz\n")
    with (files / "mentors.csv").open("a", encoding="utf-8") as roster:
        roster.write("Nodira,nodira@example.org,COBOL,1,uz\n")
    capsys.readouterr()

    status = ask(files, "--previous", str(files / "first.json"))

    assert status == 0
    assert "0 mentees change mentor." in capsys.readouterr().out
    before, after = (read_pairs((files / name).read_bytes()) for name in ("first.json", "plan.json"))
    assert before.items() <= after.items()


def test_weights_count(files):
    ask(files, "--weights", "goal=0,stack=10,gap=0,availability=0,language=0,past=0")

    assert json.loads((files / "plan.json").read_text("utf-8"))["rules"]["weights"]["stack"] == 10


@pytest.mark.parametrize(
    "weights", ["goal", "goal=x", "fame=3", "goal=-1", "goal=0,stack=0,gap=0,availability=0,language=0,past=0"]
)
def test_weights_that_are_none_are_refused(files, weights):
    with pytest.raises(SystemExit) as ended:
        ask(files, "--weights", weights)

    assert ended.value.code == 2


@pytest.mark.parametrize(("name", "begins"), [("out.csv", b"\xef\xbb\xbf"), ("out.xlsx", b"PK")])
def test_a_report_is_written_beside(files, name, begins):
    ask(files, "--report", str(files / name))

    assert (files / name).read_bytes().startswith(begins)


def test_a_place_that_cannot_be_written_is_told(files, capsys):
    status = pair([str(files / "mentees.csv"), str(files / "mentors.csv"), "-o", str(files / "no" / "plan.json")])

    assert status == 3
    assert "cannot be written" in capsys.readouterr().err


def test_two_runs_on_shuffled_rows_write_the_same_plan(files):
    ask(files)
    first = (files / "plan.json").read_bytes()
    header, *rows = (files / "mentees.csv").read_text("utf-8").splitlines()
    (files / "mentees.csv").write_text("\n".join((header, *reversed(rows))), encoding="utf-8")

    ask(files)

    assert (files / "plan.json").read_bytes() == first


def test_ctrl_c_ends_it_with_the_status_shells_expect(capsys):
    def interrupted(arguments):
        raise KeyboardInterrupt

    assert terminal.run(interrupted, []) == 130
    assert "Nothing was written" in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_bar_is_for_those_who_look():
    looked_at, piped = Terminal(), io.StringIO()
    for stream in (looked_at, piped):
        bar = terminal.bar(stream)
        bar(0.5)
        bar(1.0)

    assert "50 %" in looked_at.getvalue()
    assert looked_at.getvalue().endswith("\r\x1b[K")
    assert piped.getvalue() == ""


@pytest.mark.parametrize(("command", "heavy"), [("pair", ["PySide6"]), ("verify", ["PySide6", "numpy", "scipy"])])
def test_a_command_loads_no_more_than_it_needs(files, command, heavy):
    ask(files)
    more = ["mentees.csv", "mentors.csv", "-o", "again.json"] if command == "pair" else ["plan.json"]
    code = (
        f"import sys; from growtogether_desktop.__main__ import main; status = main({[command, *more]!r});"
        f"print([name for name in {heavy!r} if name in sys.modules], status)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=files,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines()[-1] == "[] 0"


@pytest.mark.parametrize("policy", ["floor", "leximin"])
@pytest.mark.parametrize("keep", ["fewest", "1000"])
def test_a_kept_pair_counts_whatever_the_policy_and_it_is_told_why(files, capsys, policy, keep):
    ask(files)
    told = json.loads((files / "plan.json").read_text("utf-8"))
    told["assigned"] = told["assigned"][::-1]  # everybody with the other mentor
    (files / "first.json").write_text(json.dumps(told), encoding="utf-8")
    capsys.readouterr()

    ask(files, "--previous", str(files / "first.json"), "--keep", keep, "--policy", policy)

    said = capsys.readouterr().out
    assert "0 mentees change mentor." in said
    assert "raising the lowest fit would change pairs" in said
