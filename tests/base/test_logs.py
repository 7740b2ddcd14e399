import logging
from collections.abc import Iterator
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
    ],
)
def test_a_secret_that_slips_in_is_blotted_out(tmp_path: Path, line: str) -> None:
    path = start_logging(tmp_path)

    logging.getLogger("growtogether_desktop.sync").warning(line)

    assert "abc123def456" not in path.read_text()
    assert "•••" in path.read_text()


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
