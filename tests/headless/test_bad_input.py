"""Whatever is handed over, one reads what is wrong with it; what was there before stays as it was."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from growtogether_desktop.headless import pair as pairing
from growtogether_desktop.headless.pair import main as pair

ROOT = Path(__file__).parents[2]
MENTEES = "name,email,wants,languages\nAli,ali@example.org,Go,uz\nVali,vali@example.org,Rust,uz\n"
BEFORE = b"what was there before"


def ask(files, *more, mentees="mentees.csv", mentors="mentors.csv", output="plan.json"):
    return pair([str(files / mentees), str(files / mentors), "-o", str(files / output), *more])


@pytest.fixture
def kept(files):
    """The files as they were, and a plan from before."""
    (files / "plan.json").write_bytes(BEFORE)
    return {path: path.read_bytes() for path in files.iterdir()}


def as_they_were(files):
    return {path: path.read_bytes() for path in files.iterdir() if path.is_file()}


UNREADABLE = {
    "nothing there": (None, "“new.csv” cannot be opened: there is no such file or folder."),
    "a folder": ("folder", "“new.csv” cannot be opened: it is a folder."),
    "empty": (b"", "new.csv: The file is empty."),
    "only titles": (b"name,wants\n", "new.csv: There is no mentee in this file."),
    "a delimiter nobody uses": (
        MENTEES.replace(",", ":").encode(),
        "new.csv: No column of the file is the one for: Name.",
    ),
    "no column of names": (b"who,wants\nAli,Go\n", "new.csv: No column of the file is the one for: Name."),
    "no letters": (bytes(range(256)) * 9, "new.csv: The letters in this file cannot be read."),
    "an open quotation mark": (b'name,wants\n"Ali,Go\nVali,Rust\n', "new.csv: A quotation mark that opens"),
    "an e-mail twice": (
        b"name,email,wants\nAli,a@example.org,Go\nVali,a@example.org,Go\n",
        "new.csv:3: email: “a@example.org” is already in line 2.",
    ),
    "a number twice": (b"id,name,wants\n7,Ali,Go\n7,Vali,Go\n", "new.csv:3: id: “7” is already in line 2."),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_roster_that_is_none_is_told_with_its_name_and_changes_nothing(files, kept, capsys, name):
    content, said = UNREADABLE[name]
    if content == "folder":
        (files / "new.csv").mkdir()
    elif content is not None:
        (files / "new.csv").write_bytes(content)
        kept[files / "new.csv"] = content

    status = ask(files, mentees="new.csv")

    assert status == 3
    assert said in capsys.readouterr().err
    assert as_they_were(files) == kept


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_roster_in_another_encoding_is_read(files, encoding):
    (files / "mentees.csv").write_bytes(MENTEES.replace("Ali", "Али").encode(encoding))

    assert ask(files, "--names") == 0
    assert "Али" in (files / "plan.json").read_text("utf-8")


def test_a_file_without_mentors_is_told(files, capsys):
    (files / "mentors.csv").write_text("name,skills\n", encoding="utf-8")

    assert ask(files) == 3
    assert "mentors.csv: There is no mentor in this file." in capsys.readouterr().err


def test_what_is_wrong_with_both_files_is_told_at_once(files, capsys):
    assert ask(files, mentees="no.csv", mentors="none.csv") == 3

    told = capsys.readouterr().err
    assert "“no.csv” cannot be opened" in told
    assert "“none.csv” cannot be opened" in told


def test_ten_thousand_wrong_rows_are_all_told(files, capsys):
    rows = "".join(f"N{n},Go,9\n" for n in range(10_000))
    (files / "mentees.csv").write_text(f"name,wants,level\n{rows}", encoding="utf-8")

    status = ask(files)

    *told, last = capsys.readouterr().err.splitlines()
    assert status == 3
    assert len(told) == 10_000
    assert last == "10000 things are to be mended."


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("folder", "folder” cannot be written: it is a folder."),
        ("none/plan.json", "plan.json” cannot be written: there is no such file or folder."),
        ("mentees.csv", "“mentees.csv” is a roster and is not written over."),
        ("link.csv", "“link.csv” is a roster and is not written over."),
    ],
)
def test_where_nothing_can_be_written_nothing_is(files, kept, capsys, output, said):
    (files / "folder").mkdir()
    (files / "link.csv").symlink_to(files / "mentors.csv")

    status = ask(files, output=output)

    assert status == 3
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in kept} == kept
    assert {path.name for path in files.iterdir()} == {path.name for path in kept} | {"folder", "link.csv"}


def test_neither_file_is_written_when_one_of_them_cannot_be(files, kept, capsys):
    status = ask(files, "--report", str(files / "none" / "report.csv"))

    assert status == 3
    assert "report.csv” cannot be written" in capsys.readouterr().err
    assert as_they_were(files) == kept


@pytest.mark.parametrize("taken", ["mentees.csv", "plan.csv"])
def test_a_report_takes_nobody_s_place(files, capsys, taken):
    status = ask(files, "--report", str(files / taken), output="plan.csv")

    assert status == 3
    assert "Name another file." in capsys.readouterr().err
    assert not (files / "plan.csv").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where the system has such a device")
def test_a_full_device_is_told_and_stays_a_device(files, capsys):
    status = pair([str(files / "mentees.csv"), str(files / "mentors.csv"), "-o", "/dev/full"])

    assert status == 3
    assert "“/dev/full” cannot be written: the disk is full." in capsys.readouterr().err
    assert Path("/dev/full").is_char_device()


def started(files, *arguments, **more):
    return subprocess.Popen(
        [sys.executable, "-m", "growtogether_desktop", "pair", *arguments],
        cwd=files,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def test_a_disk_that_is_full_midway_leaves_the_plan_that_was_there(files, kept):
    resource = pytest.importorskip("resource")

    def small_disk():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    running = started(files, "mentees.csv", "mentors.csv", "-o", "plan.json", preexec_fn=small_disk)
    _out, said = running.communicate()

    assert running.returncode == 3
    assert "plan.json” cannot be written" in said
    assert as_they_were(files) == kept


def test_ctrl_c_midway_leaves_everything_as_it_was(files, kept):
    os.mkfifo(files / "slow.csv")

    running = started(files, "slow.csv", "mentors.csv", "-o", "plan.json")
    with (files / "slow.csv").open("w", encoding="utf-8"):  # there is a reader now, and it waits
        running.send_signal(signal.SIGINT)
        _out, said = running.communicate()

    assert running.returncode == 130
    assert said == "Cancelled. Nothing was written.\n"
    assert as_they_were(files) == kept


def test_ctrl_c_between_two_files_leaves_no_half_of_one(files, kept, monkeypatch, capsys):
    def interrupted(plan):
        raise KeyboardInterrupt

    monkeypatch.setattr(pairing, "lines_csv", interrupted)

    status = ask(files, "--report", str(files / "report.csv"))

    assert status == 130
    assert "Nothing was written." in capsys.readouterr().err
    assert as_they_were(files) == kept


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--policy", "best"], "invalid choice: 'best' (choose from 'floor', 'most', 'sum', 'leximin')"),
        (["--keep", "3"], "--keep says something only beside --previous"),
        (["--previous", "p.json", "--keep", "many"], "“many” is neither fewest nor points from 0 to 1000"),
        (["--week", "tomorrow"], "“tomorrow” is not a date such as 2026-01-05"),
        (["--weights", "fame=3"], "“fame=3” is not a weight from 0 to 100 such as goal=35"),
        (["--weights", "goal=101"], "“goal=101” is not a weight from 0 to 100"),
        (["--report", "plan.pdf"], "“plan.pdf” ends neither in .csv nor in .xlsx"),
        (["--wishes"], "unrecognized arguments: --wishes"),
    ],
)
def test_a_command_line_that_makes_no_sense_is_told(files, kept, capsys, flags, said):
    with pytest.raises(SystemExit) as ended:
        ask(files, *flags)

    assert ended.value.code == 2
    assert said in capsys.readouterr().err
    assert as_they_were(files) == kept


def test_the_command_line_speaks_the_person_s_language_too(files, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)

    with pytest.raises(SystemExit):
        ask(files, "--policy", "best")
    assert "ошибка: аргумент --policy: такого выбора нет: 'best'" in capsys.readouterr().err

    assert ask(files, mentees="no.csv") == 3
    assert "такого файла или папки нет" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"format": "grow-together-plan"}', b"[" * 100_000])
def test_an_earlier_plan_that_is_none_is_told(files, kept, capsys, content):
    (files / "before.json").write_bytes(content)

    status = ask(files, "--previous", str(files / "before.json"))

    assert status == 3
    assert "“before.json” is not a plan of Grow-Together." in capsys.readouterr().err
    assert (files / "plan.json").read_bytes() == BEFORE


def test_a_name_cannot_steer_the_terminal(files, capsys):
    (files / "before.json").write_bytes(b"")

    ask(files, mentees="no\x1b[2Jsuch.csv")

    assert "\x1b" not in capsys.readouterr().err


def test_a_plan_keeps_the_rights_of_the_one_it_replaces(files, kept):
    (files / "plan.json").chmod(0o600)

    assert ask(files) == 0
    assert (files / "plan.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("language", "said"),
    [("uz", "Bu faylda shogird yoʻq."), ("ru", "В этом файле нет ни одного подопечного.")],
)
def test_what_is_wrong_is_told_in_the_language_of_the_terminal(files, capsys, monkeypatch, language, said):
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    (files / "new.csv").write_text("name,wants\n", encoding="utf-8")

    ask(files, mentees="new.csv")

    assert said in capsys.readouterr().err


def test_who_cannot_find_a_file_is_not_told_to_close_it(files, capsys):
    ask(files, mentees="none.csv", mentors=".")

    nowhere, folder, _count = capsys.readouterr().err.splitlines()
    assert nowhere.endswith("Look at how it is spelled, and in which folder it is.")
    assert folder.endswith("it is a folder. Name a file in it.")
