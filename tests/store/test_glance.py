"""What the window looked like: kept in the encrypted cache, told by a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from growtogether_desktop.store import keyrings
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.store.glance import leave_glance, see_glance
from tests import gnome

KEY = bytes(range(32))
PICTURE = b"\x02\0\0\0\x02\0\0\0" + bytes(16)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    open_cache(tmp_path / keyrings.CACHE, KEY).close()
    return tmp_path


def test_the_picture_is_nowhere_on_the_disk_in_the_clear(desk: Path) -> None:
    telltale = b"telltale pixels " * 64

    leave_glance(desk / keyrings.CACHE, KEY, telltale)

    assert not any(b"telltale" in file.read_bytes() for file in desk.iterdir())


def test_behind_a_passphrase_there_is_no_picture(desk: Path) -> None:
    leave_glance(desk / keyrings.CACHE, KEY, PICTURE)
    (desk / keyrings.VAULT).write_text(json.dumps({"passphrase": "salt", "by_passphrase": "wrapped"}))

    assert see_glance(desk) is None


@gnome.needed
@pytest.mark.usefixtures("system_keyring")
def test_a_process_of_its_own_tells_the_picture_once(desk: Path) -> None:
    place = keyrings.put("desk", KEY.hex())
    (desk / keyrings.VAULT).write_text(json.dumps({"keyring": place, "name": "desk"}))
    leave_glance(desk / keyrings.CACHE, KEY, PICTURE)

    first = _told(desk)
    leave_glance(desk / keyrings.CACHE, KEY, None)

    assert first == PICTURE
    assert _told(desk) == b""


def test_on_a_desk_that_is_damaged_it_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / keyrings.VAULT).write_text("{")

    assert _told(tmp_path) == b""


def _told(folder: Path) -> bytes:
    command = [sys.executable, "-m", "growtogether_desktop.store.glance", str(folder)]
    return subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, check=False).stdout
