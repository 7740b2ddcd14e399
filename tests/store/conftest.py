"""A real keyring for the tests of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import gnome


@pytest.fixture
def system_keyring(tmp_path: Path) -> Iterator[gnome.GnomeKeyring]:
    with gnome.chosen(tmp_path / "home") as found:
        yield found
