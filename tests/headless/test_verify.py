"""A plan is checked by its file alone, and the status says what came of it."""

import json

import pytest

from growtogether_desktop.headless.pair import main as pair
from growtogether_desktop.headless.verify import main as verify


@pytest.fixture
def plan(files):
    pair([str(files / "mentees.csv"), str(files / "mentors.csv"), "-o", str(files / "plan.json"), "--names"])
    return files / "plan.json"


def changed(plan, **more):
    told = json.loads(plan.read_text("utf-8"))
    plan.write_text(json.dumps({**told, **more}), encoding="utf-8")


def test_what_is_wrong_is_told_in_names(plan, capsys):
    told = json.loads(plan.read_text("utf-8"))
    changed(plan, assigned=[0, 0])
    capsys.readouterr()

    status = verify([str(plan)])

    said = capsys.readouterr().out
    assert status == 1
    assert said.startswith("The file was changed after it was written: “assigned”.")
    assert f"{told['mentors'][0]['name']} has more mentees (2) than seats (1)." in said
    assert "The file says 2 pairs" in said


def test_another_format_is_refused(plan, capsys):
    changed(plan, version=3)

    assert verify([str(plan)]) == 3
    assert "another version" in capsys.readouterr().err


@pytest.mark.parametrize("damaged", [b"", b"{}", b"[1]", b"\xff", b'{"format": "grow-together-plan", "version": 2}'])
def test_what_is_no_plan_is_refused(tmp_path, capsys, damaged):
    (tmp_path / "plan.json").write_bytes(damaged)

    assert verify([str(tmp_path / "plan.json")]) == 3
    assert "not a plan of Grow-Together" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert verify([str(tmp_path / "plan.json")]) == 3
    assert "cannot be opened" in capsys.readouterr().err
