import logging
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from growtogether_desktop.base.logs import start_logging


@pytest.fixture(autouse=True)
def _quiet_afterwards() -> Iterator[None]:
    root = logging.getLogger()
    before, level = tuple(root.handlers), root.level
    yield
    for handler in tuple(root.handlers):
        if handler not in before:
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)


@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Bearer abc123def456",
        'body {"token": "abc123def456"}',
        "passphrase=abc123def456 given",
        "GET /gt_refresh_abc123def456 failed",
        "duplicate key value violates a constraint\nDETAIL:  Key (login)=(abc123def456) already exists.",
    ],
)
def test_a_secret_that_slips_in_is_blotted_out(tmp_path: Path, line: str) -> None:
    path = start_logging(tmp_path)

    logging.getLogger("growtogether_desktop.sync").warning(line)

    assert "abc123def456" not in path.read_text()
    assert "•••" in path.read_text()


def test_nothing_that_is_told_begins_a_record_of_its_own(tmp_path: Path) -> None:
    path = start_logging(tmp_path)
    (file,) = (one for one in logging.getLogger().handlers if isinstance(one, RotatingFileHandler))

    # To this file alone: half a letter is more than the runner of the tests can pass on.
    words = "\r\n2026-01-01T00:00:00.000Z ERROR   forged\x1b[2J\u2028\x85\udcff"
    file.handle(logging.makeLogRecord({"name": "x", "levelname": "WARNING", "msg": "work%s", "args": (words,)}))
    try:
        raise ValueError("one\n2026-01-01 forged")
    except ValueError:
        logging.getLogger("x").exception("a trace")

    lines = path.read_text().split("\n")
    assert [line for line in lines if "forged" in line and not line.startswith("    ")] == []
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", path.read_text())
    assert r"\x1b[2J\u2028\x85\udcff" in path.read_text()


def test_a_line_says_when_it_was_in_utc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tashkent")
    time.tzset()
    path = start_logging(tmp_path)

    before = datetime.now(UTC)
    logging.getLogger("x").warning("now")

    said = datetime.fromisoformat(path.read_text().partition(" ")[0])
    monkeypatch.undo()
    time.tzset()
    assert said.utcoffset() == timedelta(0)
    assert abs(said - before) < timedelta(minutes=1)


def test_ids_stay_readable(tmp_path: Path) -> None:
    path = start_logging(tmp_path)

    logging.getLogger("growtogether_desktop.sync").info("change %s was refused", "0192f3aa-77")

    assert "change 0192f3aa-77 was refused" in path.read_text()


def test_starting_twice_writes_every_line_once(tmp_path: Path) -> None:
    start_logging(tmp_path / "a")
    path = start_logging(tmp_path / "b")

    logging.getLogger("x").info("once")

    assert path.read_text().count("once") == 1
    assert not (tmp_path / "a" / "desktop.log").exists()


def test_only_verbose_logs_details_and_speaks_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quiet = start_logging(tmp_path / "quiet")
    logging.getLogger("x").debug("a detail")
    loud = start_logging(tmp_path / "loud", verbose=True)
    logging.getLogger("x").debug("a detail")

    assert not quiet.exists()
    assert "a detail" in loud.read_text()
    assert "a detail" in capsys.readouterr().err
