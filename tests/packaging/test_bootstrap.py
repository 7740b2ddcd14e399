"""What a person meets who types `python3 main.py`: real processes, real environments, a very small program."""

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import surroundings

PREPARING = "Preparing Grow-Together"
UPDATING = "Bringing Grow-Together up to date"


def test_the_first_start_prepares_and_opens_the_program(first_start):
    _checkout, first = first_start

    assert PREPARING in first.stderr
    assert first.stdout == "opened 1 --version offscreen\n"
    assert first.returncode == 5


def test_later_starts_say_nothing_and_start_nothing_else(prepared):
    (prepared.folder / "packaging" / "fetching.py").write_text("def install(*_, **__): raise SystemExit('installed!')")

    later = prepared.start("--version")

    assert (later.stdout, later.stderr) == ("opened 1 --version offscreen\n", "")


def test_the_test_command_adds_the_test_lock_and_returns_pytests_status(prepared):
    tested = prepared.start("test", "-k", "boards")

    assert UPDATING in tested.stderr
    assert tested.stdout == "tested 1 -k boards offscreen\n"
    assert tested.returncode == 1


def test_the_test_command_leaves_a_chosen_platform_alone(prepared):
    tested = prepared.start("test", QT_QPA_PLATFORM="minimal")

    assert tested.stdout == "tested 1 minimal\n"


def test_a_changed_lock_is_installed_at_the_next_start(prepared):
    prepared.lock("desktop.lock", prepared.wheel("part", "2", "VERSION = 2"))

    after = prepared.start("--version")

    assert UPDATING in after.stderr
    assert after.stdout.startswith("opened 2 ")


def test_an_interrupted_preparation_is_redone(prepared):
    (prepared.venv / "desktop.lock.seal").unlink()
    (site_packages(prepared.venv) / "part.py").write_text("half of a fil")

    again = prepared.start("--version")

    assert PREPARING in again.stderr
    assert again.stdout.startswith("opened 1 ")


def test_an_environment_is_redone_when_its_python_is_gone(prepared):
    (prepared.venv / "bin" / "python").unlink()
    (prepared.venv / "bin" / "python").symlink_to("/usr/bin/python3.5-of-last-year")

    again = prepared.start("--version")

    assert PREPARING in again.stderr
    assert again.returncode == 5


def test_no_internet_is_told_plainly_and_spoils_nothing(prepared):
    before = (prepared.folder / "packaging" / "desktop.lock").read_text()
    (prepared.folder / "packaging" / "desktop.lock").write_text(
        f"--index-url http://127.0.0.1:9/simple\npart==2 --hash=sha256:{'0' * 64}\n"
    )

    offline = prepared.start("--version", PIP_RETRIES="1")
    (prepared.folder / "packaging" / "desktop.lock").write_text(before)
    restored = prepared.start("--version")

    assert offline.returncode == 3
    assert "Connect to the internet, then start again" in offline.stderr
    assert (restored.stdout, restored.stderr) == ("opened 1 --version offscreen\n", "")


def test_what_is_not_as_locked_is_not_installed(prepared):
    prepared.lock("desktop.lock", prepared.wheel("part", "2", "VERSION = 2"))
    prepared.wheel("part", "2", "VERSION = 'of somebody else'")

    refused = prepared.start("--version")

    assert refused.returncode == 3
    assert "What arrived is not what Grow-Together's authors locked" in refused.stderr


def test_two_first_starts_at_once_prepare_once(checkout):
    starts = [
        subprocess.Popen(checkout.command("--version"), env=surroundings(), stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]

    said = [start.communicate()[1] for start in starts]

    assert [start.returncode for start in starts] == [5, 5]
    assert sum(PREPARING in words for words in said) == 1


def test_a_python_without_ensurepip_borrows_its_own_pip(checkout, python_without_ensurepip):
    pip = pytest.importorskip("pip")
    python = python_without_ensurepip(Path(pip.__file__).parent)

    first = checkout.start("--version", python=python)

    assert first.stdout == "opened 1 --version offscreen\n"
    assert not (site_packages(checkout.venv) / "pip").exists()


def test_a_python_with_neither_is_told_which_package_to_install(checkout, python_without_ensurepip):
    python = python_without_ensurepip()

    refused = checkout.start("--version", python=python)

    assert refused.returncode == 3
    assert f"sudo apt install python3.{sys.version_info.minor}-venv" in refused.stderr


def test_a_screen_is_asked_for_before_anything_is_fetched(checkout):
    refused = checkout.start()

    assert refused.returncode == 3
    assert "No display found" in refused.stderr
    assert not checkout.venv.exists()


@pytest.mark.parametrize("arguments", [("--demo-shot", "DIR"), ("--demo-shot=DIR",)])
def test_pictures_need_no_screen_whatever_the_environment_says(prepared, arguments):
    opened = prepared.start(*arguments, QT_QPA_PLATFORM="xcb")

    assert opened.stdout == f"opened 1 {' '.join(arguments)} offscreen\n"


def test_whoever_pairs_in_a_terminal_needs_no_screen_and_nothing_of_qt(prepared):
    paired = prepared.start("pair", "MENTEES", "MENTORS", DISPLAY="", QT_QPA_PLATFORM="xcb")

    assert paired.stdout == "paired 1 MENTEES MENTORS xcb\n"
    assert paired.returncode == 3


def site_packages(venv: Path) -> Path:
    return venv / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
